// Events: what a command did, in the past tense. Every event is trivially copyable, so that the
// engine writes it into a byte buffer without allocating (engine/api/event_buffer.h).
#pragma once

#include "engine/api/commands.h"

namespace openbell::api {

struct AssetCreated {
    static constexpr std::string_view kName = "AssetCreated";
    static constexpr std::uint16_t kType = 1;
    AssetId asset;
    AssetCode code;
    std::uint8_t scale = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("asset", s.asset);
        f("code", s.code);
        f("scale", s.scale);
    }
};

/// Also published when fees change; then `definition` carries the new rates.
struct InstrumentDefined {
    static constexpr std::string_view kName = "InstrumentDefined";
    static constexpr std::uint16_t kType = 2;
    CreateInstrument definition;
    std::int64_t tickValue = 0; ///< quote atoms per tick and lot
    InstrumentState state = InstrumentState::Trading;
    Timestamp until{}; ///< see InstrumentStateChanged
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        CreateInstrument::fields(s.definition, f);
        f("tickValue", s.tickValue);
        f("state", s.state);
        f("until", s.until);
    }
};

struct InstrumentStateChanged {
    static constexpr std::string_view kName = "InstrumentStateChanged";
    static constexpr std::uint16_t kType = 3;
    InstrumentId instrument;
    InstrumentState state = InstrumentState::Trading;
    Timestamp until{}; ///< when it will change again as far as is known now; zero: not known
    Note reason;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("state", s.state);
        f("until", s.until);
        f("reason", s.reason);
    }
};

struct AccountCreated {
    static constexpr std::string_view kName = "AccountCreated";
    static constexpr std::uint16_t kType = 4;
    AccountId account;
    Name name;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("name", s.name);
    }
};

/// Published when a user is created or changed.
struct UserDefined {
    static constexpr std::string_view kName = "UserDefined";
    static constexpr std::uint16_t kType = 5;
    UserId user;
    Name name;
    Role role = Role::Viewer;
    AccountId account;
    bool enabled = true;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("user", s.user);
        f("name", s.name);
        f("role", s.role);
        f("account", s.account);
        f("enabled", s.enabled);
    }
};

struct Deposited {
    static constexpr std::string_view kName = "Deposited";
    static constexpr std::uint16_t kType = 6;
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

struct Withdrawn {
    static constexpr std::string_view kName = "Withdrawn";
    static constexpr std::uint16_t kType = 7;
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

/// The balance after the change.
struct BalanceChanged {
    static constexpr std::string_view kName = "BalanceChanged";
    static constexpr std::uint16_t kType = 8;
    AccountId account;
    AssetId asset;
    Amount available;
    Amount held; ///< travelling with the account's open orders
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("asset", s.asset);
        f("available", s.available);
        f("held", s.held);
    }
};

struct CommandRejected {
    static constexpr std::string_view kName = "CommandRejected";
    static constexpr std::uint16_t kType = 9;
    RejectReason reason = RejectReason::None;
    AccountId account;
    InstrumentId instrument;
    OrderId order; ///< the order the command named, if any; DuplicateOrder: the accepted one
    ClientOrderId clientOrderId;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("reason", s.reason);
        f("account", s.account);
        f("instrument", s.instrument);
        f("order", s.order);
        f("clientOrderId", s.clientOrderId);
    }
};

/// Published before the order's own trades. `filled` is zero except when the state is described
/// anew after a recovery.
struct OrderAccepted {
    static constexpr std::string_view kName = "OrderAccepted";
    static constexpr std::uint16_t kType = 10;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    ClientOrderId clientOrderId;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::GoodTillCancelled;
    PostOnly postOnly = PostOnly::No;
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None;
    Price price; ///< the one it got, which a post-only order that slides has not asked for; of a
                 ///< pegged order its limit
    Price triggerPrice{}; ///< what it waits for; zero: nothing
    Price trailBy{};
    Quantity quantity; ///< total, what has traded included
    Quantity filled;
    Timestamp time; ///< when it was placed
    Timestamp expiry{}; ///< zero: none
    Quantity displayQuantity{}; ///< an iceberg's; zero: all is shown
    Quantity displayVariance{};
    bool hidden = false;
    OrderId waitsFor{}; ///< nothing is done with it before that order of its list is filled
    OrderId cancels{};  ///< of its list: when one of the two trades, is triggered or ends
    Amount quoteAmount{}; ///< of an order by amount; its quantity is what that comes to
    PegReference peg = PegReference::None;
    Price pegOffset{};
    Price pegPrice{}; ///< at which a pegged order rests; zero: it waits outside the book
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
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
        f("filled", s.filled);
        f("time", s.time);
        f("expiry", s.expiry);
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
        f("waitsFor", s.waitsFor);
        f("cancels", s.cancels);
        f("quoteAmount", s.quoteAmount);
        f("peg", s.peg);
        f("pegOffset", s.pegOffset);
        f("pegPrice", s.pegPrice);
    }
};

struct OrderAmended {
    static constexpr std::string_view kName = "OrderAmended";
    static constexpr std::uint16_t kType = 11;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Price price;
    Quantity quantity; ///< new total
    Quantity open;     ///< before any trade that the amendment causes
    bool priorityKept = false;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("price", s.price);
        f("quantity", s.quantity);
        f("open", s.open);
        f("priorityKept", s.priorityKept);
    }
};

struct OrderCancelled {
    static constexpr std::string_view kName = "OrderCancelled";
    static constexpr std::uint16_t kType = 12;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Quantity quantity; ///< what was open
    CancelReason reason = CancelReason::Requested;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("quantity", s.quantity);
        f("reason", s.reason);
    }
};

/// One match. An order whose open quantity is zero afterwards is filled.
struct TradeExecuted {
    static constexpr std::string_view kName = "TradeExecuted";
    static constexpr std::uint16_t kType = 13;
    TradeId trade;
    InstrumentId instrument;
    Side takerSide = Side::Buy;
    Price price; ///< the maker's
    Quantity quantity;
    OrderId makerOrder;
    OrderId takerOrder;
    AccountId makerAccount;
    AccountId takerAccount;
    Quantity makerOpen;
    Quantity takerOpen;
    Amount makerFee; ///< quote atoms
    Amount takerFee;
    bool auction = false; ///< nobody took: the newer order is called the taker, both pay as makers
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("trade", s.trade);
        f("instrument", s.instrument);
        f("takerSide", s.takerSide);
        f("price", s.price);
        f("quantity", s.quantity);
        f("makerOrder", s.makerOrder);
        f("takerOrder", s.takerOrder);
        f("makerAccount", s.makerAccount);
        f("takerAccount", s.takerAccount);
        f("makerOpen", s.makerOpen);
        f("takerOpen", s.takerOpen);
        f("makerFee", s.makerFee);
        f("takerFee", s.takerFee);
        f("auction", s.auction);
    }
};

/// A price level as the command left it; quantity zero: the level is gone. The last one of a level
/// and command counts.
struct BookLevelChanged {
    static constexpr std::string_view kName = "BookLevelChanged";
    static constexpr std::uint16_t kType = 14;
    InstrumentId instrument;
    Side side = Side::Buy;
    Price price;
    Quantity quantity;
    std::uint32_t orders = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("side", s.side);
        f("price", s.price);
        f("quantity", s.quantity);
        f("orders", s.orders);
    }
};

/// Two orders of one owner met and did not trade. What becomes of each of them follows:
/// OrderCancelled when it ends, OrderAmended when it goes on with less.
struct MatchPrevented {
    static constexpr std::string_view kName = "MatchPrevented";
    static constexpr std::uint16_t kType = 15;
    InstrumentId instrument;
    SelfTradePrevention mode = SelfTradePrevention::None; ///< the taker's
    Side takerSide = Side::Buy;
    Price price;       ///< the maker's
    Quantity quantity; ///< what would have traded
    OrderId makerOrder;
    OrderId takerOrder;
    AccountId makerAccount;
    AccountId takerAccount;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("mode", s.mode);
        f("takerSide", s.takerSide);
        f("price", s.price);
        f("quantity", s.quantity);
        f("makerOrder", s.makerOrder);
        f("takerOrder", s.takerOrder);
        f("makerAccount", s.makerAccount);
        f("takerAccount", s.takerAccount);
    }
};

struct TradeGroupChanged {
    static constexpr std::string_view kName = "TradeGroupChanged";
    static constexpr std::uint16_t kType = 16;
    AccountId account;
    TradeGroupId group; ///< none: the account stands alone
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("group", s.group);
    }
};

/// A waiting order has got its trigger price and enters the book.
struct OrderTriggered {
    static constexpr std::string_view kName = "OrderTriggered";
    static constexpr std::uint16_t kType = 17;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Price price; ///< of the trade that triggered it
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("price", s.price);
    }
};

/// A trailing stop has followed the price. At most one per order and match.
struct TriggerMoved {
    static constexpr std::string_view kName = "TriggerMoved";
    static constexpr std::uint16_t kType = 18;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Price triggerPrice{};
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("triggerPrice", s.triggerPrice);
    }
};

/// An iceberg shows a part of its quantity from now on, behind the others of its price. What trades
/// or is taken off it later comes off that part.
struct OrderShown {
    static constexpr std::string_view kName = "OrderShown";
    static constexpr std::uint16_t kType = 19;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Quantity quantity;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("quantity", s.quantity);
    }
};

/// A pegged order has followed its reference: it rests at that price from now on, behind the others
/// there, or waits outside the book.
struct OrderRepriced {
    static constexpr std::string_view kName = "OrderRepriced";
    static constexpr std::uint16_t kType = 29;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Price price; ///< zero: it waits
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("price", s.price);
    }
};

/// What an auction would trade if it ended now; at most one per command, when it has changed.
struct AuctionIndicated {
    static constexpr std::string_view kName = "AuctionIndicated";
    static constexpr std::uint16_t kType = 21;
    InstrumentId instrument;
    Price price; ///< zero: nothing would trade
    Quantity quantity;
    Quantity surplus; ///< left at that price: of buys when positive, of sells when negative
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("price", s.price);
        f("quantity", s.quantity);
        f("surplus", s.surplus);
    }
};

/// An auction has ended; its trades follow. Published also when it found no price.
struct AuctionUncrossed {
    static constexpr std::string_view kName = "AuctionUncrossed";
    static constexpr std::uint16_t kType = 22;
    InstrumentId instrument;
    InstrumentState auction = InstrumentState::OpeningAuction; ///< the state that it ends
    Price price;                                               ///< zero: nothing traded
    Quantity quantity;
    Quantity surplus; ///< as in AuctionIndicated
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("auction", s.auction);
        f("price", s.price);
        f("quantity", s.quantity);
        f("surplus", s.surplus);
    }
};

struct TradingScheduleChanged {
    static constexpr std::string_view kName = "TradingScheduleChanged";
    static constexpr std::uint16_t kType = 23;
    SetTradingSchedule schedule;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        SetTradingSchedule::fields(s.schedule, f);
    }
};

struct TradingDayChanged {
    static constexpr std::string_view kName = "TradingDayChanged";
    static constexpr std::uint16_t kType = 24;
    SetTradingDay day;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        SetTradingDay::fields(s.day, f);
    }
};

struct PriceControlsChanged {
    static constexpr std::string_view kName = "PriceControlsChanged";
    static constexpr std::uint16_t kType = 25;
    SetPriceControls controls;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        SetPriceControls::fields(s.controls, f);
    }
};

struct PriceBandsChanged {
    static constexpr std::string_view kName = "PriceBandsChanged";
    static constexpr std::uint16_t kType = 26;
    SetPriceBands bands;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        SetPriceBands::fields(s.bands, f);
    }
};

/// Between which prices an instrument trades from now on.
struct PriceBandMoved {
    static constexpr std::string_view kName = "PriceBandMoved";
    static constexpr std::uint16_t kType = 27;
    InstrumentId instrument;
    Price reference; ///< zero: no band
    Price lower;
    Price upper;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("reference", s.reference);
        f("lower", s.lower);
        f("upper", s.upper);
    }
};

/// The best price has come to a band, or has left it.
struct LimitStateChanged {
    static constexpr std::string_view kName = "LimitStateChanged";
    static constexpr std::uint16_t kType = 28;
    InstrumentId instrument;
    bool atLimit = false;
    Side side = Side::Buy; ///< at the limit: of buys at the upper band, of sells at the lower one
    Timestamp until{};     ///< when an auction will follow; zero when it has left
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("atLimit", s.atLimit);
        f("side", s.side);
        f("until", s.until);
    }
};

/// An account's quotes have traded as much as they may. The orders of its quote that are left are
/// cancelled next.
struct MarketMakerProtectionTriggered {
    static constexpr std::string_view kName = "MarketMakerProtectionTriggered";
    static constexpr std::uint16_t kType = 31;
    AccountId account;
    InstrumentId instrument;
    Quantity quantity;        ///< traded within the window
    std::uint32_t trades = 0; ///< in so many trades
    Timestamp until{};        ///< when quotes are taken again; zero: once it is reset
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("quantity", s.quantity);
        f("trades", s.trades);
        f("until", s.until);
    }
};

struct MarketMakerProtectionChanged {
    static constexpr std::string_view kName = "MarketMakerProtectionChanged";
    static constexpr std::uint16_t kType = 32;
    SetMarketMakerProtection protection;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        SetMarketMakerProtection::fields(s.protection, f);
    }
};

struct MarketMakerProtectionReset {
    static constexpr std::string_view kName = "MarketMakerProtectionReset";
    static constexpr std::uint16_t kType = 33;
    AccountId account;
    InstrumentId instrument;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
    }
};

/// The order that it waited for is filled: from now on it waits for its trigger price. A limit order
/// is triggered instead.
struct OrderReleased {
    static constexpr std::string_view kName = "OrderReleased";
    static constexpr std::uint16_t kType = 35;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
    }
};

using Event = std::variant<AssetCreated, InstrumentDefined, InstrumentStateChanged, AccountCreated,
                           UserDefined, Deposited, Withdrawn, BalanceChanged, CommandRejected,
                           OrderAccepted, OrderAmended, OrderCancelled, TradeExecuted,
                           BookLevelChanged, MatchPrevented, TradeGroupChanged, OrderTriggered,
                           TriggerMoved, OrderShown, AuctionIndicated, AuctionUncrossed,
                           TradingScheduleChanged, TradingDayChanged, PriceControlsChanged,
                           PriceBandsChanged, PriceBandMoved, LimitStateChanged,
                           MarketMakerProtectionTriggered, MarketMakerProtectionChanged,
                           MarketMakerProtectionReset, OrderReleased, OrderRepriced>;

} // namespace openbell::api
