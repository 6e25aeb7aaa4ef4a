// A string of at most N bytes held in place: trivially copyable, never allocates.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace openbell {

/// UTF-8 text of at most N (<= 255) bytes. Unused bytes are zero, so equal texts are equal memory.
template <std::size_t N>
class BoundedString {
    static_assert(N > 0 && N <= 255);

public:
    static constexpr std::size_t kCapacity = N;

    constexpr BoundedString() = default;

    /// Keeps the first N bytes; check fits() first where cutting would be wrong.
    constexpr explicit BoundedString(std::string_view text) {
        m_size = static_cast<std::uint8_t>(text.size() < N ? text.size() : N);
        for (std::size_t i = 0; i < m_size; ++i)
            m_bytes[i] = text[i];
    }

    static constexpr bool fits(std::string_view text) { return text.size() <= N; }

    constexpr std::string_view view() const { return {m_bytes, m_size}; }
    constexpr bool empty() const { return m_size == 0; }
    friend constexpr bool operator==(const BoundedString& a, const BoundedString& b) {
        return a.view() == b.view();
    }
    friend constexpr auto operator<=>(const BoundedString& a, const BoundedString& b) {
        return a.view() <=> b.view();
    }

private:
    std::uint8_t m_size = 0;
    char m_bytes[N] = {};
};

template <class T>
inline constexpr bool kIsBoundedString = false;
template <std::size_t N>
inline constexpr bool kIsBoundedString<BoundedString<N>> = true;

} // namespace openbell
