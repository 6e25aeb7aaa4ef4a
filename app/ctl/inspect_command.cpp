// openbell-ctl inspect: what the journal files hold, damaged ones included. Changes nothing.
#include "app/ctl/commands.h"
#include "app/ctl/stopped_directory.h"
#include "engine/journal/inspect.h"
#include "engine/journal/snapshot_store.h"

#include <array>
#include <cstdio>

namespace openbell::ctl {
namespace {

void print(const journal::SegmentReport& segment) {
    std::printf("segment %s bytes %llu records %llu sequence %llu..%llu\n", segment.file.c_str(),
                static_cast<unsigned long long>(segment.bytes),
                static_cast<unsigned long long>(segment.records),
                static_cast<unsigned long long>(segment.first.value()),
                static_cast<unsigned long long>(segment.last.value()));
    if (segment.unfinishedBytes != 0)
        std::printf("  unfinished write of %llu bytes at the end: never acknowledged, cut off at "
                    "the next start\n",
                    static_cast<unsigned long long>(segment.unfinishedBytes));
    if (segment.problem)
        std::printf("  DAMAGED at offset %llu: %s\n  whole records after it: %llu\n",
                    static_cast<unsigned long long>(segment.problem->offset),
                    segment.problem->message.c_str(),
                    static_cast<unsigned long long>(segment.recordsAfterProblem));
}

void printSnapshots(const std::filesystem::path& directory) {
    const journal::SnapshotStore store(directory);
    for (const auto& [named, reason] : store.unreadable())
        std::printf("snapshot %llu DAMAGED: %s\n", static_cast<unsigned long long>(named.value()),
                    reason.c_str());
    for (const journal::SnapshotInfo& info : store.list())
        std::printf("snapshot %s sequence %llu bytes %llu state %s\n", info.file.c_str(),
                    static_cast<unsigned long long>(info.sequence.value()),
                    static_cast<unsigned long long>(info.bytes),
                    journal::toHex(info.state).c_str());
}

int inspect(const std::filesystem::path& directory, std::uint64_t from, std::uint64_t count) {
    std::uint64_t left = count;
    const auto visit = [&](const journal::PlacedRecord& placed) {
        if (left == 0)
            return false;
        if (placed.record.context.sequence.value() < from)
            return true;
        std::printf("%s:%llu %s\n", placed.file.c_str(),
                    static_cast<unsigned long long>(placed.offset),
                    journal::toText(placed.record).c_str());
        --left;
        return true;
    };
    const journal::JournalReport report = journal::inspectJournal(directory, visit);
    for (const journal::SegmentReport& segment : report.segments)
        print(segment);
    printSnapshots(directory);
    const std::string hash = report.hashKnown() ? " journal " + journal::toHex(report.hash) : "";
    std::printf("sound up to sequence %llu%s\n",
                static_cast<unsigned long long>(report.last.value()), hash.c_str());
    if (report.problem)
        return failed(Error{report.problem->message});
    return kDone;
}

} // namespace

int inspectCommand(ArgumentList arguments) {
    constexpr std::array<std::string_view, 3> kValued{"--data", "--from", "--count"};
    const auto options = Options::parse(arguments, kValued);
    if (!options)
        return badArguments(options.error());
    const auto from = options->number("--from");
    const auto count = options->number("--count");
    if (!from || !count)
        return badArguments(!from ? from.error() : count.error());
    const auto directory = existingDirectory(*options);
    if (!directory)
        return failed(directory.error());
    // Without --from and --count only the overview; with one of them the other has a default.
    const bool records = from->has_value() || count->has_value();
    return inspect(*directory, from->value_or(1), records ? count->value_or(20) : 0);
}

} // namespace openbell::ctl
