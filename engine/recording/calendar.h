// Dates in the names of recordings, as business time.
#pragma once

#include "engine/base/time.h"

#include <optional>
#include <string_view>

namespace openbell::recording {

/// Midnight of the first "YYYY-MM-DD" in a text; the exchange's wall clock is taken as it stands,
/// without a time zone.
std::optional<Timestamp> findDate(std::string_view text);

} // namespace openbell::recording
