// openbell-bench recovery: how fast a venue comes back. Replays a journal from its first record,
// and starts a whole host on a snapshot with a tail.
#include "engine/host/data_directory.h"
#include "engine/host/host.h"
#include "engine/journal/file_log.h"
#include "engine/journal/record.h"
#include "engine/journal/snapshot_store.h"
#include "engine/runtime/recovery.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"
#include "tests/bench/order_flow.h"

#include <charconv>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <future>
#include <optional>
#include <stdexcept>

namespace openbell::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kInstruments = 3;
constexpr std::uint32_t kAccounts = 1000;

struct RecoveryBenchOptions {
    std::filesystem::path directory;
    std::uint64_t commands = 1'000'000;
    std::uint64_t tail = 100'000;
    unsigned shards = 1;
};

std::optional<RecoveryBenchOptions> parse(Arguments arguments) {
    RecoveryBenchOptions options;
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        const std::string_view value = arguments[i + 1];
        const auto number = [&](auto& into) {
            return std::from_chars(value.data(), value.data() + value.size(), into).ptr ==
                   value.data() + value.size();
        };
        if (arguments[i] == "--dir")
            options.directory = value;
        else if (arguments[i] == "--commands" ? !number(options.commands)
                 : arguments[i] == "--tail"   ? !number(options.tail)
                 : arguments[i] == "--shards" ? !number(options.shards)
                                              : true)
            return std::nullopt;
    }
    if (arguments.size() % 2 != 0 || options.directory.empty() || options.tail >= options.commands)
        return std::nullopt;
    return options;
}

void check(bool ok, const std::string& what) {
    if (!ok)
        throw std::runtime_error(what);
}

/// Processor time of the whole process: on a shared machine steadier than the wall clock.
double processCpuSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Writes a journal of so many commands, as a venue would have, and the snapshot before its tail.
class JournalMaker {
public:
    explicit JournalMaker(const RecoveryBenchOptions& options) : m_options(options) {
        journal::FileLogOptions logOptions;
        logOptions.syncToDisk = false;
        auto log = journal::FileLog::open(options.directory, logOptions);
        check(log.hasValue(), log ? "" : log.error().message);
        m_log = std::move(*log);
    }

    void make() {
        api::CreateUser create;
        create.user = UserId(1);
        create.name = api::Name("operator");
        create.role = api::Role::Operator;
        add(create);
        for (const api::Command& command : flowSetup(kInstruments, kAccounts))
            add(command);
        OrderFlow flow(1, kInstruments, kAccounts, 10'000);
        while (m_venue.lastSequence().value() < m_options.commands) {
            add(flow.next(next(m_venue.lastSequence())));
            if (m_options.commands - m_venue.lastSequence().value() == m_options.tail)
                writeSnapshot();
        }
        flush();
        m_log->close();
    }

    std::uint64_t rejected() const { return m_rejected; }
    std::size_t snapshotBytes() const { return m_snapshotBytes; }

private:
    void add(const api::Command& command) {
        const Sequence sequence = next(m_venue.lastSequence());
        const api::CommandContext context{
            sequence, Timestamp(1'000'000 * static_cast<std::int64_t>(sequence.value())),
            UserId(1)};
        journal::encodeRecord(context, command, m_records);
        m_events.clear();
        m_venue.apply(context, command, m_events);
        m_events.forEach([this]<class E>(const api::EventStamp&, const E&) {
            m_rejected += std::is_same_v<E, api::CommandRejected> ? 1U : 0U;
        });
        if (m_records.size() > (1U << 16U))
            flush();
    }

    void flush() {
        if (m_records.empty())
            return;
        const auto written =
            m_log->append({next(m_log->durable()), m_venue.lastSequence(), m_records});
        check(written.hasValue(), written ? "" : written.error().message);
        m_records.clear();
    }

    void writeSnapshot() {
        flush();
        api::Bytes saved;
        m_venue.save(saved);
        m_snapshotBytes = saved.size();
        journal::SnapshotInfo info;
        info.sequence = m_venue.lastSequence();
        info.time = m_venue.lastTime();
        info.journal = m_log->hash();
        check(journal::SnapshotStore(m_options.directory / "aside").write(info, saved).hasValue(),
              "cannot write the snapshot");
    }

    RecoveryBenchOptions m_options;
    std::unique_ptr<journal::FileLog> m_log;
    core::Venue m_venue;
    api::EventBuffer m_events;
    api::Bytes m_records;
    std::uint64_t m_rejected = 0;
    std::size_t m_snapshotBytes = 0;
};

void measureReplay(const RecoveryBenchOptions& options) {
    runtime::Logger logger(runtime::LogLevel::Warning);
    const double cpuBefore = processCpuSeconds();
    const auto start = Clock::now();
    const auto recovered = runtime::recover(
        {options.directory, options.shards, false},
        [](std::uint64_t, std::uint64_t) { return true; }, logger);
    const double seconds = secondsSince(start);
    check(recovered.hasValue(), recovered ? "" : recovered.error().message);
    std::printf("replay of %llu commands from the first record  %8.3f s (%.3f s of processor)\n",
                static_cast<unsigned long long>(options.commands), seconds,
                processCpuSeconds() - cpuBefore);
}

void measureHost(const RecoveryBenchOptions& options) {
    check(host::writeKind({options.directory}, {}).hasValue(), "cannot write venue.conf");
    std::promise<double> serving;
    const double cpuBefore = processCpuSeconds();
    const auto start = Clock::now();
    host::HostOptions hostOptions;
    hostOptions.dataDirectory = options.directory;
    hostOptions.shards = options.shards;
    hostOptions.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
    hostOptions.onState = [&](host::HostState state) {
        serving.set_value(state == host::HostState::Serving ? secondsSince(start) : -1.0);
    };
    auto opened = host::Host::open(std::move(hostOptions));
    check(opened.hasValue(), opened ? "" : opened.error().message);
    check((*opened)->start().hasValue(), "the host does not start");
    const double seconds = serving.get_future().get();
    check(seconds >= 0, (*opened)->status().text);
    std::printf("host live on a snapshot and a tail of %llu       %8.3f s (%.3f s of processor)\n",
                static_cast<unsigned long long>(options.tail), seconds,
                processCpuSeconds() - cpuBefore);
}

} // namespace

int runRecovery(Arguments arguments) {
    auto options = parse(arguments);
    if (!options) {
        std::fputs("usage: openbell-bench recovery --dir DIR [--commands N] [--tail N] "
                   "[--shards N]\n",
                   stderr);
        return 2;
    }
    options->directory /= "recovery-bench";
    std::filesystem::remove_all(options->directory);
    std::filesystem::create_directories(options->directory);
    std::printf("# %s, commit %s, %u shard(s)\n", machineName().c_str(), commitName().c_str(),
                options->shards);
    {
        JournalMaker maker(*options);
        maker.make();
        std::printf("# 10,000 resting orders, %u accounts, %llu refusals, snapshot of %zu bytes\n",
                    kAccounts, static_cast<unsigned long long>(maker.rejected()),
                    maker.snapshotBytes());
    }
    for (int i = 0; i < 3; ++i)
        measureReplay(*options);
    std::filesystem::rename(options->directory / "aside" / "snapshots",
                            options->directory / "snapshots");
    measureHost(*options);
    std::filesystem::remove_all(options->directory);
    return 0;
}

} // namespace openbell::bench
