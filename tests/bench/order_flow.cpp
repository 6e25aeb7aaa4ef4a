#include "tests/bench/order_flow.h"

#include <algorithm>
#include <string>

namespace openbell::bench {
namespace {

constexpr AssetId kQuote{1};
constexpr std::int64_t kMiddle = 100'000;

Price distance(Random& random) {
    // Mostly near the middle, some far: the smaller of three draws.
    std::int64_t ticks = 500;
    for (int i = 0; i < 3; ++i)
        ticks = std::min(ticks, random.between(1, 500));
    return Price(ticks);
}

} // namespace

std::vector<api::Command> flowSetup(std::uint32_t instruments, std::uint32_t accounts) {
    std::vector<api::Command> commands;
    commands.emplace_back(api::CreateAsset{kQuote, api::AssetCode("USD"), 2});
    for (std::uint32_t i = 1; i <= instruments; ++i) {
        const std::string code = "C" + std::to_string(i);
        const AssetId base(kQuote.value() + i);
        commands.emplace_back(api::CreateAsset{base, api::AssetCode(code), 4});
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(i);
        instrument.symbol = api::Symbol(code + "-USD");
        instrument.base = base;
        instrument.quote = kQuote;
        instrument.lotSize = 100;
        instrument.maxPrice = Price(10'000'000);
        instrument.maxQuantity = Quantity(1'000'000);
        instrument.makerFeePpm = 100;
        instrument.takerFeePpm = 400;
        commands.emplace_back(instrument);
    }
    for (std::uint32_t i = 1; i <= accounts; ++i) {
        commands.emplace_back(api::CreateAccount{AccountId(i), api::Name("flow")});
        for (std::uint32_t asset = 1; asset <= instruments + 1; ++asset)
            commands.emplace_back(
                api::Deposit{AccountId(i), AssetId(asset), Amount(100'000'000'000'000)});
    }
    return commands;
}

OrderFlow::OrderFlow(std::uint64_t seed, std::uint32_t instruments, std::uint32_t accounts,
                     std::size_t restingOrders)
    : m_random(seed)
    , m_instruments(instruments)
    , m_accounts(accounts)
    , m_target(restingOrders) {
    m_resting.reserve(restingOrders + 1);
}

api::Command OrderFlow::next(Sequence placedAs) {
    const std::uint64_t draw = m_random.below(100);
    if (draw < 4)
        return place(placedAs, true);
    if (m_resting.size() >= m_target || (draw < 54 && m_resting.size() > m_target / 2)) {
        const Resting chosen = takeAny();
        if (draw % 10 == 0 && chosen.quantity > Quantity(1)) {
            m_resting.push_back(chosen);
            m_resting.back().quantity -= Quantity(1);
            const Price price(chosen.side == api::Side::Buy ? kMiddle - distance(m_random).value()
                                                            : kMiddle + distance(m_random).value());
            return api::AmendOrder{chosen.account, chosen.instrument, chosen.order, price,
                                   m_resting.back().quantity};
        }
        return api::CancelOrder{chosen.account, chosen.instrument, chosen.order};
    }
    return place(placedAs, false);
}

api::Command OrderFlow::place(Sequence placedAs, bool immediate) {
    api::PlaceOrder order;
    order.account = AccountId(static_cast<std::uint32_t>(1 + m_random.below(m_accounts)));
    order.instrument = InstrumentId(static_cast<std::uint32_t>(1 + m_random.below(m_instruments)));
    order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
    const bool buy = order.side == api::Side::Buy;
    const std::int64_t away = distance(m_random).value();
    order.quantity = Quantity(m_random.between(1, 50));
    if (immediate) {
        order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        order.price = Price(buy ? kMiddle + 20 : kMiddle - 20);
        return order;
    }
    order.price = Price(buy ? kMiddle - away : kMiddle + away);
    m_resting.push_back(
        {order.account, order.instrument, OrderId(placedAs.value()), order.side, order.quantity});
    return order;
}

OrderFlow::Resting OrderFlow::takeAny() {
    const std::size_t index = m_random.below(m_resting.size());
    const Resting chosen = m_resting[index];
    m_resting[index] = m_resting.back();
    m_resting.pop_back();
    return chosen;
}

} // namespace openbell::bench
