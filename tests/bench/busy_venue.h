// A venue with one busy market, played from a thread of its own: what the console benchmark watches.
#pragma once

#include "ui/client/frame_transport.h"

#include "engine/api/candles.h"
#include "engine/api/protocol.h"
#include "engine/base/random.h"
#include "engine/base/time.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

namespace openbell::bench {

inline constexpr std::int64_t kMiddle = 128'000;
inline constexpr int kLevels = 400; ///< per side
inline constexpr auto kFlush = std::chrono::milliseconds(16); ///< as the gateway conflates

inline api::Topic topicOf(api::TopicKind kind, InstrumentId instrument = {}) {
    api::Topic topic; // fields that a kind does not use keep their defaults
    topic.kind = kind;
    topic.instrument = instrument;
    return topic;
}

struct Load {
    int bookUpdatesPerSecond = 20'000;
    int tradesPerSecond = 5'000;
};

/// A venue with one busy market, played from a thread of its own.
class BusyVenue final : public client::FrameTransport {
public:
    explicit BusyVenue(Load load) : m_load(load) {}
    ~BusyVenue() override { stop(); }

    void open() override {
        QMetaObject::invokeMethod(this, [this] { Q_EMIT opened(); }, Qt::QueuedConnection);
    }
    void close() override {
        stop();
        QMetaObject::invokeMethod(this, [this] { Q_EMIT closed({}); }, Qt::QueuedConnection);
    }
    void send(api::Bytes frame) override {
        if (const auto message = api::fromBinary<api::ClientMessage>(frame))
            std::visit([this](const auto& each) { handle(each); }, *message);
    }
    void takeFrames(std::vector<client::Frame>& frames) override {
        const std::lock_guard guard(m_mutex);
        frames.insert(frames.end(), m_waiting.begin(), m_waiting.end());
        m_waiting.clear();
    }
    bool isHosted() const override { return true; }
    QString place() const override { return QStringLiteral("benchmark"); }

    void play() {
        m_running = true;
        m_thread = std::thread([this] { run(); });
    }
    std::uint64_t played() const { return m_played; }

private:
    struct Follower {
        SubscriptionId id;
        Sequence last;
    };

    void stop() {
        m_running = false;
        if (m_thread.joinable())
            m_thread.join();
    }

    void push(const api::ServerMessage& message) {
        auto frame = std::make_shared<const api::Bytes>(api::toBinary(message));
        bool wake = false;
        {
            const std::lock_guard guard(m_mutex);
            wake = m_waiting.empty();
            m_waiting.push_back(std::move(frame));
        }
        if (wake)
            QMetaObject::invokeMethod(this, [this] { Q_EMIT framesReady(); }, Qt::QueuedConnection);
    }

    void handle(const api::Hello&) {
        push(api::Welcome{api::kProtocolVersion, "benchmark", api::VenueMode::Simulation});
        push(api::VenueStatus{api::VenuePhase::Live, 0, 0, Sequence(1), {}});
    }
    void handle(const api::SignIn& signIn) {
        push(api::SignedIn{UserId(1), signIn.user, api::Role::Operator, AccountId(1)});
    }
    void handle(const api::Submit& submit) {
        push(api::CommandResult{submit.request, Sequence(1), api::RejectReason::None, {}});
    }
    void handle(const api::Query& query) {
        api::QueryResult result;
        result.request = query.request;
        push(result);
    }
    void handle(const api::Subscribe& subscribe) {
        api::TopicUpdate update = snapshot(subscribe.topic);
        update.subscription = subscribe.subscription;
        update.snapshot = true;
        update.to = Sequence(1);
        {
            const std::lock_guard guard(m_followersMutex);
            m_followers[subscribe.topic] = {subscribe.subscription, update.to};
        }
        push(update);
    }
    void handle(const api::Unsubscribe& unsubscribe) {
        const std::lock_guard guard(m_followersMutex);
        std::erase_if(m_followers,
                      [&](const auto& each) { return each.second.id == unsubscribe.subscription; });
    }
    void handle(const api::SetPassword&) {}
    void handle(const api::ControlReplay&) {}
    void handle(const api::Ping& ping) { push(api::Pong{ping.token}); }

    api::TopicUpdate snapshot(const api::Topic& topic) {
        api::TopicUpdate update;
        if (topic.kind == api::TopicKind::ReferenceData) {
            api::InstrumentDefined market;
            market.definition.instrument = InstrumentId(1);
            market.definition.symbol = api::Symbol("BTC-USD");
            market.definition.base = AssetId(1);
            market.definition.quote = AssetId(2);
            market.definition.priceScale = 2;
            market.definition.tickSize = 50;
            market.definition.lotSize = 100'000;
            market.definition.maxPrice = Price(1'000'000);
            market.definition.maxQuantity = Quantity(1'000'000);
            market.tickValue = 500;
            update.assets = {{AssetId(1), api::AssetCode("BTC"), 8},
                             {AssetId(2), api::AssetCode("USD"), 6}};
            update.instruments = {market};
        } else if (topic.kind == api::TopicKind::Tickers) {
            update.tickers = {ticker()};
        } else if (topic.kind == api::TopicKind::Book) {
            for (int i = 1; i <= kLevels; ++i) {
                update.levels.push_back(level(api::Side::Buy, kMiddle - i));
                update.levels.push_back(level(api::Side::Sell, kMiddle + i));
            }
        } else if (topic.kind == api::TopicKind::Candles) {
            for (int i = 0; i < 1000; ++i)
                update.candles.push_back(candle(topic.interval, i - 1000));
        } else if (topic.kind == api::TopicKind::Orders) {
            for (std::uint64_t i = 0; i < 20; ++i)
                update.orders.push_back(ownOrder(i));
        }
        return update;
    }

    api::LevelView level(api::Side side, std::int64_t price) {
        return {side, Price(price), Quantity(m_random.between(1, 4'000)), 3};
    }
    api::OrderView ownOrder(std::uint64_t i) {
        api::OrderView order;
        order.order = OrderId(i + 1);
        order.account = AccountId(1);
        order.instrument = InstrumentId(1);
        order.side = i % 2 == 0 ? api::Side::Buy : api::Side::Sell;
        const auto distance = static_cast<std::int64_t>(i + 2);
        order.price = Price(i % 2 == 0 ? kMiddle - distance : kMiddle + distance);
        order.quantity = Quantity(100);
        return order;
    }
    api::TickerView ticker() {
        api::TickerView view;
        view.instrument = InstrumentId(1);
        view.last = Price(kMiddle + m_random.between(-3, 3));
        view.bestBid = Price(kMiddle - 1);
        view.bestAsk = Price(kMiddle + 1);
        view.open24h = Price(kMiddle - 900);
        view.high24h = Price(kMiddle + 900);
        view.low24h = Price(kMiddle - 1200);
        view.volume24h = Quantity(5'000'000);
        view.turnover24h.add(Price(kMiddle), view.volume24h);
        view.bookUpdates = m_played;
        view.trades = m_trades;
        return view;
    }
    static std::int64_t lengthOf(api::CandleInterval interval) {
        return api::nextCandleStart(Timestamp(), interval).value();
    }
    api::CandleView candle(api::CandleInterval interval, std::int64_t index) {
        api::CandleView view;
        view.instrument = InstrumentId(1);
        view.interval = interval;
        view.start = Timestamp(1'767'355'200 * kNsPerSecond + index * lengthOf(interval));
        view.open = Price(kMiddle + m_random.between(-40, 40));
        view.close = Price(kMiddle + m_random.between(-40, 40));
        view.high = std::max(view.open, view.close) + Price(12);
        view.low = std::min(view.open, view.close) - Price(12);
        view.volume = Quantity(m_random.between(200, 4'000));
        view.trades = 40;
        view.turnover.add(view.close, view.volume);
        return view;
    }

    /// Sends an update of a topic if it is followed.
    template <class Fill>
    void publish(const api::Topic& topic, Fill&& fill) {
        Follower follower;
        {
            const std::lock_guard guard(m_followersMutex);
            const auto found = m_followers.find(topic);
            if (found == m_followers.end())
                return;
            follower = found->second;
            found->second.last = Sequence(m_sequence);
        }
        api::TopicUpdate update;
        update.subscription = follower.id;
        update.from = follower.last;
        update.to = Sequence(m_sequence);
        fill(update);
        push(update);
    }

    void flush(double seconds, std::int64_t elapsedNs) {
        m_bookDebt += m_load.bookUpdatesPerSecond * seconds;
        m_tradeDebt += m_load.tradesPerSecond * seconds;
        ++m_sequence;
        publish(topicOf(api::TopicKind::Book, InstrumentId(1)), [&](api::TopicUpdate& update) {
            // What the venue's updates leave after conflation: each touched level once.
            std::map<std::int64_t, api::LevelView> touched;
            for (; m_bookDebt >= 1; m_bookDebt -= 1) {
                const std::int64_t away = 1 + static_cast<std::int64_t>(m_random.below(60)) *
                                                  static_cast<std::int64_t>(m_random.below(6)) / 5;
                const auto side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
                const std::int64_t price = side == api::Side::Buy ? kMiddle - away : kMiddle + away;
                touched[price] = level(side, price);
                ++m_played;
            }
            for (const auto& [price, view] : touched)
                update.levels.push_back(view);
        });
        publish(topicOf(api::TopicKind::Trades, InstrumentId(1)), [&](api::TopicUpdate& update) {
            for (; m_tradeDebt >= 1; m_tradeDebt -= 1) {
                api::TradeView view;
                view.sequence = Sequence(m_sequence);
                view.time = Timestamp(1'767'355'200 * kNsPerSecond + elapsedNs);
                view.trade.trade = TradeId(++m_trades);
                view.trade.instrument = InstrumentId(1);
                view.trade.takerSide = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
                view.trade.price = Price(kMiddle + m_random.between(-3, 3));
                view.trade.quantity = Quantity(m_random.between(1, 900));
                update.trades.push_back(view);
            }
        });
        publish(topicOf(api::TopicKind::Tickers),
                [&](api::TopicUpdate& update) { update.tickers = {ticker()}; });
        for (const auto interval : {api::CandleInterval::Second1, api::CandleInterval::Second5}) {
            api::Topic candles = topicOf(api::TopicKind::Candles, InstrumentId(1));
            candles.interval = interval;
            publish(candles, [&](api::TopicUpdate& update) {
                        update.candles = {
                            candle(interval, elapsedNs / lengthOf(interval))};
                    });
        }
    }

    void run() {
        const auto started = std::chrono::steady_clock::now();
        auto last = started;
        while (m_running) {
            std::this_thread::sleep_until(last + kFlush);
            const auto now = std::chrono::steady_clock::now();
            flush(std::chrono::duration<double>(now - last).count(), (now - started).count());
            last = now;
        }
    }

    Load m_load;
    Random m_random{20'260};
    std::mutex m_mutex;
    std::vector<client::Frame> m_waiting;
    std::mutex m_followersMutex;
    std::map<api::Topic, Follower> m_followers;
    std::thread m_thread;
    std::atomic<bool> m_running{false};
    std::atomic<std::uint64_t> m_played{0};
    std::uint64_t m_sequence = 1;
    std::uint64_t m_trades = 0;
    double m_bookDebt = 0;
    double m_tradeDebt = 0;
};

} // namespace openbell::bench
