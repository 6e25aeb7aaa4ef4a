// Commands for tests of a running engine: a small market, and a seeded stream of orders in it.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/random.h"

#include <vector>

namespace openbell::runtime::test {

inline constexpr std::uint32_t kAccounts = 8;

/// Two assets, one instrument, accounts with funds.
inline std::vector<api::Command> marketSetup() {
    std::vector<api::Command> commands;
    commands.emplace_back(
        api::CreateAsset{.asset = AssetId(1), .code = api::AssetCode("USD"), .scale = 2});
    commands.emplace_back(
        api::CreateAsset{.asset = AssetId(2), .code = api::AssetCode("BTC"), .scale = 4});
    api::CreateInstrument instrument;
    instrument.instrument = InstrumentId(1);
    instrument.symbol = api::Symbol("BTC-USD");
    instrument.base = AssetId(2);
    instrument.quote = AssetId(1);
    instrument.priceScale = 0;
    instrument.tickSize = 1;
    instrument.lotSize = 100;
    instrument.minPrice = Price(1);
    instrument.maxPrice = Price(1'000'000);
    instrument.minQuantity = Quantity(1);
    instrument.maxQuantity = Quantity(1'000'000);
    instrument.makerFeePpm = 100;
    instrument.takerFeePpm = 400;
    commands.emplace_back(instrument);
    for (std::uint32_t i = 1; i <= kAccounts; ++i) {
        commands.emplace_back(api::CreateAccount{.account = AccountId(i), .name = api::Name("a")});
        for (std::uint32_t asset = 1; asset <= 2; ++asset)
            commands.emplace_back(api::Deposit{.account = AccountId(i),
                                               .asset = AssetId(asset),
                                               .amount = Amount(1'000'000'000'000)});
    }
    return commands;
}

/// A stream of orders and cancels around a price of 1000.
class OrderStream {
public:
    explicit OrderStream(std::uint64_t seed) : m_random(seed) {}

    /// `placedAs`: the sequence number the command will get, which names its order.
    api::Command next(Sequence placedAs) {
        if (!m_placed.empty() && m_random.chance(4, 10))
            return cancel();
        api::PlaceOrder order;
        order.account = AccountId(static_cast<std::uint32_t>(1 + m_random.below(kAccounts)));
        order.instrument = InstrumentId(1);
        order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        order.price = Price(1000 + m_random.between(-20, 20));
        order.quantity = Quantity(m_random.between(1, 50));
        m_placed.push_back({order.account, OrderId(placedAs.value())});
        return order;
    }

private:
    struct Placed {
        AccountId account;
        OrderId order;
    };

    api::Command cancel() {
        const std::size_t index = m_random.below(m_placed.size());
        const Placed chosen = m_placed[index];
        m_placed[index] = m_placed.back();
        m_placed.pop_back();
        return api::CancelOrder{
            .account = chosen.account, .instrument = InstrumentId(1), .order = chosen.order};
    }

    Random m_random;
    std::vector<Placed> m_placed;
};

} // namespace openbell::runtime::test
