// What shards send each other about orders: requests from an account's home shard to an
// instrument's book shard, settlements back. In one process they are handed over in memory and
// recomputed on replay; each is field-listed so that shards in different processes can put them
// into their own journals.
#pragma once

#include "engine/api/commands.h"

#include <algorithm>
#include <type_traits>
#include <variant>
#include <vector>

namespace openbell::core {

/// Names a message among all those of the shard that sent it: the command that caused it and the
/// position among the messages that shard sent in that role for that command. Ascending per
/// source, so a receiver knows a repeat by its high-water mark (high_water.h).
struct MessageStamp {
    static constexpr std::string_view kName = "MessageStamp";
    std::uint32_t sourceShard = 0;
    Sequence sourceSequence;
    std::uint32_t index = 0;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sourceShard", s.sourceShard);
        f("sourceSequence", s.sourceSequence);
        f("index", s.index);
    }
};

/// A validated order on its way to the book, with its funds: quote for a buy, base for a sell. Its
/// terms are those of the command, with the time in force that it is worked with and the quantity
/// that it may have. The rates are those it is held at and keeps until it is amended.
struct ReservedOrder : api::PlaceOrder {
    static constexpr std::string_view kName = "ReservedOrder";
    static constexpr std::uint16_t kType = 1;
    MessageStamp stamp;
    OrderId order;
    TradeGroupId tradeGroup;
    SessionId session;
    Amount funds;
    std::int64_t makerFeePpm = 0;
    std::int64_t takerFeePpm = 0;
    Quantity room; ///< promised part of the largest position; zero: the instrument bounds none

    std::int64_t highestFeePpm() const { return std::max(makerFeePpm, takerFeePpm); }
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
        f("timeInForce", s.timeInForce);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("tradeGroup", s.tradeGroup);
        f("price", s.price);
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
        f("quantity", s.quantity);
        f("funds", s.funds);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
        f("expiry", s.expiry);
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
        f("session", s.session);
        f("room", s.room);
        f("quoteAmount", s.quoteAmount);
        f("peg", s.peg);
        f("pegOffset", s.pegOffset);
    }
};

/// An amendment with the funds it may need. The home shard does not know what the order holds, so
/// it sends what the amended order could need at most, or all it has; the book takes the
/// difference and returns the rest with the settlement. Both assets travel because only the book
/// knows the order's side.
struct ReservedAmendment {
    static constexpr std::string_view kName = "ReservedAmendment";
    static constexpr std::uint16_t kType = 2;
    MessageStamp stamp;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    Price price;
    Quantity quantity; ///< new total
    Amount baseFunds;
    Amount quoteFunds;
    std::int64_t makerFeePpm = 0;
    std::int64_t takerFeePpm = 0;
    Price triggerPrice; ///< zero: as it is
    Quantity room;      ///< how much more the order may buy, as far as it may need it
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("price", s.price);
        f("quantity", s.quantity);
        f("baseFunds", s.baseFunds);
        f("quoteFunds", s.quoteFunds);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
        f("triggerPrice", s.triggerPrice);
        f("room", s.room);
    }
};

struct CancelRequest {
    static constexpr std::string_view kName = "CancelRequest";
    static constexpr std::uint16_t kType = 3;
    MessageStamp stamp;
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
    }
};

/// A limit order in the place of another one, with the funds it may need (see ReservedAmendment).
struct ReservedReplacement {
    static constexpr std::string_view kName = "ReservedReplacement";
    static constexpr std::uint16_t kType = 5;
    MessageStamp stamp;
    OrderId replaced;
    ReservedOrder order; ///< without stamp, funds and its side, which only the book knows
    Amount baseFunds;
    Amount quoteFunds;   ///< the order's room is how much more it may buy than the replaced one
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("replaced", s.replaced);
        f("order", s.order);
        f("baseFunds", s.baseFunds);
        f("quoteFunds", s.quoteFunds);
    }
};

/// The orders of a list. The funds are the first one's.
struct ReservedList {
    static constexpr std::string_view kName = "ReservedList";
    static constexpr std::uint16_t kType = 6;
    MessageStamp stamp;
    api::Contingency contingency = api::Contingency::OneCancelsOther;
    ReservedOrder first;
    ReservedOrder second;
    ReservedOrder third; ///< meaningful in a list that triggers a pair
    std::size_t size() const {
        return contingency == api::Contingency::OneTriggersPair ? 3 : 2;
    }
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("contingency", s.contingency);
        f("first", s.first);
        f("second", s.second);
        f("third", s.third);
    }
};


/// A two-sided quote with the funds and the room it may need (see ReservedAmendment).
struct ReservedQuote {
    static constexpr std::string_view kName = "ReservedQuote";
    static constexpr std::uint16_t kType = 7;
    MessageStamp stamp;
    AccountId account;
    InstrumentId instrument;
    api::PostOnly postOnly = api::PostOnly::No;
    api::SelfTradePrevention selfTradePrevention = api::SelfTradePrevention::None;
    TradeGroupId tradeGroup;
    Price bidPrice;
    Quantity bidQuantity;
    Price askPrice;
    Quantity askQuantity;
    Amount baseFunds;
    Amount quoteFunds;
    Quantity room;
    std::int64_t makerFeePpm = 0;
    std::int64_t takerFeePpm = 0;
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("account", s.account);
        f("instrument", s.instrument);
        f("postOnly", s.postOnly);
        f("selfTradePrevention", s.selfTradePrevention);
        f("tradeGroup", s.tradeGroup);
        f("bidPrice", s.bidPrice);
        f("bidQuantity", s.bidQuantity);
        f("askPrice", s.askPrice);
        f("askQuantity", s.askQuantity);
        f("baseFunds", s.baseFunds);
        f("quoteFunds", s.quoteFunds);
        f("room", s.room);
        f("makerFeePpm", s.makerFeePpm);
        f("takerFeePpm", s.takerFeePpm);
    }
};

/// How many sides are to have an order.
inline std::uint32_t sidesOf(const ReservedQuote& quote) {
    return (quote.bidQuantity.isZero() ? 0U : 1U) + (quote.askQuantity.isZero() ? 0U : 1U);
}

using BookRequest = std::variant<CancelRequest, ReservedOrder, ReservedAmendment,
                                 ReservedReplacement, ReservedList, ReservedQuote>;

/// One of those.
template<class T>
concept BookMessage = requires(const BookRequest& request) { std::get<T>(request); };

/// Which of them an order command leaves the home shard as.
template<class Command>
struct RequestFor;
template<>
struct RequestFor<api::CancelOrder> : std::type_identity<CancelRequest> {};
template<>
struct RequestFor<api::PlaceOrder> : std::type_identity<ReservedOrder> {};
template<>
struct RequestFor<api::AmendOrder> : std::type_identity<ReservedAmendment> {};
template<>
struct RequestFor<api::ReplaceOrder> : std::type_identity<ReservedReplacement> {};
template<>
struct RequestFor<api::PlaceOrderList> : std::type_identity<ReservedList> {};
template<>
struct RequestFor<api::PlaceQuote> : std::type_identity<ReservedQuote> {};

/// A command that is worked in stages: on its account's home shard, on its instrument's book shard.
template<class T>
concept OrderCommand = requires { typename RequestFor<T>::type; };

inline InstrumentId instrumentOf(const CancelRequest& request) {
    return request.instrument;
}
inline InstrumentId instrumentOf(const ReservedOrder& request) {
    return request.instrument;
}
inline InstrumentId instrumentOf(const ReservedAmendment& request) {
    return request.instrument;
}
inline InstrumentId instrumentOf(const ReservedReplacement& request) {
    return request.order.instrument;
}
inline InstrumentId instrumentOf(const ReservedList& request) {
    return request.first.instrument;
}
inline InstrumentId instrumentOf(const ReservedQuote& request) {
    return request.instrument;
}

/// What happened to an account's money in one asset, as transfers to be booked in this order.
struct Movement {
    static constexpr std::string_view kName = "Movement";
    Amount promised; ///< had left with the request; the promise ends
    Amount received; ///< clearing -> available
    Amount held;     ///< of what was promised or received, available -> held
    Amount paid;     ///< held -> clearing
    Amount released; ///< held -> available
    bool isNothing() const {
        return (promised.value() | received.value() | held.value() | paid.value() |
                released.value()) == 0;
    }
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("promised", s.promised);
        f("received", s.received);
        f("held", s.held);
        f("paid", s.paid);
        f("released", s.released);
    }
};

/// One account's share of what a book shard did for one command: one for the order that came
/// (always, if a request came with funds), then one per fill for the resting orders.
struct Settlement {
    static constexpr std::string_view kName = "Settlement";
    static constexpr std::uint16_t kType = 4;
    MessageStamp stamp;
    AccountId account;
    InstrumentId instrument;
    api::Side side = api::Side::Buy; ///< of the order, as far as the book knows one
    Movement held;                   ///< in the asset that an order of that side holds
    Movement received;               ///< in the one that it receives
    bool answersPlacement = false; ///< the promised place among the open orders is settled too
    bool orderOpened = false;      ///< the placed order rests
    bool orderAccepted = false;    ///< the placed order was, whether or not it rests
    std::uint32_t ordersEnded = 0; ///< resting orders that are gone
    ClientOrderId clientOrder;     ///< of the order that is gone, or else of the placed one
    Quantity roomPromised;         ///< had left with the request; the promise ends
    Quantity openBuys;             ///< by how much the account's open buys have grown

    /// Says that what is open of one of the account's orders has changed.
    void changeOpen(api::Side side, Quantity before, Quantity after) {
        if (side == api::Side::Buy)
            openBuys += after - before;
    }
    /// Says that an open order of the account is gone. At most one per settlement.
    void endOrder(ClientOrderId clientOrderId) {
        ordersEnded = 1;
        clientOrder = clientOrderId;
    }
    template<class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("stamp", s.stamp);
        f("account", s.account);
        f("instrument", s.instrument);
        f("side", s.side);
        f("held", s.held);
        f("received", s.received);
        f("answersPlacement", s.answersPlacement);
        f("orderOpened", s.orderOpened);
        f("orderAccepted", s.orderAccepted);
        f("ordersEnded", s.ordersEnded);
        f("clientOrder", s.clientOrder);
        f("roomPromised", s.roomPromised);
        f("openBuys", s.openBuys);
    }
};

/// The settlement's movement in the asset that an order of that side holds, and in the other.
inline Movement& heldSide(Settlement& settlement, api::Side side) {
    return side == settlement.side ? settlement.held : settlement.received;
}
inline Movement& receivedSide(Settlement& settlement, api::Side side) {
    return side == settlement.side ? settlement.received : settlement.held;
}

} // namespace openbell::core
