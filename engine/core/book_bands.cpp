// The part of a book shard that keeps markets within limit-up/limit-down bands.
#include "engine/core/book_role.h"

namespace openbell::core {
namespace {

using api::CancelReason;
using api::InstrumentState;
using api::Side;

/// The side whose best price stands at its band while nobody on the other side would trade there.
std::optional<Side> sideAtLimit(const Market& market) {
    if (market.band.reference.isZero())
        return std::nullopt;
    const auto bid = market.book.bestBid();
    const auto ask = market.book.bestAsk();
    const PriceRange& range = market.band.range;
    if (bid == range.highest && (!ask || *ask > range.highest))
        return Side::Buy;
    if (ask == range.lowest && (!bid || *bid < range.lowest))
        return Side::Sell;
    return std::nullopt;
}

} // namespace

/// Publishes the band that counts at that time. Trades move it, and so do a new day's table and the
/// close when it is near.
void BookRole::moveBand(Timestamp time, Market& market, BookOutput& out) {
    const Timestamp tradingEnd = market.phase.tradingEnd();
    market.bandChange = market.bands.nextChange(time, tradingEnd);
    const PriceBands::Band band =
        market.isTrading() ? market.bands.at(time, tradingEnd) : PriceBands::Band{};
    if (band == market.band)
        return;
    market.band = band;
    const bool none = band.reference.isZero();
    out.events.append(api::PriceBandMoved{market.instrument, band.reference,
                                          none ? Price() : band.range.lowest,
                                          none ? Price() : band.range.highest});
    if (!none)
        cancelBeyondBand(market, out);
}

/// What a command has left beyond the band goes; then the limit state begins or ends.
void BookRole::followBand(const api::CommandContext& context, Market& market, BookOutput& out) {
    publishLevels(market, out.events);
    moveBand(context.time, market, out);
    if (!market.band.reference.isZero())
        cancelBeyondBand(market, out);
    if (!market.pegged.empty())
        followPegs(market, out);
    publishLevels(market, out.events);
    const auto side = sideAtLimit(market);
    LimitState& limit = market.limit;
    if (limit.isActive() && side != limit.side) {
        limit.until = Timestamp(0);
        out.events.append(
            api::LimitStateChanged{market.instrument, false, limit.side, limit.until});
    }
    if (side && !limit.isActive()) {
        const auto& table = *market.bands.tableAt(context.time);
        limit = {context.time + Duration(table.limitSeconds * kNsPerSecond), *side};
        out.events.append(
            api::LimitStateChanged{market.instrument, true, limit.side, limit.until});
    }
    refreshDue(market);
}

void BookRole::cancelBeyondBand(Market& market, BookOutput& out) {
    const PriceRange& range = market.band.range;
    for (auto bid = market.book.bestLevel(Side::Buy); bid && bid->price > range.highest;
         bid = market.book.bestLevel(Side::Buy))
        leaveBook(market, bid->first, out);
    for (auto ask = market.book.bestLevel(Side::Sell); ask && ask->price < range.lowest;
         ask = market.book.bestLevel(Side::Sell))
        leaveBook(market, ask->first, out);
}

/// A pegged order waits instead, and stands within the band when the command is done.
void BookRole::leaveBook(Market& market, Slot slot, BookOutput& out) {
    if ((m_pool.order(slot).flags & kPeggedOrder) == 0)
        return cancel(market, slot, CancelReason::OutsideBand, out);
    const OrderId id = m_pool.id(slot);
    reprice(market, id, *market.pegged.find(id), Price(), out);
    market.pegged.noteChange();
}

/// The limit state has lasted its time: an auction finds the price.
void BookRole::endLimitState(const api::CommandContext& context, Market& market, BookOutput& out) {
    const Timestamp at = market.limit.until;
    const api::SetPriceBands* table = market.bands.tableAt(at);
    market.limit.until = Timestamp(0);
    out.events.append(
        api::LimitStateChanged{market.instrument, false, market.limit.side, Timestamp(0)});
    if (table && market.isTrading() && sideAtLimit(market) == market.limit.side)
        enter(context, market, InstrumentState::VolatilityAuction,
              at + Duration(table->pauseSeconds * kNsPerSecond), {}, out);
}

} // namespace openbell::core
