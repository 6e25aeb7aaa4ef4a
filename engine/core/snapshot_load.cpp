// Reading the venue's canonical form, which nobody has vouched for.
#include "engine/core/snapshot.h"

#include "engine/core/list_rules.h"
#include "engine/core/order_rules.h"
#include "engine/core/venue_state.h"

#include <algorithm>

namespace openbell::core {
namespace {

using api::RejectReason;

/// Reads a saved state into an empty one. The first problem stops it and is kept as a text.
class Loader {
public:
    Loader(Venue::State& state, std::span<const std::uint8_t> saved)
        : m_state(state)
        , m_in(saved) {}

    std::optional<std::string> load() {
        SavedHeader header;
        header.magic = 0;
        m_in.read(header);
        if (header.magic != SavedHeader::kMagic)
            return "this is not a saved venue";
        if (header.version != SavedHeader::kVersion)
            return "the saved venue has format version " + std::to_string(header.version) +
                   ", this program reads version " + std::to_string(SavedHeader::kVersion);
        m_state.lastSequence = header.sequence;
        m_state.lastTime = header.time;
        m_state.lastSession = header.lastSession;
        each([this] { loadAsset(); });
        each([this] { loadInstrument(); });
        each([this] { loadAccount(); });
        each([this] { loadUser(); });
        if (m_error.empty() && !m_in.ok())
            return "the saved venue is cut short or has a value outside its range";
        if (m_error.empty() && !m_in.atEnd())
            return "there are bytes after the end of the saved venue";
        finish();
        return m_error.empty() ? std::nullopt : std::optional(m_error);
    }

private:
    template<class F>
    void each(F&& loadOne) {
        std::uint32_t items = 0;
        m_in.read(items);
        for (std::uint32_t i = 0; i < items && m_in.ok() && m_error.empty(); ++i)
            loadOne();
    }

    template<class T>
    bool readItem(T& item) {
        m_in.read(item);
        return m_in.ok();
    }

    bool require(bool condition, const char* error) {
        if (!condition && m_error.empty())
            m_error = error;
        return condition;
    }

    /// True when the amount may be added to what has been loaded of the asset.
    bool isSupplied(AssetId asset, Amount amount) const {
        return amount.value() >= 0 && checkedAdd(m_state.supply(asset), amount).has_value();
    }

    void loadAsset() {
        api::CreateAsset asset;
        if (readItem(asset))
            require(m_state.reference.create(asset) == RejectReason::None,
                    "an asset's definition is not valid");
    }

    void loadInstrument() {
        SavedInstrument saved;
        if (!readItem(saved) ||
            !require(m_state.reference.create(saved.definition) == RejectReason::None,
                     "an instrument's definition is not valid"))
            return;
        const InstrumentId id = saved.definition.instrument;
        m_state.openMarket(*m_state.reference.instruments().find(id));
        BookRole& books = m_state.bookOf(id).books();
        Market& market = *books.findMarket(id);
        market.trades = saved.trades;
        market.lastPrice = saved.lastPrice;
        market.feesCollected = saved.feesCollected;
        if (!require(isSupplied(market.quote, saved.feesCollected), "collected fees are not valid"))
            return;
        m_state.shards.front()->home().ledger().restoreClearing(market.quote, saved.feesCollected);
        loadPhase(saved, market);
        each([&] { loadSpecialDay(market); });
        for (std::size_t i = 0; i < PriceMonitor::kHorizons; ++i)
            each([&] { loadSample(market, i); });
        each([&] { loadBandTable(market); });
        each([&] { loadBandSlice(market); });
        each([&] { loadList(market); });
        each([&] { loadOrder(books, market); });
        each([&] { loadWaiting(books, market); });
        each([&] { loadWaitingPeg(books, market); });
        each([&] { loadProtection(market); });
        books.finishRestoring(market);
        market.book.drainTouched([](api::Side, Price, Quantity, std::uint32_t) {});
    }

    void loadPhase(const SavedInstrument& saved, Market& market) {
        const auto isAccepted = [](RejectReason reason) {
            return reason == RejectReason::None || reason == RejectReason::NothingToChange;
        };
        require(isAccepted(market.calendar.set(saved.schedule)) &&
                    isAccepted(market.monitor.set(saved.controls)) &&
                    saved.until.value() >= 0 && saved.scheduled.value() >= 0,
                "an instrument's phase is not valid");
        market.phase = {saved.state, saved.until, saved.scheduled, saved.manual, saved.tradesByHand};
        require(market.bands.restore(saved.bandReference, saved.bandReferenceSince,
                                     saved.bandWindow) &&
                    saved.limitUntil.value() >= 0 && saved.bandChange.value() >= 0 &&
                    saved.publishedReference.value() >= 0,
                "an instrument's price band is not valid");
        market.band = {saved.publishedReference, {saved.publishedLower, saved.publishedUpper}};
        market.bandChange = saved.bandChange;
        market.limit = {saved.limitUntil, saved.limitSide};
    }

    void loadBandTable(Market& market) {
        api::SetPriceBands table;
        if (readItem(table))
            require(market.bands.set(table) == RejectReason::None,
                    "a table of price bands is not valid");
    }

    void loadBandSlice(Market& market) {
        SavedBandSlice saved;
        if (!readItem(saved))
            return;
        const Int128 sum = (static_cast<Int128>(saved.sumHigh) << 64) + saved.sumLow;
        require(market.bands.restore({saved.number, sum, saved.trades}),
                "the trades of a price band are not valid");
    }

    void loadSpecialDay(Market& market) {
        api::SetTradingDay day;
        if (readItem(day))
            require(market.calendar.set(day) == RejectReason::None,
                    "a day of a trading calendar is not valid");
    }

    void loadSample(Market& market, std::size_t horizon) {
        SavedSample sample;
        if (readItem(sample))
            require(market.monitor.restore(horizon, {sample.slice, sample.price}),
                    "a sample of a price monitor is not valid");
    }

    /// That its orders are there and hold what they should is an invariant.
    void loadList(Market& market) {
        SavedOrderList saved;
        if (!readItem(saved))
            return;
        const OrderList list{saved.working, saved.first, saved.second, saved.missing};
        bool isOne = !list.first.isNone() && (list.isPair() || !list.working.isNone()) &&
                     list.first != list.second && list.first != list.working &&
                     list.second != list.working && list.missing.value() >= 0 &&
                     !market.lists.lists().contains(sequenceOf(list.first));
        for (const OrderId id : {list.working, list.second})
            isOne = isOne && (id.isNone() || sequenceOf(id) == sequenceOf(list.first));
        if (require(isOne, "a list of orders is not valid"))
            market.lists.add(list);
    }

    /// True for an id that a command so far may have given.
    bool isPast(OrderId id) const {
        return !sequenceOf(id).isNone() && sequenceOf(id) <= m_state.lastSequence &&
               id <= legId(sequenceOf(id), kMostOrdersPerCommand - 1);
    }

    void loadProtection(Market& market) {
        SavedProtection saved;
        if (!readItem(saved))
            return;
        MarketMakerProtection& protection = market.quotes.of(saved.settings.account).protection;
        if (!require(!protection.isOn() && saved.settings.instrument == market.instrument &&
                         protection.set(saved.settings) == RejectReason::None &&
                         protection.isOn() &&
                         protection.restore(MarketMakerProtection::Freeze{
                             saved.frozenUntil, saved.frozenQuantity, saved.frozenTrades}),
                     "a market-maker protection is not valid"))
            return;
        each([&] {
            SavedQuoteFill fill;
            if (readItem(fill))
                require(fill.time <= m_state.lastTime &&
                            protection.restore(
                                MarketMakerProtection::Fill{fill.time, fill.quantity}),
                        "a fill of a market-maker protection is not valid");
        });
    }

    /// True when it can be the order of its account's quote.
    static bool isPlausibleQuote(const SavedOrder& saved, const Market& market) {
        return saved.type == api::OrderType::Limit && !saved.hidden && !saved.iceberg &&
               saved.timeInForce == api::TimeInForce::GoodTillCancelled &&
               saved.clientOrderId.isNone() &&
               market.quotes.order(saved.account, saved.side).isNone();
    }

    /// Notes what bounds an order's life.
    void loadBound(const SavedOrder& saved, Market& market) {
        if (isTimed(saved.timeInForce))
            market.timed.add(saved.order, {saved.timeInForce, saved.expiry});
    }

    /// What keeps an order from doing harm; that its hold is right is an invariant.
    bool isPlausible(const SavedOrder& saved, const BookRole& books, const Market& market) const {
        const auto& limits = m_state.reference.instruments().find(market.instrument)->definition;
        return saved.expiry.value() >= 0 &&
               (isTimed(saved.timeInForce) || saved.expiry.value() == 0) &&
               isPast(saved.order) &&
               books.pool().find(saved.order) == kNoSlot && !market.waiting.find(saved.order) &&
               !market.pegged.find(saved.order) &&
               saved.price <= limits.maxPrice && saved.filled.value() >= 0 &&
               saved.filled < saved.total && saved.total <= limits.maxQuantity &&
               saved.makerFeePpm < kPpm && saved.takerFeePpm < kPpm &&
               m_ordersLoaded < kMaxOpenOrders;
    }

    /// True when an order of that kind may wait there.
    bool isPlausible(const SavedOrder& saved, const SavedTrigger& trigger,
                     const Market& market) const {
        const auto& limits = m_state.reference.instruments().find(market.instrument)->definition;
        const bool pricedOrMarket = saved.price >= limits.minPrice ||
                                    (saved.price.isZero() && saved.side == api::Side::Sell &&
                                     !isLimitType(saved.type));
        const bool trails = saved.type == api::OrderType::TrailingStop;
        const bool follows = !trigger.waitsFor.isNone();
        const OrderList* list = market.lists.find(saved.order);
        if (follows && (!list || list->working != trigger.waitsFor))
            return false;
        if (saved.type == api::OrderType::Limit)
            return (follows || saved.timeInForce == api::TimeInForce::AtClose) &&
                   pricedOrMarket && saved.filled.isZero() && trigger.triggerPrice.isZero() &&
                   trigger.trailBy.isZero();
        return waitsForTrigger(saved.type) && pricedOrMarket && saved.filled.isZero() &&
               (trigger.triggerPrice.value() > 0 || (follows && trails)) &&
               trigger.triggerPrice.value() >= 0 &&
               trigger.triggerPrice <= limits.maxPrice + limits.maxPrice &&
               (trails ? trigger.trailBy.value() > 0 && trigger.trailBy <= limits.maxPrice
                       : trigger.trailBy.isZero());
    }

    static bool isPlausible(const SavedOrder& saved, const SavedIceberg& iceberg) {
        return !saved.hidden && iceberg.shown.value() > 0 &&
               iceberg.shown <= saved.total - saved.filled && iceberg.display.value() > 0 &&
               iceberg.display.value() < kMaxAmount && iceberg.variance.value() >= 0 &&
               iceberg.variance <= iceberg.display &&
               IcebergTerms{iceberg.display, iceberg.variance, 0}.allows(saved.total);
    }

    bool isPlausible(const SavedOrder& saved, const SavedPeg& peg, const Market& market) const {
        const bool reaches = peg.reference != api::PegReference::None &&
                             (peg.reference != api::PegReference::Market || !peg.offset.isZero());
        return reaches && !saved.iceberg && saved.type == api::OrderType::Limit &&
               saved.postOnly == api::PostOnly::No && peg.offset.value() >= 0 &&
               peg.offset <= market.maxPrice && peg.limit >= market.minPrice &&
               peg.limit <= market.maxPrice && !market.pegged.isFull();
    }

    static PeggedOrder pegOf(const SavedOrder& saved, const SavedPeg& peg) {
        return {saved.account, saved.side,   peg.reference, peg.offset,
                peg.limit,     saved.hidden, saved.price,   recordOf(saved)};
    }

    static OrderRecord recordOf(const SavedOrder& saved) {
        OrderRecord record{};
        record.clientOrderId = saved.clientOrderId;
        record.total = saved.total;
        record.filled = saved.filled;
        record.held = saved.held;
        record.placed = saved.placed;
        record.account = saved.account;
        record.makerFeePpm = saved.makerFeePpm;
        record.takerFeePpm = saved.takerFeePpm;
        record.tradeGroup = saved.tradeGroup;
        record.type = saved.type;
        record.postOnly = saved.postOnly;
        record.selfTradePrevention = saved.selfTradePrevention;
        record.session = saved.session;
        return record;
    }

    void loadOrder(BookRole& books, Market& market) {
        SavedOrder saved;
        SavedIceberg iceberg;
        SavedPeg peg;
        if (!readItem(saved) || (saved.pegged && !readItem(peg)) ||
            (saved.iceberg && !readItem(iceberg)))
            return;
        const auto& limits = m_state.reference.instruments().find(market.instrument)->definition;
        if (!require(isPlausible(saved, books, market) && saved.price >= limits.minPrice &&
                         (!saved.iceberg || isPlausible(saved, iceberg)) &&
                         (!saved.quote || isPlausibleQuote(saved, market)) &&
                         (!saved.pegged || isPlausible(saved, peg, market)),
                     "an order is not valid"))
            return;
        ++m_ordersLoaded;
        loadBound(saved, market);
        NewOrder order{saved.order, saved.side, saved.price, saved.total - saved.filled};
        order.flags = saved.hidden ? kHiddenOrder : 0;
        if (saved.quote) {
            order.flags |= kQuoteOrder;
            market.quotes.setOrder(saved.account, saved.side, saved.order);
        }
        if (saved.pegged) {
            order.flags |= kPeggedOrder;
            books.restorePegged(market, saved.order, pegOf(saved, peg));
        }
        if (!saved.iceberg)
            return books.restoreOrder(market, order, recordOf(saved));
        order.flags |= kIcebergOrder;
        order.open = iceberg.shown;
        books.restoreIceberg(market, order, recordOf(saved),
                             {iceberg.display, iceberg.variance, iceberg.parts});
    }

    void loadWaiting(BookRole& books, Market& market) {
        SavedOrder saved;
        SavedTrigger trigger;
        if (!readItem(saved) || !readItem(trigger))
            return;
        const bool hasHold = holdOf(market.terms, saved.side, saved.price, saved.total,
                                    std::max(saved.makerFeePpm, saved.takerFeePpm))
                                 .has_value();
        if (!require(isPlausible(saved, books, market) && isPlausible(saved, trigger, market) &&
                         hasHold && !saved.hidden && !saved.iceberg && !saved.quote && !saved.pegged,
                     "a waiting order is not valid"))
            return;
        ++m_ordersLoaded;
        loadBound(saved, market);
        books.restoreWaiting(market,
                             {saved.order, saved.side, saved.type, saved.timeInForce, saved.price,
                              trigger.triggerPrice, trigger.trailBy, recordOf(saved),
                              trigger.waitsFor});
    }

    void loadWaitingPeg(BookRole& books, Market& market) {
        SavedOrder saved;
        SavedPeg peg;
        if (!readItem(saved) || !readItem(peg))
            return;
        if (!require(isPlausible(saved, books, market) && isPlausible(saved, peg, market) &&
                         saved.pegged && saved.price.isZero(),
                     "a pegged order is not valid"))
            return;
        ++m_ordersLoaded;
        loadBound(saved, market);
        books.restorePegged(market, saved.order, pegOf(saved, peg));
    }

    void loadAccount() {
        SavedAccount saved;
        if (!readItem(saved) ||
            !require(m_state.reference.create(api::CreateAccount{saved.account, saved.name}) ==
                         RejectReason::None,
                     "an account's definition is not valid"))
            return;
        if (!saved.tradeGroup.isNone())
            m_state.reference.change(api::SetTradeGroup{saved.account, saved.tradeGroup});
        m_state.openAccount(saved.account);
        each([&] { loadBalance(saved.account); });
        m_clientOrders.clear();
        each([&] { loadClientOrder(); });
        restoreClientOrders(saved.account);
    }

    void loadClientOrder() {
        SavedClientOrder saved;
        if (!readItem(saved))
            return;
        const bool follows =
            m_clientOrders.empty() || m_clientOrders.back().order < saved.order;
        if (require(follows && !saved.clientOrderId.isNone() &&
                        isPast(saved.order),
                    "a client order id is not valid"))
            m_clientOrders.push_back(saved);
    }

    void restoreClientOrders(AccountId account) {
        HomeRole& home = m_state.home(account).home();
        for (std::size_t i = 0; i < m_clientOrders.size() && m_error.empty(); ++i) {
            const SavedClientOrder& saved = m_clientOrders[i];
            const bool isRemembered =
                saved.open || m_clientOrders.size() - i <= ClientOrderIds::kRemembered;
            if (require(isRemembered && !home.clientOrderIds(account).find(saved.clientOrderId),
                        "a client order id is not valid"))
                home.restoreClientOrderId(account, saved.clientOrderId,
                                          {saved.order, saved.terms, 0, saved.open});
        }
    }

    void loadBalance(AccountId account) {
        SavedBalance saved;
        if (!readItem(saved))
            return;
        const bool valid = m_state.reference.assets().find(saved.asset) &&
                           isSupplied(saved.asset, saved.available) &&
                           isSupplied(saved.asset, saved.held) &&
                           isSupplied(saved.asset, saved.available + saved.held);
        if (require(valid, "a balance is not valid"))
            m_state.home(account).home().ledger().restore(account, saved.asset, saved.available,
                                                          saved.held);
    }

    void loadUser() {
        api::UserDefined user;
        if (!readItem(user))
            return;
        require(m_state.reference.restore(user) == RejectReason::None,
                "a user's definition is not valid");
    }

    /// Counts the accounts' orders, marks all messages as seen and checks the whole.
    void finish() {
        if (!m_error.empty())
            return;
        for (const auto& shard : m_state.shards) {
            shard->home().resetMarks(m_state.lastSequence);
            shard->books().resetMarks(m_state.lastSequence);
        }
        m_state.reference.instruments().forEach([this](const Instrument& instrument) {
            const InstrumentId id = instrument.definition.instrument;
            const BookRole& books = m_state.bookOf(id).books();
            const Market& market = *books.findMarket(id);
            for (const api::Side side : {api::Side::Buy, api::Side::Sell})
                market.book.forEachOrder(side, [&](Slot slot, const Order&, Price) {
                    countOrder(market, side, books.record(slot));
                });
            for (const auto& [order, waiting] : market.waiting.orders())
                countOrder(market, waiting.side, waiting.record);
            for (const auto& [account, quoting] : market.quotes.accounts())
                require(m_state.reference.accounts().find(account) != nullptr,
                        "a quote's account is not known");
            for (const auto& [order, pegged] : market.pegged.orders())
                if (pegged.waits())
                    countOrder(market, pegged.side, pegged.record);
        });
        if (!m_error.empty())
            return;
        if (const auto broken = firstBrokenInvariant(m_state.reference, m_state.shards))
            m_error = *broken;
    }

    void countOrder(const Market& market, api::Side side, const OrderRecord& record) {
        if (!require(m_state.reference.accounts().find(record.account) != nullptr,
                     "an order's account is not known"))
            return;
        HomeRole& home = m_state.home(record.account).home();
        home.restoreOpenOrder(record.account);
        if (!market.maxPosition.isZero() && side == api::Side::Buy)
            home.restoreOpenBuy(record.account, market.instrument, record.open());
    }

    Venue::State& m_state;
    api::BinaryReader m_in;
    std::string m_error;
    std::uint32_t m_ordersLoaded = 0;
    std::vector<SavedClientOrder> m_clientOrders; ///< of the account being loaded
};

} // namespace

Result<Done, Error> Venue::load(std::span<const std::uint8_t> saved) {
    m_state = std::make_unique<State>(VenueOptions(m_state->options));
    if (const auto problem = Loader(*m_state, saved).load())
        return Unexpected{Error{"The saved state cannot be loaded: " + *problem +
                                ". Nothing was changed on disk; start from an older snapshot or "
                                "replay the journal from its beginning."}};
    return Done{};
}

} // namespace openbell::core
