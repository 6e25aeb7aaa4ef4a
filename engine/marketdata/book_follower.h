// Follows one book through its updates: notices what was lost, verifies the checksums, and says how
// to begin again. For clients, bots and tests; knows no connection. One thread.
#pragma once

#include "engine/marketdata/level_book.h"
#include "engine/marketdata/order_book.h"

#include <cstdint>
#include <optional>

namespace openbell::marketdata {

/// What became of an update.
enum class Verdict : std::uint8_t {
    Applied,
    Ignored,      ///< of another subscription, or while a snapshot is awaited
    Gap,          ///< updates before this one are missing
    Inconsistent, ///< a row does not fit the book
    BadChecksum,  ///< the book is not the server's
};

template<class Book>
class BookFollower {
public:
    explicit BookFollower(InstrumentId instrument) { m_topic = {Book::kTopic, instrument, {}, {}}; }

    /// What to send to begin, or to begin again. `fresh`: a subscription number that this session
    /// has not used, so that what is still on its way is told apart from what was asked for now.
    std::vector<api::ClientMessage> synchronise(SubscriptionId fresh) {
        std::vector<api::ClientMessage> messages;
        if (!m_subscription.isNone())
            messages.push_back(api::Unsubscribe{m_subscription});
        messages.push_back(api::Subscribe{fresh, m_topic});
        m_subscription = fresh;
        m_state = State::Asked;
        return messages;
    }

    /// True when only synchronise() helps.
    bool needsSynchronising() const { return m_state == State::Lost; }
    /// True when the book is the venue's as of at().
    bool isCurrent() const { return m_state == State::Current; }
    SubscriptionId subscription() const { return m_subscription; }
    Sequence at() const { return m_at; }
    const Book& book() const { return m_book; }

    /// Changes that the server left out because this session read too slowly: after the first
    /// number, up to the second. Set by the snapshot that replaced them, until the next update.
    struct Skipped {
        Sequence after;
        Sequence upTo;
    };
    const std::optional<Skipped>& skipped() const { return m_skipped; }

    Verdict apply(const api::TopicUpdate& update) {
        if (update.subscription != m_subscription || (m_state == State::Lost && !update.snapshot))
            return Verdict::Ignored;
        m_skipped.reset();
        if (update.snapshot) {
            m_book.clear();
            m_cut = update.cut;
            if (!update.skippedFrom.isNone())
                m_skipped = Skipped{update.skippedFrom, update.to};
        } else if (m_state != State::Current || update.from != m_at) {
            return lost(Verdict::Gap);
        }
        for (const auto& row : Book::rowsOf(update))
            if (!m_book.apply(row, m_cut))
                return lost(Verdict::Inconsistent);
        if (m_book.checksum() != update.checksum)
            return lost(Verdict::BadChecksum);
        m_at = update.to;
        m_state = State::Current;
        return Verdict::Applied;
    }

private:
    enum class State : std::uint8_t {
        Idle,
        Asked, ///< the snapshot is on its way
        Current,
        Lost,
    };
    Verdict lost(Verdict why) {
        m_state = State::Lost;
        return why;
    }

    api::Topic m_topic;
    SubscriptionId m_subscription;
    State m_state = State::Idle;
    Sequence m_at;
    Book m_book;
    bool m_cut = false;
    std::optional<Skipped> m_skipped;
};

using LevelFollower = BookFollower<LevelBook>;
using OrderFollower = BookFollower<OrderBook>;

} // namespace openbell::marketdata
