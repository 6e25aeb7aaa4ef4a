#include "engine/core/venue_state.h"

#include <map>

namespace openbell::core {
namespace {

using Broken = std::optional<std::string>;

/// What the orders in the books say, to be compared with what the accounts say.
struct OrderTotals {
    std::map<std::pair<AccountId, AssetId>, Amount> holds;
    std::map<AccountId, std::uint32_t> counts;
    std::map<AssetId, Amount> fees;
    std::map<AccountId, std::map<ClientOrderId, OrderId>> clientOrders;
    std::map<std::pair<AccountId, InstrumentId>, Quantity> openBuys; ///< where positions are bound
};

std::string named(const char* what, InstrumentId instrument) {
    return std::string(what) + " (instrument " + std::to_string(instrument.value()) + ")";
}

std::string named(const char* what, AccountId account, AssetId asset) {
    return std::string(what) + " (account " + std::to_string(account.value()) + ", asset " +
           std::to_string(asset.value()) + ")";
}

void count(const Market& market, OrderId order, api::Side side, const OrderRecord& record,
           OrderTotals& totals) {
    ++totals.counts[record.account];
    if (!market.maxPosition.isZero() && side == api::Side::Buy)
        totals.openBuys[{record.account, market.instrument}] += record.open();
    if (!record.clientOrderId.isNone())
        totals.clientOrders[record.account][record.clientOrderId] = order;
}

Amount fullHoldOf(const Market& market, const WaitingOrder& order) {
    return *holdOf(market.terms, order.side, order.price, order.record.total,
                   order.record.highestFeePpm());
}

/// What it is to hold: less than its terms need when another order of its list holds for it, or has
/// not brought it yet.
Amount holdOfWaiting(const BookRole& books, const Market& market, const WaitingOrder& order) {
    const Amount full = fullHoldOf(market, order);
    const OrderList* list = market.lists.find(order.order);
    if (!list)
        return full;
    if (!list->working.isNone()) {
        if (order.order != list->first)
            return Amount(0);
        const WaitingOrder* other = market.waiting.find(list->second);
        return (other ? std::max(full, fullHoldOf(market, *other)) : full) - list->missing;
    }
    if (order.order == list->first)
        return full;
    if (const WaitingOrder* first = market.waiting.find(list->first))
        return std::max(Amount(0), full - fullHoldOf(market, *first));
    const Slot slot = market.book.find(list->first);
    return std::max(Amount(0), full - books.record(slot).held);
}

/// Every list's orders are open, of one account, and those in the book are marked.
Broken checkLists(const BookRole& books, const Market& market) {
    for (const auto& [sequence, list] : market.lists.lists()) {
        const AccountId owner = books.ownerOf(market, list.first);
        for (const OrderId id : {list.working, list.first, list.second}) {
            if (id.isNone())
                continue;
            const Slot slot = market.book.find(id);
            if (owner.isNone() || books.ownerOf(market, id) != owner ||
                (slot != kNoSlot && (books.pool().order(slot).flags & kListedOrder) == 0))
                return named("an order of a list is gone or not marked", market.instrument);
        }
        const WaitingOrder* first = market.waiting.find(list.first);
        if (list.missing.value() < 0 || (list.working.isNone() && !list.isPair()) ||
            (!list.working.isNone() && (!first || first->waitsFor != list.working)))
            return named("a list of orders is not one", market.instrument);
    }
    return std::nullopt;
}

Broken checkOrders(const BookRole& books, const Market& market, OrderTotals& totals) {
    Broken broken;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot slot, const Order& order, Price price) {
            const OrderRecord& record = books.record(slot);
            const bool showsAll = (order.flags & kIcebergOrder) == 0;
            if (showsAll ? order.open != record.open() : order.open > record.open())
                broken = named("an order's open quantity is not total - filled", market.instrument);
            const Price heldAt =
                market.holdPriceOf(books.pool().id(slot), order.flags, price);
            if (holdOf(market.terms, side, heldAt, record.open(), record.highestFeePpm()) !=
                record.held) {
                broken = named("an order does not hold what its terms need", market.instrument);
                return; // nor may it be summed up
            }
            totals.holds[{record.account, market.heldAsset(side)}] += record.held;
            count(market, books.pool().id(slot), side, record, totals);
        });
    for (const auto& [id, order] : market.waiting.orders()) {
        const OrderRecord& record = order.record;
        if (market.isTrading() && order.waitsForPrice() && !market.lastPrice.isZero() &&
            order.isReachedBy(market.lastPrice))
            broken = named("an order waits for a price that was reached", market.instrument);
        if (holdOfWaiting(books, market, order) != record.held)
            return named("a waiting order does not hold what its terms need", market.instrument);
        if (!record.held.isZero())
            totals.holds[{record.account, market.heldAsset(order.side)}] += record.held;
        count(market, id, order.side, record, totals);
    }
    for (const auto& [id, order] : market.pegged.orders()) {
        if (!order.waits())
            continue;
        const OrderRecord& record = order.record;
        if (record.open().value() <= 0 ||
            holdOf(market.terms, order.side, order.limit, record.open(), record.highestFeePpm()) !=
                record.held)
            return named("a waiting pegged order does not hold what its terms need",
                         market.instrument);
        totals.holds[{record.account, market.heldAsset(order.side)}] += record.held;
        count(market, id, order.side, record, totals);
    }
    return broken;
}

/// Each pegged order is where its terms say it is, and no other one is marked.
Broken checkPegged(const BookRole& books, const Market& market) {
    std::size_t marked = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot, const Order& order, Price) {
            marked += (order.flags & kPeggedOrder) != 0 ? 1 : 0;
        });
    std::size_t resting = 0;
    PegPrices prices(pegInputs(market, books.pool()));
    for (const auto& [id, order] : market.pegged.orders()) {
        if (order.price != (market.isTrading() ? prices.next(order) : Price()))
            return named("a pegged order has not followed its reference", market.instrument);
        const Slot slot = market.book.find(id);
        if (order.waits() != (slot == kNoSlot))
            return named("a pegged order rests and waits, or neither", market.instrument);
        if (slot == kNoSlot)
            continue;
        ++resting;
        const Order& placed = books.pool().order(slot);
        if ((placed.flags & kPeggedOrder) == 0 || placed.side != order.side ||
            books.pool().price(slot) != order.price ||
            ((placed.flags & kHiddenOrder) != 0) != order.hidden)
            return named("a pegged order does not rest as its terms say", market.instrument);
    }
    if (resting != marked || market.pegged.orders().size() > kMaxPeggedOrders)
        return named("an order is marked as pegged and is not", market.instrument);
    return std::nullopt;
}

/// Each bounded order is there and marked, and no other one is.
Broken checkTimed(const BookRole& books, const Market& market) {
    std::size_t marked = 0;
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot, const Order& order, Price) {
            marked += (order.flags & kTimedOrder) != 0 ? 1 : 0;
        });
    std::size_t resting = 0;
    for (const auto& [id, bound] : market.timed.bounds()) {
        if (market.waiting.find(id) || market.pegged.findWaiting(id))
            continue;
        const Slot slot = market.book.find(id);
        if (slot == kNoSlot || (books.pool().order(slot).flags & kTimedOrder) == 0)
            return named("an order that is gone is still to expire", market.instrument);
        ++resting;
    }
    if (resting != marked)
        return named("an order is marked to expire and does not", market.instrument);
    return std::nullopt;
}

/// Each order of a quote is the one that its account has there.
Broken checkQuotes(const BookRole& books, const Market& market) {
    Broken broken;
    if (market.quotes.hasFills())
        broken = named("fills of quotes were not counted", market.instrument);
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot slot, const Order& order, Price) {
            const AccountId account = books.record(slot).account;
            const OrderId id = books.pool().id(slot);
            if ((order.flags & kQuoteOrder) != 0 && market.quotes.order(account, side) != id)
                broken = named("an order of a quote is not its account's", market.instrument);
            if ((order.flags & kQuoteOrder) == 0 && market.quotes.order(account, side) == id)
                broken = named("an order of a quote is not marked", market.instrument);
        });
    return broken;
}

Broken checkMarket(const BookRole& books, const Market& market, OrderTotals& totals) {
    if (const auto broken = market.book.checkInvariants())
        return named(broken->c_str(), market.instrument);
    if (market.book.hasTouched())
        return named("changed levels were not published", market.instrument);
    const auto bid = market.book.bestBid();
    const auto ask = market.book.bestAsk();
    if (market.isTrading() && bid && ask && *bid >= *ask)
        return named("the book is crossed", market.instrument);
    if (const auto broken = checkTimed(books, market))
        return broken;
    if (const auto broken = checkLists(books, market))
        return broken;
    if (const auto broken = checkQuotes(books, market))
        return broken;
    if (const auto broken = checkPegged(books, market))
        return broken;
    totals.fees[market.quote] += market.feesCollected;
    return checkOrders(books, market, totals);
}

Broken checkAccount(const HomeRole& home, AccountId account, OrderTotals& totals,
                    std::map<AssetId, Amount>& sums) {
    for (const Balance& balance : home.ledger().balances(account)) {
        const auto at = totals.holds.find({account, balance.asset});
        const Amount holds = at == totals.holds.end() ? Amount(0) : at->second;
        if (at != totals.holds.end())
            totals.holds.erase(at);
        if (balance.held != holds)
            return named("held is not the sum of the orders' holds", account, balance.asset);
        if (balance.available.value() < 0 || !balance.promised.isZero())
            return named("available is negative or promised", account, balance.asset);
        if (balance.touched)
            return named("a change was not published", account, balance.asset);
        sums[balance.asset] += balance.available + balance.held;
    }
    if (home.openOrders(account) != totals.counts[account])
        return named("the number of open orders is wrong", account, AssetId());
    return std::nullopt;
}

/// What may still be bought, where positions are bound, is what the books have.
Broken checkPositions(const HomeRole& home, AccountId account, InstrumentId instrument,
                      OrderTotals& totals) {
    const Positions::Incoming incoming = home.positions().incoming(account, instrument);
    if (!incoming.promised.isZero() || incoming.open != totals.openBuys[{account, instrument}])
        return named("open buys are not those of the book", instrument);
    return std::nullopt;
}

/// The open orders have their client order ids, and no others are taken as open ones.
Broken checkClientOrders(const ClientOrderIds& ids, AccountId account, OrderTotals& totals) {
    std::map<ClientOrderId, OrderId> taken;
    for (const auto& [id, entry] : ids.entries()) {
        if (entry.open)
            taken[id] = entry.order;
        if (entry.number == 0)
            return named("a client order id is on its way", account, AssetId());
    }
    if (taken != totals.clientOrders[account])
        return named("client order ids are not those of the open orders", account, AssetId());
    return std::nullopt;
}

Broken checkConservation(const Asset& asset, const std::vector<std::unique_ptr<Shard>>& shards,
                         Amount held, Amount fees) {
    const AssetId id = asset.definition.asset;
    Amount external;
    Amount clearing;
    for (const auto& shard : shards) {
        external += shard->home().ledger().external(id);
        clearing += shard->home().ledger().clearing(id);
    }
    if (!(external + held + clearing).isZero())
        return named("debits are not credits", AccountId(), id);
    if (clearing != fees)
        return named("clearing is not the fees collected", AccountId(), id);
    if (external.value() > 0 || -external.value() >= kMaxAmount)
        return named("the supply is out of bounds", AccountId(), id);
    return std::nullopt;
}

} // namespace

std::optional<std::string> firstBrokenInvariant(const ReferenceData& reference,
                                                const std::vector<std::unique_ptr<Shard>>& shards) {
    Broken broken;
    OrderTotals totals;
    reference.instruments().forEach([&](const Instrument& instrument) {
        for (const auto& shard : shards)
            if (const Market* market = shard->books().findMarket(instrument.definition.instrument);
                market && !broken)
                broken = checkMarket(shard->books(), *market, totals);
    });
    std::map<AssetId, Amount> sums;
    reference.accounts().forEach([&](const Account& account) {
        const HomeRole& home = shards[homeShard(account.id, shards.size())]->home();
        if (!broken)
            broken = checkAccount(home, account.id, totals, sums);
        if (!broken)
            broken = checkClientOrders(home.clientOrderIds(account.id), account.id, totals);
        reference.instruments().forEach([&](const Instrument& instrument) {
            if (!broken)
                broken = checkPositions(home, account.id, instrument.definition.instrument, totals);
        });
    });
    if (!broken && !totals.holds.empty())
        broken = named("orders hold funds that no account shows", totals.holds.begin()->first.first,
                       totals.holds.begin()->first.second);
    reference.assets().forEach([&](const Asset& asset) {
        const AssetId id = asset.definition.asset;
        if (!broken)
            broken = checkConservation(asset, shards, sums[id], totals.fees[id]);
    });
    return broken;
}

} // namespace openbell::core
