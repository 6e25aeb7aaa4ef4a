#include "engine/simulation/market_maker.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

/// Quotes more than this beyond the last level are taken back.
constexpr std::int64_t kSlackTicks = 30;
/// A market that takes no orders is tried again after a second.
constexpr std::uint64_t kSleepSteps = 20;
constexpr std::uint64_t kPlacementsPerStep = 3;
constexpr std::uint64_t kPlacementsWhenThin = 12;
constexpr std::uint64_t kResizesPerMille = 1'500;

/// Distance of a level from the best one: dense near the top, wider with depth.
constexpr std::int64_t offsetOf(std::int64_t level) {
    return level + level * level / 24;
}

/// Towards worse prices for a maker on that side.
constexpr std::int64_t away(api::Side side) {
    return side == api::Side::Buy ? -1 : 1;
}

/// How much better `price` is than `than` for those who trade against it; negative: worse.
constexpr std::int64_t aggression(api::Side side, Price price, Price than) {
    return (than.value() - price.value()) * away(side);
}

} // namespace

MarketMaker::MarketMaker(const AgentUser& user, const Market& market, std::uint32_t rate,
                         std::uint64_t seed)
    : m_user(user)
    , m_market(market)
    , m_rate(rate)
    , m_random(seed) {}

void MarketMaker::adopt(std::span<const api::OrderView> orders, std::uint64_t) {
    for (const api::OrderView& order : orders)
        if (order.instrument == m_user.instrument)
            quotes(order.side).push_back({order.order, order.price, order.quantity});
}

void MarketMaker::decide(const StepSight& sight, std::vector<api::Command>& commands) {
    const MarketSight& market = sight.markets[m_user.instrument.value() - 1];
    forgetFilled(market);
    if (sight.step < m_asleepUntil)
        return;
    if (m_random.chance(1, 40))
        m_lean = m_random.between(-1, 1);
    const std::int64_t centre = market.fair.value() + m_lean;
    const std::int64_t half =
        m_market.halfSpread.value() + (market.bustle > 1 ? m_random.between(0, 1) : 0);
    std::int64_t bid = centre - half;
    std::int64_t ask = centre + half;
    takeStale(api::Side::Buy, Price(bid), market.bestAsk, commands);
    takeStale(api::Side::Sell, Price(ask), market.bestBid, commands);
    if (!market.bestAsk.isZero())
        bid = std::min(bid, market.bestAsk.value() - 1);
    if (!market.bestBid.isZero())
        ask = std::max(ask, market.bestBid.value() + 1);
    withdraw(api::Side::Buy, Price(bid), commands);
    withdraw(api::Side::Sell, Price(ask), commands);
    fill(api::Side::Buy, Price(bid), commands);
    fill(api::Side::Sell, Price(ask), commands);
    resize(commands);
}

/// Trades with what others left on the wrong side of this maker's fair price. Without it the best
/// prices stay there, far from where the makers quote, with nothing in between.
void MarketMaker::takeStale(api::Side side, Price limit, Price best,
                            std::vector<api::Command>& commands) {
    if (best.isZero() || aggression(side, limit, best) < 0)
        return;
    commands.emplace_back(api::PlaceOrder{.account = m_user.account,
                                          .instrument = m_user.instrument,
                                          .clientOrderId = {},
                                          .side = side,
                                          .type = api::OrderType::Limit,
                                          .timeInForce = api::TimeInForce::ImmediateOrCancel,
                                          .postOnly = api::PostOnly::No,
                                          .price = limit,
                                          .quantity = drawSize(0)});
}

/// A quote better than the market's best price is not there any more.
void MarketMaker::forgetFilled(const MarketSight& sight) {
    std::erase_if(m_bids, [&](const Quote& quote) { return quote.price > sight.bestBid; });
    std::erase_if(m_asks, [&](const Quote& quote) {
        return sight.bestAsk.isZero() || quote.price < sight.bestAsk;
    });
}

void MarketMaker::withdraw(api::Side side, Price top, std::vector<api::Command>& commands) {
    const std::int64_t deepest = offsetOf(kLevels) + kSlackTicks;
    for (const Quote& quote : quotes(side)) {
        const std::int64_t better = aggression(side, quote.price, top);
        if (better > 0 || better < -deepest)
            cancel(quote, commands);
    }
}

void MarketMaker::fill(api::Side side, Price top, std::vector<api::Command>& commands) {
    const Quotes& resting = quotes(side);
    const bool thin = resting.size() < kLevels / 2;
    std::uint64_t left = (thin ? kPlacementsWhenThin : kPlacementsPerStep) * m_rate;
    for (std::int64_t level = 0; level < kLevels && left > 0; ++level) {
        const std::int64_t from = offsetOf(level);
        const std::int64_t to = offsetOf(level + 1);
        const bool taken = std::any_of(resting.begin(), resting.end(), [&](const Quote& quote) {
            const std::int64_t behind = -aggression(side, quote.price, top);
            return behind >= from && behind < to;
        });
        if (taken)
            continue;
        const std::int64_t offset = m_random.between(from, to - 1);
        commands.emplace_back(api::PlaceOrder{.account = m_user.account,
                                              .instrument = m_user.instrument,
                                              .clientOrderId = {},
                                              .side = side,
                                              .type = api::OrderType::Limit,
                                              .timeInForce = api::TimeInForce::GoodTillCancelled,
                                              .postOnly = api::PostOnly::Reject,
                                              .price = Price(top.value() + away(side) * offset),
                                              .quantity = drawSize(level)});
        --left;
    }
}

/// Shrinks some quotes, keeping their priority, and takes others back to be quoted anew.
void MarketMaker::resize(std::vector<api::Command>& commands) {
    const std::size_t all = m_bids.size() + m_asks.size();
    std::uint64_t count =
        std::min<std::uint64_t>(drawCount(m_random, kResizesPerMille * m_rate), all);
    const std::size_t before = commands.size();
    for (; count > 0; --count) {
        const std::size_t at = m_next++ * 7 % all; // hops through the ladder
        const Quote& quote = at < m_bids.size() ? m_bids[at] : m_asks[at - m_bids.size()];
        const bool busy =
            std::any_of(commands.begin(), commands.begin() + static_cast<std::ptrdiff_t>(before),
                        [&](const api::Command& command) {
                            const auto* cancelled = std::get_if<api::CancelOrder>(&command);
                            return cancelled && cancelled->order == quote.order;
                        });
        if (busy)
            continue;
        const std::int64_t smaller = quote.quantity.value() * m_random.between(60, 95) / 100;
        if (smaller < 2 || m_random.chance(1, 2))
            cancel(quote, commands);
        else
            commands.emplace_back(api::AmendOrder{.account = m_user.account,
                                                  .instrument = m_user.instrument,
                                                  .order = quote.order,
                                                  .price = quote.price,
                                                  .quantity = Quantity(smaller)});
    }
}

void MarketMaker::cancel(const Quote& quote, std::vector<api::Command>& commands) {
    commands.emplace_back(api::CancelOrder{
        .account = m_user.account, .instrument = m_user.instrument, .order = quote.order});
}

Quantity MarketMaker::drawSize(std::int64_t level) {
    std::int64_t lots = m_market.makerLots * m_random.between(20, 180) / 100;
    lots = lots * (8 + level) / 16;
    if (m_random.chance(1, 50))
        lots *= 6; // a wall
    return Quantity(std::max<std::int64_t>(lots, 1));
}

void MarketMaker::erase(OrderId order) {
    for (Quotes* side : {&m_bids, &m_asks})
        std::erase_if(*side, [order](const Quote& quote) { return quote.order == order; });
}

void MarketMaker::onResults(std::span<const api::Command> commands,
                            std::span<const api::CommandResult> results, std::uint64_t step) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const api::RejectReason reason = results[i].reason;
        // An auction takes quotes, though nothing that must trade at once.
        const auto* placed = std::get_if<api::PlaceOrder>(&commands[i]);
        const bool isQuote = placed == nullptr || placed->postOnly != api::PostOnly::No;
        if (reason == api::RejectReason::MarketHalted ||
            (reason == api::RejectReason::NotInThisState && isQuote))
            m_asleepUntil = step + kSleepSteps;
        const bool done = reason == api::RejectReason::None;
        const bool gone = reason == api::RejectReason::UnknownOrder;
        if (placed != nullptr) {
            if (done && placed->postOnly != api::PostOnly::No)
                quotes(placed->side)
                    .push_back({placedOrder(results[i]), placed->price, placed->quantity});
        } else if (const auto* cancelled = std::get_if<api::CancelOrder>(&commands[i])) {
            if (done || gone)
                erase(cancelled->order);
        } else if (const auto* amended = std::get_if<api::AmendOrder>(&commands[i])) {
            if (gone)
                erase(amended->order);
            for (Quotes* side : {&m_bids, &m_asks})
                for (Quote& quote : *side)
                    if (done && quote.order == amended->order)
                        quote.quantity = amended->quantity;
        }
    }
}

} // namespace openbell::simulation
