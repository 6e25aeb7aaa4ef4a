// Writing the venue's canonical form.
#include "engine/core/snapshot.h"

#include "engine/core/venue_state.h"

namespace openbell::core {
namespace {

std::uint32_t count(std::size_t size) {
    return static_cast<std::uint32_t>(size);
}

/// `timeInForce`: of an order that no TimedOrders entry bounds.
SavedOrder savedOf(const Market& market, OrderId id, api::Side side, Price price,
                   const OrderRecord& record, api::TimeInForce timeInForce) {
    const TimedOrders::Bound* bound = market.timed.find(id);
    return {id,
            record.account,
            record.clientOrderId,
            side,
            record.type,
            bound ? bound->timeInForce : timeInForce,
            bound ? bound->expiry : Timestamp(),
            record.postOnly,
            record.selfTradePrevention,
            record.tradeGroup,
            price,
            record.total,
            record.filled,
            record.held,
            record.makerFeePpm,
            record.takerFeePpm,
            record.placed,
            false,
            false,
            record.session,
            false,
            false};
}

void saveProtections(const Quotes& quotes, api::BinaryWriter& out) {
    std::uint32_t kept = 0;
    for (const auto& [account, quoting] : quotes.accounts())
        kept += quoting.protection.isOn() ? 1 : 0;
    out.write(kept);
    for (const auto& [account, quoting] : quotes.accounts()) {
        const MarketMakerProtection& protection = quoting.protection;
        if (!protection.isOn())
            continue;
        const MarketMakerProtection::Freeze& freeze = protection.freeze();
        out.write(SavedProtection{protection.settings(), freeze.until, freeze.quantity,
                                  freeze.trades});
        out.write(count(protection.fills().size()));
        for (const MarketMakerProtection::Fill& fill : protection.fills())
            out.write(SavedQuoteFill{fill.time, fill.quantity});
    }
}

SavedPeg savedOf(const PeggedOrder& order) {
    return {order.reference, order.offset, order.limit};
}

void saveMarket(const BookRole& books, const Instrument& instrument, const Market& market,
                api::BinaryWriter& out) {
    const TradingPhase& phase = market.phase;
    const PriceBands& bands = market.bands;
    out.write(SavedInstrument{instrument.definition, phase.state, phase.until, phase.scheduled,
                              phase.manual, phase.tradesByHand, market.calendar.schedule(), market.monitor.controls(),
                              bands.reference(), bands.referenceSince(), bands.window(),
                              market.band.reference, market.band.range.lowest,
                              market.band.range.highest, market.bandChange,
                              market.limit.until, market.limit.side, market.trades, market.lastPrice, market.feesCollected});
    out.write(count(market.calendar.specialDays().size()));
    for (const auto& [day, special] : market.calendar.specialDays())
        out.write(special);
    for (std::size_t i = 0; i < PriceMonitor::kHorizons; ++i) {
        out.write(count(market.monitor.samples(i).size()));
        for (const PriceMonitor::Sample& sample : market.monitor.samples(i))
            out.write(SavedSample{sample.slice, sample.price});
    }
    out.write(count(bands.tables().size()));
    for (const auto& [day, table] : bands.tables())
        out.write(table);
    out.write(count(bands.slices().size()));
    for (const PriceBands::Slice& slice : bands.slices())
        out.write(SavedBandSlice{slice.number, static_cast<std::int64_t>(slice.sum >> 64),
                                 static_cast<std::uint64_t>(slice.sum), slice.trades});
    out.write(count(market.lists.lists().size()));
    for (const auto& [sequence, list] : market.lists.lists())
        out.write(SavedOrderList{list.working, list.first, list.second, list.missing});
    out.write(market.book.orderCount());
    for (const api::Side side : {api::Side::Buy, api::Side::Sell})
        market.book.forEachOrder(side, [&](Slot slot, const Order& order, Price price) {
            SavedOrder saved = savedOf(market, books.pool().id(slot), side, price,
                                       books.record(slot), api::TimeInForce::GoodTillCancelled);
            saved.hidden = (order.flags & kHiddenOrder) != 0;
            saved.iceberg = (order.flags & kIcebergOrder) != 0;
            saved.quote = (order.flags & kQuoteOrder) != 0;
            saved.pegged = (order.flags & kPeggedOrder) != 0;
            out.write(saved);
            if (saved.pegged)
                out.write(savedOf(*market.pegged.find(saved.order)));
            const IcebergTerms& iceberg = books.iceberg(slot);
            if (saved.iceberg)
                out.write(
                    SavedIceberg{iceberg.display, iceberg.variance, iceberg.parts, order.open});
        });
    out.write(count(market.waiting.orders().size()));
    for (const auto& [id, order] : market.waiting.orders()) {
        out.write(savedOf(market, id, order.side, order.price, order.record, order.timeInForce));
        out.write(SavedTrigger{order.triggerPrice, order.trailBy, order.waitsFor});
    }
    const auto& pegged = market.pegged.orders();
    out.write(count(static_cast<std::size_t>(std::count_if(
        pegged.begin(), pegged.end(), [](const auto& each) { return each.second.waits(); }))));
    for (const auto& [id, order] : pegged) {
        if (!order.waits())
            continue;
        SavedOrder saved = savedOf(market, id, order.side, Price(), order.record,
                                   api::TimeInForce::GoodTillCancelled);
        saved.hidden = order.hidden;
        saved.pegged = true;
        out.write(saved);
        out.write(savedOf(order));
    }
    saveProtections(market.quotes, out);
}

void saveBalances(const std::vector<Balance>& balances, api::BinaryWriter& out) {
    std::uint32_t kept = 0;
    for (const Balance& balance : balances)
        kept += balance.isNothing() ? 0 : 1;
    out.write(kept);
    for (const Balance& balance : balances)
        if (!balance.isNothing())
            out.write(SavedBalance{balance.asset, balance.available, balance.held});
}

void saveClientOrders(const ClientOrderIds& ids, api::BinaryWriter& out) {
    std::vector<SavedClientOrder> taken;
    for (const auto& [id, entry] : ids.entries())
        taken.push_back({id, entry.order, entry.terms, entry.open});
    std::sort(taken.begin(), taken.end(),
              [](const auto& a, const auto& b) { return a.order < b.order; });
    out.write(count(taken.size()));
    for (const SavedClientOrder& each : taken)
        out.write(each);
}

} // namespace

void Venue::save(api::Bytes& bytes) const {
    const State& state = *m_state;
    api::BinaryWriter out(bytes);
    out.write(SavedHeader{SavedHeader::kMagic, SavedHeader::kVersion, state.lastSequence,
                          state.lastTime, state.lastSession});
    out.write(count(state.reference.assets().size()));
    state.reference.assets().forEach([&](const Asset& asset) { out.write(asset.definition); });
    out.write(count(state.reference.instruments().size()));
    state.reference.instruments().forEach([&](const Instrument& instrument) {
        const InstrumentId id = instrument.definition.instrument;
        const BookRole& books = state.shards[state.bookShards[id.value()]]->books();
        const Market& market = *books.findMarket(id);
        saveMarket(books, instrument, market, out);
    });
    out.write(count(state.reference.accounts().size()));
    state.reference.accounts().forEach([&](const Account& account) {
        out.write(SavedAccount{account.id, account.name, account.tradeGroup});
        const HomeRole& home = state.shards[homeShardOf(account.id)]->home();
        saveBalances(home.ledger().balances(account.id), out);
        saveClientOrders(home.clientOrderIds(account.id), out);
    });
    out.write(count(state.reference.users().size()));
    state.reference.users().forEach([&](const User& user) { out.write(user.definition); });
}

} // namespace openbell::core
