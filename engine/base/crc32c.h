// CRC32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where it has one.
#pragma once

#include <cstdint>
#include <span>

namespace openbell {

/// CRC32C of the bytes, continuing from `previous` (0 to start).
std::uint32_t crc32c(std::span<const std::uint8_t> bytes, std::uint32_t previous = 0) noexcept;

/// The table-driven form; the test compares it with the fast one.
std::uint32_t crc32cPortable(std::span<const std::uint8_t> bytes,
                             std::uint32_t previous = 0) noexcept;

} // namespace openbell
