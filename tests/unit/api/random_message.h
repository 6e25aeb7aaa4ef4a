// Random values for any field list, for round-trip tests and fuzz seeds.
#pragma once

#include "engine/api/enums.h"
#include "engine/api/field_list.h"
#include "engine/base/random.h"

#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace openbell::api {

/// Visits fields and gives each a random value.
class RandomFill {
public:
    explicit RandomFill(Random& random) : m_random(random) {}

    template<class T>
    void operator()(std::string_view, T& value) {
        fill(value);
    }

    template<class T>
    void fill(T& value) {
        if constexpr (kIsStrongInt<T>)
            value = T(integer<typename T::rep>());
        else if constexpr (std::is_same_v<T, bool>)
            value = m_random.chance(1, 2);
        else if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(m_random.below(kEnumSize<T>));
        else if constexpr (std::is_integral_v<T>)
            value = integer<T>();
        else if constexpr (kIsBoundedString<T>)
            value = T(text(T::kCapacity));
        else if constexpr (std::is_same_v<T, std::string>)
            value = text(m_random.chance(1, 20) ? 4096 : 60);
        else if constexpr (kIsVector<T>)
            fillList(value);
        else if constexpr (kIsVariant<T>)
            alternative(value, m_random.below(std::variant_size_v<T>));
        else
            T::fields(value, *this);
    }

    /// Makes the variant hold its alternative number `index`, filled.
    template<class Variant>
    void alternative(Variant& value, std::size_t index) {
        pick(value, index, std::make_index_sequence<std::variant_size_v<Variant>>{});
    }

private:
    template<class Variant, std::size_t... I>
    void pick(Variant& value, std::size_t index, std::index_sequence<I...>) {
        ((I == index ? fill(value.template emplace<I>()) : void()), ...);
    }

    template<class T>
    void fillList(T& list) {
        list.clear();
        for (std::uint64_t left = m_random.below(4); left > 0; --left)
            fill(list.emplace_back());
    }

    template<class I>
    I integer() {
        switch (m_random.below(4)) {
        case 0:
            return static_cast<I>(m_random.below(3));
        case 1:
            return std::numeric_limits<I>::max();
        case 2:
            return std::numeric_limits<I>::min();
        default:
            return static_cast<I>(m_random.next());
        }
    }

    /// Valid UTF-8 with everything in it that an encoding might trip over.
    std::string text(std::size_t capacity) {
        static constexpr std::string_view kPieces[] = {
            "a", "Z", "0", " ", "\"", "\\", "=", "\n", "\t", "\r", "/", "\x01", "{", "é", "€", "𝄞"};
        std::string out;
        for (std::uint64_t left = m_random.below(capacity + 1); left > 0; --left) {
            const std::string_view piece = kPieces[m_random.below(std::size(kPieces))];
            if (out.size() + piece.size() > capacity)
                break;
            out += piece;
        }
        return out;
    }

    Random& m_random;
};

} // namespace openbell::api
