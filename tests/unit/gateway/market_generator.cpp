#include "tests/unit/gateway/market_generator.h"

namespace openbell::gateway {

void MarketGenerator::step() {
    if (m_random.chance(1, 50))
        m_batches.time = m_batches.time + Duration(m_random.between(1, 600) * kNsPerSecond);
    switch (m_open.size() < 2 ? 0 : m_random.below(7)) {
    case 0:
    case 1:
        return place();
    case 2:
        return trade();
    case 3:
        return cancel();
    case 4:
        return amend();
    case 5:
        m_batches.command();
        return phase();
    default:
        m_batches.command();
        return level();
    }
}

void MarketGenerator::place() {
    const Sequence sequence = m_batches.command();
    api::OrderAccepted order;
    order.order = OrderId(sequence.value());
    order.account = AccountId(static_cast<std::uint32_t>(m_random.between(1, kAccounts)));
    order.instrument = InstrumentId(static_cast<std::uint32_t>(m_random.between(1, kInstruments)));
    order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
    order.price = Price(m_random.between(90, 110));
    order.quantity = Quantity(m_random.between(1, 10));
    order.time = m_batches.time;
    m_batches.event(order);
    changeBalance(order.account);
    if (m_random.chance(1, 4)) { // immediate or cancel: ends within its own command
        m_batches.event(api::OrderCancelled{order.order, order.account, order.instrument,
                                            order.quantity, api::CancelReason::UnfilledRemainder});
        return;
    }
    m_open.push_back({order, order.quantity});
    level();
}

void MarketGenerator::trade() {
    const Sequence sequence = m_batches.command();
    const std::size_t makerAt = anyOpen();
    Open& maker = m_open[makerAt];
    // The taker is an order of this very command, accepted, filled and gone.
    api::OrderAccepted taker = maker.order;
    taker.order = OrderId(sequence.value());
    taker.account = AccountId(static_cast<std::uint32_t>(m_random.between(1, kAccounts)));
    taker.side = api::opposite(taker.side);
    taker.quantity = Quantity(m_random.between(1, maker.open.value()));
    m_batches.event(taker);
    maker.open -= taker.quantity;
    api::TradeExecuted executed;
    executed.trade = TradeId(++m_trades);
    executed.instrument = taker.instrument;
    executed.takerSide = taker.side;
    executed.price = maker.order.price;
    executed.quantity = taker.quantity;
    executed.makerOrder = maker.order.order;
    executed.takerOrder = taker.order;
    executed.makerAccount = maker.order.account;
    executed.takerAccount = taker.account;
    executed.makerOpen = maker.open;
    executed.makerFee = Amount(1);
    executed.takerFee = Amount(2);
    m_batches.event(executed);
    changeBalance(taker.account);
    changeBalance(maker.order.account);
    level();
    if (maker.open.isZero())
        m_open.erase(m_open.begin() + static_cast<std::ptrdiff_t>(makerAt));
}

void MarketGenerator::cancel() {
    m_batches.command();
    const std::size_t at = anyOpen();
    const Open gone = m_open[at];
    m_batches.event(api::OrderCancelled{gone.order.order, gone.order.account, gone.order.instrument,
                                        gone.open, api::CancelReason::Requested});
    changeBalance(gone.order.account);
    m_open.erase(m_open.begin() + static_cast<std::ptrdiff_t>(at));
    level();
}

void MarketGenerator::amend() {
    m_batches.command();
    Open& order = m_open[anyOpen()];
    const Quantity filled = order.order.quantity - order.open;
    order.open = Quantity(m_random.between(1, 20));
    order.order.quantity = filled + order.open;
    order.order.price = Price(m_random.between(90, 110));
    m_batches.event(api::OrderAmended{order.order.order, order.order.account,
                                      order.order.instrument, order.order.price,
                                      order.order.quantity, order.open, false});
    level();
}

void MarketGenerator::phase() {
    const InstrumentId instrument(static_cast<std::uint32_t>(m_random.between(1, kInstruments)));
    const Price price(m_random.between(90, 110));
    switch (m_random.below(6)) {
    case 0: {
        const auto state =
            static_cast<api::InstrumentState>(m_random.below(api::kEnumSize<api::InstrumentState>));
        return m_batches.event(api::InstrumentStateChanged{
            instrument, state, Timestamp(m_random.between(0, 1'000'000)), {}});
    }
    case 1:
        return m_batches.event(api::AuctionUncrossed{instrument,
                                                     api::InstrumentState::OpeningAuction, price,
                                                     Quantity(1), Quantity(2)});
    case 2: {
        api::SetTradingSchedule schedule;
        schedule.instrument = instrument;
        schedule.weekdays = static_cast<std::uint8_t>(m_random.below(3));
        return m_batches.event(api::TradingScheduleChanged{schedule});
    }
    case 3: {
        const auto day = static_cast<std::int32_t>(m_random.between(20'000, 20'010));
        const auto kind = static_cast<api::TradingDayKind>(m_random.below(3));
        return m_batches.event(
            api::TradingDayChanged{{instrument, day, kind, api::kNoTimeOfDay}});
    }
    case 4: {
        api::SetPriceControls controls;
        controls.instrument = instrument;
        controls.collarPpm = m_random.between(0, 100'000);
        return m_batches.event(api::PriceControlsChanged{controls});
    }
    default:
        return m_batches.event(api::AuctionIndicated{instrument, price,
                                                     Quantity(m_random.between(1, 50)),
                                                     Quantity(m_random.between(-50, 50))});
    }
}

void MarketGenerator::level() {
    api::BookLevelChanged changed;
    changed.instrument =
        InstrumentId(static_cast<std::uint32_t>(m_random.between(1, kInstruments)));
    changed.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
    changed.price = Price(m_random.between(90, 110));
    changed.quantity = Quantity(m_random.chance(1, 3) ? 0 : m_random.between(1, 50));
    changed.orders = changed.quantity.isZero() ? 0 : 1;
    m_batches.event(changed);
}

void MarketGenerator::changeBalance(AccountId account) {
    m_batches.event(
        api::BalanceChanged{account, AssetId(static_cast<std::uint32_t>(m_random.between(1, 2))),
                            Amount(m_random.between(0, 1000)), Amount(m_random.between(0, 1000))});
}

} // namespace openbell::gateway
