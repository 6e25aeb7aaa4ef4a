#include "engine/recording/decimal.h"

namespace openbell::recording {
namespace {

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// value * 10 + digit, or false when it overflows.
bool appendDigit(std::int64_t& value, char digit) {
    return !__builtin_mul_overflow(value, 10, &value) &&
           !__builtin_add_overflow(value, digit - '0', &value);
}

/// "9.5e-05": the exponent moves the scale, as long as it stays one.
std::optional<std::int64_t> parseScientific(std::string_view text, std::size_t mark,
                                            unsigned scale) {
    std::string_view written = text.substr(mark + 1);
    if (written.starts_with('+'))
        written.remove_prefix(1);
    const auto exponent = parseInteger(written);
    if (!exponent || *exponent < -40 || *exponent > 18)
        return std::nullopt;
    const std::int64_t moved = static_cast<std::int64_t>(scale) + *exponent;
    if (moved > 18)
        return std::nullopt;
    const std::string_view digits = text.substr(0, mark);
    if (moved >= 0)
        return parseDecimal(digits, static_cast<unsigned>(moved), ExtraDigits::Round);
    const auto whole = parseDecimal(digits, 0, ExtraDigits::Round);
    return whole && *whole > -10 && *whole < 10 ? std::optional<std::int64_t>(0) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> parseDecimal(std::string_view text, unsigned scale, ExtraDigits extra) {
    if (const std::size_t mark = text.find_first_of("eE");
        mark != std::string_view::npos && extra == ExtraDigits::Round)
        return parseScientific(text, mark, scale);
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    if (text.empty() || !isDigit(text.front()))
        return std::nullopt;
    std::int64_t value = 0;
    std::size_t i = 0;
    for (; i < text.size() && isDigit(text[i]); ++i)
        if (!appendDigit(value, text[i]))
            return std::nullopt;
    if (i < text.size() && text[i++] != '.')
        return std::nullopt;
    unsigned decimals = 0;
    for (; i < text.size() && isDigit(text[i]) && decimals < scale; ++i, ++decimals)
        if (!appendDigit(value, text[i]))
            return std::nullopt;
    for (; decimals < scale; ++decimals)
        if (!appendDigit(value, '0'))
            return std::nullopt;
    const bool roundUp = i < text.size() && extra == ExtraDigits::Round && text[i] >= '5';
    for (; i < text.size(); ++i)
        if (!isDigit(text[i]) || (text[i] != '0' && extra == ExtraDigits::Refuse))
            return std::nullopt;
    if (roundUp && __builtin_add_overflow(value, 1, &value))
        return std::nullopt;
    return negative ? -value : value;
}

} // namespace openbell::recording
