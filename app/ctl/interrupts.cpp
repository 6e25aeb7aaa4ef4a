#include "app/ctl/interrupts.h"

#include <initializer_list>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace openbell::ctl {
namespace {

sigset_t setOf(std::initializer_list<int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals)
        sigaddset(&set, signal);
    return set;
}

} // namespace

Interrupts::Interrupts() {
    const sigset_t signals = setOf({SIGINT, SIGTERM, SIGCONT});
    pthread_sigmask(SIG_BLOCK, &signals, &m_before);
    m_descriptor = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

Interrupts::~Interrupts() {
    requested(); // what has come is not to end the process now
    ::close(m_descriptor);
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

bool Interrupts::requested() {
    read();
    return m_requested;
}

bool Interrupts::cameBack() {
    read();
    return std::exchange(m_cameBack, false);
}

void Interrupts::read() {
    signalfd_siginfo info;
    while (::read(m_descriptor, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGCONT) {
            m_cameBack = true;
            continue;
        }
        m_requested = true;
        const sigset_t ends = setOf({SIGINT, SIGTERM});
        pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);
    }
}

} // namespace openbell::ctl
