// The canonical form of a venue's state, in the binary codec:
//   header | assets | instruments, each with its orders in priority order, buys first,
//   and its waiting orders | accounts,
//   each with its balances that are not nothing and its client order ids that are taken | users
// each list as u32 count and its items in ascending id order. Nothing in it depends on the number
// of shards or on how the state was reached, so equal states are equal bytes.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/events.h"

namespace openbell::core {

struct SavedHeader {
    static constexpr std::string_view kName = "SavedHeader";
    static constexpr std::uint32_t kMagic = 0x4E56424F; ///< "OBVN"
    static constexpr std::uint16_t kVersion = 3;        ///< raised when a field list below changes
    std::uint32_t magic = kMagic;
    std::uint16_t version = kVersion;
    Sequence sequence;
    Timestamp time;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("magic", s.magic);
        f("version", s.version);
        f("sequence", s.sequence);
        f("time", s.time);
    }
};

struct SavedInstrument {
    static constexpr std::string_view kName = "SavedInstrument";
    api::CreateInstrument definition;
    api::InstrumentState state = api::InstrumentState::Trading;
    std::uint64_t trades = 0;
    Price lastPrice;
    Amount feesCollected;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("definition", s.definition);
        f("state", s.state);
        f("trades", s.trades);
        f("lastPrice", s.lastPrice);
        f("feesCollected", s.feesCollected);
    }
};

struct SavedOrder {
    static constexpr std::string_view kName = "SavedOrder";
    OrderId order;
    AccountId account;
    ClientOrderId clientOrderId;
    api::Side side = api::Side::Buy;
    api::OrderType type = api::OrderType::Limit;
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
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
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

/// Follows the SavedOrder of an order that waits.
struct SavedTrigger {
    static constexpr std::string_view kName = "SavedTrigger";
    api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
    Price triggerPrice;
    Price trailBy;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("timeInForce", s.timeInForce);
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
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
