// The frames of a WebSocket from the client's side: whatever pieces they come in, whatever rules
// they break.
#include "engine/gateway/websocket_reader.h"
#include "tests/unit/gateway/websocket_bytes.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace {

using namespace openbell;
using namespace openbell::gateway;
using Kind = WebSocketReader::Kind;
using Opcode = WebSocketOpcode;

constexpr std::size_t kLimit = 70'000;

struct Read {
    Kind kind = Kind::Broken;
    api::Bytes bytes;
    friend bool operator==(const Read&, const Read&) = default;
};

void feed(WebSocketReader& reader, std::span<const std::uint8_t> piece, std::vector<Read>& out) {
    while (!piece.empty()) {
        const auto room = reader.room();
        QVERIFY(room.size() >= WebSocketReader::kRoom);
        // What is kept of unfinished messages is bounded, whatever is claimed to come.
        QVERIFY(room.size() <= 2 * kLimit + 2 * WebSocketReader::kRoom);
        const auto taken = piece.first(std::min(piece.size(), room.size()));
        std::copy(taken.begin(), taken.end(), room.begin());
        reader.received(taken.size());
        while (const auto message = reader.next())
            out.push_back({message->kind, {message->bytes.begin(), message->bytes.end()}});
        piece = piece.subspan(taken.size());
    }
}

std::vector<Read> readAll(std::span<const std::uint8_t> bytes) {
    WebSocketReader reader(kLimit);
    std::vector<Read> out;
    feed(reader, bytes, out);
    return out;
}

api::Bytes bytesOf(std::string_view text) {
    return {text.begin(), text.end()};
}

} // namespace

class WebSocketReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesAreReadWhateverPiecesTheyComeIn();
    void fragmentsArePutTogetherAroundControlFrames();
    void brokenRulesAreSeen_data();
    void brokenRulesAreSeen();
    void aMessageTooLongIsSkippedAndToldOnce();
    void textMustBeUtf8_data();
    void textMustBeUtf8();
    void headersOfTheServerAreAsShortAsTheSizeAllows();
};

void WebSocketReaderTest::framesAreReadWhateverPiecesTheyComeIn() {
    const auto seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    api::Bytes stream;
    std::vector<Read> expected;
    for (const std::size_t size : {0UL, 1UL, 7UL, 125UL, 126UL, 127UL, 65'535UL, 65'536UL, kLimit})
        for (int i = 0; i < 3; ++i) {
            api::Bytes payload(size);
            for (std::uint8_t& byte : payload)
                byte = static_cast<std::uint8_t>(random());
            appendClientFrame(Opcode::Binary, payload, stream,
                              static_cast<std::uint32_t>(random()));
            expected.push_back({Kind::Binary, std::move(payload)});
        }
    QVERIFY(readAll(stream) == expected);
    for (const std::size_t largest : {1UL, 3UL, 100UL, 5000UL, 200'000UL}) {
        WebSocketReader reader(kLimit);
        std::vector<Read> out;
        std::span<const std::uint8_t> left(stream);
        while (!left.empty()) {
            const std::size_t size = std::min(left.size(), 1 + random() % largest);
            feed(reader, left.first(size), out);
            left = left.subspan(size);
        }
        QVERIFY(out == expected);
    }
}

void WebSocketReaderTest::fragmentsArePutTogetherAroundControlFrames() {
    api::Bytes stream;
    appendClientFrame(Opcode::Text, bytesOf("one, "), stream, 1, false);
    appendClientFrame(Opcode::Ping, bytesOf("?"), stream, 2);
    appendClientFrame(Opcode::Continuation, {}, stream, 3, false);
    appendClientFrame(Opcode::Continuation, bytesOf("two"), stream, 4);
    appendClientFrame(Opcode::Binary, bytesOf("three"), stream, 5);
    const std::vector<Read> expected{{Kind::Ping, bytesOf("?")},
                                     {Kind::Text, bytesOf("one, two")},
                                     {Kind::Binary, bytesOf("three")}};
    QVERIFY(readAll(stream) == expected);
}

void WebSocketReaderTest::brokenRulesAreSeen_data() {
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("not masked") << QByteArray("\x82\x01", 2);
    QTest::newRow("a reserved bit") << QByteArray("\xC2\x80\0\0\0\0", 6);
    QTest::newRow("an unknown opcode") << QByteArray("\x83\x80\0\0\0\0", 6);
    QTest::newRow("an unknown control opcode") << QByteArray("\x8B\x80\0\0\0\0", 6);
    QTest::newRow("a ping in fragments") << QByteArray("\x09\x80\0\0\0\0", 6);
    QTest::newRow("a ping of 126 bytes") << QByteArray("\x89\xFE\0\x7E\0\0\0\0", 8);
    QTest::newRow("a continuation of nothing") << QByteArray("\x80\x80\0\0\0\0", 6);
    QTest::newRow("a message within another") << QByteArray("\x02\x80\0\0\0\0\x82\x80\0\0\0\0", 12);
}

void WebSocketReaderTest::brokenRulesAreSeen() {
    QFETCH(QByteArray, stream);
    api::Bytes bytes(stream.begin(), stream.end());
    appendClientFrame(Opcode::Binary, bytesOf("not read any more"), bytes, 1);
    const std::vector<Read> expected{{Kind::Broken, {}}};
    QVERIFY(readAll(bytes) == expected);
}

void WebSocketReaderTest::aMessageTooLongIsSkippedAndToldOnce() {
    const api::Bytes half(kLimit / 2 + 1);
    api::Bytes stream;
    appendClientFrame(Opcode::Binary, api::Bytes(kLimit + 1), stream, 1);
    appendClientFrame(Opcode::Binary, half, stream, 2, false);
    appendClientFrame(Opcode::Continuation, half, stream, 3, false);
    appendClientFrame(Opcode::Pong, {}, stream, 4);
    appendClientFrame(Opcode::Continuation, half, stream, 5);
    appendClientFrame(Opcode::Binary, bytesOf("next"), stream, 6);
    const std::vector<Read> expected{{Kind::TooLong, {}},
                                     {Kind::TooLong, {}},
                                     {Kind::Pong, {}},
                                     {Kind::Binary, bytesOf("next")}};
    QVERIFY(readAll(stream) == expected);
    // A size that no memory holds is not taken at its word.
    const api::Bytes endless{0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                             0xFF, 0xFF, 0xFF, 0,    0,    0,    0};
    QVERIFY(readAll(endless) == (std::vector<Read>{{Kind::TooLong, {}}}));
}

void WebSocketReaderTest::textMustBeUtf8_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("ASCII") << QByteArray("price\0x", 7) << true;
    QTest::newRow("two, three and four bytes")
        << QByteArray("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x93\x88") << true;
    QTest::newRow("the last code point") << QByteArray("\xF4\x8F\xBF\xBF") << true;
    QTest::newRow("around the surrogates") << QByteArray("\xED\x9F\xBF\xEE\x80\x80") << true;
    QTest::newRow("beyond the last") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("too long a form of two") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("too long a form of three") << QByteArray("\xE0\x9F\xBF") << false;
    QTest::newRow("too long a form of four") << QByteArray("\xF0\x8F\xBF\xBF") << false;
    QTest::newRow("no first byte") << QByteArray("\x80") << false;
    QTest::newRow("cut off") << QByteArray("\xE2\x82") << false;
    QTest::newRow("a wrong third byte") << QByteArray("\xE2\x82\x41") << false;
    QTest::newRow("no byte at all of UTF-8") << QByteArray("\xFF") << false;
}

void WebSocketReaderTest::textMustBeUtf8() {
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const api::Bytes bytes(text.begin(), text.end());
    api::Bytes stream;
    appendClientFrame(Opcode::Text, bytes, stream, 0x12345678);
    WebSocketReader reader(kLimit);
    std::vector<Read> out;
    feed(reader, stream, out);
    QVERIFY(out == (std::vector<Read>{valid ? Read{Kind::Text, bytes} : Read{Kind::Broken, {}}}));
    if (!valid)
        QCOMPARE(reader.problem(), WebSocketClose::NotUtf8);
    api::Bytes binary;
    appendClientFrame(Opcode::Binary, bytes, binary, 1);
    QVERIFY(readAll(binary) == (std::vector<Read>{{Kind::Binary, bytes}}));
}

void WebSocketReaderTest::headersOfTheServerAreAsShortAsTheSizeAllows() {
    const auto header = [](std::size_t size) {
        api::Bytes out;
        appendWebSocketHeader(Opcode::Text, size, out);
        return out;
    };
    QVERIFY(header(125) == (api::Bytes{0x81, 125}));
    QVERIFY(header(126) == (api::Bytes{0x81, 126, 0, 126}));
    QVERIFY(header(65'535) == (api::Bytes{0x81, 126, 255, 255}));
    QVERIFY(header(65'536) == (api::Bytes{0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
}

QTEST_APPLESS_MAIN(WebSocketReaderTest)
#include "websocket_reader_test.moc"
