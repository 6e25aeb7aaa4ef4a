// Commands: everything that can change the exchange, in the imperative. A command that was given a
// sequence number is in the journal for ever, refused or not; type codes are never reused.
//
// Each message names its fields once, in fields(); the binary, JSON and text forms follow from it.
#pragma once

#include "engine/api/enums.h"
#include "engine/api/order_lists.h"
#include "engine/base/bounded_string.h"
#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/time.h"

#include <variant>

namespace openbell::api {

using AssetCode = BoundedString<15>;
using Symbol = BoundedString<31>;
using Name = BoundedString<63>;
using Note = BoundedString<127>;

/// Clock tick: moves business time forward when nothing else does.
struct AdvanceTime {
    static constexpr std::string_view kName = "AdvanceTime";
    static constexpr std::uint16_t kType = 1;
    template <class Self, class F>
    static constexpr void fields(Self&, F&&) {}
};

struct CreateAsset {
    static constexpr std::string_view kName = "CreateAsset";
    static constexpr std::uint16_t kType = 2;
    AssetId asset;
    AssetCode code;
    std::uint8_t scale = 0; ///< decimals: one unit is 10^scale atoms (at most 18)
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("asset", s.asset);
        f("code", s.code);
        f("scale", s.scale);
    }
};

/// Defines a market. One tick is tickSize * 10^-priceScale quote units per base unit, one lot is
/// lotSize base atoms; tick x lot must be a whole number of quote atoms (the tick value).
struct CreateInstrument {
    static constexpr std::string_view kName = "CreateInstrument";
    static constexpr std::uint16_t kType = 3;
    InstrumentId instrument;
    Symbol symbol;
    AssetId base;
    AssetId quote;
    std::uint8_t priceScale = 0;
    std::int64_t tickSize = 1;
    std::int64_t lotSize = 1;
    Price minPrice{1};
    Price maxPrice{1};
    Quantity minQuantity{1};
    Quantity maxQuantity{1};
    Amount minValue{0};          ///< smallest price x quantity in quote atoms
    std::int64_t makerFeePpm = 0; ///< 0..999999
    std::int64_t takerFeePpm = 0;
    Quantity maxPosition{0}; ///< most of the base that an account may come to own by buying here;
                             ///< zero: no bound
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("symbol", s.symbol);
        f("base", s.base);
        f("quote", s.quote);
        f("priceScale", s.priceScale);
        f("tickSize", s.tickSize);
        f("lotSize", s.lotSize);
        f("minPrice", s.minPrice);
        f("maxPrice", s.maxPrice);
        f("minQuantity", s.minQuantity);
        f("maxQuantity", s.maxQuantity);
        f("minValue", s.minValue);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
        f("maxPosition", s.maxPosition);
    }
};

/// Applies to orders placed or amended from now on; resting orders keep the rates they were held at.
struct SetInstrumentFees {
    static constexpr std::string_view kName = "SetInstrumentFees";
    static constexpr std::uint16_t kType = 4;
    InstrumentId instrument;
    std::int64_t makerFeePpm = 0;
    std::int64_t takerFeePpm = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
    }
};

struct CreateAccount {
    static constexpr std::string_view kName = "CreateAccount";
    static constexpr std::uint16_t kType = 5;
    AccountId account;
    Name name;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("name", s.name);
    }
};

/// Names a user; the password is set apart (SetPassword) and never enters the journal.
struct CreateUser {
    static constexpr std::string_view kName = "CreateUser";
    static constexpr std::uint16_t kType = 6;
    UserId user;
    Name name;
    Role role = Role::Viewer;
    AccountId account; ///< the account this user trades on; none for staff without one
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("user", s.user);
        f("name", s.name);
        f("role", s.role);
        f("account", s.account);
    }
};

struct ChangeUser {
    static constexpr std::string_view kName = "ChangeUser";
    static constexpr std::uint16_t kType = 7;
    UserId user;
    Role role = Role::Viewer;
    bool enabled = true;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("user", s.user);
        f("role", s.role);
        f("enabled", s.enabled);
    }
};

struct Deposit {
    static constexpr std::string_view kName = "Deposit";
    static constexpr std::uint16_t kType = 8;
    AccountId account;
    AssetId asset;
    Amount amount;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("asset", s.asset);
        f("amount", s.amount);
    }
};

struct Withdraw {
    static constexpr std::string_view kName = "Withdraw";
    static constexpr std::uint16_t kType = 9;
    AccountId account;
    AssetId asset;
    Amount amount;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("asset", s.asset);
        f("amount", s.amount);
    }
};

/// A limit order names its price. A market order may name a price as its protection: it never
/// trades worse. A market buy without one reserves all available quote funds while it matches.
/// Limit orders that are good till cancelled may show a part of their quantity at a time (icebergs)
/// or nothing of it (hidden). A client order id names one order of the account among its open ones
/// and its last 1024 accepted ones that have one. A market order may name an amount of the quote
/// asset instead of a quantity. A pegged order is a limit order that follows the best prices up to
/// its limit price.
struct PlaceOrder {
    static constexpr std::string_view kName = "PlaceOrder";
    static constexpr std::uint16_t kType = 10;
    AccountId account;
    InstrumentId instrument;
    ClientOrderId clientOrderId;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::GoodTillCancelled;
    PostOnly postOnly = PostOnly::No; ///< limit, good till cancelled only
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None; ///< as a taker
    Price price;
    Price triggerPrice{}; ///< of the types that wait; a trailing stop's may be left to the last price
    Price trailBy{};      ///< a trailing stop's distance, in ticks
    Quantity quantity;
    Timestamp expiry{}; ///< of an order that is good till a time; zero for all others
    Quantity displayQuantity{}; ///< an iceberg's, below the quantity; zero: all is shown
    Quantity displayVariance{}; ///< each shown part is displayQuantity plus or minus up to this
    bool hidden = false;        ///< nothing of it is shown
    bool reduceOnly = false;    ///< a sell of no more than is available, however much it names
    Amount quoteAmount{}; ///< a market order's, without quantity: to spend, fee included, or to raise
    PegReference peg = PegReference::None;
    Price pegOffset{}; ///< ticks from the reference, away from the other side; Market: at least 1
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
        f("timeInForce", s.timeInForce);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("price", s.price);
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
        f("quantity", s.quantity);
        f("expiry", s.expiry);
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
        f("reduceOnly", s.reduceOnly);
        f("quoteAmount", s.quoteAmount);
        f("peg", s.peg);
        f("pegOffset", s.pegOffset);
    }
};

struct CancelOrder {
    static constexpr std::string_view kName = "CancelOrder";
    static constexpr std::uint16_t kType = 11;
    AccountId account;
    InstrumentId instrument;
    OrderId order;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("order", s.order);
    }
};

/// New price and new total quantity (what has traded included). Priority is kept only when the
/// price stays and the quantity falls. An order that waits may be given another trigger price, too,
/// and no price where it needs none. The price of a pegged order is its limit.
struct AmendOrder {
    static constexpr std::string_view kName = "AmendOrder";
    static constexpr std::uint16_t kType = 12;
    AccountId account;
    InstrumentId instrument;
    OrderId order;
    Price price;
    Quantity quantity;
    Price triggerPrice{}; ///< of an order that waits; zero: as it is
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("order", s.order);
        f("price", s.price);
        f("quantity", s.quantity);
        f("triggerPrice", s.triggerPrice);
    }
};

/// Cancels the open orders of one account (0: of every account) in one instrument (0: in all), of
/// one side or both, placed in one session (0: in any).
struct CancelAll {
    static constexpr std::string_view kName = "CancelAll";
    static constexpr std::uint16_t kType = 13;
    AccountId account;
    InstrumentId instrument;
    SideFilter side = SideFilter::Both;
    SessionId session{};
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("side", s.side);
        f("session", s.session);
    }
};

/// Stops matching in one instrument: new orders and amendments are refused, cancels are not.
struct HaltInstrument {
    static constexpr std::string_view kName = "HaltInstrument";
    static constexpr std::uint16_t kType = 14;
    InstrumentId instrument;
    Note reason;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("reason", s.reason);
    }
};

/// Ends a halt, or whatever state an operator has set: back to what the schedule says, or to
/// continuous trading.
struct ResumeInstrument {
    static constexpr std::string_view kName = "ResumeInstrument";
    static constexpr std::uint16_t kType = 15;
    InstrumentId instrument;
    Note reason;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("reason", s.reason);
    }
};

/// Puts an account into a group whose accounts count as one owner for self-trade prevention; none:
/// the account stands alone. Applies to orders placed from now on.
struct SetTradeGroup {
    static constexpr std::string_view kName = "SetTradeGroup";
    static constexpr std::uint16_t kType = 16;
    AccountId account;
    TradeGroupId group;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("group", s.group);
    }
};

/// Puts a new limit order in the place of a resting one, of the same side and time in force: the old
/// one is cancelled and the new one accepted, or nothing happens. What the old one held counts for
/// the new one. The quantity is the new order's own: what the old one has traded is not part of it.
struct ReplaceOrder {
    static constexpr std::string_view kName = "ReplaceOrder";
    static constexpr std::uint16_t kType = 17;
    AccountId account;
    InstrumentId instrument;
    OrderId order;
    ClientOrderId clientOrderId; ///< the new order's, as are the terms below
    PostOnly postOnly = PostOnly::No;
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None;
    Price price;
    Quantity quantity;
    Quantity displayQuantity{};
    Quantity displayVariance{};
    bool hidden = false;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("order", s.order);
        f("clientOrderId", s.clientOrderId);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("price", s.price);
        f("quantity", s.quantity);
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
    }
};

/// Puts an instrument into a state, whatever its schedule says, until a time or until it is changed
/// or resumed. Leaving an auction for continuous trading, or for the close, trades its orders.
struct ChangeInstrumentState {
    static constexpr std::string_view kName = "ChangeInstrumentState";
    static constexpr std::uint16_t kType = 20;
    InstrumentId instrument;
    InstrumentState state = InstrumentState::Trading;
    Timestamp until{}; ///< zero: until further notice
    Note reason;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("state", s.state);
        f("until", s.until);
        f("reason", s.reason);
    }
};

/// A time of day that a schedule does not have.
inline constexpr std::int32_t kNoTimeOfDay = -1;

/// The states of an instrument's trading day, each from its time on, in seconds after midnight UTC;
/// kNoTimeOfDay: the day has no such phase. Times ascend; trading and close must be there. Before
/// the first phase and from the close on the instrument is closed. No weekdays: no schedule, it
/// trades round the clock.
struct SetTradingSchedule {
    static constexpr std::string_view kName = "SetTradingSchedule";
    static constexpr std::uint16_t kType = 21;
    InstrumentId instrument;
    std::uint8_t weekdays = 0; ///< bit 0: Monday, ... bit 6: Sunday
    std::int32_t preOpen = kNoTimeOfDay;
    std::int32_t openingAuction = kNoTimeOfDay;
    std::int32_t trading = kNoTimeOfDay;
    std::int32_t closingAuction = kNoTimeOfDay;
    std::int32_t close = kNoTimeOfDay;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("weekdays", s.weekdays);
        f("preOpen", s.preOpen);
        f("openingAuction", s.openingAuction);
        f("trading", s.trading);
        f("closingAuction", s.closingAuction);
        f("close", s.close);
    }
};

/// One day of an instrument's calendar that differs from its schedule.
struct SetTradingDay {
    static constexpr std::string_view kName = "SetTradingDay";
    static constexpr std::uint16_t kType = 22;
    InstrumentId instrument;
    std::int32_t day = 0; ///< days since 1970-01-01
    TradingDayKind kind = TradingDayKind::Holiday;
    std::int32_t close = kNoTimeOfDay; ///< of a short day
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("day", s.day);
        f("kind", s.kind);
        f("close", s.close);
    }
};

/// Guards against runaway prices; a rate of zero switches a guard off. The collar refuses orders
/// priced more than its share beyond the last price. A monitor compares each trade's price with the
/// price its horizon ago: a trade that would be further away does not happen, and an auction of
/// `auctionSeconds` finds the price instead.
struct SetPriceControls {
    static constexpr std::string_view kName = "SetPriceControls";
    static constexpr std::uint16_t kType = 23;
    InstrumentId instrument;
    std::int64_t collarPpm = 0;
    std::uint32_t horizon1 = 0; ///< seconds
    std::int64_t deviation1Ppm = 0;
    std::uint32_t horizon2 = 0;
    std::int64_t deviation2Ppm = 0;
    std::uint32_t horizon3 = 0;
    std::int64_t deviation3Ppm = 0;
    std::uint32_t auctionSeconds = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("collarPpm", s.collarPpm);
        f("horizon1", s.horizon1);
        f("deviation1Ppm", s.deviation1Ppm);
        f("horizon2", s.horizon2);
        f("deviation2Ppm", s.deviation2Ppm);
        f("horizon3", s.horizon3);
        f("deviation3Ppm", s.deviation3Ppm);
        f("auctionSeconds", s.auctionSeconds);
    }
};

/// Limit-up/limit-down bands from a day on: no trade may happen further from the reference price, the
/// mean of the trades in the last `referenceSeconds`, than the width of the row in whose price range
/// it lies: a share of the reference, but at most so many ticks. When the best price has stood at a
/// band without anybody on the other side within it for `limitSeconds`, an auction of `pauseSeconds`
/// follows. In the last `closeSeconds` before the schedule ends continuous trading the first
/// `closeRows` rows are twice as wide, their bounds in ticks too; both zero: they never are. Rows
/// ascend and the first begins at zero; no rows: no bands from that day on.
struct SetPriceBands {
    static constexpr std::string_view kName = "SetPriceBands";
    static constexpr std::uint16_t kType = 24;
    InstrumentId instrument;
    std::int32_t fromDay = 0; ///< days since 1970-01-01
    Price above1;
    std::int64_t width1Ppm = 0; ///< zero: there is no such row
    Price most1;                ///< in ticks; zero: no such bound
    Price above2;
    std::int64_t width2Ppm = 0;
    Price most2;
    Price above3;
    std::int64_t width3Ppm = 0;
    Price most3;
    std::uint32_t referenceSeconds = 0;
    std::uint32_t limitSeconds = 0;
    std::uint32_t pauseSeconds = 0;
    std::uint32_t closeSeconds = 0;
    std::uint32_t closeRows = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("fromDay", s.fromDay);
        f("above1", s.above1);
        f("width1Ppm", s.width1Ppm);
        f("most1", s.most1);
        f("above2", s.above2);
        f("width2Ppm", s.width2Ppm);
        f("most2", s.most2);
        f("above3", s.above3);
        f("width3Ppm", s.width3Ppm);
        f("most3", s.most3);
        f("referenceSeconds", s.referenceSeconds);
        f("limitSeconds", s.limitSeconds);
        f("pauseSeconds", s.pauseSeconds);
        f("closeSeconds", s.closeSeconds);
        f("closeRows", s.closeRows);
    }
};

/// An account's two-sided quote in an instrument, in the place of the one it has there: both sides
/// or nothing. A side without a quantity has no order; without either the quote ends. A side that
/// asks for no more than is open at the price that it has keeps its order and its place. Quantities
/// are open ones: what an earlier quote has traded is not part of them. The bid's order has the
/// command's sequence number as its id, the ask's the same plus 2^50.
struct PlaceQuote {
    static constexpr std::string_view kName = "PlaceQuote";
    static constexpr std::uint16_t kType = 27;
    AccountId account;
    InstrumentId instrument;
    PostOnly postOnly = PostOnly::No;
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None; ///< as a taker
    Price bidPrice;
    Quantity bidQuantity;
    Price askPrice;
    Quantity askQuantity;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("bidPrice", s.bidPrice);
        f("bidQuantity", s.bidQuantity);
        f("askPrice", s.askPrice);
        f("askQuantity", s.askQuantity);
    }
};

/// Bounds what an account's quotes in an instrument trade, as resting orders, within a window that
/// ends with each trade. A match that reaches a limit ends the quote, and none is taken for the
/// time of the freeze. What was counted before is forgotten; a freeze goes on unless the protection
/// is switched off.
struct SetMarketMakerProtection {
    static constexpr std::string_view kName = "SetMarketMakerProtection";
    static constexpr std::uint16_t kType = 29;
    AccountId account;
    InstrumentId instrument;
    std::uint32_t windowMilliseconds = 0; ///< zero: no protection, and nothing else is given
    Quantity quantityLimit;               ///< in lots; zero: the trades alone count
    std::uint32_t tradeLimit = 0;         ///< at most 10000; zero: 10000
    std::uint32_t freezeMilliseconds = 0; ///< zero: until it is reset
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("windowMilliseconds", s.windowMilliseconds);
        f("quantityLimit", s.quantityLimit);
        f("tradeLimit", s.tradeLimit);
        f("freezeMilliseconds", s.freezeMilliseconds);
    }
    friend bool operator==(const SetMarketMakerProtection&,
                           const SetMarketMakerProtection&) = default;
};

/// Ends a freeze, and lets the protection count from nothing.
struct ResetMarketMakerProtection {
    static constexpr std::string_view kName = "ResetMarketMakerProtection";
    static constexpr std::uint16_t kType = 30;
    AccountId account;
    InstrumentId instrument;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
    }
};

using Command = std::variant<AdvanceTime, CreateAsset, CreateInstrument, SetInstrumentFees,
                             CreateAccount, CreateUser, ChangeUser, Deposit, Withdraw, PlaceOrder,
                             CancelOrder, AmendOrder, CancelAll, HaltInstrument, ResumeInstrument,
                             SetTradeGroup, ReplaceOrder, ChangeInstrumentState,
                             SetTradingSchedule, SetTradingDay, SetPriceControls, SetPriceBands,
                             PlaceOrderList, PlaceQuote, SetMarketMakerProtection,
                             ResetMarketMakerProtection>;

/// What the sequencer adds to a command: its place, its time and who asked, in which session.
struct CommandContext {
    Sequence sequence;
    Timestamp time;
    UserId actor; ///< none: the venue itself
    SessionId session{};
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        f("actor", s.actor);
        f("session", s.session);
    }
};

} // namespace openbell::api
