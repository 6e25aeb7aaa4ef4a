#include "engine/base/assertion.h"

#include <cstdio>
#include <cstdlib>

namespace openbell {

void assertionFailed(const char* expression, const char* file, int line) noexcept {
    std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, expression);
    std::abort();
}

} // namespace openbell
