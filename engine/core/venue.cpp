#include "engine/core/venue.h"

#include "engine/core/list_rules.h"
#include "engine/core/merge.h"
#include "engine/core/rejections.h"
#include "engine/core/stages.h"
#include "engine/core/venue_state.h"

#include <algorithm>

namespace openbell::core {
namespace {

using api::RejectReason;

constexpr unsigned kMaxShards = 64;

/// Works the commands that are no order commands, all shards at rest.
class VenueWideCommands {
public:
    VenueWideCommands(Venue::State& state, const api::CommandContext& context,
                      api::EventBuffer& events)
        : m_state(state)
        , m_context(context)
        , m_events(events)
        , m_stamps(state.shards.size()) {
        for (unsigned i = 0; i < m_stamps.size(); ++i)
            m_stamps[i] = {i, context.sequence, 0};
    }

    /// Does what has become due by itself, market by market in id order.
    void catchUp() {
        std::vector<InstrumentId> due;
        for (const auto& shard : m_state.shards)
            shard->books().collectDue(m_context.time, due);
        std::sort(due.begin(), due.end());
        for (const InstrumentId id : due)
            onBook(id, [&](BookRole& books, BookOutput& out) {
                books.catchUp(m_context, *books.findMarket(id), out);
            });
        m_events.setOrder(kHomeOrder);
    }

    RejectReason operator()(const api::AdvanceTime&) { return RejectReason::None; }

    RejectReason operator()(const api::CreateAsset& command) {
        const RejectReason reason = m_state.reference.create(command);
        if (reason == RejectReason::None)
            m_events.append(api::AssetCreated{command.asset, command.code, command.scale});
        return reason;
    }

    RejectReason operator()(const api::CreateInstrument& command) {
        const RejectReason reason = m_state.reference.create(command);
        if (reason != RejectReason::None)
            return reason;
        const Instrument& instrument = *m_state.reference.instruments().find(command.instrument);
        m_state.openMarket(instrument);
        m_events.append(definitionOf(instrument, marketOf(command.instrument).phase));
        return reason;
    }

    RejectReason operator()(const api::SetInstrumentFees& command) {
        const RejectReason reason = m_state.reference.change(command);
        if (reason == RejectReason::None)
            m_events.append(
                definitionOf(*m_state.reference.instruments().find(command.instrument),
                             marketOf(command.instrument).phase));
        return reason;
    }

    RejectReason operator()(const api::CreateAccount& command) {
        const RejectReason reason = m_state.reference.create(command);
        if (reason != RejectReason::None)
            return reason;
        m_state.openAccount(command.account);
        m_events.append(api::AccountCreated{command.account, command.name});
        return reason;
    }

    RejectReason operator()(const api::SetTradeGroup& command) {
        const RejectReason reason = m_state.reference.change(command);
        if (reason == RejectReason::None)
            m_events.append(api::TradeGroupChanged{command.account, command.group});
        return reason;
    }

    RejectReason operator()(const api::CreateUser& command) {
        const RejectReason reason = m_state.reference.create(command);
        if (reason == RejectReason::None)
            m_events.append(m_state.reference.users().find(command.user)->definition);
        return reason;
    }

    RejectReason operator()(const api::ChangeUser& command) {
        const RejectReason reason = m_state.reference.change(command);
        if (reason == RejectReason::None)
            m_events.append(m_state.reference.users().find(command.user)->definition);
        return reason;
    }

    RejectReason operator()(const api::Deposit& command) {
        const RejectReason reason = checkTransfer(command);
        if (reason != RejectReason::None)
            return reason;
        if (!checkedAdd(m_state.supply(command.asset), command.amount))
            return RejectReason::AmountOverflow;
        m_state.home(command.account)
            .home()
            .ledger()
            .deposit(command.account, command.asset, command.amount);
        m_events.append(api::Deposited{command.account, command.asset, command.amount});
        return reason;
    }

    RejectReason operator()(const api::Withdraw& command) {
        const RejectReason reason = checkTransfer(command);
        if (reason != RejectReason::None)
            return reason;
        if (!m_state.home(command.account)
                 .home()
                 .ledger()
                 .withdraw(command.account, command.asset, command.amount))
            return RejectReason::InsufficientFunds;
        m_events.append(api::Withdrawn{command.account, command.asset, command.amount});
        return reason;
    }

    RejectReason operator()(const api::CancelAll& command) {
        if (!command.account.isNone() && !m_state.reference.accounts().find(command.account))
            return RejectReason::UnknownAccount;
        if (!command.instrument.isNone() &&
            !m_state.reference.instruments().find(command.instrument))
            return RejectReason::UnknownInstrument;
        cancelInstruments(command);
        return RejectReason::None;
    }

    RejectReason operator()(const api::HaltInstrument& command) { return onMarket(command); }
    RejectReason operator()(const api::ResumeInstrument& command) { return onMarket(command); }
    RejectReason operator()(const api::ChangeInstrumentState& command) { return onMarket(command); }
    RejectReason operator()(const api::SetTradingSchedule& command) { return onMarket(command); }
    RejectReason operator()(const api::SetTradingDay& command) { return onMarket(command); }
    RejectReason operator()(const api::SetPriceControls& command) { return onMarket(command); }
    RejectReason operator()(const api::SetPriceBands& command) { return onMarket(command); }

    RejectReason operator()(const api::SetMarketMakerProtection& command) {
        return onMarketOf(command.account, command);
    }
    RejectReason operator()(const api::ResetMarketMakerProtection& command) {
        return onMarketOf(command.account, command);
    }

private:
    template<class Command>
    RejectReason checkTransfer(const Command& command) const {
        if (!m_state.reference.accounts().find(command.account))
            return RejectReason::UnknownAccount;
        if (!m_state.reference.assets().find(command.asset))
            return RejectReason::UnknownAsset;
        return command.amount.value() > 0 ? RejectReason::None : RejectReason::InvalidAmount;
    }

    /// Instruments in id order whichever shards they are on.
    void cancelInstruments(const api::CancelAll& command) {
        m_state.reference.instruments().forEach([&](const Instrument& instrument) {
            const InstrumentId id = instrument.definition.instrument;
            if (!command.instrument.isNone() && command.instrument != id)
                return;
            onBook(id, [&](BookRole& books, BookOutput& out) {
                books.cancelAll(m_context, *books.findMarket(id),
                                {command.account, command.side, command.session}, out);
            });
        });
    }

    /// A command that the book of one instrument works.
    template<class Command>
    RejectReason onMarket(const Command& command) {
        if (!m_state.reference.instruments().find(command.instrument))
            return RejectReason::UnknownInstrument;
        RejectReason reason = RejectReason::None;
        onBook(command.instrument, [&](BookRole& books, BookOutput& out) {
            reason = books.work(m_context, command, out);
        });
        return reason;
    }

    /// The same about what one account does there.
    template<class Command>
    RejectReason onMarketOf(AccountId account, const Command& command) {
        return m_state.reference.accounts().find(account) ? onMarket(command)
                                                          : RejectReason::UnknownAccount;
    }

    /// Each shard's messages count on from one instrument to the next.
    template<class F>
    void onBook(InstrumentId id, F&& f) {
        MessageStamp& stamp = m_stamps[m_state.bookShards[id.value()]];
        BookOutput out{m_events, m_state.settlements, stamp};
        f(m_state.bookOf(id).books(), out);
        stamp = out.stamp;
    }

    const Market& marketOf(InstrumentId id) { return *m_state.bookOf(id).books().findMarket(id); }

    Venue::State& m_state;
    const api::CommandContext& m_context;
    api::EventBuffer& m_events;
    std::vector<MessageStamp> m_stamps; ///< of the next message, by shard
};

/// The first two stages of an order command, one after the other.
template<OrderCommand Command>
void applyCommand(Venue::State& state, const api::CommandContext& context, const Command& command,
                  api::EventBuffer& events) {
    const ReserveConditions conditions{true, state.hasRoomForOrders(mostOrdersOf<Command>())};
    Reservation& reservation = state.reservation;
    state.home(command.account).home().reserve(context, command, conditions, reservation);
    if (reservation.kind != Reservation::Kind::Forward) [[unlikely]] {
        events.append(rejectionOf(command, reservation.reason, reservation.original));
        return;
    }
    using Request = typename RequestFor<Command>::type;
    BookOutput out{events, state.settlements};
    state.bookOf(command.instrument)
        .books()
        .work(context, *std::get_if<Request>(&reservation.request), out);
}

template<class Command>
void applyCommand(Venue::State& state, const api::CommandContext& context, const Command& command,
                  api::EventBuffer& events) {
    VenueWideCommands commands(state, context, events);
    commands.catchUp();
    const RejectReason reason = commands(command);
    if (reason != RejectReason::None)
        events.append(rejectionOf(command, reason));
}

} // namespace

api::InstrumentDefined definitionOf(const Instrument& instrument, const TradingPhase& phase) {
    return {instrument.definition, instrument.terms.tickValue, phase.state, phase.end()};
}

Venue::State::State(const VenueOptions& given) : options(given), published(given.shards) {
    OPENBELL_ASSERT(options.shards >= 1 && options.shards <= kMaxShards);
    for (unsigned i = 0; i < options.shards; ++i)
        shards.push_back(std::make_unique<Shard>(i, options.shards, reference));
}

void Venue::State::openAccount(AccountId account) {
    home(account).home().openAccount(account);
}

void Venue::State::openMarket(const Instrument& instrument) {
    const std::uint32_t id = instrument.definition.instrument.value();
    if (id >= bookShards.size())
        bookShards.resize(id + 1, 0);
    bookShards[id] = id % static_cast<std::uint32_t>(shards.size());
    shards[bookShards[id]]->books().openMarket(instrument);
}

Amount Venue::State::supply(AssetId asset) const {
    Amount sum;
    for (const auto& shard : shards)
        sum -= shard->home().ledger().external(asset);
    return sum;
}

void Venue::State::settleAll(const api::CommandContext& context, api::EventBuffer& events) {
    if (shards.size() == 1) {
        Shard& shard = *shards.front();
        for (const Settlement& settlement : settlements)
            shard.settle(settlement);
        settlements.clear();
        return shard.publish(context, events);
    }
    for (const Settlement& settlement : settlements)
        home(settlement.account).settle(settlement);
    settlements.clear();
    const api::EventBuffer* sources[kMaxShards];
    std::size_t count = 0;
    for (std::size_t i = 0; i < shards.size(); ++i) {
        published[i].clear();
        shards[i]->publish(context, published[i]);
        if (!published[i].empty())
            sources[count++] = &published[i];
    }
    mergeEvents({sources, count}, events);
}

Venue::Venue(const VenueOptions& options) : m_state(std::make_unique<State>(options)) {}
Venue::~Venue() = default;

void Venue::apply(const api::CommandContext& context, const api::Command& command,
                  api::EventBuffer& events) {
    OPENBELL_ASSERT(context.sequence == next(m_state->lastSequence));
    advance(context);
    events.setStamp({context.sequence, context.time, context.actor, kHomeOrder});
    std::visit([&](const auto& c) { applyCommand(*m_state, context, c, events); }, command);
    m_state->settleAll(context, events);
    if (m_state->options.checkInvariants) {
        if (const auto broken = checkInvariants())
            assertionFailed(broken->c_str(), __FILE__, __LINE__);
    }
}

Route Venue::routeOf(const api::Command& command) const {
    const auto orderRoute = [this](AccountId account, InstrumentId instrument) {
        const auto& map = m_state->bookShards;
        const unsigned book = instrument.value() < map.size() ? map[instrument.value()] : 0;
        return Route{true, homeShardOf(account), book};
    };
    return std::visit(
        [&]<class Command>(const Command& c) {
            if constexpr (OrderCommand<Command>)
                return orderRoute(c.account, c.instrument);
            else
                return Route{};
        },
        command);
}

void Venue::advance(const api::CommandContext& context) {
    OPENBELL_ASSERT(context.sequence > m_state->lastSequence);
    OPENBELL_ASSERT(context.time >= m_state->lastTime);
    m_state->lastSequence = context.sequence;
    m_state->lastTime = context.time;
    m_state->lastSession = std::max(m_state->lastSession, context.session);
}

bool Venue::hasRoomForOrders(std::size_t orders) const {
    return m_state->hasRoomForOrders(orders);
}

unsigned Venue::homeShardOf(AccountId account) const {
    return homeShard(account, m_state->shards.size());
}
Shard& Venue::shard(unsigned index) {
    return *m_state->shards[index];
}
const Shard& Venue::shard(unsigned index) const {
    return *m_state->shards[index];
}
const ReferenceData& Venue::reference() const {
    return m_state->reference;
}
Sequence Venue::lastSequence() const {
    return m_state->lastSequence;
}
Timestamp Venue::nextDue() const {
    Timestamp due = kNever;
    for (const auto& shard : m_state->shards)
        due = std::min(due, shard->books().nextDue());
    return due;
}
Timestamp Venue::lastTime() const {
    return m_state->lastTime;
}
SessionId Venue::lastSession() const {
    return m_state->lastSession;
}
unsigned Venue::shardCount() const {
    return static_cast<unsigned>(m_state->shards.size());
}

std::optional<std::string> Venue::checkInvariants() const {
    return firstBrokenInvariant(m_state->reference, m_state->shards);
}

} // namespace openbell::core
