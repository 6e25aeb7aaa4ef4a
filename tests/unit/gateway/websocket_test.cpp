// The WebSocket transport with a client that misbehaves at its level: one that never reads, one
// that never speaks, one that breaks the rules. What well-behaved clients see is in
// tests/conformance.
#include "engine/gateway/gateway_thread.h"
#include "engine/gateway/websocket_server.h"
#include "tests/unit/gateway/rig.h"
#include "tests/unit/gateway/websocket_bytes.h"

#include <QTest>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <future>

namespace {

using namespace openbell;
using namespace openbell::gateway;
namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using tcp = asio::ip::tcp;

/// The rig, used on the gateway thread only, with the server in front.
class Server {
public:
    explicit Server(GatewayOptions options) : m_rig(std::move(options)) {
        m_rig.addUser(1, "olga", api::Role::Operator);
        m_rig.addMarket(1);
        m_thread.every(1, [this] { m_rig.settle(); });
        m_thread.start();
        ListeningSocket socket = ListeningSocket::open("127.0.0.1", 0).value();
        m_port = socket.port();
        m_server.listen(std::move(socket));
    }
    ~Server() { m_thread.stop(); }

    template<class F>
    auto run(F task) {
        std::promise<decltype(task(m_rig))> done;
        m_thread.post([&] { done.set_value(task(m_rig)); });
        return done.get_future().get();
    }
    std::uint16_t port() const { return m_port; }

private:
    GatewayThread m_thread;
    Rig m_rig;
    WebSocketServer m_server{m_thread, m_rig.sessions};
    std::uint16_t m_port = 0;
};

class BlockingClient {
public:
    explicit BlockingClient(std::uint16_t port) : m_stream(m_io) {
        m_stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
        m_stream.handshake("127.0.0.1", "/");
        m_stream.binary(true);
        m_stream.read_message_max(0);
    }
    void send(const api::ClientMessage& message) {
        m_stream.write(asio::buffer(api::toBinary(message)));
    }
    /// False when the connection has ended.
    bool read() {
        boost::system::error_code error;
        m_buffer.clear();
        m_stream.read(m_buffer, error);
        return !error;
    }
    /// False when the connection ended before such a message came.
    template<class T>
    bool readUntil(T* found = nullptr) {
        while (read()) {
            const auto bytes = m_buffer.data();
            const auto message = api::fromBinary<api::ServerMessage>(
                {static_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
            if (!message || !std::holds_alternative<T>(*message))
                continue;
            if (found)
                *found = std::get<T>(*message);
            return true;
        }
        return false;
    }

private:
    asio::io_context m_io;
    websocket::stream<tcp::socket> m_stream;
    boost::beast::flat_buffer m_buffer;
};

api::Bytes clientFrame(const api::ClientMessage& message) {
    api::Bytes out;
    appendClientFrame(WebSocketOpcode::Binary, api::toBinary(message), out, 0x01020304);
    return out;
}

std::optional<api::ServerMessage> messageOf(const RawWebSocket::Frame& frame) {
    if (frame.opcode != WebSocketOpcode::Binary)
        return std::nullopt;
    auto message = api::fromBinary<api::ServerMessage>(frame.payload);
    return message ? std::optional(std::move(*message)) : std::nullopt;
}

/// The close code that the client is sent, after whatever came before; then the server's side ends.
int closeCode(RawWebSocket& client) {
    while (true) {
        const auto frame = client.readFrame();
        if (frame.opcode == WebSocketOpcode::Close)
            return client.atEnd() ? frame.payload.at(0) << 8U | frame.payload.at(1) : -1;
    }
}

} // namespace

class WebSocketTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClientThatNeverReadsIsDisconnected();
    void whatComesBehindTheHandshakeIsRead();
    void manyAnswersAtOnceKeepTheirOrder();
    void pingsAreAnsweredBetweenFrames();
    void aCloseIsAnswered();
    void brokenRulesAndTextCloseWithTheirCodes();
    void aMessageTooLongIsToldAndTheConnectionEndsInOrder();
    void plainHttpIsToldWhatThisPortIs();
    void anAddressInUseIsRefusedWithAReason();
};

void WebSocketTest::aClientThatNeverReadsIsDisconnected() {
    GatewayOptions options;
    options.outboxBytes = 200'000;
    Server server(options);
    BlockingClient client(server.port());
    client.send(api::Hello{});
    client.send(api::SignIn{"olga", Rig::passwordOf("olga")});
    QVERIFY(client.readUntil<api::SignedIn>());
    api::Topic trades;
    trades.kind = api::TopicKind::Trades;
    trades.instrument = InstrumentId(1);
    client.send(api::Subscribe{SubscriptionId(1), trades});
    QVERIFY(client.readUntil<api::TopicUpdate>());
    const auto publish = [](Rig& rig) {
        for (int i = 0; i < 200; ++i) {
            rig.batches.command();
            api::TradeExecuted trade;
            trade.instrument = InstrumentId(1);
            for (int row = 0; row < 50; ++row)
                rig.batches.event(trade);
            rig.publish();
        }
        return rig.hub.sessionCount();
    };
    QCOMPARE(server.run(publish), std::size_t{1});
    // It is told why and given some seconds to close; then the server does.
    const auto sessions = [&] {
        return server.run([](Rig& rig) { return rig.sessions.count() + rig.hub.sessionCount(); });
    };
    QTRY_COMPARE_WITH_TIMEOUT(sessions(), std::size_t{0}, 20'000);
    api::Closing why;
    QVERIFY(client.readUntil<api::Closing>(&why));
    QCOMPARE(why.reason, api::RejectReason::Busy);
    while (client.read()) {
    } // the end
}

void WebSocketTest::whatComesBehindTheHandshakeIsRead() {
    Server server({});
    RawWebSocket client(server.port(), clientFrame(api::Hello{}));
    QVERIFY(client.accepted());
    const auto first = messageOf(client.readFrame());
    QVERIFY(first && std::holds_alternative<api::Welcome>(*first));
}

/// Answers that are ready together leave with one send.
void WebSocketTest::manyAnswersAtOnceKeepTheirOrder() {
    constexpr std::uint64_t kPings = 20'000;
    Server server({});
    RawWebSocket client(server.port(), clientFrame(api::Hello{}));
    (void)client.readFrame(); // Welcome
    (void)client.readFrame(); // VenueStatus
    std::uint64_t answered = 0;
    for (std::uint64_t sent = 0; sent < kPings;) {
        api::Bytes many;
        for (int i = 0; i < 1000; ++i) {
            const api::Bytes frame = clientFrame(api::Ping{++sent});
            many.insert(many.end(), frame.begin(), frame.end());
        }
        client.send(many);
        for (; answered < sent; ++answered) {
            const auto answer = messageOf(client.readFrame());
            QVERIFY(answer && std::holds_alternative<api::Pong>(*answer));
            QCOMPARE(std::get<api::Pong>(*answer).token, answered + 1);
        }
    }
}

void WebSocketTest::pingsAreAnsweredBetweenFrames() {
    Server server({});
    RawWebSocket client(server.port(), {});
    api::Bytes out;
    const api::Bytes payload{1, 2, 3};
    appendClientFrame(WebSocketOpcode::Ping, payload, out, 7);
    client.send(out);
    const auto pong = client.readFrame();
    QCOMPARE(pong.opcode, WebSocketOpcode::Pong);
    QVERIFY(pong.payload == payload);
    client.send(clientFrame(api::Hello{}));
    const auto welcome = messageOf(client.readFrame());
    QVERIFY(welcome && std::holds_alternative<api::Welcome>(*welcome));
}

void WebSocketTest::aCloseIsAnswered() {
    Server server({});
    RawWebSocket client(server.port(), clientFrame(api::Hello{}));
    api::Bytes out;
    appendClientFrame(WebSocketOpcode::Close, api::Bytes{0x03, 0xE8}, out, 7);
    client.send(out);
    QCOMPARE(closeCode(client), 1000);
}

void WebSocketTest::brokenRulesAndTextCloseWithTheirCodes() {
    Server server({});
    RawWebSocket unmasked(server.port(), api::Bytes{0x82, 0x01, 0x00});
    QCOMPARE(closeCode(unmasked), 1002);
    api::Bytes text;
    appendClientFrame(WebSocketOpcode::Text, api::Bytes{0xFF}, text, 7);
    RawWebSocket notUtf8(server.port(), text);
    QCOMPARE(closeCode(notUtf8), 1007);
    const auto sessions = [&] { return server.run([](Rig& rig) { return rig.sessions.count(); }); };
    QTRY_COMPARE_WITH_TIMEOUT(sessions(), std::size_t{0}, 20'000);
}

void WebSocketTest::aMessageTooLongIsToldAndTheConnectionEndsInOrder() {
    Server server({});
    RawWebSocket client(server.port(), clientFrame(api::Hello{}));
    (void)client.readFrame(); // Welcome
    (void)client.readFrame(); // VenueStatus
    api::Bytes out;
    appendClientFrame(WebSocketOpcode::Binary, api::Bytes(api::kMaxRequestBytes + 1), out, 7);
    appendClientFrame(WebSocketOpcode::Close, api::Bytes{0x03, 0xE8}, out, 7);
    client.send(out);
    const auto closing = messageOf(client.readFrame());
    QVERIFY(closing && std::holds_alternative<api::Closing>(*closing));
    QCOMPARE(std::get<api::Closing>(*closing).reason, api::RejectReason::Malformed);
    QCOMPARE(closeCode(client), 1000);
}

void WebSocketTest::plainHttpIsToldWhatThisPortIs() {
    Server server({});
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect({asio::ip::make_address("127.0.0.1"), server.port()});
    asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")));
    std::string answer(4096, '\0');
    const std::size_t size = socket.read_some(asio::buffer(answer));
    answer.resize(size);
    QVERIFY2(answer.starts_with("HTTP/1.1 426"), answer.c_str());
}

void WebSocketTest::anAddressInUseIsRefusedWithAReason() {
    Server server({});
    const auto taken = ListeningSocket::open("127.0.0.1", server.port());
    QVERIFY(!taken.hasValue());
    QVERIFY(taken.error().message.find("in use") != std::string::npos);
    QVERIFY(!ListeningSocket::open("not an address", 0).hasValue());
}

QTEST_APPLESS_MAIN(WebSocketTest)
#include "websocket_test.moc"
