#include "app/daemon/arguments.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace openbell::daemon {
namespace {

constexpr std::uint32_t kMaxRate = 1'000;

Unexpected<Error> wrong(std::string_view option, std::string_view why) {
    return Unexpected{Error{std::string(option) + " " + std::string(why)}};
}

template<class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// ADDR:PORT or [ADDR]:PORT.
std::optional<host::ListenAddress> listenAddress(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    const auto port = number<std::uint16_t>(text.substr(colon + 1));
    std::string_view address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    if (!port || address.empty())
        return std::nullopt;
    if (address == "localhost")
        address = "127.0.0.1";
    return host::ListenAddress{std::string(address), *port};
}

/// Options about where the orders come from.
std::optional<Result<Done, Error>> takeMarket(host::HostOptions& options, std::string_view option,
                                              std::string_view value) {
    if (option == "--simulate") {
        options.simulationSeed = number<std::uint64_t>(value);
        if (!options.simulationSeed)
            return wrong(option, "needs a seed, a whole number");
    } else if (option == "--steps") {
        const auto steps = number<std::uint64_t>(value);
        if (!steps)
            return wrong(option, "needs a whole number");
        options.simulationSteps = *steps;
    } else if (option == "--rate") {
        const auto rate = number<std::uint32_t>(value);
        if (!rate || *rate < 1 || *rate > kMaxRate)
            return wrong(option, "needs a number from 1 to 1000");
        options.simulationQuoteRate = *rate;
        options.simulationTradeRate = *rate;
    } else if (option == "--replay") {
        if (value.empty())
            return wrong(option, "needs a recording");
        options.recording = value;
    } else if (option == "--speed") {
        const auto speed = number<std::uint32_t>(value);
        if (!speed)
            return wrong(option, "needs a whole number; 0 is as fast as possible");
        options.replaySpeed = *speed;
    } else {
        return std::nullopt;
    }
    return Done{};
}

/// Options with a value; nothing when there is no such option.
std::optional<Result<Done, Error>> take(Arguments& parsed, std::string_view option,
                                        std::string_view value) {
    host::HostOptions& options = parsed.host;
    if (option == "--data") {
        if (value.empty())
            return wrong(option, "needs a directory");
        options.dataDirectory = value;
    } else if (option == "--listen") {
        options.listen = listenAddress(value);
        if (!options.listen)
            return wrong(option, "needs ADDRESS:PORT, such as 127.0.0.1:7401");
    } else if (option == "--shards") {
        const auto shards = number<unsigned>(value);
        if (!shards || *shards < 1 || *shards > 64)
            return wrong(option, "needs a number from 1 to 64");
        options.shards = *shards;
    } else if (option == "--rate-limit") {
        const auto perSecond = number<unsigned>(value);
        if (!perSecond)
            return wrong(option, "needs a whole number of commands per second; 0: no limit");
        options.commandsPerSecond = *perSecond;
    } else if (option == "--snapshot-every") {
        const auto commands = number<std::uint64_t>(value);
        if (!commands || *commands == 0)
            return wrong(option, "needs a whole number above 0");
        options.snapshotEvery = *commands;
    } else {
        return takeMarket(options, option, value);
    }
    return Done{};
}

} // namespace

Result<Arguments, Error> parseArguments(std::span<const char* const> arguments) {
    Arguments parsed;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view option = arguments[i];
        if (option == "--help" || option == "-h") {
            parsed.help = true;
        } else if (option == "--version") {
            parsed.version = true;
        } else if (option == "--no-sync") {
            parsed.host.syncToDisk = false;
        } else {
            const bool hasValue = i + 1 < arguments.size();
            const auto taken = take(parsed, option, hasValue ? arguments[i + 1] : "");
            if (!taken)
                return wrong(option, "is not an option of openbelld");
            if (!*taken)
                return Unexpected{taken->error()};
            ++i;
        }
    }
    if (parsed.help || parsed.version)
        return parsed;
    if (parsed.host.dataDirectory.empty())
        return wrong("--data", "is missing");
    if (!parsed.host.listen)
        return wrong("--listen", "is missing");
    if (parsed.host.simulationSteps != 0 && !parsed.host.simulationSeed)
        return wrong("--steps", "goes with --simulate");
    return parsed;
}

std::string usage() {
    return "usage: openbelld --data DIR --listen ADDRESS:PORT [--shards N]\n"
           "                 [--simulate SEED [--steps N] [--rate N] | --replay FILE [--speed N]]\n"
           "                 [--rate-limit N] [--snapshot-every N] [--no-sync]\n"
           "  --data DIR          where the venue is kept; created when it is not there\n"
           "  --listen ADDR:PORT  address for consoles; port 0 takes a free one\n"
           "  --shards N          1 to 64, default 1; changes nothing but where work is done\n"
           "  --simulate SEED     run three simulated markets\n"
           "  --steps N           run N steps as fast as possible, then let the traders rest\n"
           "  --rate N            how busy they are, 1 to 1000, default 1\n"
           "  --replay FILE       replay a recording: LOBSTER zip, NASDAQ ITCH 5.0, Bitstamp log\n"
           "  --speed N           how fast, default 1; 0 is as fast as possible\n"
           "  --rate-limit N      commands per second of one connection, default 5000; 0: no limit\n"
           "  --snapshot-every N  commands between two snapshots, default 250000\n"
           "  --no-sync           do not wait for the disk: for throw-away venues only\n"
           "Prints one line, READY ws://ADDRESS:PORT, when it serves; logs to standard error.\n"
           "SIGTERM and SIGINT drain and stop it.\n"
           "Exit code: 0 stopped, 1 failure, 2 bad arguments, 3 the journal could not be written:\n"
           "look at the disk before it is started again; DIR/journal-failed says what happened.\n";
}

} // namespace openbell::daemon
