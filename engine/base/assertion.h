// Assertions that stay on in release builds: a broken invariant must stop the process before it
// can write a wrong balance. Used for bugs only; expected failures are a Result or a RejectReason.
#pragma once

namespace openbell {

/// Prints the failed expression with its place to standard error and aborts.
[[noreturn]] void assertionFailed(const char* expression, const char* file, int line) noexcept;

} // namespace openbell

#define OPENBELL_ASSERT(expression)                                                                \
    ((expression) ? static_cast<void>(0)                                                           \
                  : ::openbell::assertionFailed(#expression, __FILE__, __LINE__))
