// The three stages of a command and the places of their events in the total order
// (api::EventStamp::order = stage << 24 | index), the same for every number of shards.
#pragma once

#include "engine/base/ids.h"

#include <cstdint>

namespace openbell::core {

enum class Stage : std::uint32_t { Home, Book, Settle };

constexpr std::uint32_t stageOrder(Stage stage, std::uint32_t index) {
    return static_cast<std::uint32_t>(stage) << 24 | index;
}

/// Refusals by the home shard, and everything done outside the shards.
inline constexpr std::uint32_t kHomeOrder = stageOrder(Stage::Home, 0);

/// A command that reaches several books works them in instrument order.
constexpr std::uint32_t bookOrder(InstrumentId instrument) {
    return stageOrder(Stage::Book, instrument.value());
}

/// Balances are published in account order.
constexpr std::uint32_t settleOrder(AccountId account) {
    return stageOrder(Stage::Settle, account.value());
}

} // namespace openbell::core
