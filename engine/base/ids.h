// Identifiers used everywhere. Zero is "none" for each of them.
#pragma once

#include "engine/base/strong_int.h"

namespace openbell {

using AssetId = StrongId<struct AssetIdTag, std::uint32_t>;
using InstrumentId = StrongId<struct InstrumentIdTag, std::uint32_t>;
using AccountId = StrongId<struct AccountIdTag, std::uint32_t>;
/// Accounts of one owner: no trades between their orders where prevention is asked for.
using TradeGroupId = StrongId<struct TradeGroupIdTag, std::uint32_t>;
using UserId = StrongId<struct UserIdTag, std::uint32_t>;

/// Position of a command in the venue's journal, counted from 1.
using Sequence = StrongId<struct SequenceTag, std::uint64_t>;

/// The sequence number of the command that placed the order: unique for the whole venue, dense,
/// and the same whatever the number of shards.
using OrderId = StrongId<struct OrderIdTag, std::uint64_t>;

/// Chosen by the client; echoed, not interpreted. Zero when the client gave none.
using ClientOrderId = StrongId<struct ClientOrderIdTag, std::uint64_t>;

/// Counted per instrument from 1.
using TradeId = StrongId<struct TradeIdTag, std::uint64_t>;

/// Chosen by a client to match an answer to its request; unique per session.
using RequestId = StrongId<struct RequestIdTag, std::uint64_t>;

/// Chosen by a client to name one of its subscriptions; unique per session.
using SubscriptionId = StrongId<struct SubscriptionIdTag, std::uint32_t>;

constexpr Sequence next(Sequence sequence) { return Sequence(sequence.value() + 1); }

} // namespace openbell
