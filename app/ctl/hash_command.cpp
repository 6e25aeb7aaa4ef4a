// openbell-ctl hash: the state hash at a sequence number, and the journal's.
#include "app/ctl/commands.h"
#include "app/ctl/stopped_directory.h"
#include "engine/runtime/recovery.h"

#include <array>
#include <cstdio>

namespace openbell::ctl {
namespace {

int printHash(const std::filesystem::path& directory, Sequence at, bool atGiven) {
    runtime::Logger logger;
    auto start = runtime::venueFromSnapshot(directory, 1, at, logger);
    if (!start)
        return failed(start.error());
    core::Venue& venue = *start->venue;
    api::EventBuffer events;
    const auto hash = forEachRecord(directory, next(venue.lastSequence()), at,
                                    [&](const journal::Record& record) {
                                        events.clear();
                                        venue.apply(record.context, record.command, events);
                                    });
    if (!hash)
        return failed(hash.error());
    if (atGiven && venue.lastSequence() != at)
        return failed(Error{"The journal ends at sequence " +
                            std::to_string(venue.lastSequence().value()) + "."});
    std::printf("state %s sequence %llu\n", stateHashOf(venue).c_str(),
                static_cast<unsigned long long>(venue.lastSequence().value()));
    std::printf("journal %s\n", journal::toHex(*hash).c_str());
    return kDone;
}

} // namespace

int hashCommand(ArgumentList arguments) {
    constexpr std::array<std::string_view, 2> kValued{"--data", "--at"};
    const auto options = Options::parse(arguments, kValued);
    if (!options)
        return badArguments(options.error());
    const auto at = options->number("--at");
    if (!at)
        return badArguments(at.error());
    const auto directory = StoppedDirectory::open(*options);
    if (!directory)
        return failed(directory.error());
    const Sequence last = *at ? Sequence(**at) : journal::kNoLimit;
    return printHash(directory->path(), last, at->has_value());
}

} // namespace openbell::ctl
