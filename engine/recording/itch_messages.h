// The message types of NASDAQ TotalView-ITCH 5.0 with their lengths, and the fields that matter to
// an order book. (NASDAQ TotalView-ITCH 5.0 specification, section 1.)
#pragma once

#include "engine/api/enums.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace openbell::recording {

struct ItchType {
    char code = 0;
    std::uint16_t length = 0; ///< of the whole message, the type included
    std::string_view name;
};

inline constexpr std::array<ItchType, 23> kItchTypes{{
    {'S', 12, "system event"},
    {'R', 39, "stock directory"},
    {'H', 25, "stock trading action"},
    {'Y', 20, "Reg SHO restriction"},
    {'L', 26, "market participant position"},
    {'V', 35, "MWCB decline levels"},
    {'W', 12, "MWCB status"},
    {'K', 28, "IPO quoting period"},
    {'J', 35, "LULD auction collar"},
    {'h', 21, "operational halt"},
    {'A', 36, "add order"},
    {'F', 40, "add order with attribution"},
    {'E', 31, "order executed"},
    {'C', 36, "order executed with price"},
    {'X', 23, "order cancel"},
    {'D', 19, "order delete"},
    {'U', 35, "order replace"},
    {'P', 44, "trade, non-cross"},
    {'Q', 40, "cross trade"},
    {'B', 19, "broken trade"},
    {'I', 50, "net order imbalance"},
    {'N', 20, "retail price improvement"},
    {'O', 48, "direct listing price discovery"},
}};

/// Nothing longer exists; a longer frame means that the file is something else.
inline constexpr std::size_t kMaxItchMessage = 50;

/// The type with that code, or nullptr.
constexpr const ItchType* findItchType(std::uint8_t code) {
    for (const ItchType& type : kItchTypes)
        if (static_cast<std::uint8_t>(type.code) == code)
            return &type;
    return nullptr;
}

/// Reads big-endian fields at byte offsets of one message, whose length has been checked.
class ItchFields {
public:
    explicit ItchFields(std::span<const std::uint8_t> message) : m_message(message) {}
    char type() const { return static_cast<char>(m_message[0]); }
    std::uint16_t locate() const { return static_cast<std::uint16_t>(number(1, 2)); }
    std::int64_t nsSinceMidnight() const { return static_cast<std::int64_t>(number(5, 6)); }

    std::uint64_t number(std::size_t offset, std::size_t bytes) const {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | m_message[offset + i];
        return value;
    }
    std::int64_t measure(std::size_t offset) const {
        return static_cast<std::int64_t>(number(offset, 4));
    }
    api::Side side(std::size_t offset) const {
        return m_message[offset] == 'B' ? api::Side::Buy : api::Side::Sell;
    }
    /// Text padded with spaces on the right.
    std::string_view text(std::size_t offset, std::size_t bytes) const {
        std::string_view all(reinterpret_cast<const char*>(m_message.data()) + offset, bytes);
        return all.substr(0, all.find_last_not_of(' ') + 1);
    }

private:
    std::span<const std::uint8_t> m_message;
};

} // namespace openbell::recording
