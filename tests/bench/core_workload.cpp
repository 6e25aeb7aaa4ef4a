#include "tests/bench/core_workload.h"

#include "tests/bench/measure.h"

#include <algorithm>
#include <string>

namespace openbell::bench {
namespace {

constexpr std::size_t kBatch = 512; ///< the sequencer's largest

struct Prepared {
    api::CommandContext context;
    api::Command command;
};

/// The account of a workload's order: spread as by a hash, the same on every run.
AccountId accountOf(std::uint64_t id, std::uint32_t accounts) {
    return AccountId(1 + static_cast<std::uint32_t>((id * 0x9E3779B97F4A7C15ULL >> 32) % accounts));
}

} // namespace

CoreWorkload::CoreWorkload(const Workload& workload, std::uint32_t accounts, unsigned shards)
    : m_workload(workload)
    , m_accounts(accounts)
    , m_venue({shards})
    , m_orderOf(workload.header.maxId + 1) {
    setUp();
}

void CoreWorkload::define(const api::Command& command) {
    api::EventBuffer events;
    const Sequence sequence = next(m_venue.lastSequence());
    m_venue.apply({sequence, Timestamp(1), UserId(1)}, command, events);
}

void CoreWorkload::setUp() {
    define(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
    define(api::CreateAsset{AssetId(2), api::AssetCode("BTC"), 8});
    for (std::uint32_t i = 1; i <= m_workload.header.symbols; ++i) {
        api::CreateInstrument definition;
        definition.instrument = InstrumentId(i);
        definition.symbol = api::Symbol("M" + std::to_string(i));
        definition.base = AssetId(2);
        definition.quote = AssetId(1);
        definition.priceScale = 2;
        definition.lotSize = 100'000'000;
        definition.maxPrice = Price(static_cast<std::int64_t>(m_workload.header.maxPrice));
        definition.maxQuantity = Quantity(1'000'000);
        definition.makerFeePpm = 1000;
        definition.takerFeePpm = 2000;
        define(definition);
    }
    for (std::uint32_t i = 1; i <= m_accounts; ++i) {
        define(api::CreateAccount{AccountId(i), api::Name("account")});
        for (const std::uint32_t asset : {1U, 2U})
            define(api::Deposit{AccountId(i), AssetId(asset),
                                Amount(std::int64_t{4'000'000'000'000'000'000} / m_accounts)});
    }
    m_idOf.resize(m_venue.lastSequence().value() + m_workload.operations.size() + 1);
}

api::Command CoreWorkload::commandOf(const Operation& operation, Sequence sequence) {
    const AccountId account = accountOf(operation.id, m_accounts);
    const InstrumentId instrument(operation.symbol + 1U);
    const OrderId present(m_orderOf[operation.id].value());
    if (operation.type == OperationType::Cancel)
        return api::CancelOrder{account, instrument, present};
    m_idOf[sequence.value()] = operation.id;
    m_orderOf[operation.id] = sequence;
    if (operation.type == OperationType::Replace) {
        api::ReplaceOrder replace;
        replace.account = account;
        replace.instrument = instrument;
        replace.order = present;
        replace.price = Price(operation.price);
        replace.quantity = Quantity(operation.quantity);
        return replace;
    }
    api::PlaceOrder place;
    place.account = account;
    place.instrument = instrument;
    place.side = static_cast<api::Side>(operation.side);
    place.price = Price(operation.price);
    place.quantity = Quantity(operation.quantity);
    if (operation.type == OperationType::ImmediateOrCancel)
        place.timeInForce = api::TimeInForce::ImmediateOrCancel;
    return place;
}

void CoreWorkload::apply(std::span<const Operation> operations) {
    std::vector<Prepared> batch;
    batch.reserve(kBatch);
    api::EventBuffer events;
    for (std::size_t at = 0; at < operations.size(); at += kBatch) {
        batch.clear();
        Sequence sequence = m_venue.lastSequence();
        for (const Operation& operation :
             operations.subspan(at, std::min(kBatch, operations.size() - at))) {
            sequence = next(sequence);
            batch.push_back({{sequence, Timestamp(static_cast<std::int64_t>(sequence.value())),
                              UserId(1)},
                             commandOf(operation, sequence)});
        }
        const std::int64_t before = threadCpuNs();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (i + core::Venue::kLookAhead < batch.size())
                m_venue.lookAhead(batch[i + core::Venue::kLookAhead].command);
            m_venue.apply(batch[i].context, batch[i].command, events);
        }
        m_ns += threadCpuNs() - before;
        count(events);
        events.clear();
    }
}

void CoreWorkload::count(const api::EventBuffer& events) {
    events.forEach([this](const api::EventStamp&, const auto& event) {
        using Event = std::remove_cvref_t<decltype(event)>;
        ++m_events;
        m_refusals += std::is_same_v<Event, api::CommandRejected> ? 1 : 0;
        if constexpr (std::is_same_v<Event, api::TradeExecuted>) {
            const auto quantity = static_cast<std::uint64_t>(event.quantity.value());
            ++m_trades;
            m_quantity += quantity;
            m_checksum = mixTrade(m_checksum, m_idOf[event.makerOrder.value()],
                                  m_idOf[event.takerOrder.value()],
                                  static_cast<std::uint64_t>(event.price.value()), quantity);
        }
    });
}

double CoreWorkload::run() {
    const std::span<const Operation> all(m_workload.operations);
    const std::size_t prefill = m_workload.header.prefill;
    apply(all.first(prefill));
    m_ns = 0;
    m_events = m_refusals = 0;
    apply(all.subspan(prefill));
    return static_cast<double>(m_ns) / static_cast<double>(all.size() - prefill);
}

bool CoreWorkload::isCorrect() const {
    return m_trades == m_workload.header.trades &&
           m_quantity == m_workload.header.tradedQuantity &&
           m_checksum == m_workload.header.checksum;
}

} // namespace openbell::bench
