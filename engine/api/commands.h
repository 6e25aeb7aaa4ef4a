// Commands: everything that can change the exchange, in the imperative. A command that was given a
// sequence number is in the journal for ever, refused or not; type codes are never reused.
//
// Each message names its fields once, in fields(); the binary, JSON and text forms follow from it.
#pragma once

#include "engine/api/enums.h"
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
/// and its last 1024 accepted ones that have one.
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
    Quantity displayQuantity{}; ///< an iceberg's, below the quantity; zero: all is shown
    Quantity displayVariance{}; ///< each shown part is displayQuantity plus or minus up to this
    bool hidden = false;        ///< nothing of it is shown
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
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
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
/// and no price where it needs none.
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
/// one side or both.
struct CancelAll {
    static constexpr std::string_view kName = "CancelAll";
    static constexpr std::uint16_t kType = 13;
    AccountId account;
    InstrumentId instrument;
    SideFilter side = SideFilter::Both;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("side", s.side);
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

using Command = std::variant<AdvanceTime, CreateAsset, CreateInstrument, SetInstrumentFees,
                             CreateAccount, CreateUser, ChangeUser, Deposit, Withdraw, PlaceOrder,
                             CancelOrder, AmendOrder, CancelAll, HaltInstrument, ResumeInstrument,
                             SetTradeGroup, ReplaceOrder>;

/// What the sequencer adds to a command: its place, its time and who asked.
struct CommandContext {
    Sequence sequence;
    Timestamp time;
    UserId actor; ///< none: the venue itself
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        f("actor", s.actor);
    }
};

} // namespace openbell::api
