#include "tests/bench/pipeline_parts.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace openbell::bench {
namespace {

constexpr std::size_t kMessageBytes = 64; ///< about an order's frame
using Message = std::array<char, kMessageBytes>;

bool readAll(int socket, Message& message) {
    return ::recv(socket, message.data(), message.size(), MSG_WAITALL) ==
           static_cast<ssize_t>(message.size());
}

bool writeAll(int socket, const Message& message) {
    return ::send(socket, message.data(), message.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(message.size());
}

void setNoDelay(int socket) {
    const int on = 1;
    (void)::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// Answers each message with itself until the other side closes.
void echo(int listener) {
    const int socket = ::accept(listener, nullptr, nullptr);
    setNoDelay(socket);
    for (Message message{}; readAll(socket, message) && writeAll(socket, message);) {
    }
}

} // namespace

double Times::percentileUs(double share) const {
    if (m_ns.empty())
        return 0;
    const auto rank = std::min(m_ns.size() - 1,
                               static_cast<std::size_t>(share * static_cast<double>(m_ns.size())));
    const auto at = m_ns.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(m_ns.begin(), at, m_ns.end());
    return static_cast<double>(*at) / 1000.0;
}

std::int64_t steadyNow() {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void require(bool ok, const std::string& what) {
    if (!ok)
        throw std::runtime_error(what);
}

TcpEcho::TcpEcho() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    require(::bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                ::listen(listener, 1) == 0 &&
                ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0,
            "no loopback port for the round trips");
    m_process = ::fork();
    require(m_process >= 0, "no process for the round trips");
    if (m_process == 0) {
        echo(listener);
        ::_exit(0);
    }
    ::close(listener);
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(::connect(m_socket, reinterpret_cast<sockaddr*>(&address), length) == 0,
            "no connection for the round trips");
    setNoDelay(m_socket);
}

TcpEcho::~TcpEcho() {
    ::close(m_socket);
    ::waitpid(m_process, nullptr, 0);
}

void TcpEcho::run(std::chrono::nanoseconds time, Times& times) {
    Message message{};
    const std::int64_t until = steadyNow() + time.count();
    for (std::int64_t before = steadyNow(); before < until;) {
        require(writeAll(m_socket, message) && readAll(m_socket, message), "the echo went away");
        const std::int64_t after = steadyNow();
        times.add(after - before);
        before = after;
    }
}

SyncedWrites::SyncedWrites(const std::filesystem::path& directory, Place place)
    : m_path(directory / (place == Place::AtTheEnd ? "synced-appends" : "synced-block"))
    , m_place(place)
    , m_file(::open(m_path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {
    require(m_file >= 0, "no file for the synced writes");
}

SyncedWrites::~SyncedWrites() {
    ::close(m_file);
    std::filesystem::remove(m_path);
}

void SyncedWrites::run(std::chrono::nanoseconds time, Times& times) {
    const std::array<char, 4096> block{1};
    const std::int64_t until = steadyNow() + time.count();
    for (std::int64_t before = steadyNow(); before < until;) {
        require(::pwrite(m_file, block.data(), block.size(), m_at) ==
                        static_cast<ssize_t>(block.size()) &&
                    ::fdatasync(m_file) == 0,
                "the disk does not take the synced writes");
        if (m_place == Place::AtTheEnd)
            m_at += static_cast<std::int64_t>(block.size());
        const std::int64_t after = steadyNow();
        times.add(after - before);
        before = after;
    }
}

void runThreadRoundTrips(std::chrono::nanoseconds time, Times& times) {
    std::mutex mutex;
    std::condition_variable changed;
    bool asked = false;
    bool ended = false;
    std::thread other([&] {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [&] { return asked || ended; });
            if (ended)
                return;
            asked = false;
            changed.notify_one();
        }
    });
    const std::int64_t until = steadyNow() + time.count();
    std::unique_lock lock(mutex);
    for (std::int64_t before = steadyNow(); before < until;) {
        asked = true;
        changed.notify_one();
        changed.wait(lock, [&] { return !asked; });
        const std::int64_t after = steadyNow();
        times.add(after - before);
        before = after;
    }
    ended = true;
    lock.unlock();
    changed.notify_one();
    other.join();
}

} // namespace openbell::bench
