#include "engine/runtime/recovery.h"

#include "engine/journal/reader.h"
#include "engine/journal/snapshot_store.h"
#include "engine/runtime/clock.h"

#include <system_error>

namespace openbell::runtime {
namespace {

/// Up to here the whole journal is read through at every start, so that old damage is found at
/// once; a larger one is checked from the snapshot on, to be live within a second, and the rest
/// beside the running venue (JournalScrub).
constexpr std::uintmax_t kCheckWholeJournalBytes = 128ULL << 20U;
constexpr std::uint64_t kLookAtClockEvery = 4096;
constexpr std::int64_t kProgressEveryNs = 50 * kNsPerMs;

std::uintmax_t journalBytes(const std::filesystem::path& dataDirectory) {
    std::uintmax_t sum = 0;
    std::error_code ignored;
    for (const auto& entry :
         std::filesystem::directory_iterator(dataDirectory / "journal", ignored)) {
        const std::uintmax_t size = entry.file_size(ignored);
        sum += ignored ? 0 : size;
    }
    return sum;
}

std::string text(Sequence sequence) {
    return std::to_string(sequence.value());
}

/// A snapshot beyond the journal's end means that acknowledged commands are gone from the journal.
Result<Done, Error> checkNoSnapshotBeyond(Sequence durable, const journal::SnapshotStore& store) {
    const auto snapshots = store.list();
    if (snapshots.empty() || snapshots.front().sequence <= durable)
        return Done{};
    return Unexpected{Error{
        "The journal ends at sequence " + text(durable) + ", before the snapshot " +
        snapshots.front().file.string() + " of sequence " + text(snapshots.front().sequence) +
        ": journal files are missing. Nothing was changed. Put the missing files back, or, to go "
        "on without those commands, move the snapshot away."}};
}

class Replay {
public:
    Replay(core::Venue& venue, std::uint64_t total, const RecoveryProgress& progress)
        : m_venue(venue)
        , m_total(total)
        , m_progress(progress) {}

    Result<Done, Error> run(journal::JournalReader& reader) {
        if (!m_progress(0, m_total))
            return givenUp();
        journal::ReadStatus status = reader.next();
        for (; status == journal::ReadStatus::Record; status = reader.next()) {
            m_events.clear();
            m_venue.apply(reader.record().context, reader.record().command, m_events);
            if (++m_done % kLookAtClockEvery == 0 && !report())
                return givenUp();
        }
        if (status == journal::ReadStatus::Failed)
            return Unexpected{Error{reader.error().message}};
        if (m_done != m_total)
            return Unexpected{Error{"The journal ended after sequence " +
                                    text(m_venue.lastSequence()) + " while it was replayed."}};
        m_progress(m_done, m_total);
        return Done{};
    }

private:
    bool report() {
        const std::int64_t now = steadyNs();
        if (now - m_lastReportNs < kProgressEveryNs)
            return true;
        m_lastReportNs = now;
        return m_progress(m_done, m_total);
    }

    static Unexpected<Error> givenUp() {
        return Unexpected{Error{"The recovery was given up because the venue was stopped. Nothing "
                                "was changed."}};
    }

    core::Venue& m_venue;
    std::uint64_t m_total;
    const RecoveryProgress& m_progress;
    api::EventBuffer m_events;
    std::uint64_t m_done = 0;
    std::int64_t m_lastReportNs = 0;
};

} // namespace

Result<VenueAt, Error> venueFromSnapshot(const std::filesystem::path& dataDirectory,
                                         unsigned shards, Sequence atMost, Logger& logger) {
    const core::VenueOptions venueOptions{shards, false};
    const journal::SnapshotStore store(dataDirectory);
    while (!atMost.isNone()) {
        const journal::SnapshotChoice choice = store.loadNewest(atMost);
        for (const std::string& note : choice.notes)
            logger.warning("recovery", note);
        if (!choice.snapshot)
            break;
        const journal::SnapshotInfo& info = choice.snapshot->info;
        const auto reader = journal::JournalReader::open(dataDirectory, next(info.sequence));
        if (!reader)
            return Unexpected{Error{reader.error().message}};
        auto venue = std::make_unique<core::Venue>(venueOptions);
        if (reader->hash() != info.journal) {
            logger.warning("recovery", info.file.string() +
                                           " was written over other commands than the journal "
                                           "holds; it is passed over");
        } else if (const auto loaded = venue->load(choice.snapshot->payload); !loaded) {
            logger.warning("recovery", info.file.string() + " cannot be used (" +
                                           loaded.error().message + "); it is passed over");
        } else {
            return VenueAt{std::move(venue), info.journal};
        }
        atMost = Sequence(info.sequence.value() - 1);
    }
    return VenueAt{std::make_unique<core::Venue>(venueOptions), {}};
}

Result<Recovered, Error> recover(const RecoveryOptions& options, const RecoveryProgress& progress,
                                 Logger& logger) {
    journal::FileLogOptions logOptions;
    logOptions.syncToDisk = options.syncToDisk;
    logOptions.checkOldSegments = journalBytes(options.dataDirectory) <= kCheckWholeJournalBytes;
    auto log = journal::FileLog::open(options.dataDirectory, logOptions);
    if (!log)
        return Unexpected{Error{log.error().message}};
    if ((*log)->tornTail())
        logger.warning("journal", (*log)->tornTail()->text());

    const Sequence durable = (*log)->durable();
    if (auto missing =
            checkNoSnapshotBeyond(durable, journal::SnapshotStore(options.dataDirectory));
        !missing)
        return Unexpected{missing.error()};
    auto start = venueFromSnapshot(options.dataDirectory, options.shards, durable, logger);
    if (!start)
        return Unexpected{start.error()};
    const Sequence from = start->venue->lastSequence();
    // Choosing the snapshot has named the ones it passed over; the others are as damaged.
    for (const auto& [named, reason] : journal::SnapshotStore(options.dataDirectory).unreadable())
        if (named <= from || named > durable)
            logger.warning("recovery", reason);
    auto reader = journal::JournalReader::open(options.dataDirectory, next(from), durable);
    if (!reader)
        return Unexpected{Error{reader.error().message}};
    Replay replay(*start->venue, durable.value() - from.value(), progress);
    if (auto replayed = replay.run(*reader); !replayed)
        return Unexpected{replayed.error()};
    const Sequence unchecked = logOptions.checkOldSegments ? Sequence() : from;
    return Recovered{std::move(start->venue), std::move(*log), from, unchecked};
}

} // namespace openbell::runtime
