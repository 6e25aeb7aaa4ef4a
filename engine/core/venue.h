// The venue: the whole deterministic state of the exchange as one state machine. Owned by one
// thread (the engine thread, or a follower); knows no clock, no I/O, no randomness.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/commands.h"
#include "engine/api/event_buffer.h"
#include "engine/base/result.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace openbell::core {

class ReferenceData;
class Shard;

struct VenueOptions {
    unsigned shards = 1;          ///< 1..64; changes nothing but where the work is done
    bool checkInvariants = false; ///< after every command (tests, debug runs): slow
};

/// Where a command is worked: an order command on its account's home shard and its instrument's
/// book shard, everything else by Venue::apply() with all shards at rest.
struct Route {
    bool isOrder = false;
    unsigned home = 0;
    unsigned book = 0; ///< 0 too when the instrument is unknown: the home stage refuses it
};

class Venue {
public:
    explicit Venue(const VenueOptions& options = {});
    ~Venue();
    Venue(const Venue&) = delete;
    Venue& operator=(const Venue&) = delete;

    /// Works one command through all stages and appends its events, a refusal included. The
    /// context's sequence must be the last one's plus 1; its time must not be earlier.
    void apply(const api::CommandContext& context, const api::Command& command,
               api::EventBuffer& events);

    /// By how many commands lookAhead() is to be ahead of apply().
    static constexpr std::size_t kLookAhead = 8;

    /// Tells that a command will be worked soon: loads what it will need. For who has a batch of
    /// them: called once for each of a batch, kLookAhead commands before it is worked. Changes
    /// nothing but speed.
    void lookAhead(const api::Command& command);

    /// Appends events that rebuild a view from nothing: assets, instruments, accounts, users,
    /// balances, open orders in priority order, price levels. Stamped with the last sequence.
    void describe(api::EventBuffer& events) const;

    /// Appends the canonical form of the state: the same bytes for the same state, whatever the
    /// number of shards and however it was reached. Hashing it gives the state hash.
    void save(api::Bytes& out) const;

    /// Replaces the state by a saved one. On an error the venue is unusable.
    Result<Done, Error> load(std::span<const std::uint8_t> saved);

    /// The first broken invariant (conservation per asset, holds = orders' holds, uncrossed books,
    /// level totals, ...), or nothing. Linear in the size of the state.
    std::optional<std::string> checkInvariants() const;

    Sequence lastSequence() const;
    Timestamp lastTime() const;
    /// The highest session number that a command came in.
    SessionId lastSession() const;
    /// When something becomes due by itself, such as the end of an auction: whoever drives the
    /// venue sends it a command at that time, AdvanceTime if there is no other. The largest
    /// timestamp when nothing does. May be too early, never too late.
    Timestamp nextDue() const;
    unsigned shardCount() const;

    // For runtime::ShardPool, which works batches of order commands stage by stage. Whoever calls
    // the shards' stages directly keeps to the order of ARCHITECTURE.md, and to advance().

    Route routeOf(const api::Command& command) const;
    Shard& shard(unsigned index);
    const Shard& shard(unsigned index) const;
    unsigned homeShardOf(AccountId account) const;
    /// True when that many more orders can rest without a look at the venue's bound.
    bool hasRoomForOrders(std::size_t orders) const;
    /// Records that commands were worked up to this one.
    void advance(const api::CommandContext& context);

    const ReferenceData& reference() const;

    struct State; ///< in venue_state.h, for this library only

private:
    std::unique_ptr<State> m_state;
};

} // namespace openbell::core
