// Every message through its binary, JSON and text forms, with random values.
#include "engine/api/binary_codec.h"
#include "engine/api/json_codec.h"
#include "engine/api/text_codec.h"
#include "tests/unit/api/random_message.h"

#include <QTest>

#include <cstring>
#include <functional>
#include <random>
#include <set>

namespace {

using namespace openbell;
using namespace openbell::api;

constexpr int kRounds = 200;

/// Two messages are the same when their bytes are.
template<class Variant>
bool same(const Variant& a, const Variant& b) {
    return toBinary(a) == toBinary(b);
}

template<class Variant>
const char* nameOfMessage(const Variant& message) {
    return std::visit([](const auto& m) { return std::remove_cvref_t<decltype(m)>::kName.data(); },
                      message);
}

template<class Variant>
void eachMessage(Random& random, const std::function<void(const Variant&)>& test) {
    for (std::size_t index = 0; index < std::variant_size_v<Variant>; ++index) {
        for (int round = 0; round < kRounds; ++round) {
            Variant message;
            RandomFill(random).alternative(message, index);
            test(message);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

template<class Variant>
void binaryRoundTrip(const Variant& message) {
    const Bytes bytes = toBinary(message);
    const auto decoded = fromBinary<Variant>(bytes);
    QVERIFY2(decoded.has_value(), nameOfMessage(message));
    QVERIFY2(same(*decoded, message), nameOfMessage(message));
    // A frame that was cut anywhere, or has a byte too many, is refused.
    for (const std::size_t size : {bytes.size() - 1, bytes.size() / 2, std::size_t{1}})
        QVERIFY2(!fromBinary<Variant>(std::span(bytes).first(size)), nameOfMessage(message));
    Bytes longer = bytes;
    longer.push_back(0);
    QVERIFY2(!fromBinary<Variant>(longer), nameOfMessage(message));
}

template<class Variant, class Parse>
void jsonRoundTrip(const Variant& message, Parse parse) {
    const std::string json = toJson(message);
    const auto decoded = parse(json);
    QVERIFY2(decoded.hasValue(), json.c_str());
    QVERIFY2(same(*decoded, message), json.c_str());
}

template<class Variant, class Parse>
void textRoundTrip(const Variant& message, Parse parse) {
    const std::string text = toText(message);
    QVERIFY2(text.find('\n') == std::string::npos, text.c_str());
    const auto decoded = parse(text);
    QVERIFY2(decoded.hasValue(), text.c_str());
    QVERIFY2(same(*decoded, message), text.c_str());
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMessageSurvivesTheBinaryForm();
    void everyMessageSurvivesTheJsonForm();
    void everyMessageSurvivesTheTextForm();
    void randomBytesNeverDecodeIntoUnknownValues();
    void aListLongerThanItsBytesIsRefused();
    void anUnknownEnumerationValueIsRefused();
    void jsonErrorsNameTheMember_data();
    void jsonErrorsNameTheMember();
    void absentJsonMembersKeepTheirDefaults();
    void textErrorsNameTheField_data();
    void textErrorsNameTheField();
    void typeCodesAndNamesAreUnique();

private:
    Random m_random{0};
};

void CodecTest::initTestCase() {
    const std::uint64_t seed = std::random_device{}();
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    m_random = Random(seed);
}

void CodecTest::everyMessageSurvivesTheBinaryForm() {
    eachMessage<Command>(m_random, binaryRoundTrip<Command>);
    eachMessage<Event>(m_random, binaryRoundTrip<Event>);
    eachMessage<ClientMessage>(m_random, binaryRoundTrip<ClientMessage>);
    eachMessage<ServerMessage>(m_random, binaryRoundTrip<ServerMessage>);
}

void CodecTest::everyMessageSurvivesTheJsonForm() {
    eachMessage<Command>(m_random, [](const Command& c) { jsonRoundTrip(c, commandFromJson); });
    eachMessage<ClientMessage>(
        m_random, [](const ClientMessage& m) { jsonRoundTrip(m, clientMessageFromJson); });
    eachMessage<ServerMessage>(
        m_random, [](const ServerMessage& m) { jsonRoundTrip(m, serverMessageFromJson); });
}

void CodecTest::everyMessageSurvivesTheTextForm() {
    eachMessage<Command>(m_random, [](const Command& c) { textRoundTrip(c, commandFromText); });
    eachMessage<Event>(m_random, [](const Event& e) { textRoundTrip(e, eventFromText); });
}

void CodecTest::randomBytesNeverDecodeIntoUnknownValues() {
    for (int round = 0; round < 20'000; ++round) {
        ClientMessage message;
        RandomFill(m_random).fill(message);
        Bytes bytes = toBinary(message);
        for (std::uint64_t flips = 1 + m_random.below(3); flips > 0; --flips)
            bytes[m_random.below(bytes.size())] = static_cast<std::uint8_t>(m_random.next());
        // What is accepted is a message: it encodes to the very bytes that were read.
        if (const auto decoded = fromBinary<ClientMessage>(bytes))
            QCOMPARE(toBinary(*decoded), bytes);
    }
}

void CodecTest::aListLongerThanItsBytesIsRefused() {
    QueryResult result;
    result.tickers.resize(1);
    Bytes bytes = toBinary(ServerMessage(result));
    // type, request, asOf, reason, text size, then the count of tickers
    const std::size_t countAt = 2 + 8 + 8 + 1 + 2;
    QCOMPARE(bytes[countAt], std::uint8_t{1});
    for (const std::uint32_t lie : {2U, 1000U, 0xFFFFFFFFU}) {
        std::memcpy(bytes.data() + countAt, &lie, sizeof lie);
        QVERIFY(!fromBinary<ServerMessage>(bytes));
    }
}

void CodecTest::anUnknownEnumerationValueIsRefused() {
    PlaceOrder order;
    Bytes bytes = toBinary(Command(order));
    const std::size_t sideAt = 2 + 4 + 4 + 8;
    bytes[sideAt] = 2;
    QVERIFY(!fromBinary<Command>(bytes));
    bytes[sideAt] = 1;
    const auto decoded = fromBinary<Command>(bytes);
    QVERIFY(decoded.has_value());
    QVERIFY(std::get<PlaceOrder>(*decoded).side == Side::Sell);
}

void CodecTest::jsonErrorsNameTheMember_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("not JSON") << "{"
                              << "JSON";
    QTest::newRow("not an object") << "[]"
                                   << "message";
    QTest::newRow("no message") << "{}"
                                << "message";
    QTest::newRow("message is a number") << R"({"message":1})"
                                         << "message";
    QTest::newRow("unknown message") << R"({"message":"Shout"})"
                                     << "message";
    QTest::newRow("unknown member") << R"({"message":"Ping","tok":1})"
                                    << "member";
    QTest::newRow("wrong type") << R"({"message":"Ping","token":"1"})"
                                << "token";
    QTest::newRow("a fraction") << R"({"message":"Ping","token":1.5})"
                                << "token";
    QTest::newRow("negative") << R"({"message":"Ping","token":-1})"
                              << "token";
    QTest::newRow("too large") << R"({"message":"Unsubscribe","subscription":4294967296})"
                               << "subscription";
    QTest::newRow("unknown name") << R"({"message":"Subscribe","topic":{"kind":"Weather"}})"
                                  << "kind";
    QTest::newRow("nested message missing") << R"({"message":"Submit","command":{"account":1}})"
                                            << "command";
    QTest::newRow("bool as number")
        << R"({"message":"Submit","command":{"message":"ChangeUser","enabled":1}})"
        << "enabled";
    QTest::newRow("long text") << QStringLiteral(R"({"message":"SignIn","user":"%1"})")
                                      .arg(QString(5000, QLatin1Char('x')))
                               << "user";
}

void CodecTest::jsonErrorsNameTheMember() {
    QFETCH(QString, json);
    QFETCH(QString, expected);
    const auto parsed = clientMessageFromJson(json.toStdString());
    QVERIFY(!parsed.hasValue());
    QVERIFY2(parsed.error().message.find(expected.toStdString()) != std::string::npos,
             parsed.error().message.c_str());
}

void CodecTest::absentJsonMembersKeepTheirDefaults() {
    const auto parsed = clientMessageFromJson(R"({"message":"Query","kind":"Users"})");
    QVERIFY(parsed.hasValue());
    QCOMPARE(std::get<Query>(*parsed).limit, 1000U);
    QVERIFY(std::get<Query>(*parsed).kind == QueryKind::Users);
}

void CodecTest::textErrorsNameTheField_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << ""
                           << "empty";
    QTest::newRow("open quote") << "Deposit account=\"1"
                                << "quote";
    QTest::newRow("unknown command") << "Shout"
                                     << "Shout";
    QTest::newRow("no value") << "Deposit account"
                              << "account";
    QTest::newRow("unknown field") << "Deposit colour=red"
                                   << "colour";
    QTest::newRow("not a number") << "Deposit account=one"
                                  << "account";
    QTest::newRow("too large") << "Deposit account=4294967296"
                               << "account";
    QTest::newRow("trailing letters") << "Deposit account=1x"
                                      << "account";
    QTest::newRow("twice") << "Deposit account=1 account=2"
                           << "account";
    QTest::newRow("unknown name") << "PlaceOrder side=Up"
                                  << "side";
    QTest::newRow("too long") << "CreateAsset code=ABCDEFGHIJKLMNOPQ"
                              << "code";
}

void CodecTest::textErrorsNameTheField() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto parsed = commandFromText(text.toStdString());
    QVERIFY(!parsed.hasValue());
    QVERIFY2(parsed.error().message.find(expected.toStdString()) != std::string::npos,
             parsed.error().message.c_str());
}

namespace {

template<class Variant, std::size_t... I>
void expectUnique(std::index_sequence<I...>) {
    const std::set<std::uint16_t> types{std::variant_alternative_t<I, Variant>::kType...};
    const std::set<std::string_view> names{std::variant_alternative_t<I, Variant>::kName...};
    QCOMPARE(types.size(), std::variant_size_v<Variant>);
    QCOMPARE(names.size(), std::variant_size_v<Variant>);
}

template<class Variant>
void expectUnique() {
    expectUnique<Variant>(std::make_index_sequence<std::variant_size_v<Variant>>{});
}

} // namespace

void CodecTest::typeCodesAndNamesAreUnique() {
    expectUnique<Command>();
    expectUnique<Event>();
    expectUnique<ClientMessage>();
    expectUnique<ServerMessage>();
}

QTEST_APPLESS_MAIN(CodecTest)
#include "codec_test.moc"
