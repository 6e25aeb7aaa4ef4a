// The closed vocabularies of the exchange, each with the one list of names that its JSON and text
// forms use. Binary form: one byte, the position in the list; lists only ever grow at the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace openbell::api {

enum class Side : std::uint8_t { Buy, Sell };
enum class OrderType : std::uint8_t {
    Limit,
    Market,
    // These wait outside the book until a trade reaches their trigger price, then become:
    Stop,            ///< a market order once the price has moved against the position
    StopLimit,       ///< a limit order
    TakeProfit,      ///< a market order once the price has moved in favour of the position
    TakeProfitLimit, ///< a limit order
    TrailingStop,    ///< a market order; its trigger follows the price at a distance
};
enum class TimeInForce : std::uint8_t {
    GoodTillCancelled,
    ImmediateOrCancel,
    FillOrKill,
    GoodTillTime, ///< until the time that the order names
    Day,          ///< until the end of the trading day
    AtOpen,       ///< for the next opening auction only
    AtClose,      ///< for the next closing auction only
};
/// What happens instead of a trade between two orders of one owner; the taker's wish decides.
enum class SelfTradePrevention : std::uint8_t {
    None,        ///< they trade
    CancelTaker, ///< what is open of the taker is cancelled
    CancelMaker, ///< the resting order is cancelled, the taker goes on
    CancelBoth,
    Decrement, ///< both lose the smaller open quantity; who has none left is cancelled
};
/// What becomes of an order that would trade at once and must not.
enum class PostOnly : std::uint8_t {
    No,     ///< it trades
    Reject, ///< it is refused
    Slide,  ///< it gets the price one tick behind the best opposite order
};
/// How the orders of a list act on each other (PlaceOrderList).
enum class Contingency : std::uint8_t { OneCancelsOther, OneTriggersOther, OneTriggersPair };
/// What the price of an order follows: app/docs/pegged-orders.md.
enum class PegReference : std::uint8_t {
    None,
    Primary, ///< the best price of its own side
    Mid,     ///< the middle between the best prices
    Market,  ///< the best price of the other side
};
/// Which orders a mass cancel is for.
enum class SideFilter : std::uint8_t { Both, Buy, Sell };
/// What an instrument takes in each state: app/docs/trading-phases.md.
enum class InstrumentState : std::uint8_t {
    Trading, ///< continuous
    Halted,
    PreOpen,
    OpeningAuction,
    VolatilityAuction,
    ClosingAuction,
    CancelOnly,
    Closed,
    Delisted, ///< for ever
};
enum class TradingDayKind : std::uint8_t {
    AsScheduled,
    Holiday, ///< closed the whole day
    Short,   ///< closes earlier; a closing auction keeps its length
};
enum class Role : std::uint8_t { Operator, Compliance, Trader, Viewer };
enum class OrderStatus : std::uint8_t { Open, Filled, Cancelled };

enum class CancelReason : std::uint8_t {
    Requested,          ///< the owner (or an operator) asked
    MassCancel,         ///< part of a cancel-all
    UnfilledRemainder,  ///< what an immediate-or-cancel or market order could not trade
    NotFillableAtOnce,  ///< fill-or-kill without enough quantity
    SelfTrade,          ///< instead of a trade with an order of the same owner
    Expired,            ///< its time has come, or the trading day has ended
    AuctionOver,        ///< it was for that auction only
    Delisted,           ///< the instrument is no longer traded
    OutsideBand,        ///< its price is beyond the band in which the instrument trades
    Replaced,           ///< another order has taken its place
    ListEnded,          ///< another order of its list has traded, been triggered or ended
    MarketMakerProtection, ///< its owner's quotes have traded as much as they may in a time
};

/// Why a command was refused. Documented for clients in app/docs/protocol.md.
enum class RejectReason : std::uint8_t {
    None,
    UnknownAsset,
    UnknownInstrument,
    UnknownAccount,
    UnknownUser,
    UnknownOrder,
    AlreadyExists,
    InvalidDefinition,
    InvalidAmount,
    InvalidPrice,
    InvalidQuantity,
    PriceOutsideLimits,
    QuantityOutsideLimits,
    ValueOutsideLimits,
    InsufficientFunds,
    MarketHalted,
    WouldTakeLiquidity,
    NoLiquidity,
    NothingToChange,
    AmountOverflow,
    TooManyOpenOrders,
    InvalidCombination,
    // Refusals before a command is sequenced; they never appear in the journal.
    NotPermitted,
    NotSignedIn,
    Busy,
    RateLimited,
    DiskFull,
    JournalFailed,
    NotReady,
    Malformed,
    // In the journal again: reasons added later stand at the end.
    LastOperator,       ///< nobody could run the venue any more
    WouldTriggerAtOnce, ///< the last price is at or beyond the trigger already
    OrderWaits,         ///< not possible before the order's trigger price is reached
    NotInThisState,     ///< the instrument's state does not take this command
    InvalidExpiry,      ///< missing, given where none belongs, or in the past
    PriceOutsideCollar, ///< too far from the last price
    PriceOutsideBand,   ///< beyond the band in which the instrument trades now
    DuplicateOrder,     ///< the same order again: it was accepted before, under the id given
    ClientOrderIdUsed,  ///< another order of the account has that client order id
    PartOfList,         ///< not possible while the order's list acts on it
    NothingToReduce,    ///< a reduce-only order that could only add to the position
    PositionLimit,      ///< the account would come to own more of it than the instrument allows
    ProtectionActive,   ///< market-maker protection has ended the quotes and was not lifted yet
};

enum class CandleInterval : std::uint8_t {
    Second1,
    Second5,
    Second15,
    Minute1,
    Minute5,
    Minute15,
    Hour1,
    Hour4,
    Day1,
    Minute30,
    Week1,  ///< begins on Monday, UTC
    Month1, ///< a calendar month, UTC
};

enum class TopicKind : std::uint8_t {
    ReferenceData, ///< assets and instruments with their states
    Tickers,       ///< last, best bid and ask, 24 h figures of every instrument; conflated
    Book,          ///< price levels of one instrument; conflated
    Trades,        ///< time and sales of one instrument; every trade
    Orders,        ///< open orders and their changes, of one account or (0) of all
    Fills,         ///< trades of one account or (0) of all, with both sides named
    Balances,      ///< balances of one account or (0) of all
    Candles,       ///< candles of one instrument and interval
    Health,        ///< rates, queue depths, lags, latency percentiles
    Audit,         ///< operator actions and sign-ins
    Replay,        ///< position and fidelity of a recording being replayed
    TopOfBook,     ///< best bid and offer and last trade of one instrument; every change
    BookOrders,    ///< the book of one instrument order by order; every change
    Auctions,      ///< the running auction of every instrument and its last one; conflated
};

enum class QueryKind : std::uint8_t {
    MarketSummary, ///< tickers, as of the newest published sequence number
    OpenOrders,
    OrderHistory,
    TradeHistory,
    CandleHistory,
    Balances,
    AuditLog,
    Users,
    Accounts,
    PreventedMatches,
    OrderLife, ///< one order with everything that happened to it
};

/// What happened to a displayed order.
enum class BookAction : std::uint8_t {
    Add,     ///< to the back of its price level
    Reduce,  ///< it keeps its place
    Execute, ///< a trade took some or all of it; it keeps its place
    Move,    ///< to the back of a price level, its old one or another
    Delete,
};

/// What happened to an order in its life.
enum class OrderEventKind : std::uint8_t {
    Placed,
    Amended,
    Triggered, ///< its trigger price was reached, or the auction that it is for has begun
    Filled,    ///< one trade
    Prevented, ///< met an order of its owner and did not trade
    Cancelled,
    Repriced, ///< a pegged order has followed its reference
};

enum class VenueMode : std::uint8_t { Normal, Simulation, Recording };
enum class VenuePhase : std::uint8_t { Starting, Recovering, Live, DiskFull, Failed, Stopping };
enum class ReplayAction : std::uint8_t { Play, Pause, Step, SetSpeed };

/// The names of an enumeration in the order of its values.
template <class E>
struct EnumNames;

template <>
struct EnumNames<Side> {
    static constexpr std::array<std::string_view, 2> value{"Buy", "Sell"};
};
template <>
struct EnumNames<OrderType> {
    static constexpr std::array<std::string_view, 7> value{
        "Limit",      "Market",          "Stop",        "StopLimit",
        "TakeProfit", "TakeProfitLimit", "TrailingStop"};
};
template <>
struct EnumNames<TimeInForce> {
    static constexpr std::array<std::string_view, 7> value{
        "GoodTillCancelled", "ImmediateOrCancel", "FillOrKill", "GoodTillTime",
        "Day",               "AtOpen",            "AtClose"};
};
template <>
struct EnumNames<SelfTradePrevention> {
    static constexpr std::array<std::string_view, 5> value{"None", "CancelTaker", "CancelMaker",
                                                           "CancelBoth", "Decrement"};
};
template <>
struct EnumNames<PostOnly> {
    static constexpr std::array<std::string_view, 3> value{"No", "Reject", "Slide"};
};
template <>
struct EnumNames<Contingency> {
    static constexpr std::array<std::string_view, 3> value{"OneCancelsOther", "OneTriggersOther",
                                                           "OneTriggersPair"};
};
template <>
struct EnumNames<PegReference> {
    static constexpr std::array<std::string_view, 4> value{"None", "Primary", "Mid", "Market"};
};
template <>
struct EnumNames<SideFilter> {
    static constexpr std::array<std::string_view, 3> value{"Both", "Buy", "Sell"};
};
template <>
struct EnumNames<InstrumentState> {
    static constexpr std::array<std::string_view, 9> value{
        "Trading",        "Halted",     "PreOpen", "OpeningAuction", "VolatilityAuction",
        "ClosingAuction", "CancelOnly", "Closed",  "Delisted"};
};
template <>
struct EnumNames<TradingDayKind> {
    static constexpr std::array<std::string_view, 3> value{"AsScheduled", "Holiday", "Short"};
};
template <>
struct EnumNames<Role> {
    static constexpr std::array<std::string_view, 4> value{"Operator", "Compliance", "Trader",
                                                           "Viewer"};
};
template <>
struct EnumNames<OrderStatus> {
    static constexpr std::array<std::string_view, 3> value{"Open", "Filled", "Cancelled"};
};
template <>
struct EnumNames<CancelReason> {
    static constexpr std::array<std::string_view, 12> value{
        "Requested",   "MassCancel", "UnfilledRemainder", "NotFillableAtOnce", "SelfTrade", "Expired",
        "AuctionOver", "Delisted",   "OutsideBand",       "Replaced",          "ListEnded",
        "MarketMakerProtection"};
};
template <>
struct EnumNames<RejectReason> {
    static constexpr std::array<std::string_view, 43> value{
        "None",           "UnknownAsset",       "UnknownInstrument",
        "UnknownAccount", "UnknownUser",        "UnknownOrder",
        "AlreadyExists",  "InvalidDefinition",  "InvalidAmount",
        "InvalidPrice",   "InvalidQuantity",    "PriceOutsideLimits",
        "QuantityOutsideLimits", "ValueOutsideLimits", "InsufficientFunds",
        "MarketHalted",   "WouldTakeLiquidity", "NoLiquidity",
        "NothingToChange", "AmountOverflow",    "TooManyOpenOrders",
        "InvalidCombination", "NotPermitted",   "NotSignedIn",
        "Busy",           "RateLimited",        "DiskFull",
        "JournalFailed",  "NotReady",           "Malformed",
        "LastOperator",   "WouldTriggerAtOnce", "OrderWaits",
        "NotInThisState", "InvalidExpiry",      "PriceOutsideCollar",
        "PriceOutsideBand", "DuplicateOrder",   "ClientOrderIdUsed",
        "PartOfList",     "NothingToReduce",    "PositionLimit",
        "ProtectionActive"};
};
template <>
struct EnumNames<CandleInterval> {
    static constexpr std::array<std::string_view, 12> value{
        "1s", "5s", "15s", "1m", "5m", "15m", "1h", "4h", "1d", "30m", "1w", "1M"};
};
template <>
struct EnumNames<TopicKind> {
    static constexpr std::array<std::string_view, 14> value{
        "ReferenceData", "Tickers", "Book",   "Trades", "Orders",    "Fills",      "Balances",
        "Candles",       "Health",  "Audit",  "Replay", "TopOfBook", "BookOrders", "Auctions"};
};
template <>
struct EnumNames<QueryKind> {
    static constexpr std::array<std::string_view, 11> value{
        "MarketSummary", "OpenOrders", "OrderHistory", "TradeHistory", "CandleHistory",
        "Balances",      "AuditLog",   "Users",        "Accounts",     "PreventedMatches",
        "OrderLife"};
};
template <>
struct EnumNames<BookAction> {
    static constexpr std::array<std::string_view, 5> value{"Add", "Reduce", "Execute", "Move",
                                                           "Delete"};
};
template <>
struct EnumNames<OrderEventKind> {
    static constexpr std::array<std::string_view, 7> value{
        "Placed", "Amended", "Triggered", "Filled", "Prevented", "Cancelled", "Repriced"};
};
template <>
struct EnumNames<VenueMode> {
    static constexpr std::array<std::string_view, 3> value{"Normal", "Simulation", "Recording"};
};
template <>
struct EnumNames<VenuePhase> {
    static constexpr std::array<std::string_view, 6> value{"Starting", "Recovering", "Live",
                                                           "DiskFull", "Failed",     "Stopping"};
};
template <>
struct EnumNames<ReplayAction> {
    static constexpr std::array<std::string_view, 4> value{"Play", "Pause", "Step", "SetSpeed"};
};

/// How many values the enumeration has.
template <class E>
inline constexpr std::size_t kEnumSize = EnumNames<E>::value.size();

/// The name of a value; empty for a number that is no value.
template <class E>
constexpr std::string_view nameOf(E value) {
    const auto index = static_cast<std::size_t>(value);
    return index < kEnumSize<E> ? EnumNames<E>::value[index] : std::string_view{};
}

/// The value with that name, if there is one.
template <class E>
constexpr std::optional<E> enumFromName(std::string_view name) {
    for (std::size_t i = 0; i < kEnumSize<E>; ++i)
        if (EnumNames<E>::value[i] == name)
            return static_cast<E>(i);
    return std::nullopt;
}

constexpr bool includes(SideFilter filter, Side side) {
    return filter == SideFilter::Both || (filter == SideFilter::Buy) == (side == Side::Buy);
}

constexpr Side opposite(Side side) { return side == Side::Buy ? Side::Sell : Side::Buy; }

} // namespace openbell::api
