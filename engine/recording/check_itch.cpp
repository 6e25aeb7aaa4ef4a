#include "engine/recording/checks.h"
#include "engine/recording/itch_source.h"
#include "engine/recording/recorded_books.h"

namespace openbell::recording {
namespace {

constexpr std::uint64_t kProgressEvery = 65'536;

struct Findings {
    std::uint64_t unknownReferences = 0;
    std::uint64_t excessive = 0;
    std::uint64_t crossed = 0;
};

/// False when the books cannot take the event.
bool follow(RecordedBooks& books, const RecordedEvent& event, Findings& findings) {
    switch (books.apply(event)) {
    case RecordedBooks::Outcome::Ignored:
        return true;
    case RecordedBooks::Outcome::Applied:
        break;
    case RecordedBooks::Outcome::UnknownReference:
        ++findings.unknownReferences;
        break;
    case RecordedBooks::Outcome::Excessive:
        ++findings.excessive;
        break;
    case RecordedBooks::Outcome::Invalid:
    case RecordedBooks::Outcome::Full:
        return false;
    }
    findings.crossed += books.crossed(event.instrument) ? 1 : 0;
    return true;
}

CheckReport describe(const ItchSource& source, const RecordedBooks& books,
                     const Findings& findings) {
    CheckReport report;
    for (const ItchType& type : kItchTypes)
        if (const std::uint64_t count = source.count(type.code); count != 0)
            report.lines.push_back(std::string("  ") + type.code + " " + std::string(type.name) +
                                   " " + std::to_string(count));
    report.lines.push_back("orders resting at the end " + std::to_string(books.orderCount()) +
                           " in " + std::to_string(books.bookCount()) + " books, over-executions " +
                           std::to_string(findings.excessive));
    report.lines.push_back("messages " + std::to_string(source.position()) + " unknown-bytes " +
                           std::to_string(source.unknownBytes()) + " unknown-references " +
                           std::to_string(findings.unknownReferences) + " crossed " +
                           std::to_string(findings.crossed));
    report.exact = source.unknownBytes() == 0 && findings.unknownReferences == 0 &&
                   findings.excessive == 0 && findings.crossed == 0;
    return report;
}

} // namespace

Result<CheckReport, Error> checkItch(const std::filesystem::path& path,
                                     const CheckProgress& progress) {
    auto source = ItchSource::open(path);
    if (!source)
        return Unexpected{source.error()};
    RecordedBooks books;
    Findings findings;
    RecordedEvent event;
    for (;;) {
        auto has = (*source)->next(event);
        if (!has)
            return Unexpected{has.error()};
        if (!*has)
            return describe(**source, books, findings);
        if (!follow(books, event, findings))
            return (*source)->failure("the order of message " +
                                      std::to_string((*source)->position()) +
                                      " rests already, has no price or quantity, or too many "
                                      "orders rest");
        if (progress && (*source)->position() % kProgressEvery == 0)
            progress((*source)->position());
    }
}

} // namespace openbell::recording
