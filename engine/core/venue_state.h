// The parts of a venue, shared by the files that implement core::Venue.
#pragma once

#include "engine/core/command_look_ahead.h"
#include "engine/core/reference_data.h"
#include "engine/core/shard.h"
#include "engine/core/venue.h"

namespace openbell::core {

/// Which shard is home to an account: a fixed hash of its id.
inline unsigned homeShard(AccountId account, std::size_t shards) {
    if (shards == 1)
        return 0;
    // The finaliser of splitmix64: neighbouring ids spread over all shards.
    std::uint64_t z = account.value() + 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<unsigned>((z ^ (z >> 31)) % shards);
}

struct Venue::State {
    explicit State(const VenueOptions& given);

    VenueOptions options;
    ReferenceData reference;
    std::vector<std::unique_ptr<Shard>> shards;
    std::vector<std::uint32_t> bookShards; ///< the assignment map, by instrument id
    Sequence lastSequence;
    Timestamp lastTime;
    SessionId lastSession; ///< the highest that a command came in

    // Scratch of apply().
    Reservation reservation;
    std::vector<Settlement> settlements;
    std::vector<api::EventBuffer> published; ///< per shard

    CommandLookAhead lookAhead;

    Shard& home(AccountId account) { return *shards[homeShard(account, shards.size())]; }
    Shard& bookOf(InstrumentId instrument) { return *shards[bookShards[instrument.value()]]; }

    bool hasRoomForOrders(std::size_t orders) const {
        std::size_t open = 0;
        for (const auto& shard : shards)
            open += shard->books().openOrders();
        return open + orders <= kMaxOpenOrders;
    }

    /// A new account or market on its shard.
    void openAccount(AccountId account);
    void openMarket(const Instrument& instrument);

    /// Σ deposits - Σ withdrawals of an asset.
    Amount supply(AssetId asset) const;

    /// Books the scratch settlements on their home shards and publishes the balances.
    void settleAll(const api::CommandContext& context, api::EventBuffer& events);
};

/// What clients are told of an instrument.
api::InstrumentDefined definitionOf(const Instrument& instrument, const TradingPhase& phase);

/// The first broken invariant of the whole state, or nothing (invariants.cpp).
std::optional<std::string> firstBrokenInvariant(const ReferenceData& reference,
                                                const std::vector<std::unique_ptr<Shard>>& shards);

} // namespace openbell::core
