// Orders that act on each other: placed with one command, all of them or none.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/time.h"

namespace openbell::api {

/// The terms of one order of a list; those that it does not have are as in PlaceOrder.
struct ListedOrder {
    static constexpr std::string_view kName = "ListedOrder";
    ClientOrderId clientOrderId;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::GoodTillCancelled;
    PostOnly postOnly = PostOnly::No;
    Price price;
    Price triggerPrice{};
    Price trailBy{};
    Quantity quantity;
    Timestamp expiry{};
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
        f("timeInForce", s.timeInForce);
        f("postOnly", s.postOnly);
        f("price", s.price);
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
        f("quantity", s.quantity);
        f("expiry", s.expiry);
    }
};

/// Places orders of one account in one instrument that act on each other:
///   * One cancels the other: the first two are of one side, at most one of them a limit order, and
///     held for as if they were one. As soon as one of them trades, is triggered or ends, the other
///     is cancelled.
///   * One triggers the other: the first is a limit order. When it is filled, the second, of the
///     other side and no larger, is placed with what it brought. When it ends otherwise, the second
///     is cancelled.
///   * One triggers a pair: the same with the second and third, which then cancel each other.
/// The orders' ids are legId() of the command's sequence number.
struct PlaceOrderList {
    static constexpr std::string_view kName = "PlaceOrderList";
    static constexpr std::uint16_t kType = 25;
    AccountId account;
    InstrumentId instrument;
    Contingency contingency = Contingency::OneCancelsOther;
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None; ///< of all of them
    ListedOrder first;
    ListedOrder second;
    ListedOrder third; ///< of a list that triggers a pair; else as it is by default
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("account", s.account);
        f("instrument", s.instrument);
        f("contingency", s.contingency);
        f("selfTradePrevention", s.selfTradePrevention);
        f("first", s.first);
        f("second", s.second);
        f("third", s.third);
    }
};

} // namespace openbell::api
