// Small things every engine thread does at its entry.
#pragma once

namespace openbell::runtime {

/// Names the calling thread (15 bytes are shown) for debuggers and `top -H`.
void nameThisThread(const char* name);

/// Lets the calling thread run only when the others leave a core idle. Failure is harmless.
void lowerThisThreadsPriority();

} // namespace openbell::runtime
