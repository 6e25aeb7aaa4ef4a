#include "engine/recording/checks.h"
#include "engine/recording/lobster_source.h"

#include <array>

namespace openbell::recording {
namespace {

constexpr std::array<std::string_view, 8> kTypeNames{
    "", "add", "partial cancel", "delete", "execution", "hidden execution", "cross", "halt"};
constexpr std::uint64_t kProgressEvery = 8'192;

} // namespace

Result<CheckReport, Error> checkLobster(const std::filesystem::path& path,
                                        const CheckProgress& progress) {
    auto source = LobsterSource::open(path);
    if (!source)
        return Unexpected{source.error()};
    LobsterSource& rows = **source;
    std::deque<RecordedEvent> events;
    std::array<std::uint64_t, 8> counts{};
    std::uint64_t mismatches = 0;
    std::uint64_t firstMismatch = 0;
    for (;;) {
        auto has = rows.nextRow(events);
        if (!has)
            return Unexpected{has.error()};
        if (!*has)
            break;
        events.clear();
        ++counts[static_cast<std::size_t>(rows.row().message.type)];
        if (rows.position() > 1 && !rows.bookEqualsRow() && mismatches++ == 0)
            firstMismatch = rows.position();
        if (progress && rows.position() % kProgressEvery == 0)
            progress(rows.position());
    }
    CheckReport report;
    report.lines.push_back(rows.info().symbols.front() + ", " +
                           std::to_string(rows.row().asks.size()) + " levels, " +
                           std::to_string(rows.position()) + " messages");
    for (std::size_t type = 1; type < counts.size(); ++type)
        if (counts[type] != 0)
            report.lines.push_back("  " + std::to_string(type) + " " +
                                   std::string(kTypeNames[type]) + " " +
                                   std::to_string(counts[type]));
    report.lines.push_back("revealed levels " + std::to_string(rows.revealed()));
    if (mismatches != 0)
        report.lines.push_back("first mismatch at line " + std::to_string(firstMismatch));
    report.lines.push_back("rows " + std::to_string(rows.position() - 1) + " mismatches " +
                           std::to_string(mismatches));
    report.exact = mismatches == 0;
    return report;
}

} // namespace openbell::recording
