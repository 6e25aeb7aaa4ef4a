// Says what the console is connected to, in a colour of its own: a simulation must never be taken
// for a live venue, nor the other way round.
#pragma once

#include "ui/models/theme.h"
#include "ui/shell/venue_control.h"

#include <QWidget>

namespace openbell::shell {

/// The words and the colour for the present venue.
struct VenueLabel {
    QString word;    ///< HOSTED, REMOTE, SIMULATION, RECORDING, OFFLINE
    QString details; ///< where it runs
    QColor color;
};

VenueLabel venueLabel(const VenueControl& venue, const client::ExchangeClient& client,
                      const models::Theme& theme);

/// The filled label.
class VenueBanner final : public QWidget {
    Q_OBJECT
public:
    VenueBanner(const VenueControl& venue, const client::ExchangeClient& client,
                const models::Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    const VenueLabel& label() const { return m_label; }

Q_SIGNALS:
    void labelChanged();
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent*) override { Q_EMIT clicked(); }
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    const VenueControl& m_venue;
    const client::ExchangeClient& m_client;
    const models::Theme& m_theme;
    VenueLabel m_label;
};

/// A line of the label's colour across the window.
class VenueLine final : public QWidget {
    Q_OBJECT
public:
    VenueLine(const VenueBanner& banner, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const VenueBanner& m_banner;
};

} // namespace openbell::shell
