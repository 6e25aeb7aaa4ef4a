#include "engine/simulation/noise_trader.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

/// Actions of one trader in one step, in thousandths.
constexpr std::uint64_t kActionsPerMille = 55;
constexpr std::size_t kCancelsPerStep = 8;
constexpr std::int64_t kProtectionTicks = 25;

// Of a hundred actions.
constexpr std::uint64_t kMarketOrders = 25;
constexpr std::uint64_t kImmediateOrders = 20;
constexpr std::uint64_t kRestingOrders = 40;

} // namespace

NoiseTrader::NoiseTrader(const AgentUser& user, std::uint32_t rate, std::uint64_t seed)
    : m_user(user)
    , m_rate(rate)
    , m_random(seed) {}

void NoiseTrader::adopt(std::span<const api::OrderView> orders, std::uint64_t step) {
    for (const api::OrderView& order : orders)
        m_orders.push_back({order.order, order.instrument, order.side, order.price, order.quantity,
                            step + drawLifetime()});
}

void NoiseTrader::decide(const StepSight& sight, std::vector<api::Command>& commands) {
    cancelExpired(sight.step, commands);
    const MarketSight& favourite = drawMarket(sight.markets);
    std::uint64_t actions = drawCount(m_random, kActionsPerMille * m_rate * favourite.bustle);
    for (; actions > 0; --actions) {
        if (m_random.chance(100 - kMarketOrders - kImmediateOrders - kRestingOrders, 100))
            amend(sight, commands);
        else
            act(m_rate == 1 ? favourite : drawMarket(sight.markets), commands);
    }
}

const MarketSight& NoiseTrader::drawMarket(std::span<const MarketSight> markets) {
    return markets[m_random.below(markets.size())];
}

void NoiseTrader::cancelExpired(std::uint64_t step, std::vector<api::Command>& commands) {
    std::size_t left = kCancelsPerStep * m_rate;
    for (const Resting& resting : m_orders) {
        if (left == 0)
            return;
        if (resting.expires > step)
            continue;
        commands.emplace_back(api::CancelOrder{
            .account = m_user.account, .instrument = resting.instrument, .order = resting.order});
        --left;
    }
}

api::PlaceOrder NoiseTrader::draft(const MarketSight& market, api::Side side) {
    return {.account = m_user.account,
            .instrument = market.market->definition.instrument,
            .clientOrderId = {},
            .side = side,
            .type = api::OrderType::Limit,
            .timeInForce = api::TimeInForce::GoodTillCancelled,
            .postOnly = api::PostOnly::No,
            .price = {},
            .quantity = drawSize(*market.market)};
}

void NoiseTrader::act(const MarketSight& market, std::vector<api::Command>& commands) {
    const api::Side side = m_random.chance(static_cast<std::uint64_t>(100 + market.trend), 200)
                               ? api::Side::Buy
                               : api::Side::Sell;
    const Price theirs = side == api::Side::Buy ? market.bestAsk : market.bestBid;
    const Price ours = side == api::Side::Buy ? market.bestBid : market.bestAsk;
    const std::int64_t up = side == api::Side::Buy ? 1 : -1;
    if (theirs.isZero() || ours.isZero())
        return;
    api::PlaceOrder order = draft(market, side);
    const std::uint64_t kind = m_random.below(kMarketOrders + kImmediateOrders + kRestingOrders);
    if (kind < kMarketOrders) {
        order.type = api::OrderType::Market;
        order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        order.price = Price(theirs.value() + up * kProtectionTicks);
    } else if (kind < kMarketOrders + kImmediateOrders) {
        order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        order.price = Price(theirs.value() + up * m_random.between(0, 2));
    } else {
        if (m_orders.size() >= kMaxOrders)
            return;
        // Mostly at or behind the best price, now and then one tick better.
        const std::int64_t behind = std::min(m_random.between(-1, 12), m_random.between(-1, 12));
        order.price = Price(ours.value() - up * behind);
        order.quantity = Quantity(order.quantity.value() + 1);
    }
    commands.emplace_back(order);
}

void NoiseTrader::amend(const StepSight& sight, std::vector<api::Command>& commands) {
    if (m_orders.empty())
        return;
    const Resting& resting = m_orders[m_random.below(m_orders.size())];
    const MarketSight& market = sight.markets[resting.instrument.value() - 1];
    Price price = resting.price;
    std::int64_t lots = resting.quantity.value();
    if (m_random.chance(3, 5))
        lots = lots * m_random.between(30, 90) / 100;
    else if (resting.side == api::Side::Buy && price < market.bestBid)
        price = Price(price.value() + 1);
    else if (resting.side == api::Side::Sell && price > market.bestAsk)
        price = Price(price.value() - 1);
    if (lots < 1 || (price == resting.price && lots == resting.quantity.value()))
        return;
    commands.emplace_back(api::AmendOrder{.account = m_user.account,
                                          .instrument = resting.instrument,
                                          .order = resting.order,
                                          .price = price,
                                          .quantity = Quantity(lots)});
}

/// Many small orders, few large ones.
Quantity NoiseTrader::drawSize(const Market& market) {
    const std::uint64_t kind = m_random.below(100);
    const std::int64_t most = kind < 70   ? market.noiseLots / 10
                              : kind < 95 ? market.noiseLots / 3
                                          : market.noiseLots;
    return Quantity(m_random.between(1, std::max<std::int64_t>(most, 1)));
}

std::uint64_t NoiseTrader::drawLifetime() {
    return static_cast<std::uint64_t>(
        std::min(m_random.between(20, 2'400), m_random.between(20, 2'400)));
}

NoiseTrader::Resting* NoiseTrader::find(OrderId order) {
    const auto found = std::find_if(m_orders.begin(), m_orders.end(),
                                    [order](const Resting& r) { return r.order == order; });
    return found == m_orders.end() ? nullptr : &*found;
}

void NoiseTrader::onResults(std::span<const api::Command> commands,
                            std::span<const api::CommandResult> results, std::uint64_t step) {
    const auto forget = [this](OrderId order) {
        std::erase_if(m_orders, [order](const Resting& r) { return r.order == order; });
    };
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const bool done = results[i].reason == api::RejectReason::None;
        const bool gone = results[i].reason == api::RejectReason::UnknownOrder;
        if (const auto* place = std::get_if<api::PlaceOrder>(&commands[i])) {
            if (done && place->timeInForce == api::TimeInForce::GoodTillCancelled)
                m_orders.push_back({placedOrder(results[i]), place->instrument, place->side,
                                    place->price, place->quantity, step + drawLifetime()});
        } else if (const auto* cancelled = std::get_if<api::CancelOrder>(&commands[i])) {
            if (done || gone)
                forget(cancelled->order);
        } else if (const auto* amended = std::get_if<api::AmendOrder>(&commands[i])) {
            Resting* resting = find(amended->order);
            if (gone) {
                forget(amended->order);
            } else if (done && resting != nullptr) {
                resting->price = amended->price;
                resting->quantity = amended->quantity;
            }
        }
    }
}

} // namespace openbell::simulation
