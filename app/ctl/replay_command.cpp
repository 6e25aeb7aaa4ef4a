// openbell-ctl replay: works the journaled commands again and prints each with what it did.
#include "app/ctl/commands.h"
#include "app/ctl/stopped_directory.h"
#include "engine/api/text_codec.h"

#include <array>
#include <cstdio>

namespace openbell::ctl {
namespace {

void print(const api::EventBuffer& events) {
    events.forEach([](const api::EventStamp&, const auto& event) {
        std::printf("  %s\n", api::toText(api::Event(event)).c_str());
    });
}

int replay(const std::filesystem::path& directory, Sequence from, Sequence to) {
    core::Venue venue;
    api::EventBuffer events;
    const auto hash = forEachRecord(directory, Sequence(1), to, [&](const journal::Record& record) {
        events.clear();
        venue.apply(record.context, record.command, events);
        if (record.context.sequence < from)
            return;
        std::printf("%s\n", journal::toText(record).c_str());
        print(events);
    });
    if (!hash)
        return failed(hash.error());
    std::printf("state %s sequence %llu\n", stateHashOf(venue).c_str(),
                static_cast<unsigned long long>(venue.lastSequence().value()));
    return kDone;
}

} // namespace

int replayCommand(ArgumentList arguments) {
    constexpr std::array<std::string_view, 3> kValued{"--data", "--from", "--to"};
    const auto options = Options::parse(arguments, kValued);
    if (!options)
        return badArguments(options.error());
    const auto from = options->number("--from");
    const auto to = options->number("--to");
    if (!from || !to)
        return badArguments(!from ? from.error() : to.error());
    const auto directory = existingDirectory(*options);
    if (!directory)
        return failed(directory.error());
    return replay(*directory, Sequence(from->value_or(1)),
                  *to ? Sequence(**to) : journal::kNoLimit);
}

} // namespace openbell::ctl
