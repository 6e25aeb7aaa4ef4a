// openbell-ctl verify: replays the journal from its first record and, beside it, from every
// snapshot, and compares the states: at each snapshot and at the end.
#include "app/ctl/commands.h"
#include "app/ctl/stopped_directory.h"
#include "engine/journal/snapshot_store.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace openbell::ctl {
namespace {

/// A venue that started from a snapshot.
struct Branch {
    Sequence snapshot;
    std::unique_ptr<core::Venue> venue;
};

class Verification {
public:
    explicit Verification(const std::filesystem::path& directory)
        : m_directory(directory)
        , m_snapshots(journal::SnapshotStore(directory).list())
        , m_unreadable(journal::SnapshotStore(directory).unreadable()) {
        std::reverse(m_snapshots.begin(), m_snapshots.end());
    }

    int run() {
        for (const auto& [named, reason] : m_unreadable) {
            std::printf("snapshot %llu DAMAGED\n", number(named));
            failed(Error{reason});
        }
        const int result = replay();
        return m_unreadable.empty() ? result : kFailure;
    }

private:
    int replay() {
        auto reader = journal::JournalReader::open(m_directory, Sequence(1));
        if (!reader)
            return failed(Error{reader.error().message});
        journal::ReadStatus status = reader->next();
        for (; status == journal::ReadStatus::Record; status = reader->next()) {
            apply(reader->record());
            if (!compareSnapshotsHere(reader->hash()))
                return kFailure;
        }
        if (status == journal::ReadStatus::Failed)
            return failed(Error{reader->error().message});
        if (m_next < m_snapshots.size())
            return failed(Error{m_snapshots[m_next].file.string() +
                                " lies beyond the journal's end at sequence " +
                                std::to_string(m_main.lastSequence().value()) + "."});
        return compareEnds(reader->hash());
    }

    void apply(const journal::Record& record) {
        m_events.clear();
        m_main.apply(record.context, record.command, m_events);
        for (Branch& branch : m_branches) {
            m_events.clear();
            branch.venue->apply(record.context, record.command, m_events);
        }
    }

    bool compareSnapshotsHere(const journal::Digest& journalHash) {
        if (m_next == m_snapshots.size() || m_snapshots[m_next].sequence != m_main.lastSequence())
            return true;
        const journal::SnapshotInfo& info = m_snapshots[m_next++];
        auto branch = openBranch(info, journalHash);
        if (!branch) {
            std::printf("snapshot %llu DIFFERS\n", number(info.sequence));
            failed(branch.error());
            return false;
        }
        std::printf("snapshot %llu state %s same\n", number(info.sequence),
                    journal::toHex(info.state).c_str());
        m_branches.push_back(std::move(*branch));
        return true;
    }

    Result<Branch, Error> openBranch(const journal::SnapshotInfo& info,
                                     const journal::Digest& journalHash) {
        const std::string name = info.file.string();
        auto snapshot = journal::SnapshotStore::load(info.file);
        if (!snapshot)
            return Unexpected{snapshot.error()};
        if (info.journal != journalHash)
            return Unexpected{Error{name + " was written over other commands than the journal's."}};
        const std::string replayed = stateHashOf(m_main);
        if (journal::toHex(info.state) != replayed)
            return Unexpected{Error{name + " holds the state " + journal::toHex(info.state) +
                                    ", but replaying from the first record gives " + replayed +
                                    "."}};
        Branch branch{info.sequence, std::make_unique<core::Venue>()};
        if (auto loaded = branch.venue->load(snapshot->payload); !loaded)
            return Unexpected{Error{name + ": " + loaded.error().message}};
        if (stateHashOf(*branch.venue) != replayed)
            return Unexpected{Error{name + " is saved differently after it was loaded."}};
        return branch;
    }

    int compareEnds(const journal::Digest& journalHash) {
        const std::string state = stateHashOf(m_main);
        int result = kDone;
        for (const Branch& branch : m_branches) {
            const std::string other = stateHashOf(*branch.venue);
            const bool same = other == state;
            std::printf("replay from snapshot %llu to %llu %s\n", number(branch.snapshot),
                        number(m_main.lastSequence()), same ? "same" : "DIFFERS");
            if (!same)
                result = failed(Error{"Replaying from the snapshot at sequence " +
                                      std::to_string(branch.snapshot.value()) + " ends in state " +
                                      other + " instead of " + state + "."});
        }
        if (const auto broken = m_main.checkInvariants())
            result = failed(Error{"A rule of the state is broken at the end: " + *broken});
        else
            std::printf("invariants hold\n");
        std::printf("state %s sequence %llu\n", state.c_str(), number(m_main.lastSequence()));
        std::printf("journal %s\n", journal::toHex(journalHash).c_str());
        return result;
    }

    static unsigned long long number(Sequence sequence) { return sequence.value(); }

    std::filesystem::path m_directory;
    std::vector<journal::SnapshotInfo> m_snapshots; ///< oldest first
    std::vector<journal::UnreadableSnapshot> m_unreadable;
    std::size_t m_next = 0;                         ///< the first snapshot not reached yet
    core::Venue m_main;
    std::vector<Branch> m_branches; ///< at most as many as the store keeps
    api::EventBuffer m_events;
};

} // namespace

int verifyCommand(ArgumentList arguments) {
    constexpr std::array<std::string_view, 1> kValued{"--data"};
    const auto options = Options::parse(arguments, kValued);
    if (!options)
        return badArguments(options.error());
    const auto directory = StoppedDirectory::open(*options);
    if (!directory)
        return failed(directory.error());
    return Verification(directory->path()).run();
}

} // namespace openbell::ctl
