#include "ui/models/market_feed.h"

namespace openbell::models {

namespace {
constexpr std::uint32_t kHistoryRows = 2000;

api::Topic topicOf(api::TopicKind kind, InstrumentId instrument = {},
                   api::CandleInterval interval = api::CandleInterval::Minute1) {
    api::Topic topic;
    topic.kind = kind;
    topic.instrument = instrument;
    topic.interval = interval;
    return topic;
}
} // namespace

MarketFeed::MarketFeed(client::ExchangeClient& client, const Format& format, QObject* parent)
    : QObject(parent), m_client(client), m_format(format),
      m_tickers(std::make_unique<TickersModel>(m_reference, format)),
      m_auctions([&client] { return client.venueTime(); }) {
    m_reference.setClock([&client] { return client.venueTime(); });
    m_referenceSubscription =
        client.subscribe(topicOf(api::TopicKind::ReferenceData),
                         [this](const api::TopicUpdate& update) { m_reference.apply(update); });
    m_tickersSubscription =
        client.subscribe(topicOf(api::TopicKind::Tickers),
                         [this](const api::TopicUpdate& update) { m_tickers->apply(update); });
    m_auctionsSubscription =
        client.subscribe(topicOf(api::TopicKind::Auctions),
                         [this](const api::TopicUpdate& update) { m_auctions.apply(update); });
    connect(&client, &client::ExchangeClient::frame, this, &MarketFeed::frame);
    connect(&client, &client::ExchangeClient::exchangeChanged, this, &MarketFeed::clear);
}

MarketFeed::~MarketFeed() = default;

template <class Key, class Model>
Lease<Model> MarketFeed::lease(std::map<Key, Shared<Model>>& all, const Key& key,
                               std::unique_ptr<Model> fresh, const api::Topic& topic) {
    Shared<Model>& shared = all[key];
    if (!shared.model) {
        shared.model = std::move(fresh);
        Model* model = shared.model.get();
        shared.subscription = m_client.subscribe(
            topic, [model](const api::TopicUpdate& update) { model->apply(update); });
    }
    ++shared.users;
    const QPointer<MarketFeed> self(this);
    return Lease<Model>(shared.model.get(), [self, &all, key] {
        if (!self)
            return;
        const auto at = all.find(key);
        if (at != all.end() && --at->second.users == 0) {
            at->second.subscription.reset();
            at->second.model.release()->deleteLater(); // it may be telling of a change right now
            all.erase(at);
        }
    });
}

Lease<BookModel> MarketFeed::book(InstrumentId instrument) {
    return lease(m_books, instrument, std::make_unique<BookModel>(instrument),
                 topicOf(api::TopicKind::Book, instrument));
}

Lease<TradesModel> MarketFeed::trades(InstrumentId instrument) {
    return lease(m_trades, instrument,
                 std::make_unique<TradesModel>(instrument, m_reference, m_format),
                 topicOf(api::TopicKind::Trades, instrument));
}

Lease<CandleSeries> MarketFeed::candles(InstrumentId instrument, api::CandleInterval interval) {
    auto series = std::make_unique<CandleSeries>(instrument, interval);
    CandleSeries* fresh = series.get();
    connect(fresh, &CandleSeries::olderWanted, this, [this, fresh] { loadOlder(*fresh); });
    return lease(m_candles, CandleKey{instrument, interval}, std::move(series),
                 topicOf(api::TopicKind::Candles, instrument, interval));
}

/// Numbers of another exchange's markets mean something else there.
void MarketFeed::clear() {
    m_reference.clear();
    m_tickers->clear();
    m_auctions.clear();
    for (auto& [key, shared] : m_books)
        shared.model->clear();
    for (auto& [key, shared] : m_trades)
        shared.model->clear();
    for (auto& [key, shared] : m_candles)
        shared.model->clear();
}

void MarketFeed::loadOlder(CandleSeries& series) {
    api::Query query;
    query.kind = api::QueryKind::CandleHistory;
    query.instrument = series.instrument();
    query.interval = series.interval();
    query.limit = kHistoryRows;
    if (!series.candles().empty())
        query.beforeTime = series.candles().front().start;
    m_client.query(query, &series, [&series](const api::QueryResult& result) {
        series.prepend(result.candles);
    });
}

} // namespace openbell::models
