// The naive venue's limit-up/limit-down bands.
#include "tests/oracle/naive_venue.h"

#include "engine/api/binary_codec.h"

#include <algorithm>
#include <limits>

namespace openbell::oracle {
namespace {

using api::CancelReason;
using api::InstrumentState;
using api::RejectReason;
using api::Side;

using Wide = Int128;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

struct Row {
    std::int64_t above;
    std::int64_t ppm;
    std::int64_t most;
};

std::vector<Row> rowsOf(const api::SetPriceBands& c) {
    return {{c.above1.value(), c.width1Ppm, c.most1.value()},
            {c.above2.value(), c.width2Ppm, c.most2.value()},
            {c.above3.value(), c.width3Ppm, c.most3.value()}};
}

} // namespace

void NaiveVenue::work(const api::SetPriceBands& c) {
    Instrument& instrument = known(c.instrument);
    refuseUnless(instrument.state != InstrumentState::Delisted, RejectReason::NotInThisState);
    std::vector<Row> rows = rowsOf(c);
    bool ended = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        refuseUnless(row.ppm >= 0 && row.ppm < 1'000'000 && row.most >= 0,
                     RejectReason::InvalidDefinition);
        ended = ended || row.ppm == 0;
        if (ended)
            refuseUnless(row.ppm == 0 && row.above == 0 && row.most == 0,
                         RejectReason::InvalidDefinition);
        else
            refuseUnless(i == 0 ? row.above == 0 : row.above > rows[i - 1].above,
                         RejectReason::InvalidDefinition);
    }
    const bool any = c.width1Ppm != 0;
    for (const std::int64_t seconds : {c.referenceSeconds, c.limitSeconds, c.pauseSeconds})
        refuseUnless(seconds <= 86'400 && (seconds != 0) == any, RejectReason::InvalidDefinition);
    std::uint32_t used = 0;
    for (const Row& row : rows)
        used += row.ppm != 0 ? 1 : 0;
    refuseUnless(c.closeSeconds <= 86'400 && c.closeRows <= used, RejectReason::InvalidDefinition);
    refuseUnless((c.closeSeconds == 0) == (c.closeRows == 0), RejectReason::InvalidDefinition);
    refuseUnless(c.fromDay >= 0 && c.fromDay <= 100'000, RejectReason::InvalidDefinition);
    if (const auto before = instrument.bandTables.find(c.fromDay);
        before != instrument.bandTables.end()) {
        api::SetPriceBands same = before->second;
        same.instrument = c.instrument;
        refuseUnless(api::toBinary(same) != api::toBinary(c), RejectReason::NothingToChange);
    } else {
        refuseUnless(instrument.bandTables.size() < 100, RejectReason::InvalidDefinition);
    }
    instrument.bandTables[c.fromDay] = c;
    m_events.push_back(api::PriceBandsChanged{c});
    if (instrument.reference == 0 && instrument.last != 0)
        restartBand(instrument, instrument.last);
    publishLevels();
    followBand(instrument);
}

/// The newest table that counts by now; null when that has no rows.
const api::SetPriceBands* NaiveVenue::bandTable(const Instrument& instrument,
                                                std::int64_t time) const {
    const api::SetPriceBands* found = nullptr;
    for (const auto& [day, table] : instrument.bandTables)
        if (std::int64_t{day} <= time / kDay)
            found = &table;
    return found && found->width1Ppm != 0 ? found : nullptr;
}

void NaiveVenue::restartBand(Instrument& instrument, std::int64_t price) {
    const std::int64_t now = m_context.time.value();
    instrument.bandTrades.clear();
    instrument.reference = 0;
    if (const api::SetPriceBands* table = bandTable(instrument, now)) {
        instrument.reference = price;
        instrument.referenceSince = now;
        instrument.bandWindow = table->referenceSeconds;
        instrument.bandTrades.push_back({now, price});
    }
}

void NaiveVenue::noteForBand(Instrument& instrument, const std::vector<std::int64_t>& prices) {
    const std::int64_t now = m_context.time.value();
    const api::SetPriceBands* table = bandTable(instrument, now);
    if (prices.empty())
        return;
    if (!table) {
        instrument.reference = 0;
        instrument.bandTrades.clear();
        return;
    }
    if (instrument.reference == 0) {
        Wide sum = 0;
        for (const std::int64_t price : prices)
            sum += price;
        return restartBand(instrument,
                           static_cast<std::int64_t>(sum / static_cast<Wide>(prices.size())));
    }
    if (instrument.bandWindow != table->referenceSeconds)
        instrument.bandTrades.clear();
    instrument.bandWindow = table->referenceSeconds;
    for (const std::int64_t price : prices)
        instrument.bandTrades.push_back({now, price});
    // The mean of the trades in the window, which moves on a tenth at a time.
    const auto tenthOf = [&](std::int64_t time) {
        return time / (instrument.bandWindow * (kSecond / 10));
    };
    std::erase_if(instrument.bandTrades, [&](const auto& trade) {
        return tenthOf(trade.first) <= tenthOf(now) - 10;
    });
    Wide sum = 0;
    for (const auto& [time, price] : instrument.bandTrades)
        sum += price;
    const auto mean =
        static_cast<std::int64_t>(sum / static_cast<Wide>(instrument.bandTrades.size()));
    const bool far = Wide{std::abs(mean - instrument.reference)} * 100 >= instrument.reference;
    if (far && now - instrument.referenceSince >= 30 * kSecond) {
        instrument.reference = mean;
        instrument.referenceSince = now;
    }
}

/// The band of that time; and when it will be another one without a trade.
void NaiveVenue::moveBand(Instrument& instrument, std::int64_t time) {
    Band band;
    const api::SetPriceBands* table = bandTable(instrument, time);
    std::int64_t closeNears = kNever;
    if (table && table->closeSeconds != 0 && instrument.state == InstrumentState::Trading &&
        !instrument.manual && instrument.scheduled != kNever)
        closeNears = instrument.scheduled - table->closeSeconds * kSecond;
    instrument.bandChange = closeNears > time ? closeNears : kNever;
    for (const auto& [day, later] : instrument.bandTables)
        if (day * kDay > time)
            instrument.bandChange = std::min(instrument.bandChange, day * kDay);
    if (table && instrument.state == InstrumentState::Trading && instrument.reference != 0) {
        Row row{};
        std::uint32_t number = 0;
        for (std::uint32_t i = 0; i < 3; ++i)
            if (const Row each = rowsOf(*table)[i]; each.ppm != 0 && instrument.reference > each.above) {
                row = each;
                number = i + 1;
            }
        if (time >= closeNears && number <= table->closeRows) {
            row.ppm *= 2;
            row.most *= 2;
        }
        auto width = static_cast<std::int64_t>(
            (Wide{instrument.reference} * row.ppm + 500'000) / 1'000'000);
        if (row.most != 0)
            width = std::min(width, row.most);
        band = {instrument.reference, std::max<std::int64_t>(1, instrument.reference - width),
                instrument.reference + width};
    }
    if (band == instrument.band)
        return;
    instrument.band = band;
    m_events.push_back(api::PriceBandMoved{instrument.definition.instrument,
                                           Price(band.reference), Price(band.lower),
                                           Price(band.upper)});
    cancelBeyondBand(instrument);
}

void NaiveVenue::cancelBeyondBand(Instrument& instrument) {
    const Band band = instrument.band;
    if (band.reference == 0)
        return;
    std::vector<OrderId> beyond;
    for (auto level = instrument.buys.rbegin(); level != instrument.buys.rend(); ++level)
        for (const Order& order : level->second)
            if (order.price > band.upper)
                beyond.push_back(order.id);
    for (const auto& [price, queue] : instrument.sells)
        for (const Order& order : queue)
            if (order.price < band.lower)
                beyond.push_back(order.id);
    for (const OrderId id : beyond) {
        const Order order = *find(instrument, id);
        if (order.isPegged())
            standAt(instrument, order, 0);
        else
            cancelOne(instrument, id, CancelReason::OutsideBand);
    }
}

int NaiveVenue::limitSide(const Instrument& instrument) {
    const Band& band = instrument.band;
    const std::int64_t bid = instrument.buys.empty() ? 0 : instrument.buys.rbegin()->first;
    const std::int64_t ask = instrument.sells.empty() ? std::numeric_limits<std::int64_t>::max()
                                                      : instrument.sells.begin()->first;
    if (band.reference == 0)
        return -1;
    if (bid == band.upper && ask > band.upper)
        return static_cast<int>(Side::Buy);
    if (ask == band.lower && bid < band.lower)
        return static_cast<int>(Side::Sell);
    return -1;
}

void NaiveVenue::followBand(Instrument& instrument) {
    if (instrument.bandTables.empty()) {
        followPegs(instrument);
        return publishLevels();
    }
    moveBand(instrument, m_context.time.value());
    cancelBeyondBand(instrument);
    followPegs(instrument);
    publishLevels();
    const InstrumentId id = instrument.definition.instrument;
    const int side = limitSide(instrument);
    if (instrument.limitUntil != 0 && side != static_cast<int>(instrument.limitSide)) {
        instrument.limitUntil = 0;
        m_events.push_back(
            api::LimitStateChanged{id, false, instrument.limitSide, Timestamp(0)});
    }
    if (side >= 0 && instrument.limitUntil == 0) {
        const std::int64_t now = m_context.time.value();
        instrument.limitSide = static_cast<Side>(side);
        instrument.limitUntil = now + bandTable(instrument, now)->limitSeconds * kSecond;
        m_events.push_back(api::LimitStateChanged{id, true, instrument.limitSide,
                                                  Timestamp(instrument.limitUntil)});
    }
}

void NaiveVenue::endLimit(Instrument& instrument) {
    const std::int64_t at = instrument.limitUntil;
    const api::SetPriceBands* table = bandTable(instrument, at);
    instrument.limitUntil = 0;
    m_events.push_back(api::LimitStateChanged{instrument.definition.instrument, false,
                                              instrument.limitSide, Timestamp(0)});
    if (table && instrument.state == InstrumentState::Trading &&
        limitSide(instrument) == static_cast<int>(instrument.limitSide))
        enter(instrument, InstrumentState::VolatilityAuction,
              at + table->pauseSeconds * kSecond, {});
}

} // namespace openbell::oracle
