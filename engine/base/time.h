// Business time: nanoseconds since 1970-01-01T00:00:00Z as carried by the journal. Nothing here
// reads a clock; time enters the engine as a parameter.
#pragma once

#include "engine/base/strong_int.h"

namespace openbell {

using Timestamp = StrongMeasure<struct TimestampTag, std::int64_t>;
using Duration = StrongMeasure<struct DurationTag, std::int64_t>;

inline constexpr std::int64_t kNsPerMs = 1'000'000;
inline constexpr std::int64_t kNsPerSecond = 1'000'000'000;

constexpr Timestamp operator+(Timestamp t, Duration d) { return Timestamp(t.value() + d.value()); }

} // namespace openbell
