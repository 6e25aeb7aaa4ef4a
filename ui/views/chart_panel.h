// The chart panel: candles with their interval chooser and readout.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QToolButton;

namespace openbell::charts {
class CandleChart;
}

namespace openbell::views {

class ChartPanel final : public QWidget {
    Q_OBJECT
public:
    ChartPanel(models::PanelContext& context, QWidget* parent = nullptr);

    charts::CandleChart& chart() { return *m_chart; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showMarket(InstrumentId instrument);
    void showReadout(const QStringList& texts);

    models::PanelContext& m_context;
    charts::CandleChart* m_chart = nullptr;
    QButtonGroup* m_intervals = nullptr;
    QToolButton* m_follow = nullptr;
    QLabel* m_readout = nullptr;
    api::CandleInterval m_interval = api::CandleInterval::Second5;
};

} // namespace openbell::views
