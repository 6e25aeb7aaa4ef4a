// A journal of fifty thousand random commands gives the same events and the same state wherever it
// is run again: with one, two and four shards, and, because the hashes are written down in a file
// that every build compares with, in every build type and with every compiler.
//
//   replay_hash FILE             compares with the hashes in FILE
//   replay_hash FILE --rewrite   writes them there: after the rules, the commands, the events or
//   the
//                                random streams were changed on purpose
#include "engine/core/venue.h"
#include "engine/journal/digest.h"
#include "engine/journal/record.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/random_commands.h"
#include "tests/simulation/encoded_events.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace {

using namespace openbell;

constexpr std::uint64_t kSeed = 20260105;
constexpr std::size_t kCommands = 50'000;
constexpr std::size_t kHashEvery = 10'000; ///< a difference is at most so many commands back

/// What a sequencer would have written, without the segments around it.
api::Bytes journalOf(const oracle::Commands& commands) {
    api::Bytes journal;
    for (std::size_t i = 0; i < commands.size(); ++i)
        journal::encodeRecord({Sequence(i + 1), oracle::timeOfCommand(i), UserId(7)}, commands[i],
                              journal);
    return journal;
}

/// One line for every kHashEvery commands: their number, the hash of all events so far, that of the
/// state.
std::string hashesOf(const api::Bytes& journal, unsigned shards) {
    core::Venue venue({shards, false});
    api::EventBuffer events;
    journal::Sha256 sum;
    std::string lines;
    for (std::span<const std::uint8_t> left(journal); !left.empty();) {
        std::uint32_t length = 0;
        std::memcpy(&length, left.data(), sizeof length); // little-endian, as the machine
        api::BinaryReader reader(left.subspan(journal::kRecordPrefixBytes, length));
        journal::Record record;
        reader.read(record.context);
        reader.read(record.command);
        OPENBELL_ASSERT(reader.ok() && reader.atEnd());
        left = left.subspan(journal::kRecordPrefixBytes + length);

        events.clear();
        venue.apply(record.context, record.command, events);
        sum.update(simulation::encodedEvents(events));
        const std::uint64_t number = record.context.sequence.value();
        if (number % kHashEvery == 0 || left.empty()) {
            api::Bytes state;
            venue.save(state);
            lines += std::to_string(number) + " events " + journal::toHex(sum.digest()) +
                     " state " + journal::toHex(journal::stateHash(state)) + "\n";
        }
    }
    return lines;
}

/// Every kind of command is in the stream, or its rules would not be compared.
bool hasEveryCommand(const oracle::Commands& commands) {
    std::set<std::size_t> kinds;
    for (const api::Command& command : commands)
        kinds.insert(command.index());
    for (std::size_t kind = 0; kind < std::variant_size_v<api::Command>; ++kind)
        if (!kinds.contains(kind))
            std::fprintf(stderr, "No command of the kind at position %zu of api::Command.\n", kind);
    return kinds.size() == std::variant_size_v<api::Command>;
}

} // namespace

int main(int argc, char** argv) {
    const bool rewrite = argc == 3 && std::strcmp(argv[2], "--rewrite") == 0;
    if (argc != 2 && !rewrite) {
        std::fprintf(stderr, "usage: %s FILE [--rewrite]\n", argv[0]);
        return 2;
    }
    const oracle::Commands commands = oracle::randomStream({.seed = kSeed}, kCommands);
    const api::Bytes journal = journalOf(commands);
    const std::string hashes = hashesOf(journal, 1);
    bool same = hasEveryCommand(commands);
    for (const unsigned shards : {2U, 4U})
        if (hashesOf(journal, shards) != hashes) {
            std::fprintf(stderr, "%u shards give other hashes than one.\n", shards);
            same = false;
        }
    // The stream itself, so that a changed generator is told from a changed rule.
    const std::string found = "# Written by replay_hash --rewrite.\ncommands " +
                              journal::toHex(journal::sha256(journal)) + "\n" + hashes;
    std::printf("seed %llu\n%s", static_cast<unsigned long long>(kSeed), found.c_str());
    if (rewrite) {
        std::ofstream(argv[1]) << found;
        return same ? 0 : 1;
    }
    std::ostringstream expected;
    expected << std::ifstream(argv[1]).rdbuf();
    if (expected.str() != found) {
        std::fprintf(stderr, "%s has other hashes:\n%s", argv[1], expected.str().c_str());
        same = false;
    }
    return same ? 0 : 1;
}
