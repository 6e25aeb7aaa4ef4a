#include "tests/conformance/transports.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <thread>

namespace openbell::conformance {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using ErrorCode = boost::system::error_code;

class LoopbackClient final : public Client {
public:
    explicit LoopbackClient(const LoopbackOpener& open)
        : m_connection(open({[this](const gateway::SharedFrame& frame) {
                                 received(frame->data(), frame->size(), false);
                             },
                             [this] { closed(); }})) {}
    void sendRaw(api::Bytes frame, bool) override { m_connection->send(std::move(frame)); }
    bool text() const override { return false; }

private:
    std::unique_ptr<gateway::LoopbackConnection> m_connection;
};

/// Reads on a thread of its own; the destructor closes.
class WebSocketClient final : public Client {
public:
    explicit WebSocketClient(const WebSocketTarget& target) : m_target(target), m_stream(m_io) {}
    ~WebSocketClient() override {
        asio::post(m_io, [this] {
            ErrorCode ignored;
            m_stream.next_layer().close(ignored);
        });
        if (m_thread.joinable())
            m_thread.join();
    }

    bool open() {
        ErrorCode error;
        m_stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), m_target.port}, error);
        if (error)
            return false;
        m_stream.set_option(websocket::stream_base::decorator([this](websocket::request_type& r) {
            if (!m_target.origin.empty())
                r.set(boost::beast::http::field::origin, m_target.origin);
        }));
        m_stream.handshake(m_target.host, "/", error);
        if (error)
            return false;
        m_stream.binary(!m_target.text);
        m_stream.read_message_max(api::kMaxResponseBytes);
        read();
        m_thread = std::thread([this] { m_io.run(); });
        return true;
    }

    void sendRaw(api::Bytes frame, bool isText) override {
        asio::post(m_io, [this, isText, frame = std::move(frame)] {
            ErrorCode ignored;
            m_stream.text(isText);
            m_stream.write(asio::buffer(frame), ignored);
        });
    }
    bool text() const override { return m_target.text; }

private:
    void read() {
        m_stream.async_read(m_buffer, [this](const ErrorCode& error, std::size_t) {
            if (error)
                return closed();
            const auto bytes = m_buffer.data();
            received(static_cast<const std::uint8_t*>(bytes.data()), bytes.size(),
                     m_stream.got_text());
            m_buffer.clear();
            read();
        });
    }

    WebSocketTarget m_target;
    asio::io_context m_io{1};
    websocket::stream<asio::ip::tcp::socket> m_stream;
    boost::beast::flat_buffer m_buffer;
    std::thread m_thread;
};

} // namespace

std::unique_ptr<Client> connectLoopback(const LoopbackOpener& open) {
    return std::make_unique<LoopbackClient>(open);
}

std::unique_ptr<Client> connectWebSocket(const WebSocketTarget& target) {
    auto client = std::make_unique<WebSocketClient>(target);
    if (!client->open())
        return nullptr;
    return client;
}

} // namespace openbell::conformance
