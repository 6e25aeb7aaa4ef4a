// Replays a recording on a venue of its own through an ordinary session, with speed control, pause
// and step. Business time is the recording's. The driver works on a thread of its own; control and
// view may come from any.
#pragma once

#include "engine/runtime/clock.h"
#include "engine/simulation/replay_follower.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace openbell::simulation {

struct ReplayVenue {
    Connect connect;
    /// The engine's clock. A new venue's engine must be given it set to ReplayPlan::startTime().
    std::shared_ptr<runtime::ManualClock> clock;
    /// Business time of the last command in the journal, once the venue is live. A replay that was
    /// broken off goes on from there.
    std::function<Timestamp()> lastTime;
    std::function<std::string()> password; ///< of the replay's user; asked for once
    /// Called once, on the driver's thread, when it stops by itself: at the end of the recording
    /// (no error), or with an error that a person should see. May be empty.
    std::function<void(const std::optional<Error>&)> onEnded;
};

class ReplayDriver final : public gateway::ReplayControl {
public:
    /// Everything that the recording holds within one quantum gets one business time. It is the
    /// same at every speed, so that a recording always gives the same journal.
    static constexpr std::int64_t kQuantumNs = 20 * kNsPerMs;

    /// `speed`: 1, 10, 100, ...; 0: as fast as possible.
    ReplayDriver(ReplayPlan plan, ReplayVenue venue, std::uint32_t speed = 1);
    ~ReplayDriver() override; ///< stops
    ReplayDriver(const ReplayDriver&) = delete;
    ReplayDriver& operator=(const ReplayDriver&) = delete;

    void start();
    void stop();
    void join();

    void control(api::ReplayAction action, std::uint32_t speed) override;
    api::ReplayView view() const override;
    /// More than the view: also what could not be printed or was refused.
    ReplayFigures figures() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace openbell::simulation
