// The console's WebSocket way into a real venue: sign-in, refusals, and the way back after a loss.
#include "engine/host/host.h"
#include "ui/client/exchange_client.h"
#include "ui/client/web_socket_transport.h"
#include "ui/models/account_feed.h"
#include "ui/models/market_feed.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace openbell;
using client::ConnectionState;

namespace {

constexpr int kPatienceMs = 30'000;

std::unique_ptr<host::Host> serve(const QTemporaryDir& folder, std::uint16_t port,
                                  std::optional<std::uint64_t> simulation) {
    host::HostOptions options;
    options.dataDirectory = folder.filePath(QStringLiteral("venue")).toStdString();
    options.listen = host::ListenAddress{"127.0.0.1", port};
    options.simulationSeed = simulation;
    auto opened = host::Host::open(std::move(options));
    if (!opened.hasValue())
        qFatal("%s", opened.error().message.c_str());
    auto venue = std::move(opened).value();
    if (!venue->start().hasValue())
        qFatal("the venue does not start");
    return venue;
}

std::unique_ptr<client::WebSocketTransport> wayTo(std::uint16_t port) {
    return std::make_unique<client::WebSocketTransport>(
        client::WebSocketTransport::parseAddress(QStringLiteral("127.0.0.1:%1").arg(port)));
}

client::SignInData signIn(const host::Host& venue) {
    const auto local = venue.localOperator();
    return {QString::fromStdString(local.user), QString::fromStdString(local.password)};
}

/// What rests at each price of a market: one side per key, positive quantities only.
using Depth = std::map<std::pair<api::Side, std::int64_t>, std::int64_t>;

} // namespace

class RemoteVenueTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theConsoleSignsInOverWebSocket() {
        const QTemporaryDir folder;
        const auto venue = serve(folder, 0, std::nullopt);
        client::ExchangeClient console;
        console.connectTo(wayTo(venue->port()), signIn(*venue));
        QTRY_VERIFY2_WITH_TIMEOUT(console.isOnline(), qPrintable(console.stateText()), kPatienceMs);
        QCOMPARE(console.identity().role, api::Role::Operator);
        console.leave();
        venue->stop();
    }

    void aWrongPasswordIsRefusedInPlainWordsAndNotTriedAgain() {
        const QTemporaryDir folder;
        const auto venue = serve(folder, 0, std::nullopt);
        client::ExchangeClient console;
        auto wrong = signIn(*venue);
        wrong.password += QStringLiteral("?");
        console.connectTo(wayTo(venue->port()), wrong);
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionState::Refused, kPatienceMs);
        QVERIFY2(console.stateText().contains(QStringLiteral("password")),
                 qPrintable(console.stateText()));
        console.leave();
        venue->stop();
    }

    void aLostDaemonIsFoundAgainByItself() {
        const QTemporaryDir folder;
        auto venue = serve(folder, 0, std::nullopt);
        const std::uint16_t port = venue->port();
        client::ExchangeClient console;
        console.connectTo(wayTo(port), signIn(*venue));
        QTRY_VERIFY_WITH_TIMEOUT(console.isOnline(), kPatienceMs);
        venue->stop();
        venue.reset();
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionState::WaitingToRetry, kPatienceMs);
        // Said as a sentence, not as a library says it.
        QTRY_VERIFY2_WITH_TIMEOUT(console.state() != ConnectionState::WaitingToRetry ||
                                      console.stateText().endsWith(u'.'),
                                  qPrintable(console.stateText()), kPatienceMs);
        venue = serve(folder, port, std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(console.isOnline(), kPatienceMs);
        console.leave();
        venue->stop();
    }

    void nobodyListeningIsSaidInPlainWords() {
        std::uint16_t port = 0;
        {
            const QTemporaryDir folder;
            const auto venue = serve(folder, 0, std::nullopt);
            port = venue->port();
            venue->stop();
        }
        client::ExchangeClient console;
        console.connectTo(wayTo(port), {QStringLiteral("operator"), QStringLiteral("x")});
        QTRY_COMPARE_WITH_TIMEOUT(console.state(), ConnectionState::WaitingToRetry, kPatienceMs);
        QCOMPARE(console.stateText(), QStringLiteral("Nothing answers at this address."));
    }

    /// The book that the panels show, kept up to date by increments, against the open orders of
    /// everybody, which come by another topic.
    void theShownBookIsTheSumOfAllOpenOrders() {
        const QTemporaryDir folder;
        const auto venue = serve(folder, 0, 7);
        client::ExchangeClient console;
        const models::Format format;
        models::MarketFeed feed(console, format);
        console.connectTo(wayTo(venue->port()), signIn(*venue));
        QTRY_VERIFY_WITH_TIMEOUT(console.isOnline(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!feed.reference().instruments().empty(), kPatienceMs);
        const InstrumentId market = feed.reference().instruments().front();
        const auto book = feed.book(market);
        QTRY_VERIFY_WITH_TIMEOUT(book->revision() > 100, kPatienceMs); // many increments later

        // A halted market stands still: cancels alone go on, so both sides are read until they meet.
        api::HaltInstrument halt;
        halt.instrument = market;
        bool halted = false;
        console.submit(halt, &console, [&](const client::CommandAnswer& answer) {
            halted = answer.result.reason == api::RejectReason::None;
        });
        QTRY_VERIFY_WITH_TIMEOUT(halted, kPatienceMs);
        std::map<std::uint64_t, api::OrderView> orders;
        api::Topic everybody;
        everybody.kind = api::TopicKind::Orders;
        const auto subscription =
            console.subscribe(everybody, [&](const api::TopicUpdate& update) {
                if (update.snapshot)
                    orders.clear();
                for (const api::OrderView& order : update.orders)
                    orders[order.order.value()] = order;
            });
        QTRY_VERIFY_WITH_TIMEOUT(!orders.empty(), kPatienceMs);
        const auto shown = [&] {
            Depth depth;
            for (const api::Side side : {api::Side::Buy, api::Side::Sell})
                for (const models::BookLevel& level : book->side(side))
                    depth[{side, level.price.value()}] += level.quantity.value();
            return depth;
        };
        const auto summed = [&] {
            Depth depth;
            for (const auto& [id, order] : orders)
                if (order.instrument == market && order.status == api::OrderStatus::Open &&
                    order.quantity.value() > order.filled.value())
                    depth[{order.side, order.price.value()}] +=
                        order.quantity.value() - order.filled.value();
            return depth;
        };
        QTRY_COMPARE_WITH_TIMEOUT(shown() == summed(), true, kPatienceMs);
        QVERIFY(shown().size() > 20);
        console.leave();
        venue->stop();
    }
};

QTEST_MAIN(RemoteVenueTest)
#include "remote_venue_test.moc"
