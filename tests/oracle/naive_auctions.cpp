// The naive venue's auctions.
#include "tests/oracle/naive_venue.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::Side;

using Wide = Int128;

} // namespace

bool NaiveVenue::isAuction(api::InstrumentState state) {
    using api::InstrumentState;
    return state == InstrumentState::OpeningAuction ||
           state == InstrumentState::VolatilityAuction || state == InstrumentState::ClosingAuction;
}

NaiveVenue::Auction NaiveVenue::auctionPrice(const Instrument& instrument) const {
    if (instrument.buys.empty() || instrument.sells.empty())
        return {};
    const std::int64_t ask = instrument.sells.begin()->first;
    const std::int64_t bid = instrument.buys.rbegin()->first;
    // Demand and supply change only at the levels, so these and their neighbours are enough.
    std::set<std::int64_t> prices;
    const auto add = [&](std::int64_t price) {
        if (price >= ask && price <= bid)
            prices.insert(price);
    };
    for (const Side side : {Side::Buy, Side::Sell})
        for (const auto& [price, queue] : instrument.side(side))
            for (const std::int64_t step : {-1, 0, 1})
                add(price + step);
    std::vector<std::pair<std::int64_t, std::int64_t>> open[2]; // prices and what is open there
    for (const Side side : {Side::Buy, Side::Sell})
        for (const auto& [price, queue] : instrument.side(side)) {
            std::int64_t sum = 0;
            for (const Order& order : queue)
                sum += order.open();
            open[static_cast<int>(side)].push_back({price, sum});
        }
    const auto tradedAt = [&](std::int64_t price) {
        std::int64_t demand = 0;
        std::int64_t supply = 0;
        for (const auto& [at, quantity] : open[static_cast<int>(Side::Buy)])
            demand += at >= price ? quantity : 0;
        for (const auto& [at, quantity] : open[static_cast<int>(Side::Sell)])
            supply += at <= price ? quantity : 0;
        return Auction{price, std::min(demand, supply), demand - supply};
    };
    const auto isBetter = [](const Auction& a, const Auction& b) {
        if (a.quantity != b.quantity)
            return a.quantity > b.quantity;
        return std::abs(a.surplus) < std::abs(b.surplus);
    };
    const auto bestOf = [&](std::vector<Auction>& best) {
        best.clear();
        for (const std::int64_t price : prices) {
            const Auction here = tradedAt(price);
            if (!best.empty() && isBetter(best.front(), here))
                continue;
            if (!best.empty() && isBetter(here, best.front()))
                best.clear();
            best.push_back(here);
        }
    };
    if (prices.empty())
        return {};
    std::vector<Auction> best;
    std::int64_t reference = instrument.last;
    if (reference == 0) {
        bestOf(best);
        reference = best.front().price + (best.back().price - best.front().price) / 2;
    }
    add(reference);
    bestOf(best);
    Auction found = best.front();
    for (const Auction& each : best)
        if (std::abs(each.price - reference) < std::abs(found.price - reference))
            found = each;
    return found;
}

void NaiveVenue::indicate(Instrument& instrument) {
    if (!isAuction(instrument.state))
        return;
    const Auction now = auctionPrice(instrument);
    if (now == instrument.indicated)
        return;
    instrument.indicated = now;
    m_events.push_back(api::AuctionIndicated{instrument.definition.instrument, Price(now.price),
                                             Quantity(now.quantity), Quantity(now.surplus)});
}

void NaiveVenue::uncross(Instrument& instrument) {
    const api::CreateInstrument& d = instrument.definition;
    const Auction found = auctionPrice(instrument);
    if (!isAuction(instrument.state) && found.price == 0)
        return;
    const api::InstrumentState auction = isAuction(instrument.state)
                                             ? instrument.state
                                             : api::InstrumentState::VolatilityAuction;
    m_events.push_back(api::AuctionUncrossed{d.instrument, auction, Price(found.price),
                                             Quantity(found.quantity), Quantity(found.surplus)});
    std::int64_t left = found.quantity;
    while (left > 0) {
        Order buy = instrument.buys.rbegin()->second.front();
        Order sell = instrument.sells.begin()->second.front();
        const std::int64_t quantity = std::min(buy.atOnce(), sell.atOnce());
        left -= quantity;
        const Wide value = Wide{found.price} * quantity * instrument.tickValue;
        const auto buyFee = static_cast<std::int64_t>(value * buy.makerPpm / 1'000'000);
        const auto sellFee = static_cast<std::int64_t>(value * sell.makerPpm / 1'000'000);
        const auto quote = static_cast<std::int64_t>(value);
        move(buy.account, d.base, quantity * d.lotSize);
        move(buy.account, d.quote, -quote - buyFee);
        move(sell.account, d.base, -quantity * d.lotSize);
        move(sell.account, d.quote, quote - sellFee);
        buy.filled += quantity;
        buy.part -= quantity; // means nothing but of icebergs
        sell.filled += quantity;
        sell.part -= quantity;
        for (const Order* order : {&buy, &sell})
            if (order->quote)
                instrument.quoteFills.emplace_back(order->account, quantity);
        const auto placedBy = [](const Order& order) {
            return order.id.value() % (std::uint64_t{1} << 50);
        };
        const bool buyIsNewer = placedBy(buy) > placedBy(sell);
        const Order& newer = buyIsNewer ? buy : sell;
        const Order& older = buyIsNewer ? sell : buy;
        m_events.push_back(api::TradeExecuted{
            TradeId(++instrument.trades), d.instrument, newer.side, Price(found.price),
            Quantity(quantity), older.id, newer.id, older.account, newer.account,
            Quantity(older.open()), Quantity(newer.open()), Amount(buyIsNewer ? sellFee : buyFee),
            Amount(buyIsNewer ? buyFee : sellFee), true});
        for (Order* order : {&buy, &sell}) {
            *find(instrument, order->id) = *order;
            touch(instrument, *order);
            brings(instrument, *order, found.price, quantity,
                   order->side == Side::Buy ? buyFee : sellFee);
            touchListed(instrument, *order, true);
            if (order->open() == 0) {
                erase(instrument, *order);
            } else if (order->display > 0 && order->part == 0) {
                erase(instrument, *order);
                rest(instrument, *order);
            }
        }
    }
    protect(instrument);
    if (found.price == 0)
        return;
    instrument.last = found.price;
    endTouchedLists(instrument);
    for (auto& history : instrument.histories)
        history.clear();
    noteTrade(instrument, found.price);
    restartBand(instrument, found.price);
}

} // namespace openbell::oracle
