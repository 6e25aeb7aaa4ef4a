#include "engine/base/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace openbell {
namespace {

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U);
        table[i] = crc;
    }
    return table;
}

constexpr auto kTable = makeTable();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32cSse42(std::span<const std::uint8_t> bytes,
                                                            std::uint32_t previous) noexcept {
    std::uint64_t crc = ~previous;
    const std::uint8_t* p = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, p += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, p, 8);
        crc = _mm_crc32_u64(crc, word);
    }
    auto crc32 = static_cast<std::uint32_t>(crc);
    for (; left > 0; --left, ++p)
        crc32 = _mm_crc32_u8(crc32, *p);
    return ~crc32;
}
#endif

} // namespace

std::uint32_t crc32cPortable(std::span<const std::uint8_t> bytes, std::uint32_t previous) noexcept {
    std::uint32_t crc = ~previous;
    for (const std::uint8_t byte : bytes)
        crc = (crc >> 8) ^ kTable[(crc ^ byte) & 0xFFU];
    return ~crc;
}

std::uint32_t crc32c(std::span<const std::uint8_t> bytes, std::uint32_t previous) noexcept {
#if defined(__x86_64__)
    static const bool fast = __builtin_cpu_supports("sse4.2") != 0;
    if (fast)
        return crc32cSse42(bytes, previous);
#endif
    return crc32cPortable(bytes, previous);
}

} // namespace openbell
