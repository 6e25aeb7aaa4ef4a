// The naive venue's collars and price monitors.
#include "tests/oracle/naive_venue.h"

#include <algorithm>

namespace openbell::oracle {
namespace {

using api::InstrumentState;
using api::RejectReason;
using api::Side;

using Wide = Int128;
constexpr std::int64_t kSecond = 1'000'000'000;

} // namespace

std::array<std::pair<std::int64_t, std::int64_t>, 3>
NaiveVenue::horizonsOf(const api::SetPriceControls& c) {
    return {{{c.horizon1, c.deviation1Ppm},
             {c.horizon2, c.deviation2Ppm},
             {c.horizon3, c.deviation3Ppm}}};
}

void NaiveVenue::work(const api::SetPriceControls& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    const auto horizons = horizonsOf(c);
    const auto before = horizonsOf(instrument.controls);
    bool any = false;
    for (const auto& [seconds, ppm] : horizons) {
        refuseUnless(ppm >= 0 && ppm < 1'000'000 && seconds <= 7 * 86'400 &&
                         (seconds == 0) == (ppm == 0),
                     RejectReason::InvalidDefinition);
        any = any || seconds != 0;
    }
    refuseUnless(c.collarPpm >= 0 && c.collarPpm < 1'000'000 && c.auctionSeconds <= 7 * 86'400 &&
                     (c.auctionSeconds != 0) == any,
                 RejectReason::InvalidDefinition);
    refuseUnless(horizons != before || c.collarPpm != instrument.controls.collarPpm ||
                     c.auctionSeconds != instrument.controls.auctionSeconds,
                 RejectReason::NothingToChange);
    instrument.controls = c;
    m_events.push_back(api::PriceControlsChanged{c});
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        if (horizons[i].first != before[i].first)
            instrument.histories[i].clear();
        if (horizons[i].first != 0 && instrument.histories[i].empty() && instrument.last != 0)
            instrument.histories[i].push_back({m_context.time.value(), instrument.last});
    }
    followPegs(instrument);
}

void NaiveVenue::noteTrade(Instrument& instrument, std::int64_t price) {
    const auto horizons = horizonsOf(instrument.controls);
    const std::int64_t now = m_context.time.value();
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        auto& history = instrument.histories[i];
        if (horizons[i].first != 0)
            history.push_back({now, price});
        // Only to keep the walks short: what is two horizons old does not matter when there is more
        // that is older than one.
        if (history.size() > 1000 && history[500].first < now - 2 * horizons[i].first * kSecond)
            history.erase(history.begin(), history.begin() + 500);
    }
}

/// Whether trading at that price would be further than allowed from where the market was.
bool NaiveVenue::isTooFar(const Instrument& instrument, std::int64_t price) const {
    const auto horizons = horizonsOf(instrument.controls);
    for (std::size_t i = 0; i < horizons.size(); ++i) {
        const auto [seconds, ppm] = horizons[i];
        const auto& history = instrument.histories[i];
        if (seconds == 0 || history.empty())
            continue;
        const auto sliceOf = [seconds = seconds](std::int64_t time) {
            return time / (seconds * kSecond / 16);
        };
        const std::int64_t old = sliceOf(m_context.time.value()) - 16;
        // The last trade that is old enough, or of the first slice that there is.
        std::int64_t reference = 0;
        for (const auto& [time, traded] : history)
            if (sliceOf(time) <= old || sliceOf(time) == sliceOf(history.front().first))
                reference = traded;
        const auto away = static_cast<std::int64_t>(Wide{reference} * ppm / 1'000'000);
        if (price > reference + away || price < std::max<std::int64_t>(1, reference - away))
            return true;
    }
    return false;
}

void NaiveVenue::refuseBeyondCollar(const Instrument& instrument, Side side,
                                    std::int64_t price) const {
    const std::int64_t ppm = instrument.controls.collarPpm;
    if (ppm == 0 || instrument.last == 0 || price == 0)
        return;
    const auto away = static_cast<std::int64_t>(Wide{instrument.last} * ppm / 1'000'000);
    refuseUnless(side == Side::Buy
                     ? price <= instrument.last + away
                     : price >= std::max<std::int64_t>(1, instrument.last - away),
                 RejectReason::PriceOutsideCollar);
}

void NaiveVenue::refuseBeyondBand(const Instrument& instrument, Side side,
                                  std::int64_t price) const {
    const Band& band = instrument.band;
    refuseUnless(band.reference == 0 || price == 0 ||
                     (side == Side::Buy ? price <= band.upper : price >= band.lower),
                 RejectReason::PriceOutsideBand);
}

/// True when the market has what the order wants, but at a price at which it must not trade now.
bool NaiveVenue::isHeldBack(const Instrument& instrument, const Order& taker,
                            std::int64_t limit) const {
    if (taker.open() == 0 || !crosses(instrument, taker.side, limit))
        return false;
    return isTooFar(instrument, taker.side == Side::Buy ? instrument.sells.begin()->first
                                                        : instrument.buys.rbegin()->first);
}

void NaiveVenue::interrupt(Instrument& instrument) {
    enter(instrument, InstrumentState::VolatilityAuction,
          m_context.time.value() + instrument.controls.auctionSeconds * kSecond, {});
}

} // namespace openbell::oracle
