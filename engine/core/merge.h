// Gathers the events of several shards into the venue's total order.
#pragma once

#include "engine/api/event_buffer.h"

#include <span>

namespace openbell::core {

/// Appends the events of all sources, each in ascending (sequence, order), so that the result is
/// too. Events of one source with the same place stay together in their order; two sources never
/// have events of the same place, because one shard works it.
void mergeEvents(std::span<const api::EventBuffer* const> sources, api::EventBuffer& out);

} // namespace openbell::core
