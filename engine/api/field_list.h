// Compile-time helpers over field lists: every message has a static fields(self, visitor) that
// calls visitor(name, member) once per field, in wire order.
#pragma once

#include "engine/base/bounded_string.h"
#include "engine/base/strong_int.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace openbell::api {

struct IgnoreFields {
    template <class T>
    constexpr void operator()(std::string_view, T&&) const {}
};

/// A struct with a field list.
template <class T>
concept FieldListed = requires(T& value) { T::fields(value, IgnoreFields{}); };

/// A field-listed struct with a type code: a message of its own.
template <class T>
concept Message = FieldListed<T> && requires {
    { T::kType } -> std::convertible_to<std::uint16_t>;
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <class T>
inline constexpr bool kIsVariant = false;
template <class... T>
inline constexpr bool kIsVariant<std::variant<T...>> = true;

namespace detail {
template <class Variant, class F, std::size_t... I>
bool withAlternative(std::uint16_t type, F&& f, std::index_sequence<I...>) {
    return ((std::variant_alternative_t<I, Variant>::kType == type
                 ? (f(std::type_identity<std::variant_alternative_t<I, Variant>>{}), true)
                 : false) ||
            ...);
}
template <class Variant, class F, std::size_t... I>
bool withNamedAlternative(std::string_view name, F&& f, std::index_sequence<I...>) {
    return ((std::variant_alternative_t<I, Variant>::kName == name
                 ? (f(std::type_identity<std::variant_alternative_t<I, Variant>>{}), true)
                 : false) ||
            ...);
}
} // namespace detail

/// Calls f(std::type_identity<T>) for the alternative with that type code; false if there is none.
template <class Variant, class F>
bool withAlternative(std::uint16_t type, F&& f) {
    return detail::withAlternative<Variant>(
        type, f, std::make_index_sequence<std::variant_size_v<Variant>>{});
}

/// The same by message name.
template <class Variant, class F>
bool withNamedAlternative(std::string_view name, F&& f) {
    return detail::withNamedAlternative<Variant>(
        name, f, std::make_index_sequence<std::variant_size_v<Variant>>{});
}

/// Calls of one visitor over overloads, for std::visit.
template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

} // namespace openbell::api
