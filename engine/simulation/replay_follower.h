// Makes a venue follow a recording with real commands: orders are placed, cancelled and amended,
// executions are aggressive orders against the recorded maker. Keeps its own picture of the orders
// it has in the venue, in the engine's own book. One thread.
//
// Where price-time priority would execute another order than the recording (hidden and unseen
// orders make that happen), the recording is followed: what stands in the way is cancelled, the
// trade is made, and what stood in the way is placed again, behind.
#pragma once

#include "engine/recording/recorded_books.h"
#include "engine/simulation/replay_figures.h"
#include "engine/simulation/replay_plan.h"
#include "engine/simulation/session_client.h"

#include <deque>
#include <unordered_map>

namespace openbell::simulation {

class ReplayFollower {
public:
    /// More than this in the way of an execution, and it only reduces the recorded order.
    static constexpr std::size_t kMaxInTheWay = 256;
    static constexpr std::size_t kMaxUnanswered = 2'000;
    static constexpr std::size_t kMaxHeldBack = 4'096;

    ReplayFollower(SessionClient& session, const ReplayPlan& plan);

    /// Submits what the event means; may wait for answers.
    Result<Done, Error> follow(const recording::RecordedEvent& event);

    /// Waits for all answers.
    Result<Done, Error> flush();

    /// While catching up nothing is submitted, only the picture of the orders is kept.
    void catchUp() { m_silent = true; }
    bool isCatchingUp() const { return m_silent; }
    /// Ends catching up: replaces whatever this account has in the venue by the picture.
    Result<Done, Error> takeUp();

    const ReplayFigures& figures() const { return m_figures; }

private:
    using Event = recording::RecordedEvent;
    struct Placed {
        std::uint32_t instrument = 0;
        OrderId order;          ///< none until the venue has answered
        std::int64_t total = 0; ///< what AmendOrder counts from: traded quantity included
    };
    /// An order that would trade at once: the executions to come say with whom.
    struct HeldBack {
        std::uint32_t instrument = 0;
        std::uint64_t reference = 0;
        api::Side side = api::Side::Buy;
        std::int64_t price = 0;
        std::int64_t quantity = 0;
    };

    bool toGrid(Event& event) const;
    Result<Done, Error> apply(const Event& event, bool onGrid);
    Result<Done, Error> add(const Event& event);
    Result<Done, Error> replace(const Event& event);
    Result<Done, Error> execute(Event event);
    Result<Done, Error> executeResting(const Event& event);
    Result<Done, Error> print(const Event& event);
    Result<Done, Error> place(std::uint32_t instrument, std::uint64_t reference, api::Side side,
                              std::int64_t price, std::int64_t quantity);
    Result<Done, Error> hit(std::uint32_t instrument, std::uint64_t reference,
                            std::int64_t quantity);
    Result<Done, Error> reduce(std::uint64_t reference, std::int64_t quantity);
    Result<Done, Error> cancel(std::uint64_t reference);
    Result<OrderId, Error> orderOf(std::uint64_t reference);
    Result<Done, Error> send(const api::Command& command, std::uint64_t places = 0);
    Result<Done, Error> releaseHeldBack(std::uint32_t instrument);
    HeldBack* findHeldBack(std::uint64_t reference);
    void dropHeldBack(std::uint64_t reference);
    std::vector<HeldBack> inTheWay(std::uint32_t instrument, api::Side side, std::int64_t price,
                                   std::uint64_t reference);
    Result<Done, Error> setAside(const std::vector<HeldBack>& orders);
    Result<Done, Error> putBack(const std::vector<HeldBack>& orders);
    InstrumentId venueInstrument(std::uint32_t recorded) const {
        return m_instruments[recorded]->instrument;
    }

    SessionClient& m_session;
    std::vector<const ReplayInstrument*> m_instruments; ///< by recorded index; null: not replayed
    recording::RecordedBooks m_books;                   ///< in ticks and lots
    std::unordered_map<std::uint64_t, Placed> m_placed;
    std::deque<HeldBack> m_heldBack;
    std::vector<std::uint64_t> m_sent; ///< per unanswered command: the reference it places, or 0
    ReplayFigures m_figures;
    bool m_silent = false;
};

} // namespace openbell::simulation
