// The checksums of published books: CRC32C over a canonical form that the server and its clients
// both make of their copy. Described for strangers in app/docs/market-data.md.
#pragma once

#include "engine/api/views.h"

#include <cstdint>
#include <vector>

namespace openbell::marketdata {

/// How much of a book its checksum covers.
inline constexpr std::size_t kChecksumLevels = 10; ///< of each side, from the best
inline constexpr std::size_t kChecksumOrders = 10; ///< of each of those levels, oldest first

/// Collects a canonical form: integers, little endian, each at its width.
class CanonicalForm {
public:
    CanonicalForm() { m_bytes.reserve(512); }

    void add(std::uint32_t number) { append(&number, sizeof number); }
    void add(Price price) { addWide(static_cast<std::uint64_t>(price.value())); }
    void add(Quantity quantity) { addWide(static_cast<std::uint64_t>(quantity.value())); }
    void add(OrderId order) { addWide(order.value()); }

    std::uint32_t checksum() const;

private:
    void addWide(std::uint64_t number) { append(&number, sizeof number); }
    void append(const void* number, std::size_t size);

    std::vector<std::uint8_t> m_bytes;
};

/// The checksum of a book of levels. `bids` and `asks`: best first; further levels than
/// kChecksumLevels are ignored.
std::uint32_t levelsChecksum(const std::vector<api::LevelView>& bids,
                             const std::vector<api::LevelView>& asks);

} // namespace openbell::marketdata
