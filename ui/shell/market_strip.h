// The strip above the panels: the selected market with its newest figures. Painted in fixed slots,
// because labels that change their text forty times a second would lay the window out each time.
#pragma once

#include "ui/models/panel.h"

#include <QTimer>
#include <QWidget>

#include <array>

namespace openbell::shell {

class MarketStrip final : public QWidget {
    Q_OBJECT
public:
    explicit MarketStrip(models::PanelContext& context, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// "STATE Trading", "24H +1.20 %": what there is room for, the state first.
    QStringList shownFigures() const;

Q_SIGNALS:
    /// Clicked or Enter pressed: the person wants another market.
    void marketChoiceWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Slot {
        QString title;
        QString value;
        models::Tone tone = models::Tone::Normal;
        int digits = 8; ///< width
        bool operator==(const Slot&) const = default;
    };
    static constexpr int kSlots = 9;
    using Slots = std::array<Slot, kSlots>;

    void refresh();
    Slots currentSlots(QString& symbol, Slot& last) const;
    int headWidth() const;
    int slotWidth(const Slot& slot) const;
    int shownSlots() const;

    models::PanelContext& m_context;
    QTimer m_soon; ///< ten looks a second are as many as can be read
    QTimer m_countdown;
    QString m_symbol;
    Slot m_last;
    Slots m_slots;
};

} // namespace openbell::shell
