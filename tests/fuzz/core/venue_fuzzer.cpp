// Whatever commands a venue is given: no invariant breaks, one shard and three do the same, and
// the state it leaves loads into another venue. The input is a list of encoded commands, cut short
// at the first that does not decode.
#include "engine/base/assertion.h"
#include "engine/core/venue.h"

namespace {

using namespace openbell;

constexpr std::size_t kMaxCommands = 200;

/// Something to trade on, so that short inputs reach the books.
std::vector<api::Command> opening() {
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

std::vector<api::Command> commandsFrom(std::span<const std::uint8_t> input) {
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

api::Bytes stateAfter(const std::vector<api::Command>& commands, unsigned shards) {
    core::Venue venue({shards, true});
    api::EventBuffer events;
    Timestamp time;
    for (const api::Command& command : commands) {
        // A clock tick is worth three hours, so that schedules and expiries are reached.
        const bool tick = std::holds_alternative<api::AdvanceTime>(command);
        time = time + Duration((tick ? 3 * 3600 : 1) * kNsPerSecond);
        venue.apply({next(venue.lastSequence()), time, UserId()}, command, events);
    }
    api::Bytes bytes;
    venue.save(bytes);
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto commands = commandsFrom({data, size});
    const api::Bytes state = stateAfter(commands, 1);
    OPENBELL_ASSERT(stateAfter(commands, 3) == state);
    core::Venue loaded;
    OPENBELL_ASSERT(loaded.load(state).hasValue());
    api::Bytes again;
    loaded.save(again);
    OPENBELL_ASSERT(again == state);
    return 0;
}
