#include "app/ctl/import.h"

#include "app/ctl/commands.h"
#include "app/ctl/progress.h"
#include "engine/recording/checks.h"

#include <array>
#include <cstdio>
#include <utility>

namespace openbell::ctl {
namespace {

constexpr std::string_view kValued[] = {"--format", "--data", "--speed"};
constexpr std::string_view kPlain[] = {"--check", "--interactive"};

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 4> kSpeeds{
    {{"x1", 1}, {"x10", 10}, {"x100", 100}, {"max", 0}}};

Result<Done, Error> parseReplay(const Options& options, ImportRequest& request) {
    request.interactive = options.has("--interactive");
    if (request.check && (request.interactive || options.has("--speed")))
        return Unexpected{Error{"--speed and --interactive go with --data; a check replays "
                                "nothing."}};
    if (!options.has("--speed"))
        return Done{};
    for (const auto& [name, speed] : kSpeeds) {
        if (options.text("--speed") != name)
            continue;
        request.speed = speed;
        return Done{};
    }
    return Unexpected{
        Error{"--speed is x1, x10, x100 or max, not " + options.text("--speed") + "."}};
}

Result<ImportRequest, Error> parse(ArgumentList arguments) {
    auto options = Options::parse(arguments, kValued, kPlain);
    if (!options)
        return Unexpected{options.error()};
    if (options->words().size() != 1)
        return Unexpected{Error{"import takes one recording: openbell-ctl import --format "
                                "lobster|itch|bitstamp (--check | --data DIR [--speed "
                                "x1|x10|x100|max] [--interactive]) FILE"}};
    ImportRequest request;
    request.file = options->words().front();
    request.check = options->has("--check");
    request.data = options->text("--data");
    if (request.check != request.data.empty())
        return Unexpected{Error{"import needs either --check or --data with a new directory."}};
    if (auto parsed = parseReplay(*options, request); !parsed)
        return Unexpected{parsed.error()};
    if (!options->has("--format")) {
        const auto detected = recording::detectFormat(request.file);
        if (!detected)
            return Unexpected{detected.error()};
        request.format = *detected;
        return request;
    }
    const auto format = recording::formatFromName(options->text("--format"));
    if (!format)
        return Unexpected{
            Error{"--format is lobster, itch or bitstamp, not " + options->text("--format") + "."}};
    request.format = *format;
    return request;
}

int check(const ImportRequest& request) {
    auto report = [&] {
        ProgressLine progress;
        return recording::check(request.file, request.format, [&](std::uint64_t messages) {
            progress.show("checking: " + messagesText(messages));
        });
    }();
    if (!report)
        return badArguments(Error{report.error().message + ". Nothing was imported."});
    for (const std::string& line : report->lines)
        std::puts(line.c_str());
    // A Bitstamp log begins with orders it never shows, so it cannot agree everywhere.
    return report->exact || request.format == recording::Format::Bitstamp ? kDone : kFailure;
}

} // namespace

int importCommand(ArgumentList arguments) {
    const auto request = parse(arguments);
    if (!request)
        return badArguments(request.error());
    return request->check ? check(*request) : importIntoVenue(*request);
}

} // namespace openbell::ctl
