// The auction of the selected market: its state and when that ends, what it would trade, demand and
// supply, how the indication has moved, what the last auction did.
#pragma once

#include "ui/models/panel.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace openbell::charts {
class IndicationChart;
class SupplyDemandChart;
} // namespace openbell::charts

namespace openbell::views {

class AuctionPanel final : public QWidget {
    Q_OBJECT
public:
    AuctionPanel(models::PanelContext& context, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    void onInstrument();
    void onTheme();
    void refresh();
    QString bandText(const models::InstrumentInfo& market,
                     const api::AuctionView& auction) const;
    void showFigures(const models::InstrumentInfo& market, const api::AuctionView& auction);
    QString lastAuction(const models::InstrumentInfo& market,
                        const api::AuctionView& auction) const;
    QString surplus(const models::InstrumentInfo& market, Quantity surplus) const;
    QString endText(const models::InstrumentInfo& market) const;

    models::PanelContext& m_context;
    models::Lease<models::BookModel> m_book;
    QTimer m_soon; ///< four looks a second: the countdown, and whatever has changed
    QLabel* m_state = nullptr;
    QLabel* m_end = nullptr;
    QLabel* m_note = nullptr;
    QWidget* m_figures = nullptr;
    QLabel* m_priceLabel = nullptr;
    QLabel* m_price = nullptr;
    QLabel* m_quantityLabel = nullptr;
    QLabel* m_quantity = nullptr;
    QLabel* m_surplusLabel = nullptr;
    QLabel* m_surplus = nullptr;
    QLabel* m_last = nullptr;
    QWidget* m_charts = nullptr;
    charts::SupplyDemandChart* m_curves = nullptr;
    charts::IndicationChart* m_history = nullptr;
    std::uint64_t m_drawnBook = 0;
    std::size_t m_drawnIndications = 0;
    api::AuctionView m_drawn;
};

} // namespace openbell::views
