// The venue's rules once more, in the plainest form: ordered maps and lists, one command at a time,
// everything looked up by walking, what is held recomputed from the open orders. It shares no code
// with engine/core and is what the differential test compares the venue with.
#pragma once

#include "engine/api/commands.h"
#include "engine/api/events.h"

#include <array>
#include <limits>
#include <list>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace openbell::oracle {

class NaiveVenue {
public:
    using Events = std::vector<api::Event>;

    /// Works one command and gives its events in order, until the next one.
    const Events& apply(const api::CommandContext& context, const api::Command& command);

    /// What Venue::describe gives.
    Events describe() const;

private:
    struct Order {
        OrderId id;
        AccountId account;
        ClientOrderId clientOrderId;
        InstrumentId instrument;
        api::Side side = api::Side::Buy;
        api::PostOnly postOnly = api::PostOnly::No;
        api::SelfTradePrevention prevention = api::SelfTradePrevention::None;
        TradeGroupId group;
        api::OrderType type = api::OrderType::Limit;
        api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
        std::int64_t trigger = 0;
        std::int64_t trailBy = 0;
        std::int64_t price = 0;
        std::int64_t total = 0;
        std::int64_t filled = 0;
        std::int64_t makerPpm = 0;
        std::int64_t takerPpm = 0;
        Timestamp placed;
        std::int64_t expiry = 0; ///< zero: none
        bool hidden = false;
        std::int64_t display = 0; ///< an iceberg's; zero: all is shown
        std::int64_t variance = 0;
        std::uint64_t parts = 0; ///< shown so far
        std::int64_t part = 0;   ///< what is left of the one that is shown
        SessionId session;
        OrderId waitsFor;   ///< of a list
        bool named = false; ///< it waits no more but for its turn
        bool quote = false;      ///< of its account's quote
        std::int64_t amount = 0; ///< of the quote asset, of an order by amount
        api::PegReference peg = api::PegReference::None;
        std::int64_t offset = 0;
        std::int64_t limit = 0; ///< of a pegged order, whose price is where it rests; zero: nowhere
        bool isPegged() const { return peg != api::PegReference::None; }
        std::int64_t open() const { return total - filled; }
        /// What a taker can have of it before it goes behind the others.
        std::int64_t atOnce() const { return display > 0 ? part : open(); }
        /// What the price level shows of it.
        std::int64_t shown() const { return hidden ? 0 : atOnce(); }
    };
    using Queue = std::list<Order>;
    using Levels = std::map<std::int64_t, Queue>; ///< by price, ascending on both sides

    /// Orders that act on each other.
    struct List {
        OrderId working; ///< the others wait for it; none: they cancel each other
        OrderId first;   ///< of a pair: the limit order, if one of them is
        OrderId second;
        std::int64_t needed = 0;
        std::int64_t brought = 0; ///< of what is needed, by the working order so far
    };

    struct Auction {
        std::int64_t price = 0;
        std::int64_t quantity = 0;
        std::int64_t surplus = 0;
        friend bool operator==(const Auction&, const Auction&) = default;
    };

    struct Band {
        std::int64_t reference = 0;
        std::int64_t lower = 0;
        std::int64_t upper = 0;
        friend bool operator==(const Band&, const Band&) = default;
    };

    struct Protection {
        api::SetMarketMakerProtection settings;
        std::vector<std::pair<std::int64_t, std::int64_t>> fills; ///< times and quantities
        std::int64_t frozenUntil = 0;                             ///< zero: not frozen
        api::MarketMakerProtectionTriggered tripped; ///< as it was told when it froze
    };

    struct Instrument {
        api::CreateInstrument definition;
        std::int64_t tickValue = 0;
        api::InstrumentState state = api::InstrumentState::Trading;
        std::int64_t until = 0;
        std::int64_t scheduled = std::numeric_limits<std::int64_t>::max();
        std::int64_t bandChange = std::numeric_limits<std::int64_t>::max(); ///< by itself
        bool manual = false;
        bool tradesByHand = false;
        api::SetTradingSchedule schedule;
        std::map<std::int32_t, api::SetTradingDay> days;
        api::SetPriceControls controls;
        /// Times and prices of the trades since a horizon began, by horizon.
        std::array<std::vector<std::pair<std::int64_t, std::int64_t>>, 3> histories;
        Auction indicated;
        std::map<std::int32_t, api::SetPriceBands> bandTables;
        std::int64_t reference = 0;
        std::int64_t referenceSince = 0;
        std::int64_t bandWindow = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> bandTrades; ///< times and prices
        Band band;
        std::int64_t limitUntil = 0;
        api::Side limitSide = api::Side::Buy;
        std::uint64_t trades = 0;
        Levels buys;
        Levels sells;
        std::int64_t last = 0; ///< the last price
        std::map<AccountId, Protection> protections; ///< those that are on
        std::vector<std::pair<AccountId, std::int64_t>> quoteFills; ///< of the match under way
        std::list<Order> waiting; ///< for their triggers, the oldest first
        std::list<List> lists;
        std::vector<std::pair<OrderId, bool>> touched; ///< what has happened to their orders; filled
        std::list<Order> parked;  ///< pegged orders that rest nowhere, the oldest first
        Levels& side(api::Side side) { return side == api::Side::Buy ? buys : sells; }
        const Levels& side(api::Side side) const { return side == api::Side::Buy ? buys : sells; }
    };
    struct Level {
        InstrumentId instrument;
        api::Side side = api::Side::Buy;
        std::int64_t price = 0;
        friend auto operator<=>(const Level&, const Level&) = default;
    };
    struct Shown {
        std::int64_t available = 0;
        std::int64_t held = 0;
        friend auto operator<=>(const Shown&, const Shown&) = default;
    };
    using Holding = std::pair<AccountId, AssetId>;
    struct Refused {
        api::RejectReason reason;
        OrderId original{};
    };
    /// An accepted order with a client order id.
    struct Accepted {
        OrderId order;
        InstrumentId instrument;
        api::Command command;
        std::uint64_t number = 0; ///< of the account, from 1
    };

    void work(const api::AdvanceTime&) {}
    void work(const api::CreateAsset& command);
    void work(const api::CreateInstrument& command);
    void work(const api::SetInstrumentFees& command);
    void work(const api::CreateAccount& command);
    void work(const api::CreateUser& command);
    void work(const api::ChangeUser& command);
    void work(const api::Deposit& command);
    void work(const api::Withdraw& command);
    void work(const api::PlaceOrder& command);
    void work(const api::CancelOrder& command);
    void work(const api::AmendOrder& command);
    void work(const api::CancelAll& command);
    void work(const api::HaltInstrument& command);
    void work(const api::ResumeInstrument& command);
    void work(const api::SetTradeGroup& command);
    void work(const api::ReplaceOrder& command);
    void work(const api::ChangeInstrumentState& command);
    void work(const api::SetTradingSchedule& command);
    void work(const api::SetTradingDay& command);
    void work(const api::SetPriceControls& command);
    void work(const api::SetPriceBands& command);
    void work(const api::PlaceOrderList& command);

    // Orders that act on each other (naive_lists.cpp).
    static List* listOf(Instrument& instrument, OrderId order);
    static const List* listOf(const Instrument& instrument, OrderId order);
    const Order* findAny(const Instrument& instrument, OrderId id) const;
    std::int64_t heldFor(const Instrument& instrument, const Order& order) const;
    void refuseListed(const Instrument& instrument, AccountId account, OrderId id) const;
    void checkList(const Instrument& instrument, const api::PlaceOrderList& command) const;
    void acceptListed(const Order& order, const List& list);
    static void describeList(const List& list, api::OrderAccepted& accepted);
    void bring(Instrument& instrument, const Order& working, std::size_t from);
    static void brings(Instrument& instrument, const Order& order, std::int64_t price,
                       std::int64_t quantity, std::int64_t fee);
    static void touchListed(Instrument& instrument, const Order& order, bool traded);
    void endList(Instrument& instrument, OrderId ended);
    void endTouchedLists(Instrument& instrument);
    std::vector<OrderId> release(Instrument& instrument);
    void work(const api::PlaceQuote& command);
    void work(const api::SetMarketMakerProtection& command);
    void work(const api::ResetMarketMakerProtection& command);

    void refuseUnless(bool condition, api::RejectReason reason) const;
    void checkTerms(const Instrument& instrument, std::int64_t price, std::int64_t quantity) const;
    void checkOrder(const Instrument& instrument, const api::PlaceOrder& command) const;
    Instrument& known(InstrumentId id);
    // Client order ids (naive_special_orders.cpp).
    template<class Command>
    void refuseRepeat(const Command& command);
    template<class Command>
    void remember(const Command& command);
    void refuseRepeat(const api::PlaceOrderList& command);
    void remember(const api::PlaceOrderList& command);
    template<class Command>
    void refuseRepeat(AccountId account, ClientOrderId id, const Command& command);
    bool isOpen(InstrumentId instrument, OrderId order);
    // Orders that do not show all they have.
    static bool showsInTime(std::int64_t quantity, std::int64_t display, std::int64_t variance);
    static void showNextPart(Order& order);
    void tellShown(const Order& order);
    static void insert(Queue& queue, const Order& order);
    std::int64_t slid(const Instrument& instrument, const Order& order) const;
    void accept(const Order& order, api::TimeInForce timeInForce);
    Order* find(Instrument& instrument, OrderId id);
    void erase(Instrument& instrument, const Order& order);
    void rest(Instrument& instrument, const Order& order);
    static bool meetsItself(const Order& taker, const Order& maker);
    bool crosses(const Instrument& instrument, api::Side side, std::int64_t limit) const;
    /// Trades the order as far as it goes; false when prevention cancels what is left.
    bool trade(Instrument& instrument, Order& taker, std::int64_t limit, const Int128* budget);
    void tradeWith(Instrument& instrument, Order& taker, Order& maker, std::int64_t price,
                   std::int64_t quantity);
    /// Works a meeting with an order of the same owner; false when the taker goes no further.
    bool prevent(Instrument& instrument, Order& taker, Order& maker, std::int64_t price);
    /// Lets in the waiting orders that the trades since event `events` reached, and those that theirs
    /// do.
    void followTrades(Instrument& instrument, std::size_t events);
    void followPrices(Instrument& instrument, const std::vector<std::int64_t>& prices);
    static std::int64_t trailing(const Order& order, std::int64_t last);
    static bool reaches(const Order& order, std::int64_t last);
    void setTrigger(const Instrument& instrument, Order& order) const;
    Order orderOf(const Instrument& instrument, const api::PlaceOrder& command, OrderId id) const;
    static std::vector<std::int64_t> tradePrices(const Events& events, std::size_t from);

    // Orders by amount and pegged orders (naive_pegs.cpp).
    std::int64_t lotsFor(const Instrument& instrument, const Order& order, std::int64_t limit,
                         Int128 available) const;
    void placePegged(Instrument& instrument, const Order& order);
    void amendPegged(Instrument& instrument, const Order& pegged, const api::AmendOrder& command,
                     std::int64_t room);
    /// What a quantity costs with its fee; from 2^62 on all the same.
    static Int128 costOf(std::int64_t price, std::int64_t quantity, std::int64_t tickValue,
                         std::int64_t ppm);
    static std::map<OrderId, Order> pegsOf(const Instrument& instrument);
    static std::int64_t bestUnpegged(const Instrument& instrument, api::Side side);
    static std::int64_t wantedPrice(const Instrument& instrument, const Order& pegged);
    void standAt(Instrument& instrument, const Order& pegged, std::int64_t price);
    void followPegs(Instrument& instrument);
    api::OrderAccepted described(const Order& pegged) const;

    // Phases (naive_phases.cpp).
    static bool isAuction(api::InstrumentState state);
    static bool takesOrders(const Instrument& instrument);
    static bool takes(const Instrument& instrument, const Order& order);
    void refuseInState(const Instrument& instrument, bool allowed) const;
    std::vector<std::pair<std::int64_t, api::InstrumentState>>
    phasesOf(const Instrument& instrument, std::int64_t day) const;
    api::InstrumentState scheduledState(const Instrument& instrument, std::int64_t time) const;
    std::int64_t nextPhase(const Instrument& instrument, std::int64_t time, bool onlyClose) const;
    std::int64_t endOfDay(const Instrument& instrument, std::int64_t time) const;
    void catchUp(Instrument& instrument);
    void cancelOne(Instrument& instrument, OrderId id, api::CancelReason reason);
    void cancelEverything(Instrument& instrument, const api::CancelAll& which,
                          api::CancelReason reason);
    static std::int64_t endOfState(const Instrument& instrument);
    void enter(Instrument& instrument, api::InstrumentState state, std::int64_t until,
               const api::Note& reason);
    void endBounded(Instrument& instrument, bool dayEnds);
    void setState(Instrument& instrument, api::InstrumentState state, std::int64_t until,
                  const api::Note& reason);
    void goBySchedule(Instrument& instrument);
    Auction auctionPrice(const Instrument& instrument) const;
    void indicate(Instrument& instrument);
    void reachBook(Instrument& instrument);
    void uncross(Instrument& instrument);
    static std::array<std::pair<std::int64_t, std::int64_t>, 3>
    horizonsOf(const api::SetPriceControls& controls);
    void noteTrade(Instrument& instrument, std::int64_t price);
    bool isTooFar(const Instrument& instrument, std::int64_t price) const;
    void refuseBeyondCollar(const Instrument& instrument, api::Side side,
                            std::int64_t price) const;
    void refuseBeyondBand(const Instrument& instrument, api::Side side, std::int64_t price) const;
    bool isHeldBack(const Instrument& instrument, const Order& taker, std::int64_t limit) const;
    void interrupt(Instrument& instrument);

    // Quotes and positions (naive_quotes.cpp).
    Order* quoteOrder(Instrument& instrument, AccountId account, api::Side side);
    void protect(Instrument& instrument);
    std::int64_t openBuys(const Instrument& instrument, AccountId account) const;
    std::int64_t roomOf(const Instrument& instrument, AccountId account) const;
    /// Refuses a buy that grows by more than that.
    void refuseBeyondRoom(api::Side side, std::int64_t growth, std::int64_t room) const;

    // Bands (naive_bands.cpp).
    const api::SetPriceBands* bandTable(const Instrument& instrument, std::int64_t time) const;
    void restartBand(Instrument& instrument, std::int64_t price);
    void noteForBand(Instrument& instrument, const std::vector<std::int64_t>& prices);
    void moveBand(Instrument& instrument, std::int64_t time);
    void cancelBeyondBand(Instrument& instrument);
    static int limitSide(const Instrument& instrument);
    void followBand(Instrument& instrument);
    void endLimit(Instrument& instrument);
    static bool isOutsideBand(const Instrument& instrument, std::int64_t price) {
        return instrument.band.reference != 0 &&
               (price > instrument.band.upper || price < instrument.band.lower);
    }
    /// Whether the market must not trade at that price now, for whatever reason.
    bool isForbidden(const Instrument& instrument, std::int64_t price) const {
        return isOutsideBand(instrument, price) || isTooFar(instrument, price);
    }
    void letIn(Instrument& instrument, Order order, std::int64_t last);
    /// Rests what is left of a taker, or cancels it.
    /// Then interrupts the market if that is what stopped it; its trades are those since `events`.
    void finish(Instrument& instrument, const Order& order, bool goesOn, bool mayRest,
                std::int64_t limit, std::size_t events);
    void restOrCancel(Instrument& instrument, const Order& order, bool goesOn, bool mayRest);
    void noteTrades(Instrument& instrument, std::size_t events, bool heldBack);
    void amendWaiting(const Instrument& instrument, Order& waiting,
                      const api::AmendOrder& command, std::int64_t room);
    void placeWaiting(Instrument& instrument, Order order, const api::PlaceOrder& command);
    bool fillsAtOnce(const Instrument& instrument, const Order& taker, std::int64_t limit,
                     const Int128* budget) const;
    void touchHold(const Instrument& instrument, const Order& order);
    void touch(const Instrument& instrument, const Order& order);
    void publishLevels();
    void publishBalances();
    std::int64_t usable(AccountId account, AssetId asset) const;
    Shown shown(Holding holding) const;
    std::int64_t holdOf(const Order& order) const;
    void move(AccountId account, AssetId asset, std::int64_t amount);

    api::CommandContext m_context;
    Events m_events;
    std::vector<Level> m_touchedLevels;
    std::set<Holding> m_touchedHoldings;
    Instrument* m_atBook = nullptr; ///< the market whose book the command has reached

    std::map<AssetId, api::CreateAsset> m_assets;
    std::map<InstrumentId, Instrument> m_instruments;
    std::map<AccountId, api::Name> m_accounts;
    std::map<AccountId, TradeGroupId> m_groups; ///< of those that are in one
    std::map<UserId, api::UserDefined> m_users;
    std::map<AccountId, std::map<ClientOrderId, Accepted>> m_clientOrders; ///< the newest of each id
    std::map<AccountId, std::uint64_t> m_acceptedClientOrders;
    std::map<Holding, std::int64_t> m_owned; ///< available and held together
    std::map<Holding, Shown> m_published;
    std::map<AssetId, Int128> m_supply;
};

} // namespace openbell::oracle
