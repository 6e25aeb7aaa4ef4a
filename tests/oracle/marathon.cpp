// The venue against the naive venue for as long as one likes: many short streams with a seed each,
// spread over processes, stopped at the first difference.
//
//   differential_marathon --commands N [--processes N] [--first-seed N] [--record FILE] [--note
//   TEXT]
//
// Streams differ in their funds and in the number of shards. A difference is minimised and left as
// a scenario file in the working directory. What was really run is printed and appended to FILE as
// one line, also after an interrupt. Zero: everything was run, and nothing differed.
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <map>
#include <string_view>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace openbell;
using namespace openbell::oracle;

constexpr std::uint64_t kStreamCommands = 200'000;
constexpr std::uint64_t kMaxProcesses = 256;
constexpr auto kProgressEvery = std::chrono::seconds(30);

struct Options {
    std::uint64_t commands = 0;
    std::uint64_t processes = 1;
    std::uint64_t firstSeed = 1;
    std::string record;
    std::string note;
    std::uint64_t streams() const { return (commands + kStreamCommands - 1) / kStreamCommands; }
};

/// What a process reports through its pipe; small enough to arrive in one piece.
struct Report {
    enum class Kind : std::uint8_t { Begun, Same, Different };
    Kind kind = Kind::Begun;
    std::uint64_t seed = 0;
};

volatile std::sig_atomic_t interrupted = 0;

bool parse(int argc, char** argv, Options& options) {
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const std::uint64_t number = std::strtoull(argv[i + 1], nullptr, 10);
        if (name == "--commands")
            options.commands = number;
        else if (name == "--processes")
            options.processes = number;
        else if (name == "--first-seed")
            options.firstSeed = number;
        else if (name == "--record")
            options.record = argv[i + 1];
        else if (name == "--note")
            options.note = argv[i + 1];
        else
            return false;
    }
    return argc % 2 == 1 && options.commands > 0 && options.processes > 0 &&
           options.processes <= kMaxProcesses;
}

/// One stream; true when nothing differs.
bool runStream(std::uint64_t seed) {
    constexpr std::array<std::int64_t, 4> kDeposits{60'000, 3'000, 20'000, 5'000'000};
    constexpr std::array<unsigned, 3> kShards{1, 2, 4};
    RandomMarketOptions market;
    market.seed = seed;
    market.deposit = kDeposits[seed % kDeposits.size()];
    ComparisonOptions options;
    options.venue.shards = kShards[seed % kShards.size()];
    options.checkEvery = 10'000;
    const Commands stream = randomStream(market, kStreamCommands);
    const auto difference = compareVenues(stream, options);
    if (difference)
        std::fprintf(stderr, "%s\n",
                     reportDifference(stream, options, *difference, seed,
                                      "marathon-" + std::to_string(seed) + ".txt")
                         .c_str());
    return !difference;
}

/// Every so-many-th seed, until one differs.
int work(const Options& options, std::uint64_t index, int pipe) {
    const auto send = [pipe](Report::Kind kind, std::uint64_t seed) {
        const Report report{kind, seed};
        return write(pipe, &report, sizeof report) == static_cast<ssize_t>(sizeof report);
    };
    for (std::uint64_t i = index; i < options.streams(); i += options.processes) {
        const std::uint64_t seed = options.firstSeed + i;
        if (!send(Report::Kind::Begun, seed))
            return 1;
        const bool same = runStream(seed);
        if (!send(same ? Report::Kind::Same : Report::Kind::Different, seed) || !same)
            return 1;
    }
    return 0;
}

/// Owns the working processes.
class Marathon {
public:
    explicit Marathon(const Options& options) : m_options(options) {}

    bool start() {
        for (std::uint64_t i = 0; i < m_options.processes; ++i) {
            int ends[2];
            if (pipe(ends) != 0)
                return false;
            const pid_t child = fork();
            if (child < 0)
                return false;
            if (child == 0) {
                std::signal(SIGINT, SIG_IGN); // the parent ends this process
                close(ends[0]);
                std::_Exit(work(m_options, i, ends[1]));
            }
            close(ends[1]);
            m_workers.push_back({child, ends[0], 0});
        }
        return true;
    }

    /// Until all are done, one differs or somebody interrupts.
    void follow() {
        auto nextProgress = Clock::now() + kProgressEvery;
        while (!interrupted && m_failure.empty() && openPipes() > 0) {
            std::vector<pollfd> waiting;
            for (const Worker& worker : m_workers)
                waiting.push_back({worker.pipe, POLLIN, 0}); // closed ones are -1: ignored
            if (poll(waiting.data(), waiting.size(), 1000) > 0)
                for (std::size_t i = 0; i < waiting.size(); ++i)
                    if (waiting[i].revents != 0)
                        receive(m_workers[i]);
            if (Clock::now() >= nextProgress) {
                nextProgress = Clock::now() + kProgressEvery;
                std::printf("%s\n", summary().c_str());
                std::fflush(stdout);
            }
        }
    }

    /// Ends what still runs.
    void stop() {
        for (const Worker& worker : m_workers) {
            if (worker.pipe < 0)
                continue;
            kill(worker.process, SIGKILL);
            waitpid(worker.process, nullptr, 0);
        }
    }

    bool passed() const { return m_failure.empty() && m_streams == m_options.streams(); }

    std::string summary() const {
        const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
        const auto commands = static_cast<double>(m_streams * kStreamCommands);
        char text[256];
        std::snprintf(text, sizeof text,
                      "%llu of %llu commands in %llu streams, seeds from %llu, %llu processes, "
                      "%.0f s, %.0f commands/s: ",
                      static_cast<unsigned long long>(m_streams * kStreamCommands),
                      static_cast<unsigned long long>(m_options.streams() * kStreamCommands),
                      static_cast<unsigned long long>(m_streams),
                      static_cast<unsigned long long>(m_options.firstSeed),
                      static_cast<unsigned long long>(m_options.processes), seconds,
                      seconds > 0 ? commands / seconds : 0.0);
        return text + (m_failure.empty() ? "no difference" : m_failure);
    }

private:
    using Clock = std::chrono::steady_clock;
    struct Worker {
        pid_t process;
        int pipe; ///< -1 when it has ended
        std::uint64_t seed;
    };

    std::ptrdiff_t openPipes() const {
        return std::count_if(m_workers.begin(), m_workers.end(),
                             [](const Worker& worker) { return worker.pipe >= 0; });
    }

    void receive(Worker& worker) {
        Report report;
        if (read(worker.pipe, &report, sizeof report) == static_cast<ssize_t>(sizeof report)) {
            worker.seed = report.seed;
            m_streams += report.kind == Report::Kind::Same ? 1 : 0;
            if (report.kind == Report::Kind::Different)
                m_failure = "seed " + std::to_string(report.seed) + " DIFFERS";
            return;
        }
        close(worker.pipe);
        worker.pipe = -1;
        int status = 0;
        waitpid(worker.process, &status, 0);
        if (status != 0 && m_failure.empty()) // such as a failed assertion
            m_failure = "seed " + std::to_string(worker.seed) + " ENDED THE PROCESS";
    }

    const Options& m_options;
    std::vector<Worker> m_workers;
    std::uint64_t m_streams = 0;
    std::string m_failure;
    Clock::time_point m_start = Clock::now();
};

std::string today() {
    const std::time_t now = std::time(nullptr);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d", std::gmtime(&now));
    return text;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    if (!parse(argc, argv, options)) {
        std::fprintf(stderr,
                     "usage: %s --commands N [--processes N] [--first-seed N] [--record FILE] "
                     "[--note TEXT]\n",
                     argv[0]);
        return 2;
    }
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    Marathon marathon(options);
    if (marathon.start())
        marathon.follow();
    marathon.stop();
    const std::string summary = marathon.summary() + (interrupted ? " (interrupted)" : "");
    std::printf("%s\n", summary.c_str());
    if (!options.record.empty())
        std::ofstream(options.record, std::ios::app)
            << today() << ' ' << summary << (options.note.empty() ? "" : ", ") << options.note
            << '\n';
    return marathon.passed() ? 0 : 1;
}
