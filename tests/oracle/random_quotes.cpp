// Random quotes and their protections.
#include "tests/oracle/random_commands.h"

namespace openbell::oracle {
namespace {

/// So many of the accounts make markets.
constexpr std::uint64_t kMarketMakers = 3;

} // namespace

api::Command RandomCommands::quote(std::uint64_t sequence) {
    api::PlaceQuote quote;
    quote.account = m_random.chance(1, 50)
                        ? account()
                        : AccountId(1 + static_cast<std::uint32_t>(m_random.below(kMarketMakers)));
    quote.instrument = instrument();
    const Price behind(m_random.chance(1, 3) ? 0 : 2); // drawn first: one order for all compilers
    quote.bidPrice = price() - behind;
    quote.askPrice = quote.bidPrice + Price(m_random.between(m_random.chance(1, 20) ? -1 : 1, 8));
    quote.bidQuantity = quantity();
    quote.askQuantity = quantity();
    if (m_random.chance(2, 3))
        quote.postOnly = static_cast<api::PostOnly>(m_random.below(3));
    if (m_random.chance(1, 3))
        quote.selfTradePrevention = static_cast<api::SelfTradePrevention>(
            m_random.below(api::kEnumSize<api::SelfTradePrevention>));
    // The one before once more, with another quantity here and there.
    if (m_random.chance(1, 2) && m_latestQuote.instrument.value() != 0) {
        quote = m_latestQuote;
        if (m_random.chance(1, 2))
            quote.bidQuantity = Quantity(m_random.between(1, 12));
        if (m_random.chance(1, 2))
            quote.askQuantity = Quantity(m_random.between(1, 12));
        if (m_random.chance(1, 4))
            quote.askPrice += Price(1);
    }
    if (m_random.chance(1, 12))
        quote.bidQuantity = Quantity(0);
    if (m_random.chance(1, 12))
        quote.askQuantity = Quantity(0);
    m_latestQuote = quote;
    const bool bid = m_random.chance(1, 2);
    remember({quote.account, quote.instrument, legId(Sequence(sequence), bid ? 0 : 1),
              bid ? quote.bidPrice : quote.askPrice,
              bid ? quote.bidQuantity : quote.askQuantity});
    return quote;
}

api::Command RandomCommands::protect() {
    const AccountId who(1 + static_cast<std::uint32_t>(m_random.below(kMarketMakers)));
    if (m_random.chance(1, 4))
        return api::ResetMarketMakerProtection{who, instrument()};
    api::SetMarketMakerProtection c;
    c.account = who;
    c.instrument = instrument();
    if (m_random.chance(1, 12))
        return c;
    c.windowMilliseconds = static_cast<std::uint32_t>(m_random.between(1, 20'000'000));
    if (m_random.chance(2, 3))
        c.quantityLimit = Quantity(m_random.between(m_random.chance(1, 40) ? -1 : 1, 30));
    if (m_random.chance(1, 2))
        c.tradeLimit = static_cast<std::uint32_t>(m_random.between(0, 6));
    if (m_random.chance(3, 4))
        c.freezeMilliseconds = static_cast<std::uint32_t>(m_random.between(0, 2'000'000));
    if (m_random.chance(1, 40))
        c.tradeLimit = 10'001;
    if (m_random.chance(1, 40))
        c.windowMilliseconds = 0;
    return c;
}

} // namespace openbell::oracle
