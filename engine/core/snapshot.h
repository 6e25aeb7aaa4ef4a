// The canonical form of a venue's state, in the binary codec:
//   header | assets | instruments, each with its special days, the samples of its price monitor by
//   horizon, the tables and trade slices of its price bands, its lists of orders, its orders in
//   priority order, buys first, its waiting orders, its pegged orders that wait, and its
//   market-maker protections with the fills that they count | accounts, each with its balances that
//   are not nothing and its
//   client order ids that are taken | users
// each list as u32 count and its items in ascending id order. Nothing in it depends on the number
// of shards or on how the state was reached, so equal states are equal bytes.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/events.h"

namespace openbell::core {

struct SavedHeader {
    static constexpr std::string_view kName = "SavedHeader";
    static constexpr std::uint32_t kMagic = 0x4E56424F; ///< "OBVN"
    static constexpr std::uint16_t kVersion = 4;        ///< raised when a field list below changes
    std::uint32_t magic = kMagic;
    std::uint16_t version = kVersion;
    Sequence sequence;
    Timestamp time;
    SessionId lastSession;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("magic", s.magic);
        f("version", s.version);
        f("sequence", s.sequence);
        f("time", s.time);
        f("lastSession", s.lastSession);
    }
};

struct SavedInstrument {
    static constexpr std::string_view kName = "SavedInstrument";
    api::CreateInstrument definition;
    api::InstrumentState state = api::InstrumentState::Trading;
    Timestamp until;
    Timestamp scheduled;
    bool manual = false;
    bool tradesByHand = false;
    api::SetTradingSchedule schedule;
    api::SetPriceControls controls;
    Price bandReference;
    Timestamp bandReferenceSince;
    std::uint32_t bandWindow = 0;
    Price publishedReference;
    Price publishedLower;
    Price publishedUpper;
    Timestamp bandChange;
    Timestamp limitUntil;
    api::Side limitSide = api::Side::Buy;
    std::uint64_t trades = 0;
    Price lastPrice;
    Amount feesCollected;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("definition", s.definition);
        f("state", s.state);
        f("until", s.until);
        f("scheduled", s.scheduled);
        f("manual", s.manual);
        f("tradesByHand", s.tradesByHand);
        f("schedule", s.schedule);
        f("controls", s.controls);
        f("bandReference", s.bandReference);
        f("bandReferenceSince", s.bandReferenceSince);
        f("bandWindow", s.bandWindow);
        f("publishedReference", s.publishedReference);
        f("publishedLower", s.publishedLower);
        f("publishedUpper", s.publishedUpper);
        f("bandChange", s.bandChange);
        f("limitUntil", s.limitUntil);
        f("limitSide", s.limitSide);
        f("trades", s.trades);
        f("lastPrice", s.lastPrice);
        f("feesCollected", s.feesCollected);
    }
};

struct SavedSample {
    static constexpr std::string_view kName = "SavedSample";
    std::int64_t slice = 0;
    Price price;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("slice", s.slice);
        f("price", s.price);
    }
};

/// A sum of prices takes two words.
struct SavedBandSlice {
    static constexpr std::string_view kName = "SavedBandSlice";
    std::int64_t number = 0;
    std::int64_t sumHigh = 0;
    std::uint64_t sumLow = 0;
    std::int64_t trades = 0;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("number", s.number);
        f("sumHigh", s.sumHigh);
        f("sumLow", s.sumLow);
        f("trades", s.trades);
    }
};

struct SavedOrder {
    static constexpr std::string_view kName = "SavedOrder";
    OrderId order;
    AccountId account;
    ClientOrderId clientOrderId;
    api::Side side = api::Side::Buy;
    api::OrderType type = api::OrderType::Limit;
    api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
    Timestamp expiry;
    api::PostOnly postOnly = api::PostOnly::No;
    api::SelfTradePrevention selfTradePrevention = api::SelfTradePrevention::None;
    TradeGroupId tradeGroup;
    Price price;
    Quantity total;
    Quantity filled;
    Amount held;
    std::uint32_t makerFeePpm = 0;
    std::uint32_t takerFeePpm = 0;
    Timestamp placed;
    bool hidden = false;
    bool iceberg = false; ///< a SavedIceberg follows
    SessionId session;
    bool quote = false;   ///< of its account's quote
    bool pegged = false;  ///< a SavedPeg follows
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
        f("timeInForce", s.timeInForce);
        f("expiry", s.expiry);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("tradeGroup", s.tradeGroup);
        f("price", s.price);
        f("total", s.total);
        f("filled", s.filled);
        f("held", s.held);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
        f("placed", s.placed);
        f("hidden", s.hidden);
        f("iceberg", s.iceberg);
        f("session", s.session);
        f("quote", s.quote);
        f("pegged", s.pegged);
    }
};

/// Follows the SavedOrder of an iceberg that rests.
struct SavedIceberg {
    static constexpr std::string_view kName = "SavedIceberg";
    Quantity display;
    Quantity variance;
    std::uint64_t parts = 0;
    Quantity shown;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("display", s.display);
        f("variance", s.variance);
        f("parts", s.parts);
        f("shown", s.shown);
    }
};

/// Follows the SavedOrder of a pegged order, whose price is the one at which it rests, or zero.
struct SavedPeg {
    static constexpr std::string_view kName = "SavedPeg";
    api::PegReference reference = api::PegReference::Primary;
    Price offset;
    Price limit;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("reference", s.reference);
        f("offset", s.offset);
        f("limit", s.limit);
    }
};

/// Follows the SavedOrder of an order that waits for a trigger or an auction.
struct SavedTrigger {
    static constexpr std::string_view kName = "SavedTrigger";
    Price triggerPrice; ///< zero: it waits for the closing auction, or for the order named here
    Price trailBy;
    OrderId waitsFor;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
        f("waitsFor", s.waitsFor);
    }
};

/// See OrderList.
struct SavedOrderList {
    static constexpr std::string_view kName = "SavedOrderList";
    OrderId working;
    OrderId first;
    OrderId second;
    Amount missing;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("working", s.working);
        f("first", s.first);
        f("second", s.second);
        f("missing", s.missing);
    }
};

/// Followed by u32 count and the fills.
struct SavedProtection {
    static constexpr std::string_view kName = "SavedProtection";
    api::SetMarketMakerProtection settings;
    Timestamp frozenUntil;
    Quantity frozenQuantity;
    std::uint32_t frozenTrades = 0;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("settings", s.settings);
        f("frozenUntil", s.frozenUntil);
        f("frozenQuantity", s.frozenQuantity);
        f("frozenTrades", s.frozenTrades);
    }
};

struct SavedQuoteFill {
    static constexpr std::string_view kName = "SavedQuoteFill";
    Timestamp time;
    Quantity quantity;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("time", s.time);
        f("quantity", s.quantity);
    }
};

struct SavedAccount {
    static constexpr std::string_view kName = "SavedAccount";
    AccountId account;
    api::Name name;
    TradeGroupId tradeGroup;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("name", s.name);
        f("tradeGroup", s.tradeGroup);
    }
};

struct SavedBalance {
    static constexpr std::string_view kName = "SavedBalance";
    AssetId asset;
    Amount available;
    Amount held;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("asset", s.asset);
        f("available", s.available);
        f("held", s.held);
    }
};

/// In the order of the orders' ids, which is the one in which they were accepted.
struct SavedClientOrder {
    static constexpr std::string_view kName = "SavedClientOrder";
    ClientOrderId clientOrderId;
    OrderId order;
    std::uint64_t terms = 0;
    bool open = false;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("clientOrderId", s.clientOrderId);
        f("order", s.order);
        f("terms", s.terms);
        f("open", s.open);
    }
};

} // namespace openbell::core
