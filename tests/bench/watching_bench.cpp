// openbell-bench watching: what a session that is subscribed to everything the console shows costs
// the venue. The same number of orders passes in turn with and without it; what counts is the
// processor time of the threads that match, since the machine may have few cores.
#include "tests/bench/benchmarks.h"
#include "tests/bench/measure.h"
#include "tests/bench/pipeline_parts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>

namespace openbell::bench {
namespace {

constexpr std::uint32_t kInstruments = 4;
constexpr std::size_t kWindow = 1024;
constexpr std::chrono::seconds kPatience{60};

struct WatchingOptions {
    std::filesystem::path directory;
    std::uint64_t orders = 20'000; ///< of one stretch
    std::uint64_t pairs = 101;
    bool json = false;
    bool control = false; ///< nobody watches in either stretch: what the noise makes of equals
};

std::optional<WatchingOptions> parse(Arguments arguments) {
    WatchingOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--json") {
            options.json = true;
            continue;
        }
        if (arguments[i] == "--control") {
            options.control = true;
            continue;
        }
        if (i + 1 == arguments.size())
            return std::nullopt;
        const std::string_view name = arguments[i];
        const std::string_view value = arguments[++i];
        const auto number = [&](std::uint64_t& into) {
            return std::from_chars(value.data(), value.data() + value.size(), into).ptr ==
                       value.data() + value.size() &&
                   into > 0;
        };
        if (name == "--dir")
            options.directory = value;
        else if (name == "--orders" ? !number(options.orders)
                                    : name != "--pairs" || !number(options.pairs))
            return std::nullopt;
    }
    if (options.directory.empty())
        return std::nullopt;
    return options;
}

/// Processor time of this process's threads by name, in nanoseconds.
std::map<std::string, double> threadTimes() {
    std::map<std::string, double> times;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        double ns = 0;
        std::getline(std::ifstream(task.path() / "comm"), name);
        std::ifstream(task.path() / "schedstat") >> ns;
        times[name] += ns;
    }
    return times;
}

/// A session that sees what a console with every panel open shows, and drops it.
class Watcher {
public:
    explicit Watcher(BenchVenue& venue)
        : m_connection(
              venue.connect({[this](gateway::SharedFrame frame) { onFrame(*frame); }, [] {}})) {
        api::Hello hello;
        hello.clientName = "watcher";
        send(hello);
        send(venue.operatorSignIn());
        waitUntil([this] { return m_signedIn; });
    }
    ~Watcher() { m_connection.reset(); }

    void subscribe() {
        const std::uint64_t before = updates();
        for (const api::Topic& topic : topics()) {
            m_subscriptions.emplace_back(++m_last);
            send(api::Subscribe{m_subscriptions.back(), topic});
        }
        waitUntil([&] { return m_updates >= before + m_subscriptions.size(); });
    }
    void unsubscribe() {
        for (const SubscriptionId id : m_subscriptions)
            send(api::Unsubscribe{id});
        m_subscriptions.clear();
    }
    std::uint64_t updates() {
        const std::lock_guard lock(m_mutex);
        return m_updates;
    }
    std::uint64_t bytes() {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    static std::vector<api::Topic> topics() {
        using enum api::TopicKind;
        std::vector<api::Topic> all;
        const auto add = [&all](api::TopicKind kind, InstrumentId instrument) -> api::Topic& {
            api::Topic& topic = all.emplace_back();
            topic.kind = kind;
            topic.instrument = instrument;
            return topic;
        };
        for (const api::TopicKind kind :
             {ReferenceData, Tickers, Auctions, Orders, Fills, Balances, Health, Audit})
            add(kind, InstrumentId());
        for (std::uint32_t i = 1; i <= kInstruments; ++i) {
            for (const api::TopicKind kind : {Book, Trades, TopOfBook, BookOrders})
                add(kind, InstrumentId(i));
            for (const auto interval : {api::CandleInterval::Second1, api::CandleInterval::Minute1})
                add(Candles, InstrumentId(i)).interval = interval;
        }
        return all;
    }

    void send(const api::ClientMessage& message) { m_connection->send(api::toBinary(message)); }

    template<class Condition>
    void waitUntil(Condition condition) {
        std::unique_lock lock(m_mutex);
        require(m_changed.wait_for(lock, kPatience, condition), "the watcher is not served");
    }

    void onFrame(const api::Bytes& frame) {
        std::uint16_t type = 0;
        std::memcpy(&type, frame.data(), sizeof type);
        const std::lock_guard lock(m_mutex);
        m_signedIn |= type == api::SignedIn::kType;
        m_updates += type == api::TopicUpdate::kType ? 1 : 0;
        m_bytes += frame.size();
        m_changed.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_signedIn = false;
    std::uint64_t m_updates = 0;
    std::uint64_t m_bytes = 0;
    std::uint32_t m_last = 0;
    std::vector<SubscriptionId> m_subscriptions;
    std::unique_ptr<gateway::LoopbackConnection> m_connection;
};

/// What one stretch of orders took, in nanoseconds per order.
struct Stretch {
    double engine = 0; ///< the thread that sequences and matches
    double journal = 0;
    double publish = 0;
    double gateway = 0;
    double wall = 0;
};

Stretch measure(OrderClient& client, std::uint64_t orders) {
    Times times;
    auto before = threadTimes();
    const double seconds = client.runOrders(kWindow, orders, times);
    auto after = threadTimes();
    const auto count = static_cast<double>(times.count());
    const auto per = [&](const char* name) { return (after[name] - before[name]) / count; };
    return {per("engine"), per("journal"), per("publish"), per("gw"), seconds * 1e9 / count};
}

struct Column {
    const char* name;
    double Stretch::*value;
};
constexpr Column kColumns[] = {{"engine", &Stretch::engine},
                               {"journal", &Stretch::journal},
                               {"publish", &Stretch::publish},
                               {"gateway", &Stretch::gateway},
                               {"wall", &Stretch::wall}};

struct Outcome {
    std::vector<Stretch> alone;
    std::vector<Stretch> watched;
    std::uint64_t updates = 0;
    std::uint64_t bytes = 0;
};

/// Where the median of what the values are drawn from lies with 95 % confidence, whatever their
/// distribution: between the values of these ranks (binomial, by its normal approximation).
struct Interval {
    double low = 0;
    double high = 0;
};

Interval medianInterval(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    const double low = std::max(0.0, std::floor((count - 1.96 * std::sqrt(count)) / 2));
    const double high = std::min(count - 1, std::ceil((count + 1.96 * std::sqrt(count)) / 2));
    return {values[static_cast<std::size_t>(low)], values[static_cast<std::size_t>(high)]};
}

/// Medians, and the median of the ratios of the pairs.
void print(const Outcome& outcome, const WatchingOptions& options) {
    if (options.json)
        std::printf("{\"benchmark\":\"watching\",\"machine\":\"%s\",\"commit\":\"%s\","
                    "\"orders\":%llu,\"pairs\":%llu,\"updates\":%llu,\"bytes\":%llu",
                    machineName().c_str(), commitName().c_str(),
                    static_cast<unsigned long long>(options.orders),
                    static_cast<unsigned long long>(options.pairs),
                    static_cast<unsigned long long>(outcome.updates),
                    static_cast<unsigned long long>(outcome.bytes));
    else
        std::printf("# %s, commit %s\n%llu updates, %.1f MB to the watcher\n"
                    "%-10s %12s %12s %8s   95 %%\n",
                    machineName().c_str(), commitName().c_str(),
                    static_cast<unsigned long long>(outcome.updates),
                    static_cast<double>(outcome.bytes) / 1e6, "ns/order", "alone", "watched",
                    "ratio");
    for (const Column& column : kColumns) {
        std::vector<double> alone;
        std::vector<double> watched;
        std::vector<double> ratios;
        for (std::size_t i = 0; i < outcome.alone.size(); ++i) {
            alone.push_back(outcome.alone[i].*column.value);
            watched.push_back(outcome.watched[i].*column.value);
            ratios.push_back(watched.back() / alone.back());
        }
        const Interval interval = medianInterval(ratios);
        std::printf(options.json ? ",\"%s\":{\"alone_ns\":%.1f,\"watched_ns\":%.1f,"
                                   "\"ratio\":%.3f,\"low\":%.3f,\"high\":%.3f}"
                                 : "%-10s %12.1f %12.1f %8.3f   %.3f to %.3f\n",
                    column.name, median(alone), median(watched), median(ratios), interval.low,
                    interval.high);
    }
    if (options.json)
        std::printf("}\n");
}

} // namespace

int runWatching(Arguments arguments) {
    const auto options = parse(arguments);
    if (!options) {
        std::fputs("usage: openbell-bench watching --dir DIR [--orders N] [--pairs N] [--control] "
                   "[--json]\n",
                   stderr);
        return 2;
    }
    std::filesystem::create_directories(options->directory);
    BenchVenue venue({options->directory / "watched", 1, false, kInstruments}, false);
    const auto client = loopbackClient(venue, kInstruments);
    Watcher watcher(venue);
    (void)measure(*client, options->orders); // fills the books, warms up
    Outcome outcome;
    for (std::uint64_t i = 0; i < options->pairs; ++i)
        for (const bool watched : {i % 2 == 0, i % 2 != 0}) {
            if (watched && !options->control)
                watcher.subscribe();
            (watched ? outcome.watched : outcome.alone)
                .push_back(measure(*client, options->orders));
            if (watched)
                watcher.unsubscribe();
        }
    outcome.updates = watcher.updates();
    outcome.bytes = watcher.bytes();
    print(outcome, *options);
    return 0;
}

} // namespace openbell::bench
