#include "engine/simulation/setup.h"

#include <array>

namespace openbell::simulation {
namespace {

constexpr AssetId kUsd{1};
constexpr std::uint8_t kUsdScale = 4;
constexpr std::uint8_t kCoinScale = 8;
constexpr unsigned kMakersPerMarket = 2;
constexpr unsigned kNoiseTraders = 20;
constexpr std::uint32_t kFirstAgentUser = 10;

struct Coin {
    AssetId asset;
    std::string_view code;
    std::string_view symbol;
};
constexpr std::array<Coin, 3> kCoins{{{AssetId(2), "BTC", "BTC-USD"},
                                      {AssetId(3), "ETH", "ETH-USD"},
                                      {AssetId(4), "SOL", "SOL-USD"}}};

/// Tick and lot are chosen so that their product is a whole number of 1/10000 dollars.
struct Shape {
    std::uint8_t priceScale = 0;
    std::int64_t tickSize = 0;
    std::int64_t lotSize = 0;
    std::int64_t startPrice = 0; ///< ticks
    std::int64_t volatility = 0;
    std::int64_t halfSpread = 0;
    std::int64_t makerLots = 0;
    std::int64_t noiseLots = 0;
};
constexpr std::array<Shape, 3> kShapes{{
    {1, 5, 100'000, 128'500, 1'200, 1, 240, 90},   // 64250.0 in steps of 0.5; 0.001 BTC
    {2, 5, 1'000'000, 68'400, 1'000, 1, 420, 160}, // 3420.00 in steps of 0.05; 0.01 ETH
    {2, 1, 10'000'000, 14'820, 500, 1, 900, 300},  // 148.20 in steps of 0.01; 0.1 SOL
}};

Market makeMarket(std::size_t i) {
    const Coin& coin = kCoins[i];
    const Shape& shape = kShapes[i];
    Market market;
    api::CreateInstrument& definition = market.definition;
    definition.instrument = InstrumentId(static_cast<std::uint32_t>(i + 1));
    definition.symbol = api::Symbol(coin.symbol);
    definition.base = coin.asset;
    definition.quote = kUsd;
    definition.priceScale = shape.priceScale;
    definition.tickSize = shape.tickSize;
    definition.lotSize = shape.lotSize;
    definition.minPrice = Price(shape.startPrice / 20);
    definition.maxPrice = Price(shape.startPrice * 20);
    definition.minQuantity = Quantity(1);
    definition.maxQuantity = Quantity(1'000'000);
    definition.minValue = Amount(50'000); // 5 dollars
    definition.makerFeePpm = 100;
    definition.takerFeePpm = 400;
    market.startPrice = Price(shape.startPrice);
    market.volatility = shape.volatility;
    market.halfSpread = Price(shape.halfSpread);
    market.makerLots = shape.makerLots;
    market.noiseLots = shape.noiseLots;
    return market;
}

/// `units` of an asset as atoms.
Amount atoms(std::int64_t units, std::uint8_t scale) {
    for (; scale > 0; --scale)
        units *= 10;
    return Amount(units);
}

void fund(std::vector<api::Command>& commands, AccountId account, std::int64_t dollars,
          std::int64_t coinsWorth) {
    commands.emplace_back(
        api::Deposit{.account = account, .asset = kUsd, .amount = atoms(dollars, kUsdScale)});
    for (std::size_t i = 0; i < kCoins.size(); ++i) {
        // About the same value in each coin: 64250, 3420 and 148 dollars.
        constexpr std::array<std::int64_t, 3> kDollarsPerCoin{64'250, 3'420, 148};
        commands.emplace_back(
            api::Deposit{.account = account,
                         .asset = kCoins[i].asset,
                         .amount = atoms(coinsWorth / kDollarsPerCoin[i], kCoinScale)});
    }
}

void addTrader(std::vector<api::Command>& commands, const AgentUser& agent) {
    const api::Name name(agent.name);
    commands.emplace_back(api::CreateAccount{.account = agent.account, .name = name});
    commands.emplace_back(api::CreateUser{
        .user = agent.user, .name = name, .role = api::Role::Trader, .account = agent.account});
}

std::string numbered(std::string_view name, std::size_t number) {
    return std::string(name) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

} // namespace

std::span<const Market> markets() {
    static const std::array<Market, 3> kMarkets{makeMarket(0), makeMarket(1), makeMarket(2)};
    return kMarkets;
}

std::vector<AgentUser> agentUsers() {
    std::vector<AgentUser> agents;
    const auto add = [&](AgentKind kind, std::string name, InstrumentId instrument) {
        const auto id = kFirstAgentUser + static_cast<std::uint32_t>(agents.size());
        agents.push_back({.kind = kind,
                          .user = UserId(id),
                          .account = AccountId(id),
                          .name = std::move(name),
                          .instrument = instrument});
    };
    for (unsigned maker = 1; maker <= kMakersPerMarket; ++maker)
        for (const Market& market : markets())
            add(AgentKind::MarketMaker,
                numbered("maker-" + std::string(market.definition.symbol.view().substr(0, 3)),
                         maker),
                market.definition.instrument);
    for (unsigned trader = 1; trader <= kNoiseTraders; ++trader)
        add(AgentKind::NoiseTrader, numbered("noise", trader), InstrumentId());
    return agents;
}

std::vector<api::Command> bootstrapCommands() {
    std::vector<api::Command> commands;
    const api::Name operatorName{kOperatorName};
    commands.emplace_back(api::CreateAccount{.account = kOperatorAccount, .name = operatorName});
    commands.emplace_back(api::CreateUser{.user = kOperatorUser,
                                          .name = operatorName,
                                          .role = api::Role::Operator,
                                          .account = kOperatorAccount});
    commands.emplace_back(
        api::CreateAsset{.asset = kUsd, .code = api::AssetCode("USD"), .scale = kUsdScale});
    for (const Coin& coin : kCoins)
        commands.emplace_back(api::CreateAsset{
            .asset = coin.asset, .code = api::AssetCode(coin.code), .scale = kCoinScale});
    for (const Market& market : markets())
        commands.emplace_back(market.definition);
    fund(commands, kOperatorAccount, 5'000'000, 2'000'000);
    for (const AgentUser& agent : agentUsers()) {
        addTrader(commands, agent);
        const bool maker = agent.kind == AgentKind::MarketMaker;
        fund(commands, agent.account, maker ? 20'000'000'000 : 2'000'000'000,
             maker ? 20'000'000'000 : 2'000'000'000);
    }
    return commands;
}

} // namespace openbell::simulation
