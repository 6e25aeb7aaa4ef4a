// What the pipeline benchmark is made of: times, the stream of order frames, the venues and the
// clients it measures, and the floors it measures them against.
#pragma once

#include "engine/gateway/gateway.h"
#include "tests/bench/order_flow.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace openbell::bench {

/// Single times, kept exactly.
class Times {
public:
    void add(std::int64_t ns, std::size_t count = 1) { m_ns.insert(m_ns.end(), count, ns); }
    /// Room for some seconds of many times, so that what is timed does not wait for memory.
    void reserve() { m_ns.reserve(std::size_t{1} << 22U); }
    std::size_t count() const { return m_ns.size(); }
    /// The time that `share` (0..1) of all do not exceed, in microseconds; 0 of none.
    double percentileUs(double share) const;

private:
    mutable std::vector<std::int64_t> m_ns;
};

std::int64_t steadyNow();

/// Throws std::runtime_error with `what` unless `ok`.
void require(bool ok, const std::string& what);

struct VenueOptions {
    std::filesystem::path directory; ///< made anew, removed afterwards
    unsigned shards = 1;
    bool sync = true;
    std::uint32_t instruments = 1;
};

/// A venue in this process with its markets, an account with funds and a trader on it.
class BenchVenue {
public:
    /// `listening`: also on a loopback port.
    BenchVenue(const VenueOptions& options, bool listening);
    ~BenchVenue();
    BenchVenue(const BenchVenue&) = delete;
    BenchVenue& operator=(const BenchVenue&) = delete;

    std::unique_ptr<gateway::LoopbackConnection> connect(gateway::LoopbackCallbacks callbacks);
    std::uint16_t port() const;
    /// Somebody who may see everything.
    api::SignIn operatorSignIn() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The same in a process of its own, reached over TCP. Must be made before this process has
/// threads.
class VenueProcess {
public:
    explicit VenueProcess(const VenueOptions& options);
    ~VenueProcess(); ///< stops it
    VenueProcess(const VenueProcess&) = delete;
    VenueProcess& operator=(const VenueProcess&) = delete;

    /// Waits until it serves.
    std::uint16_t port();

private:
    int m_process = -1;
    int m_fromIt = -1;
    int m_toIt = -1;
    std::uint16_t m_port = 0;
};

/// The frames of one trader's orders, in the order in which they must be sent.
class OrderFrames {
public:
    explicit OrderFrames(std::uint32_t instruments) : m_flow(1, instruments, 1, 10'000) {}

    /// The venue's sequence number before the first frame; nobody else may send commands.
    void startAfter(Sequence last) { m_last = last; }
    api::Bytes next();
    std::uint64_t lastRequest() const { return m_request; }

private:
    OrderFlow m_flow;
    Sequence m_last;
    std::uint64_t m_request = 0;
};

/// A trader's session: keeps a number of orders on their way and times each acknowledgement.
class OrderClient {
public:
    explicit OrderClient(std::uint32_t instruments) : m_frames(instruments) {}
    virtual ~OrderClient() = default;
    /// Adds the times from sending to acknowledgement; returns how many seconds it took.
    double run(std::size_t window, std::chrono::nanoseconds time, Times& times);
    /// The same for a number of orders.
    double runOrders(std::size_t window, std::uint64_t orders, Times& times);

protected:
    static constexpr std::size_t kMaxWindow = std::size_t{1} << 16U;

    void fillUp(std::size_t window);
    void awaitAll();
    /// Sends what fits into the window (`count` > 0 frames), then waits for at least one answer.
    virtual void send(std::size_t count) = 0;
    virtual void waitForAnswers() = 0;
    void answered(std::uint64_t request, std::int64_t now);

    OrderFrames m_frames;
    std::vector<std::int64_t> m_sentNs = std::vector<std::int64_t>(kMaxWindow);
    std::uint64_t m_answers = 0;
    Times* m_times = nullptr;
};

std::unique_ptr<OrderClient> loopbackClient(BenchVenue& venue, std::uint32_t instruments = 1);
std::unique_ptr<OrderClient> socketClient(std::uint16_t port);

/// The time of a message to another process and back over loopback TCP, both ends blocking.
class TcpEcho {
public:
    TcpEcho(); ///< before this process has threads
    ~TcpEcho();
    TcpEcho(const TcpEcho&) = delete;
    TcpEcho& operator=(const TcpEcho&) = delete;

    void run(std::chrono::nanoseconds time, Times& times);

private:
    int m_process = -1;
    int m_socket = -1;
};

/// Writes 4 KiB to a file of `directory` and syncs its data, over and over: at the file's end, or
/// always over the same block, which spares the file system its own records.
class SyncedWrites {
public:
    enum class Place { AtTheEnd, SameBlock };
    SyncedWrites(const std::filesystem::path& directory, Place place);
    ~SyncedWrites();
    SyncedWrites(const SyncedWrites&) = delete;
    SyncedWrites& operator=(const SyncedWrites&) = delete;

    void run(std::chrono::nanoseconds time, Times& times);

private:
    std::filesystem::path m_path;
    Place m_place;
    int m_file = -1;
    std::int64_t m_at = 0;
};

/// The time of a message to a thread of this process and back, both ends waiting on conditions.
void runThreadRoundTrips(std::chrono::nanoseconds time, Times& times);

/// What an order's way through the engine took, and of that the write and sync of its own group.
struct EngineTimes {
    Times orders;
    Times writes; ///< one for each order, so that both have the same weights
};

/// Orders per second and times of the engine without the gateway: submissions in, durable batches
/// out, `window` orders on their way.
double runEngine(const VenueOptions& options, std::size_t window, std::chrono::nanoseconds time,
                 EngineTimes& times);

} // namespace openbell::bench
