// openbell-bench core: the whole venue (checks, holds, matching, settlement, events) without
// journal and threads, the same through the shard pool, and saving and loading what it leaves. With
// --workload, a workload of the matching benchmark through the venue, checked, instead.
#include "engine/base/random.h"
#include "engine/runtime/shard_pool.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/core_workload.h"
#include "tests/bench/measure.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string>

namespace openbell::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Stream = std::vector<runtime::SequencedCommand>;

struct Options {
    std::size_t commands = 2'000'000;
    std::uint32_t instruments = 16;
    std::uint32_t accounts = 200; ///< 1,000 with a workload
    unsigned shards = 1;
    std::uint64_t seed = 1;
    std::string workload;
    unsigned repeat = 3;
    bool json = false;
};

template<class T>
void parse(std::string_view text, T& value) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error("\"" + std::string(text) + "\" is not a number");
}

Options optionsFrom(Arguments arguments) {
    Options options;
    if (std::find(arguments.begin(), arguments.end(), "--workload") != arguments.end())
        options.accounts = 1000;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        if (arguments[i] == "--json") {
            options.json = true;
            --i; // takes no value
            continue;
        }
        if (i + 1 == arguments.size())
            throw std::runtime_error(std::string(arguments[i]) + " needs a value");
        const std::string_view name = arguments[i];
        const std::string_view value = arguments[i + 1];
        if (name == "--commands")
            parse(value, options.commands);
        else if (name == "--instruments")
            parse(value, options.instruments);
        else if (name == "--accounts")
            parse(value, options.accounts);
        else if (name == "--shards")
            parse(value, options.shards);
        else if (name == "--seed")
            parse(value, options.seed);
        else if (name == "--repeat")
            parse(value, options.repeat);
        else if (name == "--workload")
            options.workload = value;
        else
            throw std::runtime_error("unknown argument " + std::string(name));
    }
    return options;
}

/// A stream with the proportions of the reference workload: 50 % adds, 41 % cancels of young
/// orders, 5 % amendments, 4 % immediate-or-cancel, around a wandering middle price.
class StreamMaker {
public:
    explicit StreamMaker(const Options& options)
        : m_options(options)
        , m_random(options.seed)
        , m_middle(options.instruments + 1, 10'000) {}

    Stream definitions() {
        Stream stream;
        append(stream, api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
        append(stream, api::CreateAsset{AssetId(2), api::AssetCode("BTC"), 8});
        for (std::uint32_t i = 1; i <= m_options.instruments; ++i) {
            api::CreateInstrument definition;
            definition.instrument = InstrumentId(i);
            definition.symbol = api::Symbol("M" + std::to_string(i));
            definition.base = AssetId(2);
            definition.quote = AssetId(1);
            definition.priceScale = 2;
            definition.lotSize = 100'000'000;
            definition.maxPrice = Price(1'000'000);
            definition.maxQuantity = Quantity(1'000'000);
            definition.makerFeePpm = 1000;
            definition.takerFeePpm = 2000;
            append(stream, definition);
        }
        for (std::uint32_t i = 1; i <= m_options.accounts; ++i) {
            append(stream, api::CreateAccount{AccountId(i), api::Name("account")});
            for (const std::uint32_t asset : {1U, 2U})
                append(stream, api::Deposit{AccountId(i), AssetId(asset),
                                            Amount(std::int64_t{10'000'000'000'000'000})});
        }
        return stream;
    }

    Stream orders(std::size_t count) {
        Stream stream;
        stream.reserve(count);
        while (stream.size() < count) {
            const std::uint64_t dice = m_random.below(100);
            if (dice < 50 || m_young.size() < 1000)
                append(stream, place(false));
            else if (dice < 54)
                append(stream, place(true));
            else if (dice < 59)
                append(stream, amend());
            else
                append(stream, cancel());
        }
        return stream;
    }

private:
    void append(Stream& stream, const api::Command& command) {
        ++m_sequence;
        const auto time = static_cast<std::int64_t>(m_sequence) * 1000;
        stream.push_back({{Sequence(m_sequence), Timestamp(time), UserId(1)}, command});
    }

    api::PlaceOrder place(bool immediate) {
        api::PlaceOrder order;
        order.account =
            AccountId(1 + static_cast<std::uint32_t>(m_random.below(m_options.accounts)));
        order.instrument =
            InstrumentId(1 + static_cast<std::uint32_t>(m_random.below(m_options.instruments)));
        std::int64_t& middle = m_middle[order.instrument.value()];
        if (m_random.chance(1, 20))
            middle += m_random.between(-1, 1);
        order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        const std::int64_t away = immediate ? -10 : distance();
        order.price = Price(order.side == api::Side::Buy ? middle - away : middle + away);
        order.quantity = Quantity(m_random.between(1, 100));
        if (immediate)
            order.timeInForce = api::TimeInForce::ImmediateOrCancel;
        else
            m_young.push_back({order.account, order.instrument, OrderId(m_sequence + 1)});
        return order;
    }

    /// Most orders near the middle, some far: a heavy tail, now and then across the spread.
    std::int64_t distance() {
        std::int64_t away = m_random.between(0, 15);
        for (std::int64_t step = 16; step < 2000 && m_random.chance(1, 3); step *= 2)
            away = m_random.between(step, step * 2);
        return away;
    }

    api::CancelOrder takeYoung() {
        const std::size_t reach = std::min<std::size_t>(m_young.size(), 5000);
        const std::size_t at = m_young.size() - 1 - m_random.below(reach);
        const api::CancelOrder order = m_young[at];
        m_young[at] = m_young.back();
        m_young.pop_back();
        return order;
    }

    api::Command cancel() { return takeYoung(); }
    api::Command amend() {
        const api::CancelOrder order = takeYoung();
        m_young.push_back(order);
        const std::int64_t middle = m_middle[order.instrument.value()];
        return api::AmendOrder{order.account, order.instrument, order.order,
                               Price(middle + m_random.between(-20, 20)),
                               Quantity(m_random.between(1, 100))};
    }

    Options m_options;
    Random m_random;
    std::vector<std::int64_t> m_middle;
    std::vector<api::CancelOrder> m_young;
    std::uint64_t m_sequence = 0;
};

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Counts {
    std::uint64_t events = 0;
    std::uint64_t trades = 0;
    std::uint64_t rejects = 0;
    void add(const api::EventBuffer& buffer) {
        buffer.forEach([this](const api::EventStamp&, const auto& event) {
            using Event = std::remove_cvref_t<decltype(event)>;
            ++events;
            trades += std::is_same_v<Event, api::TradeExecuted> ? 1 : 0;
            rejects += std::is_same_v<Event, api::CommandRejected> ? 1 : 0;
        });
    }
};

constexpr std::size_t kBatch = 512;

void applySerially(core::Venue& venue, std::span<const runtime::SequencedCommand> stream,
                   Counts* counts) {
    api::EventBuffer events;
    for (std::size_t at = 0; at < stream.size(); ++at) {
        venue.apply(stream[at].context, stream[at].command, events);
        if (at % kBatch == kBatch - 1 || at + 1 == stream.size()) {
            if (counts)
                counts->add(events);
            events.clear();
        }
    }
}

void measureSerial(const Stream& definitions, const Stream& warmUp, const Stream& timed,
                   core::Venue& venue) {
    applySerially(venue, definitions, nullptr);
    applySerially(venue, warmUp, nullptr);
    const auto start = Clock::now();
    const std::int64_t before = threadCpuNs();
    applySerially(venue, timed, nullptr);
    const double ns = static_cast<double>(threadCpuNs() - before);
    const auto commands = static_cast<double>(timed.size());
    std::printf("apply: %.0f ns per command (%.0f wall), %.2f million commands/s\n", ns / commands,
                secondsSince(start) * 1e9 / commands, commands * 1e3 / ns);
}

void describeStream(const Options& options, const Stream& definitions, const Stream& warmUp,
                    const Stream& timed) {
    core::Venue venue({options.shards});
    applySerially(venue, definitions, nullptr);
    applySerially(venue, warmUp, nullptr);
    Counts counts;
    applySerially(venue, timed, &counts);
    std::printf("stream: %zu commands on %u instruments, %u accounts, %u shards: %llu events, "
                "%llu trades, %llu refusals\n",
                timed.size(), options.instruments, options.accounts, options.shards,
                static_cast<unsigned long long>(counts.events),
                static_cast<unsigned long long>(counts.trades),
                static_cast<unsigned long long>(counts.rejects));
}

void measurePool(const Stream& definitions, const Stream& warmUp, const Stream& timed,
                 unsigned shards, unsigned threads) {
    core::Venue venue({shards});
    applySerially(venue, definitions, nullptr);
    applySerially(venue, warmUp, nullptr);
    runtime::ShardPool pool(venue, threads);
    api::EventBuffer events;
    const auto start = Clock::now();
    const std::clock_t before = std::clock();
    for (std::size_t at = 0; at < timed.size(); at += kBatch) {
        pool.applyBatch(std::span(timed).subspan(at, std::min(kBatch, timed.size() - at)), events);
        events.clear();
    }
    const double seconds = secondsSince(start);
    const double cpuSeconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    const auto& statistics = pool.statistics();
    std::printf("pool, %u shards, %u threads, batches of %zu: %.0f ns per command (%.0f wall), "
                "%.1f %% in stages, %llu cuts\n",
                shards, threads, kBatch, cpuSeconds * 1e9 / static_cast<double>(timed.size()),
                seconds * 1e9 / static_cast<double>(timed.size()),
                100.0 * static_cast<double>(statistics.inStages) /
                    static_cast<double>(timed.size()),
                static_cast<unsigned long long>(statistics.cuts));
}

void measureSnapshot(const core::Venue& venue, unsigned shards) {
    api::Bytes bytes;
    auto start = Clock::now();
    venue.save(bytes);
    const double saved = secondsSince(start);
    core::Venue loaded({shards});
    start = Clock::now();
    const bool done = loaded.load(bytes).hasValue();
    const double seconds = secondsSince(start);
    std::printf("snapshot: %.1f MB, saved in %.1f ms, loaded and checked in %.1f ms%s\n",
                static_cast<double>(bytes.size()) / 1e6, saved * 1e3, seconds * 1e3,
                done ? "" : " (FAILED)");
}

int measureWorkload(const Options& options) {
    const Workload workload = loadWorkload(options.workload);
    std::vector<double> ns;
    bool correct = true;
    double eventsPerOperation = 0;
    std::uint64_t refusals = 0;
    for (unsigned i = 0; i < options.repeat; ++i) {
        CoreWorkload core(workload, options.accounts, options.shards);
        ns.push_back(core.run());
        correct &= core.isCorrect();
        refusals = core.refusals();
        eventsPerOperation =
            static_cast<double>(core.events()) /
            static_cast<double>(workload.header.operations - workload.header.prefill);
    }
    const double least = *std::min_element(ns.begin(), ns.end());
    if (options.json)
        std::printf("{\"benchmark\":\"core\",\"machine\":\"%s\",\"commit\":\"%s\",\"workload\":\"%s\","
                    "\"accounts\":%u,\"shards\":%u,\"trades_ok\":%s,\"ns_per_op\":%.1f,"
                    "\"least_ns_per_op\":%.1f,\"events_per_op\":%.2f,\"refusals\":%llu}\n",
                    machineName().c_str(), commitName().c_str(), options.workload.c_str(),
                    options.accounts, options.shards, correct ? "true" : "false", median(ns), least,
                    eventsPerOperation, static_cast<unsigned long long>(refusals));
    else
        std::printf("%s through the core, %u accounts: %.1f ns per operation (median of %u; least "
                    "%.1f), %.2f events each, %llu refusals, trades %s\n",
                    options.workload.c_str(), options.accounts, median(ns), options.repeat, least,
                    eventsPerOperation, static_cast<unsigned long long>(refusals),
                    correct ? "as announced" : "NOT AS ANNOUNCED");
    return correct ? 0 : 1;
}

} // namespace

int runCore(Arguments arguments) {
    const Options options = optionsFrom(arguments);
    if (!options.workload.empty())
        return measureWorkload(options);
    StreamMaker maker(options);
    const Stream definitions = maker.definitions();
    const Stream warmUp = maker.orders(options.commands / 4);
    const Stream timed = maker.orders(options.commands);
    std::printf("core on %s, commit %s\n", machineName().c_str(), commitName().c_str());
    describeStream(options, definitions, warmUp, timed);
    core::Venue venue({options.shards});
    measureSerial(definitions, warmUp, timed, venue);
    measureSnapshot(venue, options.shards);
    measurePool(definitions, warmUp, timed, 2, 1);
    for (const unsigned shards : {2U, 4U})
        measurePool(definitions, warmUp, timed, shards, shards);
    return 0;
}

} // namespace openbell::bench
