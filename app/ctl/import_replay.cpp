#include "app/ctl/import_replay.h"

#include "app/ctl/import_keys.h"
#include "app/ctl/progress.h"
#include "engine/host/host.h"
#include "engine/runtime/logger.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace openbell::ctl {
namespace {

constexpr int kLookEveryMs = 200;

/// How the replay ended. Told from the venue's threads, once; the later ones are not heard.
class Outcome {
public:
    Outcome() : m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~Outcome() { ::close(m_wake); }
    Outcome(const Outcome&) = delete;
    Outcome& operator=(const Outcome&) = delete;

    void tell(std::optional<Error> problem) {
        if (m_claimed.exchange(true))
            return;
        m_problem = std::move(problem);
        m_told = true;
        const std::uint64_t one = 1;
        (void)!::write(m_wake, &one, sizeof one);
    }
    bool told() const { return m_told; }
    const std::optional<Error>& problem() const { return m_problem; } ///< once told
    int descriptor() const { return m_wake; }

private:
    int m_wake;
    std::atomic<bool> m_claimed{false};
    std::atomic<bool> m_told{false};
    std::optional<Error> m_problem;
};

std::string timeText(Timestamp time) {
    const std::time_t seconds = time.value() / kNsPerSecond;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[48];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    std::snprintf(text + size, sizeof text - size, ".%03d",
                  static_cast<int>(time.value() % kNsPerSecond / kNsPerMs));
    return text;
}

std::string describe(const api::ReplayView& view) {
    const std::string speed = view.speed == 0 ? "max" : "x" + std::to_string(view.speed);
    return (view.paused ? "paused (" + speed + ")" : "importing " + speed) + ": " +
           timeText(view.time) + ", " + messagesText(view.position, view.total) + ", fidelity " +
           percentText(view.faithful, view.executions);
}

/// Shows how far the replay is and passes the keys on to it.
class Steering {
public:
    Steering(host::Host& venue, Interrupts& interrupts, bool interactive)
        : m_venue(venue)
        , m_interrupts(interrupts)
        , m_keys(interactive) {
        if (m_keys.active())
            m_progress.print(kImportKeys);
        m_tellsChanges = m_keys.active() && !m_progress.onTerminal();
    }

    /// Waits until the replay has ended or the user wants it to end.
    void run(const Outcome& outcome) {
        while (!outcome.told() && !m_interrupts.requested()) {
            show();
            pollfd waiting[] = {{outcome.descriptor(), POLLIN, 0},
                                {m_keys.descriptor(), POLLIN, 0},
                                {m_interrupts.descriptor(), POLLIN, 0}};
            if (::poll(waiting, 3, kLookEveryMs) < 0 && errno != EINTR)
                return;
            if (m_interrupts.cameBack()) {
                m_keys.cameBack();
            } else if (waiting[1].revents != 0) {
                takeKeys();
            }
        }
        show();
    }

private:
    void takeKeys() {
        if (m_keys.read([this](ImportKey key) { take(key); }) || !view().paused)
            return;
        m_progress.print("no more keys will come; the import goes on");
        m_venue.controlReplay(api::ReplayAction::Play);
    }

    void take(ImportKey key) {
        switch (key) {
        case ImportKey::Pause:
            return m_venue.controlReplay(api::ReplayAction::Pause);
        case ImportKey::PauseOrResume:
            return m_venue.controlReplay(view().paused ? api::ReplayAction::Play
                                                       : api::ReplayAction::Pause);
        case ImportKey::Step:
            return m_venue.controlReplay(api::ReplayAction::Step);
        case ImportKey::Resume:
            return m_venue.controlReplay(api::ReplayAction::Play);
        case ImportKey::SpeedX1:
            return m_venue.controlReplay(api::ReplayAction::SetSpeed, 1);
        case ImportKey::SpeedX10:
            return m_venue.controlReplay(api::ReplayAction::SetSpeed, 10);
        case ImportKey::SpeedX100:
            return m_venue.controlReplay(api::ReplayAction::SetSpeed, 100);
        case ImportKey::SpeedMax:
            return m_venue.controlReplay(api::ReplayAction::SetSpeed, 0);
        case ImportKey::Quit:
            return m_interrupts.request();
        case ImportKey::Help:
            return m_progress.print(kImportKeys);
        }
    }

    /// Where nothing can be written over: a line at the start and for what a key has changed.
    void show() {
        const api::ReplayView now = view();
        m_progress.show(describe(now));
        const bool changed = m_shown.source.empty() || now.paused != m_shown.paused ||
                             now.speed != m_shown.speed ||
                             (now.paused && now.position != m_shown.position);
        if (m_tellsChanges && changed)
            m_progress.print(describe(now));
        m_shown = now;
    }

    api::ReplayView view() const { return *m_venue.replayView(); }

    host::Host& m_venue;
    Interrupts& m_interrupts;
    ImportKeys m_keys;
    ProgressLine m_progress;
    bool m_tellsChanges = false;
    api::ReplayView m_shown;
};

host::HostOptions optionsFor(const std::filesystem::path& directory, const ImportRequest& request,
                             const std::shared_ptr<Outcome>& outcome) {
    host::HostOptions options;
    options.dataDirectory = directory;
    options.unfinished = true;
    options.recording = request.file;
    options.replaySpeed = request.speed;
    options.syncToDisk = false; // synced once, at the end: before that the directory is not kept
    options.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Error);
    options.onReplayEnded = [outcome](const std::optional<Error>& problem) {
        outcome->tell(problem);
    };
    options.onState = [outcome](host::HostState state) {
        if (state == host::HostState::Failed)
            outcome->tell(Error{"the new venue failed; its log says why"});
    };
    return options;
}

} // namespace

Result<Replayed, Error> replayInto(const std::filesystem::path& directory,
                                   const ImportRequest& request, Interrupts& interrupts) {
    const auto outcome = std::make_shared<Outcome>();
    auto venue = host::Host::open(optionsFor(directory, request, outcome));
    if (!venue)
        return Unexpected{venue.error()};
    if (auto started = (*venue)->start(); !started)
        return Unexpected{started.error()};
    Steering(**venue, interrupts, request.interactive).run(*outcome);
    (*venue)->stop();
    if (interrupts.requested())
        return Unexpected{Error{"interrupted"}};
    if (!outcome->told())
        return Unexpected{Error{"the terminal cannot be waited for"}};
    if (outcome->problem())
        return Unexpected{*outcome->problem()};
    return Replayed{*(*venue)->replayView(), *(*venue)->replayFigures()};
}

} // namespace openbell::ctl
