// How a refused command is reported: one CommandRejected with what the command named.
#pragma once

#include "engine/api/events.h"

namespace openbell::core {

/// The refusal of any command; fields that the command does not have stay none. `original`: the
/// order that a DuplicateOrder repeats.
api::CommandRejected rejectionOf(const api::Command& command, api::RejectReason reason,
                                 OrderId original = OrderId());

} // namespace openbell::core
