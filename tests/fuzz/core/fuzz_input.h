// How the fuzzers of the core read their input, and so how their committed inputs are written.
#pragma once

#include "engine/core/snapshot.h"
#include "engine/core/venue.h"

#include <cstring>
#include <vector>

namespace openbell::fuzz {

inline constexpr std::size_t kMaxCommands = 200;

/// Something to trade on, so that short inputs reach the books.
inline std::vector<api::Command> opening() {
    api::CreateInstrument instrument;
    instrument.instrument = InstrumentId(1);
    instrument.symbol = api::Symbol("COF/USD");
    instrument.base = AssetId(2);
    instrument.quote = AssetId(1);
    instrument.maxPrice = Price(1000);
    instrument.maxQuantity = Quantity(1000);
    instrument.makerFeePpm = 1000;
    instrument.takerFeePpm = 3000;
    std::vector<api::Command> commands{api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2},
                                       api::CreateAsset{AssetId(2), api::AssetCode("COF"), 2},
                                       api::CreateAccount{AccountId(1), api::Name("ann")},
                                       api::CreateAccount{AccountId(2), api::Name("bob")}};
    instrument.priceScale = 2;
    instrument.lotSize = 100;
    commands.push_back(instrument);
    for (const std::uint32_t account : {1U, 2U})
        for (const std::uint32_t asset : {1U, 2U})
            commands.push_back(api::Deposit{AccountId(account), AssetId(asset), Amount(100'000)});
    return commands;
}

/// The opening and the commands of an input, which is a list of encoded commands, cut short at the
/// first that does not decode.
inline std::vector<api::Command> commandsFrom(std::span<const std::uint8_t> input) {
    std::vector<api::Command> commands = opening();
    api::BinaryReader reader(input);
    while (!reader.atEnd() && commands.size() < kMaxCommands) {
        api::Command command;
        reader.read(command);
        if (!reader.ok())
            break;
        commands.push_back(command);
    }
    return commands;
}

/// Works them one by one and calls f(command, events) after each.
template<class F>
void run(core::Venue& venue, const std::vector<api::Command>& commands, F&& f) {
    api::EventBuffer events;
    Timestamp time;
    for (const api::Command& command : commands) {
        // A clock tick is worth three hours, so that schedules and expiries are reached.
        const bool tick = std::holds_alternative<api::AdvanceTime>(command);
        time = time + Duration((tick ? 3 * 3600 : 1) * kNsPerSecond);
        events.clear();
        venue.apply({next(venue.lastSequence()), time, UserId()}, command, events);
        f(command, events);
    }
}

/// A saved venue of which the input is all but the beginning, so that the fuzzer need not find
/// that.
inline api::Bytes savedVenueFrom(std::span<const std::uint8_t> input) {
    api::Bytes bytes = api::toBinary(core::SavedHeader{});
    bytes.insert(bytes.end(), input.begin(), input.end());
    if (input.size() >= 8) // a sequence number that later orders can lie before
        std::memcpy(bytes.data() + 6, input.data(), 8);
    return bytes;
}

} // namespace openbell::fuzz
