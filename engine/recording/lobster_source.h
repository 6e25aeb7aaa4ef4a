// LOBSTER rows as events that rebuild the book exactly. The messages alone do not: the files show
// the N best levels only, so orders beyond level N vanish without a message and reappear as an
// anonymous level. The rule that works: seed a book of N levels from row 1; after each message
// forget what is deeper than N levels, and take nothing from the order-book file but a last level
// that has newly come into sight.
#pragma once

#include "engine/recording/lobster_reader.h"
#include "engine/recording/recorded_books.h"
#include "engine/recording/recording_source.h"

#include <deque>

namespace openbell::recording {

class LobsterSource final : public RecordingSource {
public:
    static Result<std::unique_ptr<LobsterSource>, Error> open(const std::filesystem::path& path);

    Result<bool, Error> next(RecordedEvent& event) override;
    std::uint64_t position() const override { return m_reader->rows(); }
    const RecordingInfo& info() const override { return m_reader->info(); }

    /// Reads one row, applies it to the book and appends its events; false at the end. Row 1 is
    /// the seed: the state after a message whose state before is unknown.
    Result<bool, Error> nextRow(std::deque<RecordedEvent>& events);

    /// The row last read and the book after it.
    const LobsterRow& row() const { return m_row; }
    const core::OrderBook& book() { return m_books.book(0); }
    /// Whether the book shows exactly the levels of the row.
    bool bookEqualsRow();
    /// Last levels that came into sight so far.
    std::uint64_t revealed() const { return m_revealed; }

private:
    explicit LobsterSource(std::unique_ptr<LobsterReader> reader);
    void seed(std::deque<RecordedEvent>& events);
    Result<Done, Error> followMessage(std::deque<RecordedEvent>& events);
    void take(RecordedKind kind, std::deque<RecordedEvent>& events);
    std::size_t levelCount(api::Side side);
    void trim(api::Side side, std::deque<RecordedEvent>& events);
    void reveal(api::Side side, std::deque<RecordedEvent>& events);
    RecordedBooks::Outcome emit(const RecordedEvent& event, std::deque<RecordedEvent>& events);
    RecordedEvent blank(RecordedKind kind) const;

    std::unique_ptr<LobsterReader> m_reader;
    RecordedBooks m_books;
    LobsterRow m_row;
    std::deque<RecordedEvent> m_pending;
    std::vector<std::uint64_t> m_outOfSight; ///< reused by trim()
    std::uint64_t m_revealed = 0;
    bool m_seeded = false;
};

} // namespace openbell::recording
