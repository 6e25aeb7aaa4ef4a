// openbell-ctl import --data: replays a recording at full speed into a new data directory, through
// the engine and a loopback session, and verifies what came out.
#include "app/ctl/import.h"
#include "app/ctl/stopped_directory.h"
#include "engine/host/host.h"
#include "engine/recording/recording_source.h"
#include "engine/runtime/logger.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <future>
#include <system_error>
#include <unistd.h>

namespace openbell::ctl {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

/// A data directory that is made by this import, and gone again unless the import succeeds.
class NewDirectory {
public:
    static Result<std::unique_ptr<NewDirectory>, Error> claim(const std::filesystem::path& path) {
        std::error_code failure;
        const bool there = std::filesystem::exists(path, failure);
        if (there && !std::filesystem::is_empty(path, failure))
            return Unexpected{Error{path.string() + " is not empty. Nothing was imported; choose "
                                                    "a new directory."}};
        return std::unique_ptr<NewDirectory>(new NewDirectory(path, there));
    }
    ~NewDirectory() {
        if (m_kept)
            return;
        std::error_code ignored;
        if (!m_wasThere) {
            std::filesystem::remove_all(m_path, ignored);
            return;
        }
        for (const auto& entry : std::filesystem::directory_iterator(m_path, ignored))
            std::filesystem::remove_all(entry.path(), ignored);
    }
    NewDirectory(const NewDirectory&) = delete;
    NewDirectory& operator=(const NewDirectory&) = delete;

    void keep() { m_kept = true; }

private:
    NewDirectory(std::filesystem::path path, bool wasThere)
        : m_path(std::move(path))
        , m_wasThere(wasThere) {}

    std::filesystem::path m_path;
    bool m_wasThere;
    bool m_kept = false;
};

struct Replayed {
    api::ReplayView view;
    simulation::ReplayFigures figures;
};

/// Waits for the end of the replay, showing progress; an interruption ends it early.
std::optional<Error> await(std::future<std::optional<Error>> ended, const host::Host& venue) {
    constexpr std::chrono::milliseconds kLookEvery{200};
    ProgressLine progress;
    while (ended.wait_for(kLookEvery) != std::future_status::ready) {
        if (g_interrupted != 0)
            return Error{"interrupted"};
        const api::ReplayView view = *venue.replayView();
        progress.show("importing", view.position, view.total);
    }
    return ended.get();
}

Result<Replayed, Error> replay(const ImportRequest& request) {
    // The first to tell decides; the promise outlives every teller.
    auto outcome = std::make_shared<std::promise<std::optional<Error>>>();
    auto told = std::make_shared<std::atomic<bool>>(false);
    const auto tell = [outcome, told](std::optional<Error> problem) {
        if (!told->exchange(true))
            outcome->set_value(std::move(problem));
    };
    host::HostOptions options;
    options.dataDirectory = request.data;
    options.recording = request.file;
    options.replaySpeed = 0;
    options.syncToDisk = false; // synced once, at the end: before that the directory is not kept
    options.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Error);
    options.onReplayEnded = tell;
    options.onState = [tell](host::HostState state) {
        if (state == host::HostState::Failed)
            tell(Error{"the new venue failed; its log says why"});
    };
    auto venue = host::Host::open(options);
    if (!venue)
        return Unexpected{venue.error()};
    if (auto started = (*venue)->start(); !started)
        return Unexpected{started.error()};
    const auto problem = await(outcome->get_future(), **venue);
    (*venue)->stop();
    if (problem)
        return Unexpected{*problem};
    return Replayed{*(*venue)->replayView(), *(*venue)->replayFigures()};
}

/// Makes every file of the directory durable, then the folders that name them.
Result<Done, Error> syncAll(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> paths{directory, directory.parent_path()};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
        if (entry.is_directory() || entry.is_regular_file())
            paths.insert(paths.begin(), entry.path());
    for (const std::filesystem::path& path : paths) {
        const int file = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool synced = file >= 0 && ::fsync(file) == 0;
        const int problem = errno;
        if (file >= 0)
            ::close(file);
        if (!synced)
            return Unexpected{
                Error{path.string() + " could not be made durable: " + std::strerror(problem)}};
    }
    return Done{};
}

/// Replays the whole journal once more and checks the venue that it makes.
Result<Done, Error> verify(const std::filesystem::path& directory) {
    core::Venue venue;
    api::EventBuffer events;
    const auto hash = forEachRecord(directory, Sequence(1), journal::kNoLimit,
                                    [&](const journal::Record& record) {
                                        events.clear();
                                        venue.apply(record.context, record.command, events);
                                    });
    if (!hash)
        return Unexpected{hash.error()};
    if (const auto broken = venue.checkInvariants())
        return Unexpected{Error{"the journal makes a venue that contradicts itself: " + *broken}};
    std::printf("state %s sequence %llu\n", stateHashOf(venue).c_str(),
                static_cast<unsigned long long>(venue.lastSequence().value()));
    std::printf("journal %s\n", journal::toHex(*hash).c_str());
    return Done{};
}

void print(const Replayed& replayed) {
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    const std::uint64_t all = replayed.figures.executions;
    const std::uint64_t permyriad = all == 0 ? 10'000 : replayed.figures.faithful * 10'000 / all;
    std::printf("messages %llu executions %llu faithful %llu (%llu.%02llu %%) unprinted %llu "
                "refused %llu\n",
                number(replayed.view.position), number(all), number(replayed.figures.faithful),
                number(permyriad / 100), number(permyriad % 100),
                number(replayed.figures.unprinted), number(replayed.figures.refused));
}

Error withoutTrace(const Error& error) {
    std::string text = error.message;
    if (text.ends_with('.'))
        text.pop_back();
    return Error{text + ". Nothing was imported; no directory was left behind."};
}

} // namespace

int importIntoVenue(const ImportRequest& request) {
    const auto format = recording::detectFormat(request.file);
    if (!format)
        return badArguments(Error{format.error().message + ". Nothing was imported."});
    if (*format != request.format)
        return badArguments(Error{request.file.filename().string() + " looks like " +
                                  std::string(recording::nameOf(*format)) + ", not " +
                                  std::string(recording::nameOf(request.format)) +
                                  ". Nothing was imported."});
    auto directory = NewDirectory::claim(request.data);
    if (!directory)
        return badArguments(directory.error());
    struct sigaction onSignal {};
    onSignal.sa_handler = [](int) { g_interrupted = 1; };
    sigaction(SIGINT, &onSignal, nullptr);
    sigaction(SIGTERM, &onSignal, nullptr);

    const auto replayed = replay(request);
    if (!replayed)
        return badArguments(withoutTrace(replayed.error()));
    if (const auto synced = syncAll(request.data); !synced)
        return failed(withoutTrace(synced.error()));
    if (const auto verified = verify(request.data); !verified)
        return failed(withoutTrace(verified.error()));
    print(*replayed);
    (*directory)->keep();
    return kDone;
}

} // namespace openbell::ctl
