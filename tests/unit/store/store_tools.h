// What the store's tests share: a market that trades at random, and plain copies of what the read
// models should hold, kept the obvious way.
#pragma once

#include "engine/api/audited.h"
#include "engine/api/candles.h"
#include "engine/base/random.h"
#include "engine/core/venue.h"
#include "engine/store/candle_rows.h"
#include "engine/store/read_models.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

namespace openbell::store::test {

class Folder {
public:
    std::filesystem::path path() const { return m_directory.path().toStdString(); }
    std::filesystem::path database() const { return path() / "read_models.sqlite"; }

private:
    QTemporaryDir m_directory;
};

/// One command with what it did.
struct Step {
    api::CommandContext context;
    api::Command command;
    api::EventBuffer events;
};

/// A venue with three markets, eight accounts and a user, traded at random.
class RandomMarket {
public:
    explicit RandomMarket(std::uint64_t seed) : m_random(seed) {
        submit(api::CreateAsset{AssetId(1), api::AssetCode("BTC"), 8});
        submit(api::CreateAsset{AssetId(2), api::AssetCode("USD"), 2});
        submit(api::CreateUser{UserId(1), api::Name("Olga"), api::Role::Operator, {}});
        for (std::uint32_t i = 1; i <= 3; ++i)
            submit(instrument(i));
        for (std::uint32_t i = 1; i <= 8; ++i) {
            submit(api::CreateAccount{AccountId(i), api::Name("account " + std::to_string(i))});
            submit(api::Deposit{AccountId(i), AssetId(1), Amount(100'000'000'000'000)});
            submit(api::Deposit{AccountId(i), AssetId(2), Amount(100'000'000'000'000)});
        }
    }

    void trade(std::size_t commands) {
        for (std::size_t i = 0; i < commands; ++i)
            submitAnything();
    }

    void submit(const api::Command& command) {
        m_time += static_cast<std::int64_t>(m_random.below(3'000'000'000));
        Step step;
        step.context = {Sequence(m_steps.size() + 1), Timestamp(m_time), UserId(1)};
        step.command = command;
        m_venue.apply(step.context, step.command, step.events);
        m_steps.push_back(std::move(step));
    }

    const std::vector<Step>& steps() const { return m_steps; }
    Sequence last() const { return m_venue.lastSequence(); }
    const core::Venue& venue() const { return m_venue; }

private:
    static api::CreateInstrument instrument(std::uint32_t id) {
        api::CreateInstrument definition;
        definition.instrument = InstrumentId(id);
        definition.symbol = api::Symbol("BTC-USD-" + std::to_string(id));
        definition.base = AssetId(1);
        definition.quote = AssetId(2);
        definition.lotSize = 100'000'000;
        definition.maxPrice = Price(1'000'000);
        definition.maxQuantity = Quantity(1'000'000);
        definition.makerFeePpm = 1000;
        definition.takerFeePpm = 2000;
        return definition;
    }

    InstrumentId anyInstrument() {
        return InstrumentId(1 + static_cast<std::uint32_t>(m_random.below(3)));
    }
    AccountId anyAccount() { return AccountId(1 + static_cast<std::uint32_t>(m_random.below(8))); }

    void submitAnything() {
        const std::uint64_t kind = m_random.below(100);
        if (kind < 75) {
            placeOrder();
        } else if (kind < 93 && !m_orders.empty()) {
            const auto& [id, order] = m_orders[m_random.below(m_orders.size())];
            const Price price(m_random.between(95, 105));
            const Quantity quantity(m_random.between(1, 20));
            if (kind == 92)
                placeQuote();
            else if (kind < 83)
                submit(api::CancelOrder{order.account, order.instrument, id});
            else if (kind < 86)
                replaceOrder(id, order, price, quantity);
            else
                submit(api::AmendOrder{order.account, order.instrument, id, price, quantity});
        } else if (kind == 94 || kind == 95) {
            submit(api::CancelAll{anyAccount(), anyInstrument()});
        } else if (kind == 96) {
            submit(api::HaltInstrument{anyInstrument(), api::Note("by chance")});
        } else if (kind == 97) {
            for (std::uint32_t i = 1; i <= 3; ++i)
                submit(api::ResumeInstrument{InstrumentId(i), {}});
        } else if (kind == 93) {
            changePhase();
        } else if (kind == 98) {
            submit(api::Withdraw{anyAccount(), AssetId(2), Amount(m_random.between(1, 1000))});
        } else {
            submit(api::AdvanceTime{});
        }
    }

    static void conceal(api::PlaceOrder& order) {
        order.displayQuantity = Quantity(order.quantity.value() / 2);
        order.displayVariance = Quantity(order.displayQuantity.value() / 2);
        order.postOnly = api::PostOnly::Slide;
    }

    void placeQuote() {
        api::PlaceQuote quote;
        quote.account = anyAccount();
        quote.instrument = anyInstrument();
        quote.bidPrice = Price(m_random.between(95, 101));
        quote.bidQuantity = Quantity(m_random.between(0, 20));
        quote.askPrice = quote.bidPrice + Price(m_random.between(1, 5));
        quote.askQuantity = Quantity(m_random.between(0, 20));
        submit(quote);
    }

    void replaceOrder(OrderId id, const api::PlaceOrder& replaced, Price price, Quantity quantity) {
        api::ReplaceOrder order;
        order.account = replaced.account;
        order.instrument = replaced.instrument;
        order.order = id;
        order.price = price;
        order.quantity = quantity;
        submit(order);
    }

    api::PlaceOrder amountOrder(const api::PlaceOrder& like) {
        api::PlaceOrder order;
        order.account = like.account;
        order.instrument = like.instrument;
        order.side = like.side;
        order.type = api::OrderType::Market;
        order.quoteAmount = Amount(m_random.between(1'000, 100'000));
        return order;
    }

    void changePhase() {
        api::ChangeInstrumentState change;
        change.instrument = anyInstrument();
        change.state = m_random.chance(1, 2) ? api::InstrumentState::ClosingAuction
                                             : api::InstrumentState::OpeningAuction;
        if (m_random.chance(1, 2))
            change.until = Timestamp(m_time + m_random.between(1, 60) * kNsPerSecond);
        submit(change);
    }

    void placeOrder() {
        api::PlaceOrder order;
        order.account = anyAccount();
        order.instrument = anyInstrument();
        order.clientOrderId = ClientOrderId(m_random.next());
        order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        order.price = Price(m_random.between(95, 105));
        order.quantity = Quantity(m_random.between(1, 20));
        if (m_random.chance(1, 10))
            order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        else if (m_random.chance(1, 10))
            order.hidden = true;
        else if (m_random.chance(1, 10))
            conceal(order);
        if (m_random.chance(1, 3))
            order.selfTradePrevention = static_cast<api::SelfTradePrevention>(
                m_random.below(api::kEnumSize<api::SelfTradePrevention>));
        if (m_random.chance(1, 10)) {
            order.timeInForce = api::TimeInForce::GoodTillTime;
            order.expiry = Timestamp(m_time + m_random.between(10, 600) * kNsPerSecond);
        }
        if (m_random.chance(1, 20))
            order.timeInForce = m_random.chance(1, 2) ? api::TimeInForce::AtOpen
                                                      : api::TimeInForce::AtClose;
        if (order.timeInForce != api::TimeInForce::GoodTillTime)
            order.expiry = {};
        if (m_random.chance(1, 12)) {
            const auto submitted = order;
            order = {};
            order.account = submitted.account;
            order.instrument = submitted.instrument;
            order.side = submitted.side;
            order.price = submitted.price;
            order.quantity = submitted.quantity;
            order.peg = static_cast<api::PegReference>(1 + m_random.below(3));
            order.pegOffset = Price(m_random.between(1, 2));
        } else if (m_random.chance(1, 20)) {
            order = amountOrder(order);
        } else if (m_random.chance(1, 10)) {
            order.type = api::OrderType::StopLimit;
            order.triggerPrice = Price(m_random.between(95, 105));
            order.timeInForce = api::TimeInForce::GoodTillCancelled;
            order.expiry = {};
            order.hidden = false;
            order.displayQuantity = order.displayVariance = {};
            order.postOnly = api::PostOnly::No;
        }
        m_orders.emplace_back(OrderId(m_steps.size() + 1), order);
        submit(order);
    }

    core::Venue m_venue;
    Random m_random;
    std::int64_t m_time = 1'700'000'000'000'000'000;
    std::vector<Step> m_steps;
    std::vector<std::pair<OrderId, api::PlaceOrder>> m_orders;
};

/// Projects the steps after projected() up to `last`, with a commit every `perCommit` commands.
inline void project(Projector& projector, const std::vector<Step>& steps, std::uint64_t last,
                    std::uint64_t perCommit = 1000) {
    for (std::uint64_t at = projector.projected().value() + 1; at <= last; ++at) {
        const Step& step = steps[at - 1];
        projector.onCommand(step.context, step.command);
        projector.onEvents(step.events);
        if (at % perCommit == 0 || at == last) {
            const auto committed = projector.commit(Sequence(at));
            if (!committed)
                qFatal("%s", committed.error().message.c_str());
        }
    }
}

/// What the read models should hold, the obvious way.
struct Expected {
    struct ByAge {
        bool operator()(OrderId a, OrderId b) const { return a < b; }
    };
    std::map<OrderId, api::OrderView, ByAge> orders;
    std::vector<api::TradeView> trades; ///< oldest first
    std::map<std::pair<AccountId, AssetId>, api::BalanceChanged> balances;
    std::vector<api::AuditView> audit; ///< oldest first
    std::vector<api::PreventedMatchView> prevented; ///< oldest first
    std::map<OrderId, std::vector<api::OrderEventView>> lives; ///< oldest first
    std::map<InstrumentId, api::InstrumentState> states;

    explicit Expected(const std::vector<Step>& steps) {
        for (const Step& step : steps)
            add(step);
    }

    void add(const Step& step) {
        addToLives(step);
        api::RejectReason outcome = api::RejectReason::None;
        step.events.forEach([&]<class E>(const api::EventStamp& stamp, const E& event) {
            const auto change = [&](OrderId id) -> api::OrderView& {
                api::OrderView& order = orders.at(id);
                order.changed = stamp.time;
                order.sequence = stamp.sequence;
                return order;
            };
            const auto fill = [&](OrderId id, Quantity open) {
                api::OrderView& order = change(id);
                order.filled = order.quantity - open;
                order.status = open.isZero() ? api::OrderStatus::Filled : api::OrderStatus::Open;
            };
            if constexpr (std::is_same_v<E, api::OrderAccepted>) {
                orders[event.order] = {event.order,
                                       event.account,
                                       event.instrument,
                                       event.clientOrderId,
                                       event.side,
                                       event.type,
                                       event.timeInForce,
                                       event.postOnly,
                                       api::OrderStatus::Open,
                                       api::CancelReason::Requested,
                                       !event.triggerPrice.isZero() ||
                                           (event.timeInForce == api::TimeInForce::AtClose &&
                                            states[event.instrument] !=
                                                api::InstrumentState::ClosingAuction) ||
                                           event.peg != api::PegReference::None,
                                       event.price,
                                       event.triggerPrice,
                                       event.trailBy,
                                       event.quantity,
                                       event.filled,
                                       event.time,
                                       stamp.time,
                                       stamp.sequence,
                                       event.displayQuantity,
                                       event.displayVariance,
                                       event.hidden,
                                       event.expiry,
                                       event.quoteAmount,
                                       event.peg,
                                       event.pegOffset,
                                       event.pegPrice};
            } else if constexpr (std::is_same_v<E, api::OrderAmended>) {
                api::OrderView& order = change(event.order);
                order.price = event.price;
                order.quantity = event.quantity;
            } else if constexpr (std::is_same_v<E, api::OrderTriggered>) {
                change(event.order).waiting = false;
            } else if constexpr (std::is_same_v<E, api::TriggerMoved>) {
                change(event.order).triggerPrice = event.triggerPrice;
            } else if constexpr (std::is_same_v<E, api::OrderRepriced>) {
                change(event.order).waiting = event.price.isZero();
                orders.at(event.order).pegPrice = event.price;
            } else if constexpr (std::is_same_v<E, api::OrderCancelled>) {
                api::OrderView& order = change(event.order);
                order.status = api::OrderStatus::Cancelled;
                order.cancelReason = event.reason;
            } else if constexpr (std::is_same_v<E, api::TradeExecuted>) {
                fill(event.makerOrder, event.makerOpen);
                fill(event.takerOrder, event.takerOpen);
                trades.push_back({stamp.sequence, stamp.time, event});
            } else if constexpr (std::is_same_v<E, api::MatchPrevented>) {
                prevented.push_back({stamp.sequence, stamp.time, event});
            } else if constexpr (std::is_same_v<E, api::InstrumentStateChanged>) {
                states[event.instrument] = event.state;
            } else if constexpr (std::is_same_v<E, api::BalanceChanged>) {
                balances[{event.account, event.asset}] = event;
            } else if constexpr (std::is_same_v<E, api::CommandRejected>) {
                outcome = event.reason;
            }
        });
        if (api::isAudited(step.command))
            audit.push_back(
                {step.context.sequence, step.context.time, step.context.actor, "Olga",
                 std::visit([](const auto& c) { return std::string(c.kName); }, step.command), "",
                 outcome});
    }

    /// Every event of an order, as it comes.
    void addToLives(const Step& step) {
        step.events.forEach([&]<class E>(const api::EventStamp& stamp, const E& event) {
            const auto put = [&](OrderId order, api::OrderEventKind kind) -> api::OrderEventView& {
                api::OrderEventView& added = lives[order].emplace_back();
                added.order = order;
                added.sequence = stamp.sequence;
                added.time = stamp.time;
                added.kind = kind;
                return added;
            };
            if constexpr (std::is_same_v<E, api::OrderAccepted>) {
                auto& placed = put(event.order, api::OrderEventKind::Placed);
                placed.price = event.price;
                placed.quantity = event.quantity;
                placed.open = event.quantity;
            } else if constexpr (std::is_same_v<E, api::OrderAmended>) {
                auto& amended = put(event.order, api::OrderEventKind::Amended);
                amended.price = event.price;
                amended.quantity = event.quantity;
                amended.open = event.open;
                amended.priorityKept = event.priorityKept;
            } else if constexpr (std::is_same_v<E, api::OrderTriggered>) {
                put(event.order, api::OrderEventKind::Triggered).price = event.price;
            } else if constexpr (std::is_same_v<E, api::OrderRepriced>) {
                put(event.order, api::OrderEventKind::Repriced).price = event.price;
            } else if constexpr (std::is_same_v<E, api::OrderCancelled>) {
                auto& cancelled = put(event.order, api::OrderEventKind::Cancelled);
                cancelled.quantity = event.quantity;
                cancelled.cancelReason = event.reason;
            } else if constexpr (std::is_same_v<E, api::MatchPrevented>) {
                for (const bool maker : {true, false}) {
                    auto& prevented = put(maker ? event.makerOrder : event.takerOrder,
                                          api::OrderEventKind::Prevented);
                    prevented.price = event.price;
                    prevented.quantity = event.quantity;
                    prevented.otherOrder = maker ? event.takerOrder : event.makerOrder;
                    prevented.selfTradePrevention = event.mode;
                }
            } else if constexpr (std::is_same_v<E, api::TradeExecuted>) {
                for (const bool maker : {true, false}) {
                    auto& filled = put(maker ? event.makerOrder : event.takerOrder,
                                       api::OrderEventKind::Filled);
                    filled.price = event.price;
                    filled.quantity = event.quantity;
                    filled.open = maker ? event.makerOpen : event.takerOpen;
                    filled.otherOrder = maker ? event.takerOrder : event.makerOrder;
                    filled.trade = event.trade;
                    filled.fee = maker ? event.makerFee : event.takerFee;
                    filled.maker = maker;
                    filled.auction = event.auction;
                }
            }
        });
    }

    /// Candles of one market and interval from all of its trades, oldest first.
    std::vector<api::CandleView> candles(InstrumentId instrument,
                                         api::CandleInterval interval) const {
        std::map<std::int64_t, std::vector<api::TradeExecuted>> byStart;
        for (const api::TradeView& view : trades)
            if (view.trade.instrument == instrument)
                byStart[api::candleStart(view.time, interval).value()].push_back(view.trade);
        std::vector<api::CandleView> candles;
        for (const auto& [start, in] : byStart) {
            api::CandleView candle{instrument,       interval,         Timestamp(start),
                                   in.front().price, in.front().price, in.front().price,
                                   in.back().price,  Quantity(),       in.size()};
            for (const api::TradeExecuted& trade : in) {
                candle.high = std::max(candle.high, trade.price);
                candle.low = std::min(candle.low, trade.price);
                candle.volume += trade.quantity;
                candle.turnover.add(trade.price, trade.quantity);
            }
            candles.push_back(candle);
        }
        return candles;
    }
};

template<class T>
bool same(const T& a, const T& b) {
    return api::toBinary(a) == api::toBinary(b);
}

inline api::Query query(api::QueryKind kind, std::uint32_t limit = api::kMaxQueryRows) {
    api::Query q;
    q.kind = kind;
    q.limit = limit;
    return q;
}

} // namespace openbell::store::test
