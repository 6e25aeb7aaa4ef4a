#include "tests/bench/pipeline_parts.h"

#include "engine/api/binary_codec.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <span>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace openbell::bench {
namespace {

constexpr std::chrono::seconds kPatience{60};

/// Binary messages begin with their type; an answer goes on with the request that it is for.
template<class T>
T readAt(std::span<const std::uint8_t> frame, std::size_t at) {
    T value{};
    require(at + sizeof value <= frame.size(), "a frame is too short");
    std::memcpy(&value, frame.data() + at, sizeof value);
    return value;
}

bool isType(std::span<const std::uint8_t> frame, std::uint16_t type) {
    return readAt<std::uint16_t>(frame, 0) == type;
}

std::uint64_t requestOf(std::span<const std::uint8_t> result) {
    return readAt<decltype(RequestId().value())>(result, sizeof(std::uint16_t));
}

} // namespace

void OrderClient::answered(std::uint64_t request, std::int64_t now) {
    ++m_answers;
    if (m_times != nullptr)
        m_times->add(now - m_sentNs[request % kMaxWindow]);
}

double OrderClient::run(std::size_t window, std::chrono::nanoseconds time, Times& times) {
    m_times = &times;
    const std::int64_t start = steadyNow();
    while (steadyNow() - start < time.count())
        fillUp(window);
    awaitAll();
    return static_cast<double>(steadyNow() - start) / 1e9;
}

double OrderClient::runOrders(std::size_t window, std::uint64_t orders, Times& times) {
    m_times = &times;
    const std::int64_t start = steadyNow();
    for (const std::uint64_t last = m_frames.lastRequest() + orders; m_frames.lastRequest() < last;)
        fillUp(window);
    awaitAll();
    return static_cast<double>(steadyNow() - start) / 1e9;
}

/// A full window is filled up by quarters, so that orders come in batches as programs send them.
void OrderClient::fillUp(std::size_t window) {
    const std::size_t room = (window + 3) / 4;
    std::size_t waiting = m_frames.lastRequest() - m_answers;
    for (; waiting > window - room; waiting = m_frames.lastRequest() - m_answers)
        waitForAnswers();
    send(window - waiting);
}

void OrderClient::awaitAll() {
    while (m_answers < m_frames.lastRequest())
        waitForAnswers();
    m_times = nullptr;
}

namespace {

class LoopbackClient final : public OrderClient {
public:
    LoopbackClient(BenchVenue& venue, std::uint32_t instruments)
        : OrderClient(instruments)
        , m_connection(
              venue.connect({[this](gateway::SharedFrame frame) { onFrame(*frame); }, [] {}})) {
        api::Hello hello;
        hello.clientName = "bench";
        m_connection->send(api::toBinary(api::ClientMessage(hello)));
        m_connection->send(
            api::toBinary(api::ClientMessage(api::SignIn{"trader", "correct horse"})));
        {
            std::unique_lock lock(m_mutex);
            require(m_changed.wait_for(lock, kPatience, [this] { return m_signedIn; }),
                    "the trader cannot sign in");
        }
        send(1);
        waitForAnswers();
        m_frames.startAfter(m_sequence);
    }
    ~LoopbackClient() override { m_connection.reset(); }

private:
    struct Answer {
        std::uint64_t request = 0;
        std::int64_t at = 0;
    };

    void send(std::size_t count) override {
        for (std::size_t i = 0; i < count; ++i) {
            api::Bytes frame = m_frames.next();
            m_sentNs[m_frames.lastRequest() % kMaxWindow] = steadyNow();
            m_connection->send(std::move(frame));
        }
    }

    void waitForAnswers() override {
        {
            std::unique_lock lock(m_mutex);
            require(m_changed.wait_for(lock, kPatience, [this] { return !m_arrived.empty(); }),
                    "no acknowledgement");
            m_taken.swap(m_arrived);
        }
        for (const Answer& answer : m_taken)
            answered(answer.request, answer.at);
        m_taken.clear();
    }

    /// On a thread of the venue: only queues.
    void onFrame(std::span<const std::uint8_t> frame) {
        const std::int64_t now = steadyNow();
        bool wake = false;
        {
            const std::lock_guard lock(m_mutex);
            if (isType(frame, api::SignedIn::kType))
                m_signedIn = wake = true;
            if (isType(frame, api::CommandResult::kType)) {
                m_sequence = Sequence(readAt<std::uint64_t>(
                    frame, sizeof(std::uint16_t) + sizeof(RequestId().value())));
                wake = m_arrived.empty();
                m_arrived.push_back({requestOf(frame), now});
            }
        }
        if (wake)
            m_changed.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_signedIn = false;
    Sequence m_sequence;
    std::vector<Answer> m_arrived;
    std::vector<Answer> m_taken;
    std::unique_ptr<gateway::LoopbackConnection> m_connection;
};

/// Speaks the binary protocol over a WebSocket, with blocking calls on one thread.
class SocketClient final : public OrderClient {
public:
    explicit SocketClient(std::uint16_t port)
        : OrderClient(1)
        , m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        require(::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
                "no connection to the venue");
        const int on = 1;
        (void)::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        upgrade();
        api::Hello hello;
        hello.clientName = "bench";
        append(api::toBinary(api::ClientMessage(hello)));
        append(api::toBinary(api::ClientMessage(api::SignIn{"trader", "correct horse"})));
        flush();
        while (!m_signedIn)
            receive();
        send(1);
        waitForAnswers();
        m_frames.startAfter(m_sequence);
    }
    ~SocketClient() override { ::close(m_socket); }

private:
    void upgrade() {
        constexpr std::string_view kRequest =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        m_out.assign(kRequest.begin(), kRequest.end());
        flush();
        std::string answer;
        for (char byte = 0; !answer.ends_with("\r\n\r\n"); answer += byte)
            require(::recv(m_socket, &byte, 1, 0) == 1, "the venue refuses the WebSocket");
        require(answer.starts_with("HTTP/1.1 101"), "the venue refuses the WebSocket");
    }

    /// A final binary frame, masked with zeros (RFC 6455, 5.2).
    void append(const api::Bytes& message) {
        m_out.push_back(0x82);
        if (message.size() < 126) {
            m_out.push_back(static_cast<std::uint8_t>(0x80 | message.size()));
        } else {
            m_out.push_back(0x80 | 126);
            m_out.push_back(static_cast<std::uint8_t>(message.size() >> 8U));
            m_out.push_back(static_cast<std::uint8_t>(message.size()));
        }
        m_out.insert(m_out.end(), 4, 0);
        m_out.insert(m_out.end(), message.begin(), message.end());
    }

    void flush() {
        for (std::size_t at = 0; at < m_out.size();) {
            const ssize_t sent =
                ::send(m_socket, m_out.data() + at, m_out.size() - at, MSG_NOSIGNAL);
            require(sent > 0, "the venue closed the connection");
            at += static_cast<std::size_t>(sent);
        }
        m_out.clear();
    }

    void send(std::size_t count) override {
        for (std::size_t i = 0; i < count; ++i)
            append(m_frames.next());
        const std::int64_t now = steadyNow();
        for (std::size_t i = 0; i < count; ++i)
            m_sentNs[(m_frames.lastRequest() - i) % kMaxWindow] = now;
        flush();
    }

    void waitForAnswers() override {
        for (const std::uint64_t before = m_answers; m_answers == before;)
            receive();
    }

    /// Reads what there is, at least some bytes, and handles the whole frames.
    void receive() {
        const ssize_t got = ::recv(m_socket, m_in.data() + m_kept, m_in.size() - m_kept, 0);
        require(got > 0, "the venue closed the connection");
        const std::int64_t now = steadyNow();
        auto left = std::span(m_in).first(m_kept + static_cast<std::size_t>(got));
        while (const std::size_t bytes = wholeFrame(left, now))
            left = left.subspan(bytes);
        std::copy(left.begin(), left.end(), m_in.begin());
        m_kept = left.size();
    }

    /// The size of the frame at the beginning, which it handles; 0 when it is not whole yet.
    std::size_t wholeFrame(std::span<const std::uint8_t> in, std::int64_t now) {
        if (in.size() < 2)
            return 0;
        std::size_t header = 2;
        std::size_t size = in[1];
        if (size == 126) {
            if (in.size() < 4)
                return 0;
            size = std::size_t{in[2]} << 8U | in[3];
            header = 4;
        }
        require(size < 127 || header == 4, "the venue sent more than was asked for");
        if (in.size() < header + size)
            return 0;
        const auto message = in.subspan(header, size);
        if ((in[0] & 0x0FU) != 2) // a ping
            return header + size;
        if (isType(message, api::SignedIn::kType))
            m_signedIn = true;
        if (isType(message, api::CommandResult::kType)) {
            m_sequence = Sequence(readAt<std::uint64_t>(message, sizeof(std::uint16_t) +
                                                                     sizeof(RequestId().value())));
            answered(requestOf(message), now);
        }
        return header + size;
    }

    int m_socket;
    std::vector<std::uint8_t> m_out;
    std::vector<std::uint8_t> m_in = std::vector<std::uint8_t>(std::size_t{1} << 17U);
    std::size_t m_kept = 0; ///< at its beginning: a frame that is not whole yet
    bool m_signedIn = false;
    Sequence m_sequence;
};

} // namespace

std::unique_ptr<OrderClient> loopbackClient(BenchVenue& venue, std::uint32_t instruments) {
    return std::make_unique<LoopbackClient>(venue, instruments);
}

std::unique_ptr<OrderClient> socketClient(std::uint16_t port) {
    return std::make_unique<SocketClient>(port);
}

} // namespace openbell::bench
