// The live market data of the console: one subscription per book, tape and candle series, shared by
// all panels that look at it.
#pragma once

#include "ui/client/exchange_client.h"
#include "ui/models/auction_board.h"
#include "ui/models/book_model.h"
#include "ui/models/candle_series.h"
#include "ui/models/lease.h"
#include "ui/models/reference_data.h"
#include "ui/models/tickers_model.h"
#include "ui/models/trades_model.h"

#include <map>
#include <memory>
#include <tuple>

namespace openbell::models {

class MarketFeed final : public QObject {
    Q_OBJECT
public:
    MarketFeed(client::ExchangeClient& client, const Format& format, QObject* parent = nullptr);
    ~MarketFeed() override;

    const ReferenceData& reference() const { return m_reference; }
    ReferenceData& reference() { return m_reference; }
    TickersModel& tickers() { return *m_tickers; }
    AuctionBoard& auctions() { return m_auctions; }

    Lease<BookModel> book(InstrumentId instrument);
    Lease<TradesModel> trades(InstrumentId instrument);
    Lease<CandleSeries> candles(InstrumentId instrument, api::CandleInterval interval);

Q_SIGNALS:
    /// At the frame rate, after new data was applied: panels repaint what has changed, if visible.
    void frame();

private:
    template <class Model>
    struct Shared {
        std::unique_ptr<Model> model;
        client::Subscription subscription;
        int users = 0;
    };
    template <class Key, class Model>
    Lease<Model> lease(std::map<Key, Shared<Model>>& all, const Key& key,
                       std::unique_ptr<Model> fresh, const api::Topic& topic);
    void loadOlder(CandleSeries& series);
    void clear();

    client::ExchangeClient& m_client;
    const Format& m_format;
    ReferenceData m_reference;
    std::unique_ptr<TickersModel> m_tickers;
    client::Subscription m_referenceSubscription;
    client::Subscription m_tickersSubscription;
    AuctionBoard m_auctions;
    client::Subscription m_auctionsSubscription;
    using CandleKey = std::pair<InstrumentId, api::CandleInterval>;
    std::map<InstrumentId, Shared<BookModel>> m_books;
    std::map<InstrumentId, Shared<TradesModel>> m_trades;
    std::map<CandleKey, Shared<CandleSeries>> m_candles;
};

} // namespace openbell::models
