// Distinct integer types, so that a price cannot be passed where a quantity is meant.
// Values are trivially copyable and have no hidden conversions in either direction.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace openbell {

/// An identifier: comparable and hashable, no arithmetic. Zero means "none" throughout. Compares by
/// its number, or by Tag::rank() of it.
template <class Tag, class Rep>
class StrongId {
public:
    using rep = Rep;
    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value) : m_value(value) {}
    constexpr Rep value() const { return m_value; }
    constexpr bool isNone() const { return m_value == 0; }
    friend constexpr bool operator==(StrongId, StrongId) = default;
    friend constexpr std::strong_ordering operator<=>(StrongId a, StrongId b) {
        if constexpr (requires { Tag::rank(a.m_value); })
            return Tag::rank(a.m_value) <=> Tag::rank(b.m_value);
        else
            return a.m_value <=> b.m_value;
    }

private:
    Rep m_value = 0;
};

/// A measure: adds and compares with its own kind, scales by nothing. Overflow is the caller's to
/// exclude (see checkedAdd and mulDiv in money.h).
template <class Tag, class Rep>
class StrongMeasure {
public:
    using rep = Rep;
    constexpr StrongMeasure() = default;
    constexpr explicit StrongMeasure(Rep value) : m_value(value) {}
    constexpr Rep value() const { return m_value; }
    constexpr bool isZero() const { return m_value == 0; }
    friend constexpr auto operator<=>(StrongMeasure, StrongMeasure) = default;
    friend constexpr StrongMeasure operator+(StrongMeasure a, StrongMeasure b) {
        return StrongMeasure(a.m_value + b.m_value);
    }
    friend constexpr StrongMeasure operator-(StrongMeasure a, StrongMeasure b) {
        return StrongMeasure(a.m_value - b.m_value);
    }
    constexpr StrongMeasure operator-() const { return StrongMeasure(-m_value); }
    constexpr StrongMeasure& operator+=(StrongMeasure other) {
        m_value += other.m_value;
        return *this;
    }
    constexpr StrongMeasure& operator-=(StrongMeasure other) {
        m_value -= other.m_value;
        return *this;
    }

private:
    Rep m_value = 0;
};

template <class T>
inline constexpr bool kIsStrongInt = false;
template <class Tag, class Rep>
inline constexpr bool kIsStrongInt<StrongId<Tag, Rep>> = true;
template <class Tag, class Rep>
inline constexpr bool kIsStrongInt<StrongMeasure<Tag, Rep>> = true;

} // namespace openbell

template <class Tag, class Rep>
struct std::hash<openbell::StrongId<Tag, Rep>> {
    std::size_t operator()(openbell::StrongId<Tag, Rep> id) const noexcept {
        return std::hash<Rep>()(id.value());
    }
};
