// openbelld: one venue as a service. The main thread waits for signals and for the venue's state;
// everything else happens on the host's threads.
#include "app/daemon/arguments.h"
#include "engine/base/exception_text.h"
#include "engine/host/open_file_limit.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace openbell::daemon {
namespace {

constexpr int kFailure = 1;
constexpr int kBadArguments = 2;
/// The service manager does not start the daemon again after this one: the journal's end cannot be
/// trusted before somebody has looked at the disk.
constexpr int kJournalFailed = 3;

/// Wakes the main thread from an engine thread.
class Wake {
public:
    Wake() : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Wake() { ::close(m_descriptor); }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;

    void signal() {
        const std::uint64_t one = 1;
        (void)!::write(m_descriptor, &one, sizeof one);
    }
    void clear() {
        std::uint64_t count = 0;
        (void)!::read(m_descriptor, &count, sizeof count);
    }
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

/// Blocks the signals that end the daemon, for every thread made from now on, and gives the
/// descriptor they can be read from.
int openSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

std::string url(const host::ListenAddress& listen, std::uint16_t port) {
    const bool six = listen.address.find(':') != std::string::npos;
    return "ws://" + (six ? "[" + listen.address + "]" : listen.address) + ":" +
           std::to_string(port);
}

struct States {
    std::atomic<bool> serving{false};
    std::atomic<bool> failed{false};
    Wake wake;
};

/// Serves until a signal (0) or a failure (1, 3). A venue that fails while it serves is taken for
/// one that lost its journal: a failing disk may not have taken the note of it.
int serve(const host::Host& host, const host::ListenAddress& listen, States& states, int signals,
          runtime::Logger& logger) {
    bool announced = false;
    while (true) {
        pollfd waiting[] = {{signals, POLLIN, 0}, {states.wake.descriptor(), POLLIN, 0}};
        if (::poll(waiting, 2, -1) < 0)
            continue;
        states.wake.clear();
        if (states.failed) {
            logger.error("daemon", host.status().text);
            return states.serving || host.journalFailed() ? kJournalFailed : kFailure;
        }
        if (states.serving && !announced) {
            announced = true;
            logger.info("daemon",
                        "the operator's password is in " + host.operatorPasswordFile().string());
            std::printf("READY %s\n", url(listen, host.port()).c_str());
            std::fflush(stdout);
        }
        if ((waiting[0].revents & POLLIN) != 0)
            return 0;
    }
}

int run(Arguments arguments) {
    const int signals = openSignals();
    const auto logger = std::make_shared<runtime::Logger>();
    States states;
    arguments.host.logger = logger;
    arguments.host.onState = [&states](host::HostState state) {
        (state == host::HostState::Serving ? states.serving : states.failed) = true;
        states.wake.signal();
    };
    const host::ListenAddress listen = *arguments.host.listen;
    if (const auto prepared = host::prepareToServe(arguments.host); !prepared) {
        std::fprintf(stderr, "openbelld: %s\n", prepared.error().message.c_str());
        return kBadArguments;
    }
    auto host = host::Host::open(std::move(arguments.host));
    if (!host) {
        logger->error("daemon", host.error().message);
        return kFailure;
    }
    if (const auto started = (*host)->start(); !started) {
        logger->error("daemon", started.error().message);
        return kFailure;
    }
    const int result = serve(**host, listen, states, signals, *logger);
    logger->info("daemon", "stopping");
    (*host)->stop();
    logger->info("daemon",
                 "stopped at sequence " + std::to_string((*host)->status().durable.value()));
    return result;
}

} // namespace
} // namespace openbell::daemon

int main(int argc, char** argv) {
    using namespace openbell;
    host::raiseOpenFileLimit();
    ::umask(0077); // what it makes holds orders and passwords: for the owner alone
    auto arguments =
        daemon::parseArguments(std::span<const char* const>(argv, argv + argc).subspan(1));
    if (!arguments) {
        std::fprintf(stderr, "openbelld: %s\n%s", arguments.error().message.c_str(),
                     daemon::usage().c_str());
        return daemon::kBadArguments;
    }
    if (arguments->help || arguments->version) {
        std::fputs(arguments->help ? daemon::usage().c_str() : "openbelld " OPENBELL_VERSION "\n",
                   stdout);
        return 0;
    }
    try {
        return daemon::run(std::move(*arguments));
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "openbelld: %s\n", textOf(problem).c_str());
        return daemon::kFailure;
    }
}
