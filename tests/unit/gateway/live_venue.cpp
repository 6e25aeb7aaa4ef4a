#include "tests/unit/gateway/live_venue.h"

namespace openbell::gateway {

LiveVenue::LiveVenue(std::uint64_t seed)
    : rig(std::make_unique<Rig>([] {
        GatewayOptions options;
        options.outboxBytes = 1U << 20U;
        return options;
    }()))
    , m_random(seed)
    , m_commands(oracle::RandomMarketOptions{seed, 6, kInstruments, 5'000'000, true}) {
    rig->passwords[UserId(900)] = Rig::passwordOf("olga");
    apply(api::CreateUser{UserId(900), api::Name("olga"), api::Role::Operator, {}});
    for (const api::Command& command : m_commands.opening())
        apply(command);
    publish();
}

void LiveVenue::trade(std::size_t commands) {
    for (std::size_t i = 0; i < commands; ++i)
        apply(m_commands.next(m_steps.size() + 1));
    publish();
}

void LiveVenue::apply(const api::Command& command) {
    m_time += m_random.between(0, maxStepNs);
    Step step;
    step.context = {Sequence(m_steps.size() + 1), Timestamp(m_time), UserId(900)};
    step.command = command;
    m_venue.apply(step.context, step.command, step.events);
    m_time = std::max(m_time, m_venue.lastTime().value());
    m_steps.push_back(std::move(step));
}

void LiveVenue::publish() {
    rig->hub.onBatch(batchOf(m_steps, m_published, m_steps.size()));
    m_published = m_steps.size();
    rig->settle();
}

runtime::PublishedBatch batchOf(const std::vector<LiveVenue::Step>& steps, std::size_t from,
                                std::size_t to) {
    runtime::PublishedBatch batch;
    batch.first = steps[from].context.sequence;
    for (std::size_t i = from; i < to; ++i) {
        for (std::size_t at = 0; at < steps[i].events.byteSize();)
            at = batch.events.appendFrom(steps[i].events, at);
        batch.last = steps[i].context.sequence;
        batch.lastTime = steps[i].context.time;
    }
    return batch;
}

LiveVenue::Described LiveVenue::described(InstrumentId instrument) const {
    api::EventBuffer events;
    m_venue.describe(events);
    Described found;
    bool isNew = false; ///< the order before is one of the instrument that may be shown
    api::BookOrderView forClosing;
    events.forEach([&]<class E>(const api::EventStamp&, const E& event) {
        if constexpr (std::is_same_v<E, api::OrderAccepted>) {
            // Those for the close are told to be in the book by what follows.
            const bool pegged = event.peg != api::PegReference::None;
            isNew = event.instrument == instrument && event.triggerPrice.isZero() &&
                    !event.hidden && event.waitsFor.isNone() && (!pegged || !event.pegPrice.isZero());
            if (isNew)
                found.orders.push_back({{},
                                        api::BookAction::Add,
                                        event.side,
                                        event.order,
                                        pegged ? event.pegPrice : event.price,
                                        event.quantity - event.filled,
                                        {}});
            if (isNew && event.timeInForce == api::TimeInForce::AtClose) {
                forClosing = found.orders.back();
                found.orders.pop_back();
            }
        } else if constexpr (std::is_same_v<E, api::OrderShown>) {
            if (event.instrument == instrument)
                found.orders.back().quantity = event.quantity;
        } else if constexpr (std::is_same_v<E, api::OrderTriggered>) {
            if (isNew && event.instrument == instrument)
                found.orders.push_back(forClosing);
        } else if constexpr (std::is_same_v<E, api::BookLevelChanged>) {
            if (event.instrument == instrument)
                (event.side == api::Side::Buy ? found.bids : found.asks)
                    .push_back({event.side, event.price, event.quantity, event.orders});
        }
    });
    return found;
}

} // namespace openbell::gateway
