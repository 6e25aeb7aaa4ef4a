// The parts of a venue, shared by the files that implement core::Venue.
#pragma once

#include "engine/core/reference_data.h"
#include "engine/core/shard.h"
#include "engine/core/venue.h"

namespace openbell::core {

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

    Shard& home(AccountId account);
    Shard& bookOf(InstrumentId instrument);

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

/// Which shard is home to an account: a fixed hash of its id.
unsigned homeShard(AccountId account, std::size_t shards);

/// The first broken invariant of the whole state, or nothing (invariants.cpp).
std::optional<std::string> firstBrokenInvariant(const ReferenceData& reference,
                                                const std::vector<std::unique_ptr<Shard>>& shards);

} // namespace openbell::core
