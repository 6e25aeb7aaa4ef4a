#include "tests/ui/views/scripted_exchange.h"

#include <QApplication>
#include <QTest>

namespace openbell::test {

void ScriptedTransport::open() {
    QMetaObject::invokeMethod(this, [this] { Q_EMIT opened(); }, Qt::QueuedConnection);
}

void ScriptedTransport::close() {
    m_followers.clear();
    QMetaObject::invokeMethod(this, [this] { Q_EMIT closed(QString()); }, Qt::QueuedConnection);
}

void ScriptedTransport::send(api::Bytes frame) {
    if (const auto message = api::fromBinary<api::ClientMessage>(frame))
        handle(*message);
}

void ScriptedTransport::takeFrames(std::vector<client::Frame>& frames) {
    frames.insert(frames.end(), m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
}

void ScriptedTransport::push(const api::ServerMessage& message) {
    m_waiting.push_back(std::make_shared<const api::Bytes>(api::toBinary(message)));
    QMetaObject::invokeMethod(this, [this] { Q_EMIT framesReady(); }, Qt::QueuedConnection);
}

void ScriptedTransport::update(const api::Topic& topic, api::TopicUpdate delta) {
    const auto found = m_followers.find(topic);
    if (found == m_followers.end())
        return;
    delta.subscription = found->second.id;
    delta.from = found->second.last;
    delta.to = Sequence(++m_sequence);
    found->second.last = delta.to;
    push(delta);
}

void ScriptedTransport::handle(const api::ClientMessage& message) {
    std::visit(
        api::Overloaded{
            [&](const api::Hello&) {
                push(api::Welcome{api::kProtocolVersion, "paper", api::VenueMode::Simulation});
                push(api::VenueStatus{api::VenuePhase::Live, 0, 0, Sequence(m_sequence), {}});
            },
            [&](const api::SignIn& signIn) {
                push(api::SignedIn{UserId(1), signIn.user, role, AccountId(1)});
            },
            [&](const api::Submit& submit) {
                submitted.push_back(submit.command);
                push(api::CommandResult{submit.request, Sequence(++m_sequence), answer, {}});
            },
            [&](const api::Query& query) {
                asked.push_back(query);
                api::QueryResult result = results[query.kind];
                result.request = query.request;
                push(result);
            },
            [&](const api::Subscribe& subscribe) {
                api::TopicUpdate snapshot = snapshots[subscribe.topic];
                snapshot.subscription = subscribe.subscription;
                snapshot.snapshot = true;
                snapshot.to = Sequence(m_sequence);
                m_followers[subscribe.topic] = {subscribe.subscription, snapshot.to};
                push(snapshot);
            },
            [&](const api::Unsubscribe& unsubscribe) {
                std::erase_if(m_followers, [&](const auto& each) {
                    return each.second.id == unsubscribe.subscription;
                });
            },
            [&](const api::SetPassword&) {},
            [&](const api::ControlReplay&) {},
            [&](const api::Ping& ping) { push(api::Pong{ping.token}); },
        },
        message);
}

api::Topic PanelFixture::topic(api::TopicKind kind, InstrumentId instrument, AccountId account) {
    api::Topic topic;
    topic.kind = kind;
    topic.instrument = instrument;
    topic.account = account;
    return topic;
}

api::LevelView PanelFixture::level(api::Side side, std::int64_t price, std::int64_t quantity) {
    return {side, Price(price), Quantity(quantity), 3};
}

api::OrderView PanelFixture::order(std::uint64_t id, api::Side side, std::int64_t price,
                                   std::int64_t quantity) {
    api::OrderView order;
    order.order = OrderId(id);
    order.account = kAccount;
    order.instrument = kMarket;
    order.side = side;
    order.price = Price(price);
    order.quantity = Quantity(quantity);
    order.placed = Timestamp(1'767'355'200'000'000'000);
    order.sequence = Sequence(id);
    return order;
}

api::TradeView PanelFixture::trade(std::uint64_t sequence, api::Side side, std::int64_t price,
                                   std::int64_t quantity) {
    api::TradeView view;
    view.sequence = Sequence(sequence);
    view.time = Timestamp(1'767'355'200'000'000'000 +
                          static_cast<std::int64_t>(sequence) * 40'000'000);
    view.trade.trade = TradeId(sequence);
    view.trade.instrument = kMarket;
    view.trade.takerSide = side;
    view.trade.price = Price(price);
    view.trade.quantity = Quantity(quantity);
    return view;
}

api::CandleView PanelFixture::candle(std::int64_t second, std::int64_t open, std::int64_t close) {
    api::CandleView candle;
    candle.instrument = kMarket;
    candle.interval = api::CandleInterval::Second5;
    candle.start = Timestamp((1'767'355'200 + second) * kNsPerSecond);
    candle.open = Price(open);
    candle.close = Price(close);
    candle.high = Price(std::max(open, close) + 20);
    candle.low = Price(std::min(open, close) - 20);
    candle.volume = Quantity(1'000 + second % 700);
    candle.trades = 12;
    return candle;
}

void PanelFixture::script() {
    auto& snapshots = m_transport->snapshots;
    api::InstrumentDefined market;
    market.definition.instrument = kMarket;
    market.definition.symbol = api::Symbol("BTC-USD");
    market.definition.base = AssetId(1);
    market.definition.quote = AssetId(2);
    market.definition.priceScale = 2;
    market.definition.tickSize = 50;    // 0.50 USD
    market.definition.lotSize = 100'000; // 0.001 BTC
    market.definition.maxPrice = Price(1'000'000);
    market.definition.maxQuantity = Quantity(1'000'000);
    market.definition.makerFeePpm = 200;
    market.definition.takerFeePpm = 500;
    market.tickValue = 500; // 0.50 USD x 0.001 BTC in 10^-6 USD
    auto& reference = snapshots[topic(api::TopicKind::ReferenceData)];
    reference.assets = {{AssetId(1), api::AssetCode("BTC"), 8}, {AssetId(2), api::AssetCode("USD"), 6}};
    reference.instruments = {market};

    api::TickerView ticker;
    ticker.instrument = kMarket;
    ticker.last = Price(128'000);
    ticker.bestBid = Price(127'999);
    ticker.bestAsk = Price(128'001);
    ticker.open24h = Price(127'000);
    ticker.high24h = Price(129'000);
    ticker.low24h = Price(126'500);
    ticker.volume24h = Quantity(5'810'000);
    snapshots[topic(api::TopicKind::Tickers)].tickers = {ticker};

    auto& book = snapshots[topic(api::TopicKind::Book, kMarket)];
    for (std::int64_t i = 0; i < 60; ++i) {
        book.levels.push_back(level(api::Side::Buy, 127'999 - i, 100 + 37 * ((i * 7) % 23)));
        book.levels.push_back(level(api::Side::Sell, 128'001 + i, 100 + 41 * ((i * 5) % 19)));
    }
    auto& trades = snapshots[topic(api::TopicKind::Trades, kMarket)];
    for (std::uint64_t i = 0; i < 200; ++i)
        trades.trades.push_back(trade(i + 1, i % 3 == 0 ? api::Side::Sell : api::Side::Buy,
                                      128'000 + static_cast<std::int64_t>(i % 5) - 2,
                                      1 + static_cast<std::int64_t>(i * 13 % 90)));
    api::Topic candles = topic(api::TopicKind::Candles, kMarket);
    candles.interval = api::CandleInterval::Second5;
    for (std::int64_t i = 0; i < 300; ++i) {
        const std::int64_t open = 127'900 + (i * 37 % 200) + i / 3;
        snapshots[candles].candles.push_back(candle(i * 5, open, open + (i * 53 % 61) - 30));
    }
    snapshots[topic(api::TopicKind::Orders, {}, kAccount)].orders = {
        order(501, api::Side::Buy, 127'990, 250), order(502, api::Side::Sell, 128'010, 40)};
    snapshots[topic(api::TopicKind::Balances, {}, kAccount)].balances = {
        {kAccount, AssetId(1), Amount(500'000'000), Amount(4'000'000)},
        {kAccount, AssetId(2), Amount(250'000'000'000), Amount(16'000'000'000)}};
}

PanelFixture::PanelFixture() {
    auto transport = std::make_unique<ScriptedTransport>();
    m_transport = transport.get();
    script();
    m_feed = std::make_unique<models::MarketFeed>(m_client, m_format);
    m_accounts = std::make_unique<models::AccountFeed>(m_client, m_feed->reference(), m_format);
    m_actions = std::make_unique<models::TradingActions>(m_client, m_feed->reference(), m_format);
    m_context = std::make_unique<models::PanelContext>(models::PanelContext{
        m_client, *m_feed, *m_accounts, m_selection, *m_actions, m_theme, m_format});
    m_theme.setChoice(models::Theme::Choice::Dark);
    QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setPalette(m_theme.palette());
    QApplication::setFont(m_theme.labelFont());
    qApp->setStyleSheet(m_theme.styleSheet());
    m_client.connectTo(std::move(transport), {QStringLiteral("operator"), QStringLiteral("secret")});
}

PanelFixture::~PanelFixture() { m_client.leave(); }

bool PanelFixture::settle() {
    if (!QTest::qWaitFor([this] { return m_client.isOnline() && !m_feed->reference().isEmpty(); }))
        return false;
    if (m_selection.instrument().isNone())
        m_selection.setInstrument(kMarket);
    // Three painted frames: what was pushed is applied and drawn.
    int frames = 0;
    const auto connection = QObject::connect(m_feed.get(), &models::MarketFeed::frame,
                                             [&frames] { ++frames; });
    const bool done = QTest::qWaitFor([&frames] { return frames >= 3; });
    QObject::disconnect(connection);
    return done;
}

} // namespace openbell::test
