// openbell-ctl top: a running venue's health, live, in a terminal.
#include "app/ctl/commands.h"
#include "app/ctl/options.h"
#include "app/ctl/protocol_client.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace openbell::ctl {
namespace {

using namespace std::chrono_literals;

/// The password from OPENBELL_PASSWORD, or typed without echo. Never from the command line, where
/// every user of the machine could read it.
std::string askPassword(const std::string& user) {
    if (const char* given = std::getenv("OPENBELL_PASSWORD"))
        return given;
    std::fprintf(stderr, "Password of %s: ", user.c_str());
    termios shown{};
    const bool terminal = ::tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        termios hidden = shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    std::string password;
    std::getline(std::cin, password);
    if (terminal)
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    std::fputc('\n', stderr);
    return password;
}

void printCount(const char* label, std::uint64_t value) {
    std::printf("  %-22s %llu\n", label, static_cast<unsigned long long>(value));
}

/// Whole microseconds with one decimal, without floating point.
void printLatency(const char* label, std::int64_t p50, std::int64_t p99, std::int64_t p999) {
    const auto micros = [](std::int64_t ns) {
        return std::to_string(ns / 1000) + "." + std::to_string(ns % 1000 / 100);
    };
    std::printf("  %-22s p50 %s us  p99 %s us%s%s\n", label, micros(p50).c_str(),
                micros(p99).c_str(), p999 != 0 ? "  p99.9 " : "",
                p999 != 0 ? (micros(p999) + " us").c_str() : "");
}

void print(const api::HealthView& health, const std::string& url) {
    if (::isatty(STDOUT_FILENO) != 0)
        std::fputs("\033[H\033[2J", stdout);
    std::printf("openbell %s\n", url.c_str());
    printCount("sequence", health.sequence.value());
    printCount("durable", health.durable.value());
    printCount("read models at", health.projected.value());
    printCount("snapshot at", health.snapshot.value());
    printCount("commands/s", health.commandsPerSecond);
    printCount("events/s", health.eventsPerSecond);
    printCount("trades/s", health.tradesPerSecond);
    printCount("rejects/s", health.rejectsPerSecond);
    std::printf("  %-22s %u of %u\n", "input queue", health.inputDepth, health.inputCapacity);
    printCount("waiting for the disk", health.journalDepth);
    printCount("waiting for release", health.publishDepth);
    printCount("sessions", health.sessions);
    printCount("shards", health.shards);
    printCount("journal MiB", health.journalBytes >> 20U);
    printCount("memory MiB", health.residentBytes >> 20U);
    printLatency("apply", health.applyNsP50, health.applyNsP99, 0);
    printLatency("durable", health.durableNsP50, health.durableNsP99, health.durableNsP999);
    printLatency("disk sync", health.syncNsP50, health.syncNsP99, 0);
    std::fflush(stdout);
}

/// Prints `count` updates (0: without end).
int watch(ProtocolClient& client, const std::string& url, std::uint64_t count) {
    api::Subscribe subscribe;
    subscribe.subscription = SubscriptionId(1);
    subscribe.topic.kind = api::TopicKind::Health;
    if (const auto sent = client.send(subscribe); !sent)
        return failed(sent.error());
    for (std::uint64_t printed = 0; count == 0 || printed < count;) {
        const auto message = client.receive(1000ms);
        if (!message)
            return failed(message.error());
        if (!*message)
            continue;
        if (const auto* refused = std::get_if<api::SubscribeRefused>(&**message))
            return failed(Error{"This user may not see the venue's health. " + refused->text});
        const auto* update = std::get_if<api::TopicUpdate>(&**message);
        if (update == nullptr || update->health.empty())
            continue;
        print(update->health.back(), url);
        ++printed;
    }
    return kDone;
}

} // namespace

int topCommand(ArgumentList arguments) {
    constexpr std::array<std::string_view, 3> kValued{"--connect", "--user", "--count"};
    const auto options = Options::parse(arguments, kValued);
    if (!options)
        return badArguments(options.error());
    const std::string url = options->text("--connect");
    const std::string user = options->text("--user");
    const auto count = options->number("--count");
    if (!count)
        return badArguments(count.error());
    if (url.empty() || user.empty())
        return badArguments(Error{"top needs --connect ws://ADDRESS:PORT and --user NAME."});
    ProtocolClient client;
    if (const auto connected = client.connect(url, 5000ms); !connected)
        return failed(connected.error());
    if (const auto signedIn = client.signIn(user, askPassword(user), 30'000ms); !signedIn)
        return failed(signedIn.error());
    return watch(client, url, count->value_or(0));
}

} // namespace openbell::ctl
