#include "tests/oracle/comparison.h"

#include "engine/api/text_codec.h"
#include "tests/oracle/naive_venue.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <span>

namespace openbell::oracle {
namespace {

NaiveVenue::Events eventsOf(const api::EventBuffer& buffer) {
    NaiveVenue::Events events;
    buffer.forEach([&](const api::EventStamp&, const auto& event) { events.push_back(event); });
    return events;
}

void encode(const api::EventBuffer& events, api::Bytes& out) {
    out.clear();
    api::BinaryWriter writer(out);
    events.forEach([&](const api::EventStamp&, const auto& event) {
        writer.write(std::remove_cvref_t<decltype(event)>::kType);
        writer.write(event);
    });
}

void encode(const NaiveVenue::Events& events, api::Bytes& out) {
    out.clear();
    for (const api::Event& event : events)
        api::encodeBinary(event, out);
}

std::string firstDifference(const NaiveVenue::Events& venue, const NaiveVenue::Events& naive) {
    const auto textAt = [](const NaiveVenue::Events& events, std::size_t i) {
        return i < events.size() ? api::toText(events[i]) : std::string("(no more events)");
    };
    for (std::size_t i = 0; i < std::max(venue.size(), naive.size()); ++i)
        if (textAt(venue, i) != textAt(naive, i))
            return "event " + std::to_string(i + 1) + "\n  venue: " + textAt(venue, i) +
                   "\n  naive: " + textAt(naive, i);
    return "none";
}

class Pair {
public:
    explicit Pair(const core::VenueOptions& options) : m_venue(options) {}

    /// What differs after this command, or nothing.
    std::optional<std::string> apply(std::size_t index, const api::Command& command) {
        const api::CommandContext context{Sequence(index + 1), timeOfCommand(index), UserId(7),
                                          sessionOfCommand(index)};
        m_buffer.clear();
        m_venue.apply(context, command, m_buffer);
        return differenceFrom(m_naive.apply(context, command));
    }

    std::optional<std::string> compareStates() {
        if (const auto broken = m_venue.checkInvariants())
            return "broken invariant: " + *broken;
        m_buffer.clear();
        m_venue.describe(m_buffer);
        const auto difference = differenceFrom(m_naive.describe());
        return difference ? std::optional("described state, " + *difference) : std::nullopt;
    }

private:
    /// Between the venue's events in the buffer and the naive ones.
    std::optional<std::string> differenceFrom(const NaiveVenue::Events& naive) {
        encode(m_buffer, m_venueBytes);
        encode(naive, m_naiveBytes);
        if (m_venueBytes == m_naiveBytes)
            return std::nullopt;
        return firstDifference(eventsOf(m_buffer), naive);
    }

    core::Venue m_venue;
    NaiveVenue m_naive;
    api::EventBuffer m_buffer;
    api::Bytes m_venueBytes; ///< scratch
    api::Bytes m_naiveBytes; ///< scratch
};

bool isFiller(const api::Command& command) {
    return std::holds_alternative<api::AdvanceTime>(command);
}

} // namespace

std::optional<Difference> compareVenues(const Commands& commands,
                                        const ComparisonOptions& options) {
    Pair pair(options.venue);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        auto different = pair.apply(i, commands[i]);
        const bool last = i + 1 == commands.size();
        if (!different && (last || (options.checkEvery && i % options.checkEvery == 0)))
            different = pair.compareStates();
        if (different)
            return Difference{i, "command " + std::to_string(i + 1) + ": " +
                                     api::toText(commands[i]) + "\n" + *different};
    }
    return std::nullopt;
}

Commands minimise(Commands commands, const std::function<bool(const Commands&)>& fails,
                  std::size_t attempts) {
    for (std::size_t chunk = std::max<std::size_t>(commands.size() / 2, 1); attempts > 0;
         chunk /= 2) {
        for (std::size_t at = 0; at < commands.size() && attempts > 0; at += chunk) {
            Commands shorter = commands;
            const auto end = std::min(at + chunk, shorter.size());
            const std::span<api::Command> range(shorter.data() + at, end - at);
            if (std::all_of(range.begin(), range.end(), isFiller))
                continue;
            std::fill(range.begin(), range.end(), api::Command(api::AdvanceTime{}));
            --attempts;
            if (fails(shorter))
                commands = std::move(shorter);
        }
        if (chunk == 1)
            break;
    }
    return commands;
}

std::string toScenario(const Commands& commands, const std::string& title) {
    std::string text = "# " + title + "\n";
    std::size_t skipped = 0;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (isFiller(commands[i])) {
            ++skipped;
            continue;
        }
        if (skipped > 0)
            text += "skip " + std::to_string(skipped) + "\n";
        skipped = 0;
        const std::int64_t seconds = timeOfCommand(i).value() / kNsPerSecond;
        text += "at " + std::to_string(seconds) + "\n" + api::toText(commands[i]) + "\n";
    }
    return text;
}

std::string reportDifference(Commands commands, const ComparisonOptions& options,
                             const Difference& difference, std::uint64_t seed,
                             const std::string& path) {
    commands.resize(difference.at + 1);
    // A long stream takes long to run again: what is not shorter by then stays as long.
    const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    const auto fails = [&](const Commands& shorter) {
        return std::chrono::steady_clock::now() < patience &&
               compareVenues(shorter, options).has_value();
    };
    const Commands minimal = minimise(std::move(commands), fails, 400);
    std::ofstream(path) << toScenario(minimal, "found by comparing with the naive venue, seed " +
                                                   std::to_string(seed));
    const auto shortest = compareVenues(minimal, options);
    return "seed " + std::to_string(seed) + ", " + difference.text + "\nminimised to " + path +
           ":\n" + (shortest ? shortest->text : "");
}

} // namespace openbell::oracle
