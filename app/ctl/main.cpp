// openbell-ctl: looks into data directories, recordings and running venues.
#include "app/ctl/commands.h"
#include "app/ctl/options.h"
#include "engine/base/exception_text.h"

#include <cstdio>
#include <exception>
#include <string_view>
#include <sys/stat.h>

namespace openbell::ctl {
namespace {

struct Command {
    std::string_view name;
    int (*run)(ArgumentList);
};

constexpr Command kCommands[] = {
    {"hash", hashCommand},     {"verify", verifyCommand}, {"inspect", inspectCommand},
    {"replay", replayCommand}, {"import", importCommand}, {"top", topCommand},
};

constexpr const char* kUsage =
    "usage: openbell-ctl COMMAND [OPTIONS]\n"
    "  hash --data DIR [--at SEQ]      state hash and last sequence number, and the journal's "
    "hash\n"
    "  verify --data DIR               replay from the first record and from each snapshot, "
    "compare\n"
    "  inspect --data DIR [--from SEQ] [--count N]\n"
    "                                  segments, snapshots, records; works on damaged journals\n"
    "  replay --data DIR [--from SEQ] [--to SEQ]\n"
    "                                  commands with the events they cause, as text\n"
    "  import --format lobster|itch|bitstamp --check FILE\n"
    "                                  check a recording against the engine's own book\n"
    "  import --format lobster|itch|bitstamp --data DIR [--speed x1|x10|x100|max] [--interactive]\n"
    "         FILE                     replay it into a new data directory; on a terminal, or "
    "with\n"
    "                                  --interactive, p pauses, s steps, r resumes, 1 to 4 set "
    "the\n"
    "                                  speed, q quits\n"
    "  top --connect ws://ADDRESS:PORT --user NAME [--count N]\n"
    "                                  health of a running venue; asks for the password, or takes\n"
    "                                  it from OPENBELL_PASSWORD\n"
    "Exit code: 0 done, 1 failure or a difference found, 2 bad arguments or a bad recording.\n";

int run(int argc, const char* const* argv) {
    const std::string_view name = argc > 1 ? argv[1] : "";
    if (name == "--help" || name == "-h" || name == "help") {
        std::fputs(kUsage, stdout);
        return kDone;
    }
    if (name == "--version") {
        std::puts("openbell-ctl " OPENBELL_VERSION);
        return kDone;
    }
    for (const Command& command : kCommands)
        if (command.name == name)
            return command.run(ArgumentList(argv, static_cast<std::size_t>(argc)).subspan(2));
    if (!name.empty())
        std::fprintf(stderr, "openbell-ctl: unknown command %s\n", argv[1]);
    std::fputs(kUsage, stderr);
    return kBadArguments;
}

} // namespace
} // namespace openbell::ctl

int main(int argc, char** argv) {
    ::umask(0077); // what it makes holds orders and passwords: for the owner alone
    try {
        return openbell::ctl::run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "openbell-ctl: %s\n", openbell::textOf(problem).c_str());
        return openbell::ctl::kFailure;
    }
}
