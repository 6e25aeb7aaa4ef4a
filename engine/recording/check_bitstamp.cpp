#include "engine/recording/bitstamp_reader.h"
#include "engine/recording/checks.h"
#include "engine/recording/recorded_books.h"

#include <array>
#include <map>

namespace openbell::recording {
namespace {

constexpr std::uint64_t kProgressEvery = 4'096;
constexpr std::int64_t kHalfHourNs = 1'800 * kNsPerSecond;
constexpr std::array<std::string_view, 5> kKindNames{"order_created", "order_changed",
                                                     "order_deleted", "trade", "order_book"};

struct Agreement {
    std::uint64_t levels = 0;
    std::uint64_t equal = 0;
};

/// "97.12 %" in integers.
std::string percent(const Agreement& agreement) {
    const std::uint64_t hundredths =
        agreement.levels == 0 ? 0 : agreement.equal * 10'000 / agreement.levels;
    const std::string fraction = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + (fraction.size() == 1 ? ".0" : ".") + fraction + " %";
}

class BitstampCheck {
public:
    void follow(const BitstampLine& line) {
        m_start = m_start.isZero() ? line.time : m_start;
        ++m_counts[static_cast<std::size_t>(line.kind)];
        if (line.kind == BitstampKind::OrderBook)
            return compare(line);
        if (line.kind == BitstampKind::Trade)
            return;
        const auto outcome = m_books.apply(translate(line));
        m_unknown += outcome == RecordedBooks::Outcome::UnknownReference ? 1 : 0;
    }

    CheckReport report() const {
        CheckReport report;
        for (std::size_t kind = 0; kind < kKindNames.size(); ++kind)
            report.lines.push_back("  " + std::string(kKindNames[kind]) + " " +
                                   std::to_string(m_counts[kind]));
        report.lines.push_back("events of orders from before the recording " +
                               std::to_string(m_unknown));
        Agreement all;
        for (const auto& [halfHour, agreement] : m_halfHours) {
            report.lines.push_back("half hour " + std::to_string(halfHour + 1) + ": " +
                                   percent(agreement) + " of " + std::to_string(agreement.levels) +
                                   " levels equal");
            all.levels += agreement.levels;
            all.equal += agreement.equal;
        }
        report.lines.push_back("snapshots " + std::to_string(m_counts.back()) + " levels " +
                               std::to_string(all.levels) + " equal " + std::to_string(all.equal));
        report.exact = all.levels == all.equal;
        return report;
    }

private:
    RecordedEvent translate(const BitstampLine& line) const {
        RecordedEvent event{.time = line.time,
                            .kind = RecordedKind::Add,
                            .instrument = 0,
                            .side = line.side,
                            .reference = line.id,
                            .related = line.id,
                            .price = line.price,
                            .quantity = line.amount};
        if (line.kind == BitstampKind::Deleted)
            event.kind = RecordedKind::Delete;
        if (line.kind == BitstampKind::Created && line.amount == 0)
            event.kind = RecordedKind::Other;
        if (line.kind == BitstampKind::Changed) {
            const auto order = m_books.find(line.id);
            const bool fill = !order || (order->price == line.price && line.amount > 0 &&
                                         line.amount <= order->quantity);
            event.kind = fill ? RecordedKind::Reduce : RecordedKind::Replace;
            event.quantity = fill && order ? order->quantity - line.amount : line.amount;
        }
        return event;
    }

    void compare(const BitstampLine& line) {
        Agreement& agreement = m_halfHours[(line.time.value() - m_start.value()) / kHalfHourNs];
        const auto compareSide = [&](api::Side side, const std::vector<BitstampLevel>& levels) {
            for (const BitstampLevel& shown : levels) {
                const auto level = m_books.book(0).levelAt(side, Price(shown.price));
                ++agreement.levels;
                agreement.equal += level && level->quantity.value() == shown.amount ? 1 : 0;
            }
        };
        compareSide(api::Side::Buy, line.bids);
        compareSide(api::Side::Sell, line.asks);
    }

    RecordedBooks m_books;
    std::map<std::int64_t, Agreement> m_halfHours;
    std::array<std::uint64_t, 5> m_counts{};
    std::uint64_t m_unknown = 0;
    Timestamp m_start;
};

} // namespace

Result<CheckReport, Error> checkBitstamp(const std::filesystem::path& path,
                                         const CheckProgress& progress) {
    auto reader = BitstampReader::open(path);
    if (!reader)
        return Unexpected{reader.error()};
    BitstampCheck check;
    BitstampLine line;
    for (;;) {
        auto has = (*reader)->next(line);
        if (!has)
            return Unexpected{has.error()};
        if (!*has)
            return check.report();
        check.follow(line);
        if (progress && (*reader)->lines() % kProgressEvery == 0)
            progress((*reader)->lines());
    }
}

} // namespace openbell::recording
