// Random commands of operators about states, calendars and prices.
#include "tests/oracle/random_commands.h"

#include "tests/oracle/comparison.h"

namespace openbell::oracle {
namespace {

template<class E>
E any(Random& random) {
    return static_cast<E>(random.below(api::kEnumSize<E>));
}

} // namespace

/// States, schedules, price controls.
api::Command RandomCommands::govern(std::uint64_t sequence) {
    const std::uint64_t dice = m_random.below(100);
    if (dice < 45) {
        api::ChangeInstrumentState change;
        change.instrument = instrument();
        do
            change.state = any<api::InstrumentState>(m_random);
        while (change.state == api::InstrumentState::Delisted);
        if (m_random.chance(3, 4))
            change.until =
                timeOfCommand(sequence - 1) + Duration(m_random.between(-5, 600) * kNsPerSecond);
        return change;
    }
    if (dice < 60)
        return controls();
    if (dice < 75)
        return bands(sequence);
    return dice < 90 ? schedule() : delisting();
}

api::Command RandomCommands::controls() {
    api::SetPriceControls c;
    c.instrument = instrument();
    if (m_random.chance(1, 3))
        return c;
    const auto ppm = [this] { return m_random.between(m_random.chance(1, 30) ? -1 : 20'000, 400'000); };
    const auto seconds = [this] { return static_cast<std::uint32_t>(m_random.between(1, 4'000)); };
    if (m_random.chance(1, 2))
        c.collarPpm = ppm();
    if (m_random.chance(4, 5)) {
        c.horizon1 = seconds();
        c.deviation1Ppm = ppm();
        c.auctionSeconds = static_cast<std::uint32_t>(m_random.between(0, 600));
    }
    if (m_random.chance(1, 2)) {
        c.horizon2 = seconds();
        c.deviation2Ppm = ppm();
    }
    if (m_random.chance(1, 4)) {
        c.horizon3 = seconds();
        c.deviation3Ppm = ppm();
    }
    return c;
}

/// Tables that count from about today on.
api::Command RandomCommands::bands(std::uint64_t sequence) {
    api::SetPriceBands c;
    c.instrument = instrument();
    const std::int64_t today = timeOfCommand(sequence - 1).value() / (86'400 * kNsPerSecond);
    c.fromDay = static_cast<std::int32_t>(today + m_random.between(-1, 3));
    if (m_random.chance(1, 3))
        return c;
    const auto seconds = [this](std::int64_t most) {
        return static_cast<std::uint32_t>(m_random.between(m_random.chance(1, 30) ? 0 : 1, most));
    };
    c.width1Ppm = m_random.between(m_random.chance(1, 30) ? -1 : 100'000, 500'000);
    c.most1 = Price(m_random.chance(1, 2) ? 0 : m_random.between(2, 10));
    if (m_random.chance(2, 3)) {
        c.above2 = Price(m_random.between(m_random.chance(1, 30) ? 0 : 1, 50));
        c.width2Ppm = m_random.between(m_random.chance(1, 30) ? 0 : 50'000, 300'000);
        c.most2 = Price(m_random.chance(1, 2) ? 0 : m_random.between(2, 10));
    }
    if (m_random.chance(1, 3)) {
        c.above3 = c.above2 + Price(m_random.between(m_random.chance(1, 20) ? 0 : 1, 20));
        c.width3Ppm = m_random.between(m_random.chance(1, 30) ? 0 : 30'000, 200'000);
    }
    c.referenceSeconds = seconds(3'000);
    c.limitSeconds = seconds(300);
    c.pauseSeconds = seconds(300);
    if (m_random.chance(1, 2)) {
        c.closeSeconds = seconds(m_random.chance(1, 3) ? 8'000 : 86'400);
        c.closeRows = static_cast<std::uint32_t>(m_random.between(m_random.chance(1, 30) ? 0 : 1, 3));
        if (!m_random.chance(1, 30))
            c.closeRows = std::min(c.closeRows, c.width3Ppm != 0 ? 3U : c.width2Ppm != 0 ? 2U : 1U);
    }
    return c;
}

/// Some days with a schedule, then round the clock again.
api::Command RandomCommands::schedule() {
    if (m_random.chance(1, 4)) {
        api::SetTradingDay day;
        day.instrument = instrument();
        day.day = static_cast<std::int32_t>(m_random.between(-1, 60));
        day.kind = any<api::TradingDayKind>(m_random);
        if (day.kind == api::TradingDayKind::Short)
            day.close = static_cast<std::int32_t>(m_random.between(-1, 90'000));
        return day;
    }
    api::SetTradingSchedule s;
    s.instrument = instrument();
    if (m_random.chance(2, 3))
        return s; // round the clock again
    s.weekdays = 0x7F;
    if (m_random.chance(1, 3))
        s.weekdays = static_cast<std::uint8_t>(m_random.below(m_random.chance(1, 10) ? 256 : 128));
    std::int32_t at = static_cast<std::int32_t>(m_random.between(0, 3'000));
    for (std::int32_t* phase :
         {&s.preOpen, &s.openingAuction, &s.trading, &s.closingAuction, &s.close}) {
        if (phase != &s.trading && phase != &s.close && m_random.chance(1, 3))
            continue;
        *phase = at;
        at += static_cast<std::int32_t>(
            phase == &s.trading ? m_random.between(20'000, 70'000)
                                : m_random.between(m_random.chance(1, 30) ? 0 : 1, 4'000));
    }
    return s;
}

/// An instrument that comes, trades a little and goes; one at a time, and not too many of them.
api::Command RandomCommands::delisting() {
    constexpr std::uint32_t kFirst = 100;
    constexpr std::uint32_t kMost = 60;
    if (m_doomed != 0) {
        const InstrumentId gone(m_doomed);
        m_doomed = m_random.chance(1, 10) ? m_doomed : 0;
        return api::ChangeInstrumentState{gone, api::InstrumentState::Delisted, Timestamp(), {}};
    }
    if (m_lastDoomed >= kMost)
        return api::AdvanceTime{};
    m_doomed = kFirst + m_lastDoomed++;
    api::CreateInstrument c;
    c.instrument = InstrumentId(m_doomed);
    c.symbol = api::Symbol("D" + std::to_string(m_doomed));
    c.base = AssetId(11);
    c.quote = AssetId(1);
    c.priceScale = 2;
    c.lotSize = 10'000;
    c.maxPrice = Price(100);
    c.maxQuantity = Quantity(60);
    return c;
}

} // namespace openbell::oracle
