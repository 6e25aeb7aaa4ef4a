// Expected failure as a value (the shape of std::expected, which this compiler does not have).
#pragma once

#include "engine/base/assertion.h"

#include <string>
#include <utility>
#include <variant>

namespace openbell {

/// Wraps an error on its way into a Result.
template <class E>
struct Unexpected {
    E error;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

/// Either a value or an error; asking for the wrong one is a bug and stops the process.
template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    template <class G>
    Result(Unexpected<G> failure) : m_state(std::in_place_index<1>, std::move(failure.error)) {}

    bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }
    T& value() & {
        OPENBELL_ASSERT(hasValue());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const& {
        OPENBELL_ASSERT(hasValue());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        OPENBELL_ASSERT(hasValue());
        return std::move(*std::get_if<0>(&m_state));
    }
    const E& error() const {
        OPENBELL_ASSERT(!hasValue());
        return *std::get_if<1>(&m_state);
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, E> m_state;
};

/// Success without a value.
struct Done {};

/// An error for a person: what happened, what was kept, what to do next.
struct Error {
    std::string message;
};

} // namespace openbell
