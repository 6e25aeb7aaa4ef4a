// Identifiers used everywhere. Zero is "none" for each of them.
#pragma once

#include "engine/base/strong_int.h"

#include <bit>

namespace openbell {

using AssetId = StrongId<struct AssetIdTag, std::uint32_t>;
using InstrumentId = StrongId<struct InstrumentIdTag, std::uint32_t>;
using AccountId = StrongId<struct AccountIdTag, std::uint32_t>;
/// Accounts of one owner: no trades between their orders where prevention is asked for.
using TradeGroupId = StrongId<struct TradeGroupIdTag, std::uint32_t>;
using UserId = StrongId<struct UserIdTag, std::uint32_t>;

/// Position of a command in the venue's journal, counted from 1.
using Sequence = StrongId<struct SequenceTag, std::uint64_t>;

/// A signed-in session, counted over the venue's whole life; zero: the venue itself.
using SessionId = StrongId<struct SessionIdTag, std::uint32_t>;

struct OrderIdTag {
    /// By age: sequence numbers first, then the place in the command.
    static constexpr std::uint64_t rank(std::uint64_t id) { return std::rotl(id, 14); }
};
/// Unique for the whole venue and the same whatever the number of shards: the sequence number of
/// the command that placed the order. The second and third order of one command have a number of
/// their own in the bits from kLegShift on (legId()). Ids compare by age.
using OrderId = StrongId<OrderIdTag, std::uint64_t>;

inline constexpr unsigned kLegShift = 50;

/// The id of one of the orders that a command places; `leg`: 0 to 7.
constexpr OrderId legId(Sequence sequence, unsigned leg) {
    return OrderId(sequence.value() | std::uint64_t{leg} << kLegShift);
}
/// The number of the command that placed the order.
constexpr Sequence sequenceOf(OrderId order) {
    return Sequence(order.value() & ((std::uint64_t{1} << kLegShift) - 1));
}

/// Chosen by the client; echoed, not interpreted. Zero when the client gave none.
using ClientOrderId = StrongId<struct ClientOrderIdTag, std::uint64_t>;

/// Counted per instrument from 1.
using TradeId = StrongId<struct TradeIdTag, std::uint64_t>;

/// Chosen by a client to match an answer to its request; unique per session.
using RequestId = StrongId<struct RequestIdTag, std::uint64_t>;

/// Chosen by a client to name one of its subscriptions; unique per session.
using SubscriptionId = StrongId<struct SubscriptionIdTag, std::uint32_t>;

constexpr Sequence next(Sequence sequence) { return Sequence(sequence.value() + 1); }

/// Which of the command's orders it is; above 7: it is no order's id.
constexpr std::uint64_t legOf(OrderId order) { return order.value() >> kLegShift; }

} // namespace openbell
