// The strip that appears when the exchange cannot be used: starting and recovering with progress,
// lost with the time to the next attempt, refused, disk full, failed. It names what happened, what is
// kept and what to do; it goes away by itself.
#pragma once

#include "ui/models/theme.h"
#include "ui/shell/venue_control.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace openbell::shell {

class ConnectionStrip final : public QWidget {
    Q_OBJECT
public:
    ConnectionStrip(VenueControl& venue, client::ExchangeClient& client, const models::Theme& theme,
                    QWidget* parent = nullptr);

    QString text() const;

Q_SIGNALS:
    void connectWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Look { Hidden, Progress, Warning };
    struct Content {
        Look look = Look::Hidden;
        QString text;
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        bool canRetry = false;
        bool canConnect = false;
    };
    Content content() const;
    void refresh();

    VenueControl& m_venue;
    client::ExchangeClient& m_client;
    const models::Theme& m_theme;
    QLabel* m_text = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_retry = nullptr;
    QPushButton* m_connect = nullptr;
    QTimer m_countdown;
    Look m_look = Look::Hidden;
    QString m_failure;
};

} // namespace openbell::shell
