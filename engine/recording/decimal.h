// Decimal text to integers, exactly: recordings never pass through floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace openbell::recording {

enum class ExtraDigits {
    Refuse,
    /// Half away from zero, and exponents are understood; for sources that print binary fractions
    /// (1.7885566900000001, 8.9999999999999998e-05). What is below a tenth of a unit becomes zero.
    Round,
};

/// "-12.345" as -12.345 * 10^scale; nullopt when it is not a plain decimal number, does not fit,
/// or has more decimals than `scale` and they are refused (trailing zeros are always allowed).
std::optional<std::int64_t> parseDecimal(std::string_view text, unsigned scale,
                                         ExtraDigits extra = ExtraDigits::Refuse);

/// A whole number.
inline std::optional<std::int64_t> parseInteger(std::string_view text) {
    return text.find('.') == std::string_view::npos ? parseDecimal(text, 0) : std::nullopt;
}

} // namespace openbell::recording
