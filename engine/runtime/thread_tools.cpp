#include "engine/runtime/thread_tools.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace openbell::runtime {

void nameThisThread(const char* name) {
    pthread_setname_np(pthread_self(), name);
}

void lowerThisThreadsPriority() {
    // On Linux the nice value belongs to the thread, so the thread's own id is named.
    const auto thread = static_cast<id_t>(syscall(SYS_gettid));
    (void)setpriority(PRIO_PROCESS, thread, 15);
}

} // namespace openbell::runtime
