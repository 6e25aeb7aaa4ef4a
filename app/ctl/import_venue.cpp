// openbell-ctl import --data: replays a recording into a new data directory, through the engine
// and a loopback session, verifies what came out, and only then gives it its name.
#include "app/ctl/import.h"
#include "app/ctl/import_replay.h"
#include "app/ctl/new_directory.h"
#include "app/ctl/progress.h"
#include "app/ctl/stopped_directory.h"
#include "engine/recording/recording_source.h"

#include <cstdio>

namespace openbell::ctl {
namespace {

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
    const simulation::ReplayFigures& figures = replayed.figures;
    // Hidden orders have no queue that could be followed: no execution of theirs is faithful.
    const std::uint64_t visible = figures.executions - figures.hidden;
    std::printf("visible executions %llu faithful %llu (%s)\n", number(visible),
                number(figures.faithful), percentText(figures.faithful, visible).c_str());
    std::printf("messages %llu executions %llu faithful %llu (%s) unprinted %llu refused %llu\n",
                number(replayed.view.position), number(figures.executions),
                number(figures.faithful), percentText(figures.faithful, figures.executions).c_str(),
                number(figures.unprinted), number(figures.refused));
}

Error withoutTrace(const Error& error) {
    std::string text = error.message;
    if (text.ends_with('.'))
        text.pop_back();
    return Error{text + ". Nothing was imported; no directory was left behind."};
}

/// The recording is what it is said to be; looked at before anything is made.
std::optional<Error> misfit(const ImportRequest& request) {
    const auto format = recording::detectFormat(request.file);
    if (!format)
        return Error{format.error().message + ". Nothing was imported."};
    if (*format != request.format)
        return Error{request.file.filename().string() + " looks like " +
                     std::string(recording::nameOf(*format)) + ", not " +
                     std::string(recording::nameOf(request.format)) + ". Nothing was imported."};
    return std::nullopt;
}

} // namespace

int importIntoVenue(const ImportRequest& request) {
    if (const auto problem = misfit(request))
        return badArguments(*problem);
    Interrupts interrupts;
    auto directory = NewDirectory::claim(request.data);
    if (!directory)
        return badArguments(directory.error());
    if ((*directory)->replacedLeftover())
        std::fprintf(stderr,
                     "openbell-ctl: %s, left by an earlier import that did not come to its end, "
                     "is replaced.\n",
                     (*directory)->path().c_str());
    const auto replayed = replayInto((*directory)->path(), request, interrupts);
    if (!replayed && !interrupts.requested())
        return badArguments(withoutTrace(replayed.error()));
    if (!replayed)
        return failed(withoutTrace(replayed.error()));
    if (const auto verified = verify((*directory)->path()); !verified)
        return failed(withoutTrace(verified.error()));
    if (interrupts.requested())
        return failed(withoutTrace(Error{"interrupted"}));
    if (const auto finished = (*directory)->finish(); !finished)
        return failed(withoutTrace(finished.error()));
    print(*replayed);
    return kDone;
}

} // namespace openbell::ctl
