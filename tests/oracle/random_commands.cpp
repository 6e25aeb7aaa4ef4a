#include "tests/oracle/random_commands.h"

#include "tests/oracle/comparison.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace openbell::oracle {
namespace {

constexpr std::size_t kRemembered = 80;

template<class E>
E any(Random& random) {
    return static_cast<E>(random.below(api::kEnumSize<E>));
}

/// Numbers at the edges of what fits.
std::int64_t extreme(Random& random) {
    constexpr std::array<std::int64_t, 10> kEdges{0,
                                                  -1,
                                                  1,
                                                  std::numeric_limits<std::int64_t>::max(),
                                                  std::numeric_limits<std::int64_t>::min(),
                                                  kMaxAmount,
                                                  kMaxAmount - 1,
                                                  std::int64_t{1} << 40,
                                                  999'999,
                                                  1'000'000};
    return kEdges[random.below(kEdges.size())];
}

} // namespace

std::vector<api::Command> randomStream(const RandomMarketOptions& options, std::size_t size) {
    RandomCommands random(options);
    std::vector<api::Command> commands = random.opening();
    while (commands.size() < size)
        commands.push_back(random.next(commands.size() + 1));
    return commands;
}

std::vector<api::Command> RandomCommands::opening() {
    std::vector<api::Command> commands;
    commands.push_back(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
    commands.push_back(api::CreateAsset{AssetId(2), api::AssetCode("HUGE"), 0});
    for (std::uint32_t i = 1; i <= m_options.instruments; ++i) {
        const AssetId base(10 + i);
        commands.push_back(api::CreateAsset{base, api::AssetCode("B" + std::to_string(i)), 4});
        api::CreateInstrument instrument;
        instrument.instrument = InstrumentId(i);
        instrument.symbol = api::Symbol("B" + std::to_string(i) + "/Q");
        instrument.base = base;
        // The third market's amounts are near the largest that fit.
        const bool huge = i == 3;
        instrument.quote = AssetId(huge ? 2 : 1);
        instrument.priceScale = huge ? 0 : 2;
        instrument.tickSize = huge ? 1'000'000'000'000 : static_cast<std::int64_t>(i);
        instrument.lotSize = 10'000 * static_cast<std::int64_t>(i);
        instrument.maxPrice = Price(huge ? 1'000'000 : 100);
        instrument.maxQuantity = Quantity(huge ? 1'000'000 : 60);
        instrument.minQuantity = Quantity(i == 2 ? 2 : 1);
        instrument.minValue = Amount(i == 2 ? 90 : 0);
        // The first market bounds positions about where the deposits leave them; its base asset is
        // also that of the short-lived markets. The third one's bound is never met.
        if (i == 1)
            instrument.maxPosition = Quantity(m_options.deposit * 100 / instrument.lotSize + 250);
        if (huge)
            instrument.maxPosition = Quantity(kMaxAmount / 2 / instrument.lotSize);
        instrument.makerFeePpm = static_cast<std::int64_t>(m_random.below(20'000));
        instrument.takerFeePpm = static_cast<std::int64_t>(m_random.below(20'000));
        commands.push_back(instrument);
    }
    for (std::uint32_t i = 1; i <= m_options.accounts; ++i) {
        commands.push_back(api::CreateAccount{AccountId(i), api::Name("account")});
        commands.push_back(api::Deposit{AccountId(i), AssetId(1), Amount(m_options.deposit)});
        for (std::uint32_t k = 1; k <= m_options.instruments; ++k)
            commands.push_back(
                api::Deposit{AccountId(i), AssetId(10 + k), Amount(m_options.deposit * 100)});
        commands.push_back(api::Deposit{AccountId(i), AssetId(2), Amount(kMaxAmount / 8)});
    }
    return commands;
}

api::Command RandomCommands::next(std::uint64_t sequence) {
    if (m_random.chance(1, 40))
        m_middle = std::clamp<std::int64_t>(m_middle + m_random.between(-2, 2), 10, 90);
    const std::uint64_t dice = m_random.below(1000);
    if (dice < 60)
        return quote(sequence);
    if (dice < 68)
        return protect();
    if (dice < 540)
        return place(sequence);
    if (dice < 600)
        return placeList(sequence);
    if (dice < 750)
        return cancel();
    if (dice < 860)
        return amend();
    if (dice < 900)
        return replace(sequence);
    if (!m_options.adminCommands)
        return place(sequence);
    if (dice < 950)
        return transfer();
    if (dice < 975)
        return administer();
    return dice < 990 ? govern(sequence) : nonsense();
}

api::Command RandomCommands::place(std::uint64_t sequence) {
    api::PlaceOrder order;
    order.account = account();
    order.instrument = instrument();
    order.clientOrderId = clientOrderId();
    order.side = any<api::Side>(m_random);
    order.price = price();
    order.quantity = quantity();
    const std::uint64_t dice = m_random.below(100);
    if (dice < 12) {
        order.type = api::OrderType::Market;
        order.timeInForce = any<api::TimeInForce>(m_random);
        if (m_random.chance(1, 2))
            order.price = Price(0);
    } else if (dice < 30) {
        order.timeInForce = any<api::TimeInForce>(m_random);
    } else if (dice < 40) {
        order.postOnly = any<api::PostOnly>(m_random);
        concealSometimes(order);
        if (m_random.chance(1, 4))
            order.timeInForce = any<api::TimeInForce>(m_random);
    } else if (dice < 43) {
        order.timeInForce = api::TimeInForce::AtOpen;
    } else if (dice < 54) {
        order.type = any<api::OrderType>(m_random);
        order.triggerPrice = price();
        if (m_random.chance(1, 3))
            order.timeInForce = any<api::TimeInForce>(m_random);
        if (order.side == api::Side::Sell && m_random.chance(1, 2))
            order.price = Price(0);
        if (order.type == api::OrderType::TrailingStop || m_random.chance(1, 30)) {
            order.trailBy = Price(m_random.between(m_random.chance(1, 20) ? -1 : 1, 6));
            if (m_random.chance(1, 2))
                order.triggerPrice = Price(0);
        }
        if (order.type <= api::OrderType::Market && m_random.chance(9, 10))
            order.triggerPrice = Price(0);
    }
    if (dice >= 60 && dice < 72)
        peg(order);
    else if (dice >= 72 && dice < 76)
        nameAmount(order);
    else if (m_random.chance(dice >= 76 ? 1 : 0, 2))
        concealSometimes(order);
    if (m_random.chance(1, 3))
        order.selfTradePrevention = any<api::SelfTradePrevention>(m_random);
    if (order.timeInForce == api::TimeInForce::GoodTillTime || m_random.chance(1, 200))
        order.expiry = someExpiry(sequence);
    order.reduceOnly = m_random.chance(1, 25);
    // As a client does that had no answer; sometimes one that has lost count of its ids.
    if (m_random.chance(1, 60) && m_latest.account == order.account) {
        const bool same = m_random.chance(4, 5);
        order = m_latest;
        order.quantity += Quantity(same ? 0 : 1);
    }
    if (!order.clientOrderId.isNone())
        m_latest = order;
    remember({order.account, order.instrument, OrderId(sequence), order.price, order.quantity});
    return order;
}

/// Soon, at times already over.
Timestamp RandomCommands::someExpiry(std::uint64_t sequence) {
    return timeOfCommand(sequence - 1) + Duration(m_random.between(-20, 3'000) * kNsPerSecond);
}

void RandomCommands::remember(const Placed& placed) {
    if (m_placed.size() < kRemembered)
        m_placed.push_back(placed);
    else
        m_placed[m_placedAt++ % kRemembered] = placed;
}

/// Makes a pegged order of it; now and then one that is refused.
void RandomCommands::peg(api::PlaceOrder& order) {
    order.peg = any<api::PegReference>(m_random);
    if (m_random.chance(3, 4))
        order.pegOffset = Price(m_random.between(order.peg == api::PegReference::Market, 3));
    if (order.peg == api::PegReference::None && m_random.chance(9, 10))
        order.pegOffset = Price(0);
    // Their limits are worse than the market's prices mostly.
    const std::int64_t far = m_random.between(0, 8);
    const std::int64_t price = std::clamp<std::int64_t>(order.price.value(), -10, 110);
    order.price = Price(std::clamp<std::int64_t>(
        price + (order.side == api::Side::Buy ? far : -far), 1, 100));
    order.hidden = m_random.chance(1, 5);
    if (m_random.chance(1, 4))
        order.timeInForce =
            m_random.chance(1, 2) ? api::TimeInForce::Day : api::TimeInForce::GoodTillTime;
    if (m_random.chance(1, 30))
        order.timeInForce = any<api::TimeInForce>(m_random);
    if (m_random.chance(1, 40))
        order.postOnly = any<api::PostOnly>(m_random);
    if (m_random.chance(1, 40))
        order.displayQuantity = Quantity(1);
    if (m_random.chance(1, 40))
        order.pegOffset = Price(m_random.between(-1, 110));
    if (m_random.chance(1, 40))
        order.type = any<api::OrderType>(m_random);
}

/// Lets it ask for an amount instead of a quantity; now and then for both.
void RandomCommands::nameAmount(api::PlaceOrder& order) {
    order.type = api::OrderType::Market;
    order.quoteAmount = Amount(m_random.between(1, m_random.chance(1, 2) ? 3'000 : 60'000));
    if (order.instrument == InstrumentId(3)) // its lots are worth that much more
        order.quoteAmount = Amount(std::min<std::int64_t>(order.quoteAmount.value(), 9'000) *
                                   1'000'000'000'000'000);
    if (m_random.chance(1, 20))
        order.quoteAmount = Amount(extreme(m_random));
    if (m_random.chance(2, 3))
        order.price = Price(0);
    if (m_random.chance(19, 20))
        order.quantity = Quantity(0);
    if (m_random.chance(1, 20))
        order.timeInForce = any<api::TimeInForce>(m_random);
    if (m_random.chance(1, 40))
        order.type = any<api::OrderType>(m_random);
}

/// Zero often; few enough that the older ones come again.
ClientOrderId RandomCommands::clientOrderId() {
    return ClientOrderId(m_random.chance(1, 2) ? 0 : m_random.below(20'000));
}

/// Gives an iceberg's terms to it, or hides it, or neither; now and then both or nonsense.
template<class Order>
void RandomCommands::concealSometimes(Order& order) {
    const std::uint64_t dice = m_random.below(100);
    if (dice < 45) {
        order.quantity += Quantity(static_cast<std::int64_t>(m_random.below(30)));
        order.displayQuantity = Quantity(m_random.between(1, 6));
        if (m_random.chance(1, 2))
            order.displayVariance = Quantity(m_random.between(0, order.displayQuantity.value()));
    } else if (dice < 75) {
        order.hidden = true;
    }
    if (m_random.chance(1, 60)) // only the third market takes that much
        order.quantity = Quantity(m_random.between(900, 3100));
    if (m_random.chance(1, 40)) {
        order.displayQuantity = Quantity(m_random.between(-1, 70));
        order.displayVariance = Quantity(m_random.between(-1, 8));
        order.hidden = m_random.chance(1, 2);
    }
}

api::Command RandomCommands::replace(std::uint64_t sequence) {
    const Placed placed = pickOrder();
    api::ReplaceOrder order;
    order.account = placed.account;
    order.instrument = placed.instrument;
    order.order = placed.order;
    order.clientOrderId = clientOrderId();
    order.price = m_random.chance(1, 3) ? placed.price : price();
    order.quantity = quantity();
    if (m_random.chance(1, 3))
        order.postOnly = any<api::PostOnly>(m_random);
    if (m_random.chance(1, 3))
        order.selfTradePrevention = any<api::SelfTradePrevention>(m_random);
    if (m_random.chance(1, 3))
        concealSometimes(order);
    if (m_random.chance(1, 40) && m_latestReplacement.account == order.account) {
        order = m_latestReplacement;
        order.price += Price(m_random.chance(1, 3) ? 1 : 0);
    }
    m_latestReplacement = order;
    remember({order.account, order.instrument, OrderId(sequence), order.price, order.quantity});
    return order;
}

api::Command RandomCommands::cancel() {
    const Placed placed = pickOrder();
    return api::CancelOrder{placed.account, placed.instrument, placed.order};
}

api::Command RandomCommands::amend() {
    const Placed placed = pickOrder();
    // Often at the price that it has, where a smaller quantity keeps its priority.
    const Price newPrice = m_random.chance(1, 2) ? placed.price : price();
    Quantity newQuantity = m_random.chance(1, 10) ? placed.quantity : quantity();
    if (m_random.chance(1, 50))
        newQuantity = Quantity(m_random.between(900, 3100));
    return api::AmendOrder{placed.account, placed.instrument,
                           placed.order,   m_random.chance(1, 20) ? Price(0) : newPrice,
                           newQuantity,    m_random.chance(1, 6) ? price() : Price(0)};
}

api::Command RandomCommands::transfer() {
    const AssetId asset(m_random.chance(1, 3) ? 1
                                              : 10 + static_cast<std::uint32_t>(m_random.between(
                                                         1, m_options.instruments)));
    const std::int64_t typical = asset.value() == 1 ? m_options.deposit : m_options.deposit * 50;
    const Amount amount(m_random.between(1, typical / 2));
    if (m_random.chance(1, 2))
        return api::Deposit{account(), asset, amount};
    return api::Withdraw{account(), asset, amount};
}

api::Command RandomCommands::administer() {
    const std::uint64_t dice = m_random.below(100);
    if (dice < 4)
        return api::CancelAll{m_random.chance(3, 4) ? account() : AccountId(),
                              m_random.chance(1, 2) ? instrument() : InstrumentId(),
                              any<api::SideFilter>(m_random),
                              SessionId(static_cast<std::uint32_t>(m_random.below(5)))};
    if (dice < 8)
        return api::HaltInstrument{instrument(), api::Note("drill")};
    if (dice < 65) // far more often than halts, or little would trade
        return api::ResumeInstrument{instrument(), api::Note("end of drill")};
    if (dice < 70)
        return api::SetTradeGroup{account(),
                                  TradeGroupId(static_cast<std::uint32_t>(m_random.below(3)))};
    if (dice < 90)
        return api::SetInstrumentFees{instrument(), m_random.between(0, 30'000),
                                      m_random.between(0, 30'000)};
    return api::AdvanceTime{};
}

api::Command RandomCommands::nonsense() {
    const auto smallId = [this] { return static_cast<std::uint32_t>(m_random.below(20)); };
    switch (m_random.below(9)) {
    case 0:
        return api::CreateAsset{AssetId(smallId()),
                                api::AssetCode("N" + std::to_string(m_random.below(50))),
                                static_cast<std::uint8_t>(m_random.below(21))};
    case 1: {
        api::CreateInstrument c;
        c.instrument = InstrumentId(m_random.chance(1, 4) ? smallId() : 2);
        c.symbol = api::Symbol("X" + std::to_string(m_random.below(6)));
        c.base = AssetId(10 + smallId());
        c.quote = AssetId(smallId());
        c.priceScale = static_cast<std::uint8_t>(m_random.below(20));
        c.tickSize = m_random.chance(1, 2) ? 1000 : extreme(m_random);
        c.lotSize = m_random.chance(1, 2) ? 1'000'000 : extreme(m_random);
        c.maxPrice = Price(m_random.chance(1, 2) ? 90 : extreme(m_random));
        c.maxQuantity = Quantity(m_random.chance(1, 2) ? 50 : extreme(m_random));
        c.takerFeePpm = m_random.chance(3, 4) ? 500 : extreme(m_random);
        return c;
    }
    case 2:
        return api::CreateAccount{AccountId(smallId()), api::Name("late")};
    case 3:
        return api::CreateUser{UserId(smallId()),
                               api::Name("user" + std::to_string(m_random.below(12))),
                               any<api::Role>(m_random), AccountId(smallId())};
    case 4:
        return api::ChangeUser{UserId(smallId()), any<api::Role>(m_random), m_random.chance(1, 2)};
    case 5:
        return api::Deposit{AccountId(smallId()), AssetId(smallId()), Amount(extreme(m_random))};
    case 6:
        return api::Withdraw{account(), AssetId(smallId()), Amount(extreme(m_random))};
    case 7:
        return api::SetInstrumentFees{InstrumentId(smallId()), extreme(m_random), 100};
    default: {
        api::PlaceOrder order;
        order.account = AccountId(smallId());
        order.instrument = InstrumentId(m_random.chance(1, 2) ? 3 : smallId());
        order.side = any<api::Side>(m_random);
        order.type = any<api::OrderType>(m_random);
        order.timeInForce = any<api::TimeInForce>(m_random);
        order.postOnly = any<api::PostOnly>(m_random);
        order.clientOrderId = clientOrderId();
        concealSometimes(order);
        order.price = m_random.chance(1, 2) ? price() : Price(extreme(m_random));
        if (m_random.chance(1, 3))
            peg(order);
        else if (m_random.chance(1, 3))
            nameAmount(order);
        order.quantity = m_random.chance(1, 2) ? quantity() : Quantity(extreme(m_random));
        return order;
    }
    }
}

RandomCommands::Placed RandomCommands::pickOrder() {
    if (m_placed.empty() || m_random.chance(1, 50))
        return {account(), instrument(), OrderId(m_random.below(10'000)), price(), quantity()};
    Placed placed = m_placed[m_random.below(m_placed.size())];
    if (m_random.chance(1, 40))
        placed.account = account();
    if (m_random.chance(1, 40))
        placed.instrument = instrument();
    return placed;
}

AccountId RandomCommands::account() {
    return AccountId(1 + static_cast<std::uint32_t>(m_random.below(m_options.accounts)));
}

InstrumentId RandomCommands::instrument() {
    if (m_doomed != 0 && m_random.chance(1, 20))
        return InstrumentId(m_doomed);
    return InstrumentId(1 + static_cast<std::uint32_t>(m_random.below(m_options.instruments)));
}

/// Near the middle mostly; sometimes outside the limits.
Price RandomCommands::price() {
    if (m_random.chance(1, 100))
        return Price(m_random.between(-1, 120));
    const std::int64_t spread = m_random.chance(3, 4) ? 5 : 30;
    return Price(std::clamp<std::int64_t>(m_middle + m_random.between(-spread, spread), 1, 100));
}

Quantity RandomCommands::quantity() {
    if (m_random.chance(1, 100))
        return Quantity(m_random.between(-1, 100));
    return Quantity(m_random.between(1, m_random.chance(4, 5) ? 12 : 60));
}

} // namespace openbell::oracle
