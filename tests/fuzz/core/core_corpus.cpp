// What the fuzzers of the core start from: short sessions that reach every kind of command, and the
// states that they leave.
//
//   core_corpus FOLDER             checks that FOLDER has these inputs, that every command in them
//   is
//                                  accepted, that every kind of command is among them, and that the
//                                  states load
//   core_corpus FOLDER --rewrite   writes them: after a command, the saved state or a session
//   changed
//
// A new kind of command or event gets a place in a session below.
#include "engine/api/text_codec.h"
#include "tests/fuzz/core/fuzz_input.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace {

using namespace openbell;

struct Session {
    const char* name;
    const char* commands; ///< after fuzz::opening(): the first is command 10, at ten seconds
};

constexpr std::array kSessions{
    Session{"orders", R"(PlaceOrder account=1 instrument=1 side=Buy price=100 quantity=5
PlaceOrder account=2 instrument=1 side=Sell price=101 quantity=5 clientOrderId=7
AmendOrder account=1 instrument=1 order=10 price=101 quantity=12
PlaceOrder account=2 instrument=1 side=Sell price=99 quantity=2 timeInForce=ImmediateOrCancel
PlaceOrder account=2 instrument=1 side=Sell type=Market quantity=1
PlaceOrder account=2 instrument=1 side=Sell price=101 quantity=1 timeInForce=FillOrKill
CancelOrder account=1 instrument=1 order=10
PlaceOrder account=1 instrument=1 side=Buy price=90 quantity=5 timeInForce=GoodTillTime expiry=20000000000
PlaceOrder account=1 instrument=1 side=Buy price=91 quantity=5 timeInForce=Day
AdvanceTime
)"},
    Session{"replacements", R"(PlaceOrder account=1 instrument=1 side=Buy price=100 quantity=5
ReplaceOrder account=1 instrument=1 order=10 clientOrderId=3 price=102 quantity=8 displayQuantity=2 displayVariance=1
PlaceOrder account=2 instrument=1 side=Sell price=102 quantity=5
ReplaceOrder account=1 instrument=1 order=11 clientOrderId=4 price=101 quantity=4 hidden=true
PlaceOrder account=2 instrument=1 side=Sell price=101 quantity=1 postOnly=Slide
ReplaceOrder account=2 instrument=1 order=14 price=100 quantity=6
)"},
    Session{"waiting", R"(PlaceOrder account=1 instrument=1 side=Sell price=100 quantity=2
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=1
PlaceOrder account=1 instrument=1 side=Sell type=Stop triggerPrice=95 quantity=3
PlaceOrder account=1 instrument=1 side=Sell type=StopLimit triggerPrice=96 price=90 quantity=3
PlaceOrder account=1 instrument=1 side=Sell type=TakeProfit triggerPrice=110 quantity=3
PlaceOrder account=2 instrument=1 side=Buy type=TakeProfitLimit triggerPrice=97 price=99 quantity=3
PlaceOrder account=1 instrument=1 side=Sell type=TrailingStop trailBy=4 quantity=2
AmendOrder account=1 instrument=1 order=12 price=0 quantity=2 triggerPrice=94
PlaceOrder account=2 instrument=1 side=Buy price=98 quantity=4
PlaceOrder account=1 instrument=1 side=Sell price=98 quantity=1
PlaceOrder account=2 instrument=1 side=Buy price=95 quantity=4
PlaceOrder account=1 instrument=1 side=Sell price=95 quantity=5
)"},
    Session{"auctions", R"(ChangeInstrumentState instrument=1 state=PreOpen
PlaceOrder account=1 instrument=1 side=Buy price=105 quantity=9 displayQuantity=2
PlaceOrder account=2 instrument=1 side=Sell price=95 quantity=5 timeInForce=AtOpen
ChangeInstrumentState instrument=1 state=OpeningAuction until=60000000000
PlaceOrder account=1 instrument=1 side=Sell price=101 quantity=9 timeInForce=AtClose
ResumeInstrument instrument=1 reason=open
ChangeInstrumentState instrument=1 state=ClosingAuction
PlaceOrder account=2 instrument=1 side=Buy price=101 quantity=3
ChangeInstrumentState instrument=1 state=Closed
ChangeInstrumentState instrument=1 state=CancelOnly
CancelAll account=1 instrument=1 side=Both
)"},
    Session{
        "calendar",
        R"(SetTradingSchedule instrument=1 weekdays=127 preOpen=3600 openingAuction=7200 trading=14400 closingAuction=28800 close=32400
SetTradingDay instrument=1 day=1 kind=Holiday
SetTradingDay instrument=1 day=2 kind=Short close=25000
AdvanceTime
PlaceOrder account=1 instrument=1 side=Buy price=105 quantity=9 timeInForce=AtClose
PlaceOrder account=2 instrument=1 side=Sell price=95 quantity=5 timeInForce=AtOpen
PlaceOrder account=1 instrument=1 side=Buy price=99 quantity=5 timeInForce=Day
AdvanceTime
AdvanceTime
AdvanceTime
AdvanceTime
)"},
    Session{"price_controls", R"(PlaceOrder account=1 instrument=1 side=Sell price=100 quantity=1
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=1
SetPriceControls instrument=1 collarPpm=300000 horizon1=600 deviation1Ppm=50000 horizon2=3600 deviation2Ppm=100000 auctionSeconds=60
PlaceOrder account=1 instrument=1 side=Sell price=120 quantity=1
PlaceOrder account=2 instrument=1 side=Buy price=120 quantity=2
PlaceOrder account=1 instrument=1 side=Sell price=119 quantity=1
AdvanceTime
)"},
    Session{"price_bands", R"(PlaceOrder account=1 instrument=1 side=Sell price=100 quantity=1
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=1
SetPriceBands instrument=1 width1Ppm=100000 above2=50 width2Ppm=50000 most2=4 referenceSeconds=300 limitSeconds=15 pauseSeconds=300 closeSeconds=600 closeRows=1
PlaceOrder account=2 instrument=1 side=Buy price=104 quantity=2
PlaceOrder account=1 instrument=1 side=Sell price=104 quantity=1
SetTradingDay instrument=1 day=9 kind=Holiday
AdvanceTime
AdvanceTime
)"},
    Session{"prevention", R"(SetTradeGroup account=1 group=5
SetTradeGroup account=2 group=5
PlaceOrder account=1 instrument=1 side=Sell price=100 quantity=9 displayQuantity=3
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=2 selfTradePrevention=Decrement
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=1 selfTradePrevention=CancelTaker
PlaceOrder account=2 instrument=1 side=Buy price=100 quantity=1
PlaceOrder account=1 instrument=1 side=Buy price=101 quantity=1 selfTradePrevention=CancelBoth
PlaceOrder account=1 instrument=1 side=Sell price=99 quantity=9 hidden=true
PlaceOrder account=2 instrument=1 side=Buy price=99 quantity=2 selfTradePrevention=CancelMaker
)"},
    Session{"lists", R"(PlaceOrderList account=1 instrument=1 contingency=OneTriggersPair first.side=Buy first.price=100 first.quantity=5 second.side=Sell second.price=110 second.quantity=5 third.side=Sell third.type=Stop third.triggerPrice=90 third.quantity=5
PlaceOrderList account=2 instrument=1 contingency=OneCancelsOther first.side=Sell first.price=120 first.quantity=2 second.side=Sell second.type=StopLimit second.triggerPrice=80 second.price=79 second.quantity=2
PlaceOrder account=2 instrument=1 side=Sell price=100 quantity=5
PlaceOrder account=2 instrument=1 side=Buy price=110 quantity=1
PlaceOrderList account=1 instrument=1 contingency=OneTriggersOther first.side=Buy first.price=95 first.quantity=5 second.side=Sell second.type=TrailingStop second.trailBy=4 second.quantity=3
PlaceOrder account=2 instrument=1 side=Sell price=95 quantity=2
PlaceOrder account=2 instrument=1 side=Sell price=150 quantity=5 reduceOnly=true
CancelAll account=2 instrument=1 session=3
)"},
    Session{"quotes", R"(SetMarketMakerProtection account=1 instrument=1 windowMilliseconds=60000 tradeLimit=1
PlaceQuote account=1 instrument=1 bidPrice=99 bidQuantity=5 askPrice=101 askQuantity=5
PlaceOrder account=2 instrument=1 side=Buy price=101 quantity=1
ResetMarketMakerProtection account=1 instrument=1
PlaceQuote account=1 instrument=1 bidPrice=98 bidQuantity=5 askPrice=103 askQuantity=4
PlaceQuote account=1 instrument=1 bidPrice=98 bidQuantity=3 askPrice=102 askQuantity=4
)"},
    Session{"pegs", R"(PlaceOrder account=1 instrument=1 side=Buy price=90 quantity=5
PlaceOrder account=2 instrument=1 side=Sell price=110 quantity=5
PlaceOrder account=1 instrument=1 side=Buy price=105 quantity=2 peg=Mid
PlaceOrder account=2 instrument=1 side=Sell price=95 quantity=2 peg=Market pegOffset=2
PlaceOrder account=2 instrument=1 side=Sell price=95 quantity=2 peg=Primary hidden=true
PlaceOrder account=2 instrument=1 side=Sell type=Market quoteAmount=200
HaltInstrument instrument=1 reason=drill
)"},
    Session{"operators", R"(CreateAsset asset=3 code=TEA scale=4
CreateInstrument instrument=2 symbol=TEA/USD base=3 quote=1 priceScale=2 tickSize=1 lotSize=10000 maxPrice=100 maxQuantity=100
CreateAccount account=3 name=cid
CreateUser user=1 name=root role=Operator
CreateUser user=2 name=cid role=Trader account=3
ChangeUser user=2 role=Viewer enabled=false
Deposit account=3 asset=1 amount=5000
Withdraw account=3 asset=1 amount=4000
SetInstrumentFees instrument=1 makerFeePpm=5 takerFeePpm=999999
PlaceOrder account=3 instrument=2 side=Buy price=1 quantity=1
HaltInstrument instrument=2 reason=drill
ResumeInstrument instrument=2 reason=over
CancelAll side=Buy
ChangeInstrumentState instrument=2 state=Delisted
)"}};

bool hasFailed = false;

void fail(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    hasFailed = true;
}

api::Bytes encoded(const Session& session) {
    api::Bytes bytes;
    std::istringstream lines(session.commands);
    for (std::string line; std::getline(lines, line);) {
        const auto command = api::commandFromText(line);
        if (command)
            api::encodeBinary(command.value(), bytes);
        else
            fail(std::string(session.name) + ": " + line + ": " + command.error().message);
    }
    return bytes;
}

/// Positions in api::Command and api::Event.
struct Kinds {
    std::set<std::size_t> commands;
    std::set<std::size_t> events;
};

template<class Variant>
void requireAll(const std::set<std::size_t>& kinds, const char* what) {
    for (std::size_t kind = 0; kind < std::variant_size_v<Variant>; ++kind)
        if (!kinds.contains(kind))
            fail("no session has the kind at position " + std::to_string(kind) + " of " + what);
}

/// The kinds of commands in it, all of which must be accepted, and the state that it leaves.
api::Bytes stateAfter(const char* name, const api::Bytes& input, Kinds& kinds) {
    core::Venue venue({1, true});
    fuzz::run(venue, fuzz::commandsFrom(input),
              [&](const api::Command& command, const api::EventBuffer& events) {
                  kinds.commands.insert(command.index());
                  events.forEach([&](const api::EventStamp&, const auto& event) {
                      kinds.events.insert(api::Event(event).index());
                      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>,
                                                   api::CommandRejected>)
                          fail(std::string(name) + ": " + api::toText(command) + ": " +
                               std::string(api::nameOf(event.reason)));
                  });
              });
    api::Bytes saved;
    venue.save(saved);
    saved.erase(saved.begin(), saved.begin() + static_cast<std::ptrdiff_t>(
                                                   api::toBinary(core::SavedHeader{}).size()));
    core::Venue loaded;
    if (!loaded.load(fuzz::savedVenueFrom(saved)))
        fail(std::string(name) + ": the state does not load");
    return saved;
}

} // namespace

int main(int argc, char** argv) {
    const bool rewrite = argc == 3 && std::string_view(argv[2]) == "--rewrite";
    if (argc != 2 && !rewrite) {
        std::fprintf(stderr, "usage: %s FOLDER [--rewrite]\n", argv[0]);
        return 2;
    }
    std::map<std::filesystem::path, api::Bytes> files;
    Kinds kinds;
    const std::filesystem::path folder = argv[1];
    for (const Session& session : kSessions) {
        const api::Bytes& input = files[folder / "commands" / session.name] = encoded(session);
        files[folder / "states" / session.name] = stateAfter(session.name, input, kinds);
    }
    requireAll<api::Command>(kinds.commands, "api::Command");
    kinds.events.insert(api::Event(api::CommandRejected{}).index()); // none is
    requireAll<api::Event>(kinds.events, "api::Event");
    for (const auto& [path, bytes] : files) {
        if (rewrite) {
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        }
        std::ifstream file(path, std::ios::binary);
        const api::Bytes there{std::istreambuf_iterator<char>(file), {}};
        if (there != bytes)
            fail(path.string() + " is another one: run this program with --rewrite");
    }
    return hasFailed ? 1 : 0;
}
