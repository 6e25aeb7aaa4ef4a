// The naive venue's orders by amount and its pegged orders.
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace openbell::oracle {
namespace {

using api::InstrumentState;
using api::PegReference;
using api::RejectReason;
using api::Side;

using Wide = Int128;

} // namespace

// --- orders by amount ---------------------------------------------------------------------------

/// Takes lots from the best price on, all of a price at once, as long as the amount is enough.
std::int64_t NaiveVenue::lotsFor(const Instrument& instrument, const Order& order,
                                 std::int64_t limit, Wide available) const {
    const bool buys = order.side == Side::Buy;
    std::vector<std::pair<std::int64_t, std::int64_t>> offers; ///< prices with quantities
    for (const auto& [price, queue] : instrument.side(api::opposite(order.side))) {
        if (buys ? price > limit : price < limit)
            continue;
        std::int64_t sum = 0;
        for (const Order& maker : queue)
            sum += maker.open();
        offers.push_back({price, sum});
    }
    if (!buys)
        std::reverse(offers.begin(), offers.end());
    Wide left = order.amount;
    std::int64_t lots = 0;
    for (const auto& [price, offered] : offers) {
        const auto amountOf = [&, at = price](std::int64_t quantity) {
            const Wide value = Wide{at} * quantity * instrument.tickValue;
            return value + (buys ? value * order.takerPpm / 1'000'000 : 0);
        };
        std::int64_t low = 0;
        std::int64_t high = offered;
        while (low < high) {
            const std::int64_t middle = low + (high - low + 1) / 2;
            if (amountOf(middle) <= left)
                low = middle;
            else
                high = middle - 1;
        }
        lots += low;
        left -= amountOf(low);
        if (low < offered)
            break;
    }
    const auto most = static_cast<std::int64_t>(available / instrument.definition.lotSize);
    return buys ? lots : std::min(lots, most);
}

// --- pegged orders ------------------------------------------------------------------------------

void NaiveVenue::placePegged(Instrument& instrument, const Order& order) {
    refuseUnless(pegsOf(instrument).size() < 1000, RejectReason::TooManyOpenOrders);
    Order pegged = order;
    pegged.price = 0;
    m_events.push_back(described(pegged));
    instrument.parked.push_back(pegged);
    touchHold(instrument, pegged);
}

api::OrderAccepted NaiveVenue::described(const Order& order) const {
    api::OrderAccepted event;
    event.order = order.id;
    event.account = order.account;
    event.instrument = order.instrument;
    event.clientOrderId = order.clientOrderId;
    event.side = order.side;
    event.timeInForce = order.timeInForce;
    event.selfTradePrevention = order.prevention;
    event.price = Price(order.limit);
    event.quantity = Quantity(order.total);
    event.filled = Quantity(order.filled);
    event.time = order.placed;
    event.expiry = Timestamp(order.expiry);
    event.hidden = order.hidden;
    event.peg = order.peg;
    event.pegOffset = Price(order.offset);
    event.pegPrice = Price(order.price);
    return event;
}

/// Resting or not, by age.
std::map<OrderId, NaiveVenue::Order> NaiveVenue::pegsOf(const Instrument& instrument) {
    std::map<OrderId, Order> pegs;
    for (const Levels* levels : {&instrument.buys, &instrument.sells})
        for (const auto& [price, queue] : *levels)
            for (const Order& order : queue)
                if (order.isPegged())
                    pegs[order.id] = order;
    for (const Order& order : instrument.parked)
        pegs[order.id] = order;
    return pegs;
}

/// Zero: there is none.
std::int64_t NaiveVenue::bestUnpegged(const Instrument& instrument, Side side) {
    const auto stands = [](const auto& level) {
        return std::any_of(level.second.begin(), level.second.end(),
                           [](const Order& order) { return !order.isPegged(); });
    };
    const Levels& levels = instrument.side(side);
    if (side == Side::Buy) {
        const auto best = std::find_if(levels.rbegin(), levels.rend(), stands);
        return best == levels.rend() ? 0 : best->first;
    }
    const auto best = std::find_if(levels.begin(), levels.end(), stands);
    return best == levels.end() ? 0 : best->first;
}

/// By its reference and bounds alone; zero: there is nothing to follow.
std::int64_t NaiveVenue::wantedPrice(const Instrument& instrument, const Order& order) {
    const bool buys = order.side == Side::Buy;
    const std::int64_t bid = bestUnpegged(instrument, Side::Buy);
    const std::int64_t ask = bestUnpegged(instrument, Side::Sell);
    const Band& band = instrument.band;
    std::int64_t price = 0;
    if (order.peg == PegReference::Primary)
        price = buys ? bid : ask;
    if (order.peg == PegReference::Market)
        price = buys ? ask : bid;
    if (order.peg == PegReference::Mid && bid != 0 && ask != 0) {
        price = bid + (ask - bid) / 2;
        if (!buys && (ask - bid) % 2 == 1)
            price += 1;
    }
    if (price == 0)
        return 0;
    // Both ways the order gets further from the other side.
    const auto keepBehind = [&](std::int64_t bound) {
        price = buys ? std::min(price, bound) : std::max(price, bound);
    };
    keepBehind(buys ? price - order.offset : price + order.offset);
    keepBehind(order.limit);
    if (band.reference != 0)
        keepBehind(buys ? band.upper : band.lower);
    if (instrument.controls.collarPpm != 0 && instrument.last != 0) {
        const auto away = static_cast<std::int64_t>(Wide{instrument.last} *
                                                    instrument.controls.collarPpm / 1'000'000);
        keepBehind(buys ? instrument.last + away
                        : std::max<std::int64_t>(1, instrument.last - away));
    }
    return std::max<std::int64_t>(0, price);
}

void NaiveVenue::followPegs(Instrument& instrument) {
    if (instrument.state != InstrumentState::Trading)
        return;
    const api::CreateInstrument& d = instrument.definition;
    const std::map<OrderId, Order> pegs = pegsOf(instrument);
    std::map<OrderId, std::int64_t> prices;
    std::int64_t highestBuy = 0; // of the older ones
    std::int64_t lowestSell = std::numeric_limits<std::int64_t>::max();
    for (const auto& [id, order] : pegs) {
        const bool buys = order.side == Side::Buy;
        std::int64_t price = wantedPrice(instrument, order);
        if (price != 0)
            price = buys ? std::min(price, lowestSell - 1) : std::max(price, highestBuy + 1);
        const bool isValid = price >= d.minPrice.value() && price <= d.maxPrice.value();
        prices[id] = isValid ? price : 0;
        if (isValid && buys)
            highestBuy = std::max(highestBuy, price);
        if (isValid && !buys)
            lowestSell = std::min(lowestSell, price);
    }
    for (const auto& [id, order] : pegs)
        if (prices[id] != order.price)
            standAt(instrument, order, prices[id]);
    // Nothing of this makes anything trade.
    if (!instrument.buys.empty() && !instrument.sells.empty() &&
        instrument.buys.rbegin()->first >= instrument.sells.begin()->first)
        throw std::logic_error("pegged orders cross the book");
}

/// Puts a pegged order behind the others of a price; zero: outside the book.
void NaiveVenue::standAt(Instrument& instrument, const Order& pegged, std::int64_t price) {
    if (pegged.price == price)
        return;
    Order moved = pegged;
    moved.price = price;
    if (pegged.price == 0)
        instrument.parked.remove_if([&](const Order& each) { return each.id == moved.id; });
    else
        erase(instrument, pegged);
    if (price != 0) {
        rest(instrument, moved);
    } else {
        instrument.parked.push_back(moved);
        instrument.parked.sort([](const Order& a, const Order& b) { return a.id < b.id; });
    }
    m_events.push_back(
        api::OrderRepriced{moved.id, moved.account, moved.instrument, Price(price)});
}

void NaiveVenue::amendPegged(Instrument& instrument, const Order& before,
                             const api::AmendOrder& c, std::int64_t room) {
    const api::CreateInstrument& d = instrument.definition;
    refuseUnless(c.triggerPrice.isZero(), RejectReason::InvalidCombination);
    refuseUnless(!c.price.isZero(), RejectReason::InvalidPrice);
    refuseUnless(c.quantity.value() > before.filled, RejectReason::InvalidQuantity);
    refuseUnless(c.price.value() != before.limit || c.quantity.value() != before.total,
                 RejectReason::NothingToChange);
    Order amended = before;
    amended.limit = c.price.value();
    amended.total = c.quantity.value();
    amended.makerPpm = d.makerFeePpm;
    amended.takerPpm = d.takerFeePpm;
    refuseBeyondRoom(before.side, amended.total - before.total, room);
    refuseUnless(holdOf(amended) - holdOf(before) <=
                     usable(c.account, before.side == Side::Buy ? d.quote : d.base),
                 RejectReason::InsufficientFunds);
    const bool keepsPlace = before.price == 0 ||
                            (amended.limit == before.limit && amended.total < before.total);
    m_events.push_back(api::OrderAmended{c.order, c.account, c.instrument, c.price, c.quantity,
                                         Quantity(amended.open()), keepsPlace});
    touchHold(instrument, amended);
    if (before.price == 0) {
        for (Order& parked : instrument.parked)
            if (parked.id == c.order)
                parked = amended;
    } else if (keepsPlace) {
        *find(instrument, c.order) = amended;
        touch(instrument, amended);
    } else {
        erase(instrument, before);
        rest(instrument, amended);
    }
}

} // namespace openbell::oracle
