// openbell-bench journal: what appending costs by batch size, with and without fdatasync, and how
// fast a million records are read back, decoded and checked against the hash chain.
#include "engine/base/random.h"
#include "engine/journal/file_log.h"
#include "engine/journal/reader.h"
#include "engine/journal/record.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace openbell::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct JournalOptions {
    std::filesystem::path directory;
    std::uint64_t commands = 1'000'000;
};

std::optional<JournalOptions> parse(Arguments arguments) {
    JournalOptions options;
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        const std::string_view value = arguments[i + 1];
        if (arguments[i] == "--dir") {
            options.directory = value;
        } else if (arguments[i] == "--commands") {
            const auto end = value.data() + value.size();
            if (std::from_chars(value.data(), end, options.commands).ptr != end)
                return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (arguments.size() % 2 != 0 || options.directory.empty() || options.commands == 0)
        return std::nullopt;
    return options;
}

/// Nine orders to one cancel, as the records of a busy market.
struct Encoded {
    api::Bytes bytes;
    std::vector<std::size_t> ends; ///< where each record ends
};

Encoded encode(std::uint64_t commands) {
    Encoded encoded;
    encoded.ends.reserve(commands);
    Random random(1);
    for (std::uint64_t i = 1; i <= commands; ++i) {
        const api::CommandContext context{Sequence(i), Timestamp(static_cast<std::int64_t>(i)),
                                          UserId(3)};
        api::Command command = api::CancelOrder{AccountId(1), InstrumentId(1), OrderId(i)};
        if (!random.chance(1, 10)) {
            api::PlaceOrder order;
            order.account = AccountId(static_cast<std::uint32_t>(random.below(100)));
            order.instrument = InstrumentId(1);
            order.price = Price(random.between(1, 100'000));
            order.quantity = Quantity(random.between(1, 1000));
            command = order;
        }
        journal::encodeRecord(context, command, encoded.bytes);
        encoded.ends.push_back(encoded.bytes.size());
    }
    return encoded;
}

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Appends in batches for at most about two seconds and prints a line.
void measureAppend(const JournalOptions& options, const Encoded& encoded, std::size_t batch,
                   bool sync) {
    const auto directory = options.directory / "append";
    std::filesystem::remove_all(directory);
    journal::FileLogOptions logOptions;
    logOptions.syncToDisk = sync;
    auto log = journal::FileLog::open(directory, logOptions);
    if (!log)
        throw std::runtime_error(log.error().message);

    LatencyHistogram microseconds(10'000'000);
    std::size_t done = 0;
    std::size_t bytes = 0;
    const auto start = Clock::now();
    while (done < encoded.ends.size() && secondsSince(start) < 2) {
        const std::size_t last = std::min(done + batch, encoded.ends.size());
        const std::size_t end = encoded.ends[last - 1];
        const auto before = Clock::now();
        const auto written = (*log)->append({Sequence(done + 1), Sequence(last),
                                             std::span(encoded.bytes).subspan(bytes, end - bytes)});
        if (!written)
            throw std::runtime_error(written.error().message);
        microseconds.record(static_cast<std::uint64_t>(secondsSince(before) * 1e6));
        done = last;
        bytes = end;
    }
    const double seconds = secondsSince(start);
    std::printf("append batch %5zu %s  %10.0f commands/s  %7.1f MB/s  per batch p50 %llu us, p99 "
                "%llu us\n",
                batch, sync ? "fdatasync" : "no sync  ", static_cast<double>(done) / seconds,
                static_cast<double>(bytes) / seconds / 1e6,
                static_cast<unsigned long long>(microseconds.percentile(0.5)),
                static_cast<unsigned long long>(microseconds.percentile(0.99)));
}

void writeWhole(const std::filesystem::path& directory, const Encoded& encoded) {
    std::filesystem::remove_all(directory);
    auto log = journal::FileLog::open(directory);
    if (!log)
        throw std::runtime_error(log.error().message);
    std::size_t from = 0;
    for (std::size_t done = 0; done < encoded.ends.size();) {
        const std::size_t last = std::min<std::size_t>(done + 10'000, encoded.ends.size());
        const std::size_t end = encoded.ends[last - 1];
        const auto written = (*log)->append({Sequence(done + 1), Sequence(last),
                                             std::span(encoded.bytes).subspan(from, end - from)});
        if (!written)
            throw std::runtime_error(written.error().message);
        done = last;
        from = end;
    }
}

void measureReading(const std::filesystem::path& directory) {
    std::vector<double> reading;
    std::vector<double> opening;
    std::uint64_t records = 0;
    for (int i = 0; i < 5; ++i) {
        auto start = Clock::now();
        auto reader = journal::JournalReader::open(directory, Sequence(1));
        if (!reader)
            throw std::runtime_error(reader.error().message);
        journal::ReadStatus status = journal::ReadStatus::Record;
        for (records = 0; (status = reader->next()) == journal::ReadStatus::Record;)
            ++records;
        if (status == journal::ReadStatus::Failed)
            throw std::runtime_error(reader->error().message);
        reading.push_back(secondsSince(start));

        start = Clock::now();
        const auto log = journal::FileLog::open(directory);
        if (!log)
            throw std::runtime_error(log.error().message);
        opening.push_back(secondsSince(start));
    }
    std::printf("read, decode and verify  %llu records in %.3f s (%.0f ns each)\n",
                static_cast<unsigned long long>(records), median(reading),
                median(reading) * 1e9 / static_cast<double>(records));
    std::printf("open and verify          %llu records in %.3f s\n",
                static_cast<unsigned long long>(records), median(opening));
}

} // namespace

int runJournal(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("openbell-bench journal --dir DIR [--commands N]\n", stderr);
        return 2;
    }
    const std::int64_t start = threadCpuNs();
    const Encoded encoded = encode(options->commands);
    std::printf("make and encode  %.0f ns of processor time and %.1f bytes per record\n",
                static_cast<double>(threadCpuNs() - start) / static_cast<double>(options->commands),
                static_cast<double>(encoded.bytes.size()) / static_cast<double>(options->commands));
    for (const bool sync : {false, true})
        for (const std::size_t batch :
             {std::size_t{1}, std::size_t{16}, std::size_t{256}, std::size_t{4096}})
            measureAppend(*options, encoded, batch, sync);
    writeWhole(options->directory / "whole", encoded);
    measureReading(options->directory / "whole");
    std::printf("%s, commit %s\n", machineName().c_str(), commitName().c_str());
    return 0;
}

} // namespace openbell::bench
