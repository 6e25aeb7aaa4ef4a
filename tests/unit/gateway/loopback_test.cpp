// The in-process transport, on one thread: frames through both ends, unread frames, closing.
#include "engine/gateway/loopback.h"
#include "tests/unit/gateway/rig.h"

#include <QTest>

namespace {

using namespace openbell;
using namespace openbell::gateway;

/// A client that keeps frames until told to read them.
struct Holder {
    std::vector<SharedFrame> frames;
    int closed = 0;

    LoopbackCallbacks callbacks() {
        return {[this](SharedFrame frame) { frames.push_back(std::move(frame)); },
                [this] { ++closed; }};
    }
    template<class T>
    std::size_t count() const {
        std::size_t found = 0;
        for (const SharedFrame& frame : frames) {
            const auto message = api::fromBinary<api::ServerMessage>(*frame);
            found += message && std::holds_alternative<T>(*message) ? 1U : 0U;
        }
        return found;
    }
};

} // namespace

class LoopbackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void framesGoThroughTheSameSession();
    void framesSentBeforeTheSessionOpensAreKept();
    void framesNotLetGoCountAsUnread();
    void aClientThatSendsTooMuchIsClosed();
    void closingFromEitherSideClosesOnce();
    void nothingIsCalledAfterTheConnectionIsGone();

private:
    std::unique_ptr<LoopbackConnection> connect() {
        return openLoopback(
            {[this](std::function<void()> task) { m_rig->gatewayTasks.push_back(std::move(task)); },
             m_rig->sessions},
            m_holder->callbacks());
    }
    void send(LoopbackConnection& connection, const api::ClientMessage& message) {
        connection.send(api::toBinary(message));
        m_rig->settle();
    }
    void signIn(LoopbackConnection& connection) {
        send(connection, api::Hello{});
        send(connection, api::SignIn{"olga", Rig::passwordOf("olga")});
    }

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<Holder> m_holder;
};

void LoopbackTest::init() {
    GatewayOptions options;
    options.outboxBytes = 100'000;
    m_rig = std::make_unique<Rig>(options);
    m_rig->addUser(1, "olga", api::Role::Operator);
    m_rig->addMarket(1);
    m_holder = std::make_unique<Holder>();
}

void LoopbackTest::framesGoThroughTheSameSession() {
    const auto connection = connect();
    send(*connection, api::Submit{});
    QCOMPARE(m_holder->count<api::Closing>(), std::size_t{1}); // no Hello: default deny
    m_holder->frames.clear();
    const auto second = connect();
    signIn(*second);
    QCOMPARE(m_holder->count<api::SignedIn>(), std::size_t{1});
}

void LoopbackTest::framesSentBeforeTheSessionOpensAreKept() {
    const auto connection = connect();
    connection->send(api::toBinary(api::ClientMessage(api::Hello{})));
    connection->send(api::toBinary(api::ClientMessage(api::Ping{5})));
    QVERIFY(m_holder->frames.empty());
    m_rig->settle();
    QCOMPARE(m_holder->count<api::Welcome>(), std::size_t{1});
    QCOMPARE(m_holder->count<api::Pong>(), std::size_t{1});
}

void LoopbackTest::framesNotLetGoCountAsUnread() {
    const auto connection = connect();
    signIn(*connection);
    api::Topic book;
    book.kind = api::TopicKind::Book;
    book.instrument = InstrumentId(1);
    api::Topic trades = book;
    trades.kind = api::TopicKind::Trades;
    send(*connection, api::Subscribe{SubscriptionId(1), book});
    send(*connection, api::Subscribe{SubscriptionId(2), trades});
    const auto publish = [this](std::uint64_t id) {
        m_rig->batches.command();
        api::TradeExecuted trade;
        trade.instrument = InstrumentId(1);
        trade.trade = TradeId(id);
        m_rig->batches.event(trade);
        m_rig->batches.event(api::BookLevelChanged{
            InstrumentId(1), api::Side::Buy, Price(static_cast<std::int64_t>(id)), Quantity(1), 1});
        m_rig->publish();
        m_rig->tick();
    };
    m_holder->frames.clear();
    std::uint64_t id = 0;
    while (id < 10'000 && m_holder->closed == 0)
        publish(++id);
    // Half way the book waited for the reader; the trades went on until the outbox was full.
    QCOMPARE(m_holder->closed, 1);
    QCOMPARE(m_holder->count<api::Closing>(), std::size_t{1});
    std::size_t bookUpdates = 0;
    std::size_t bytes = 0;
    for (const SharedFrame& frame : m_holder->frames) {
        const auto message = api::fromBinary<api::ServerMessage>(*frame);
        const auto* update = std::get_if<api::TopicUpdate>(&*message);
        bookUpdates += update != nullptr && !update->levels.empty() ? 1U : 0U;
        bytes += frame->size();
    }
    QVERIFY(bookUpdates < id / 2);
    QVERIFY(bytes <= 100'000 + 1000);
    // A reader that lets go of its frames is never disconnected.
    m_holder->frames.clear();
    const auto reader = connect();
    signIn(*reader);
    send(*reader, api::Subscribe{SubscriptionId(2), trades});
    for (const std::uint64_t last = id + 2000; id < last; m_holder->frames.clear())
        publish(++id);
    QCOMPARE(m_holder->closed, 1);
}

void LoopbackTest::aClientThatSendsTooMuchIsClosed() {
    const auto connection = connect();
    signIn(*connection);
    const api::Bytes ping = api::toBinary(api::ClientMessage(api::Ping{1}));
    for (std::size_t sent = 0; sent <= kMaxLoopbackInboxBytes; sent += ping.size())
        connection->send(ping); // the gateway is busy elsewhere: nothing is read
    m_rig->settle();
    QCOMPARE(m_holder->closed, 1);
    QCOMPARE(m_holder->count<api::Closing>(), std::size_t{1});
}

void LoopbackTest::closingFromEitherSideClosesOnce() {
    const auto fromClient = connect();
    signIn(*fromClient);
    QCOMPARE(m_rig->hub.sessionCount(), std::size_t{1});
    fromClient->close();
    fromClient->close();
    m_rig->settle();
    QCOMPARE(m_holder->closed, 1);
    QCOMPARE(m_rig->sessions.count(), std::size_t{0});
    QCOMPARE(m_rig->hub.sessionCount(), std::size_t{0});
    send(*fromClient, api::Ping{1});

    const auto fromServer = connect();
    signIn(*fromServer);
    bool empty = false;
    m_rig->sessions.closeAll("stopping", [&empty] { empty = true; });
    m_rig->settle();
    QVERIFY(empty);
    QCOMPARE(m_holder->closed, 2);
    fromServer->close();
    m_rig->settle();
    QCOMPARE(m_holder->closed, 2);
}

void LoopbackTest::nothingIsCalledAfterTheConnectionIsGone() {
    auto connection = connect();
    signIn(*connection);
    connection.reset();
    m_holder->frames.clear();
    m_rig->settle();
    QVERIFY(m_holder->frames.empty());
    QCOMPARE(m_holder->closed, 0);
    QCOMPARE(m_rig->sessions.count(), std::size_t{0});
}

QTEST_APPLESS_MAIN(LoopbackTest)
#include "loopback_test.moc"
