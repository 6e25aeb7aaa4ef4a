// What an exception says to a person; for the places where a thread catches what it can.
#pragma once

#include <exception>
#include <new>
#include <string>

namespace openbell {

/// That there is not enough memory rather than the name of a type; otherwise what the exception
/// says.
inline std::string textOf(const std::exception& problem) {
    if (dynamic_cast<const std::bad_alloc*>(&problem) != nullptr)
        return "there is not enough memory; close other programs or give the machine more";
    return problem.what();
}

} // namespace openbell
