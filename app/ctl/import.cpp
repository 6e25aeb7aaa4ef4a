#include "app/ctl/import.h"

#include "app/ctl/commands.h"
#include "engine/recording/checks.h"

#include <cstdio>
#include <unistd.h>

namespace openbell::ctl {
namespace {

constexpr std::string_view kValued[] = {"--format", "--data"};
constexpr std::string_view kPlain[] = {"--check"};

Result<ImportRequest, Error> parse(ArgumentList arguments) {
    auto options = Options::parse(arguments, kValued, kPlain);
    if (!options)
        return Unexpected{options.error()};
    if (options->words().size() != 1)
        return Unexpected{Error{"import takes one recording: openbell-ctl import --format "
                                "lobster|itch|bitstamp (--check | --data DIR) FILE"}};
    ImportRequest request;
    request.file = options->words().front();
    request.check = options->has("--check");
    request.data = options->text("--data");
    if (request.check != request.data.empty())
        return Unexpected{Error{"import needs either --check or --data with a new directory."}};
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
            progress.show("checking", messages);
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

ProgressLine::ProgressLine() : m_terminal(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
    if (m_shown)
        std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(std::string_view what, std::uint64_t done, std::uint64_t total) {
    if (!m_terminal)
        return;
    m_shown = true;
    std::fprintf(stderr, "\r%.*s: %llu messages", static_cast<int>(what.size()), what.data(),
                 static_cast<unsigned long long>(done));
    if (total != 0)
        std::fprintf(stderr, " of %llu (%llu %%)", static_cast<unsigned long long>(total),
                     static_cast<unsigned long long>(done * 100 / total));
    std::fputs("\033[K", stderr);
}

int importCommand(ArgumentList arguments) {
    const auto request = parse(arguments);
    if (!request)
        return badArguments(request.error());
    return request->check ? check(*request) : importIntoVenue(*request);
}

} // namespace openbell::ctl
