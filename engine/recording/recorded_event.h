// The one form that every recording is turned into: what happened to the orders of a book, in the
// recording's own units. Plain values; a source produces them, a book or a replay consumes them.
#pragma once

#include "engine/api/enums.h"
#include "engine/base/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace openbell::recording {

enum class RecordedKind : std::uint8_t {
    Add,             ///< a resting order appears
    Reduce,          ///< a resting order loses `quantity` and stays
    Delete,          ///< a resting order disappears
    Execute,         ///< a resting order trades `quantity`
    HiddenExecution, ///< a trade with an order that the recording never showed
    Replace,         ///< `reference` goes, `related` appears with a new price and quantity
    Halt,
    Resume,
    Other, ///< a message that changes no book: counted, otherwise ignored
};

/// References with this bit set are given by the reader to quantity whose orders the recording
/// does not name (what rests before its first message, or was out of its sight).
inline constexpr std::uint64_t kAnonymousReference = std::uint64_t{1} << 63;

/// The reference of the anonymous quantity at a price (below 2^62).
constexpr std::uint64_t anonymousReference(api::Side side, std::int64_t price) {
    const auto sell = std::uint64_t{side == api::Side::Sell} << 62;
    return kAnonymousReference | sell | static_cast<std::uint64_t>(price);
}

struct RecordedEvent {
    Timestamp time;
    RecordedKind kind = RecordedKind::Other;
    std::uint32_t instrument = 0;    ///< index in RecordingInfo::instruments
    api::Side side = api::Side::Buy; ///< of the resting order
    std::uint64_t reference = 0;     ///< the resting order; 0: unknown
    std::uint64_t related = 0; ///< Replace: the new order; Execute: the aggressor's, where named
    std::int64_t price = 0;    ///< in units of 10^-priceScale
    std::int64_t quantity = 0; ///< in units of 10^-quantityScale
};

enum class Format : std::uint8_t { Lobster, Itch, Bitstamp };

/// What is known about a recording before its first event. Instruments may be added while it is
/// read (NASDAQ ITCH announces them in the stream).
struct RecordingInfo {
    Format format = Format::Lobster;
    std::string fileName;             ///< without its folder
    std::vector<std::string> symbols; ///< by instrument index; empty: index not in use
    std::string quoteCode = "USD";
    std::uint8_t priceScale = 0;
    std::uint8_t quantityScale = 0;
};

} // namespace openbell::recording
