// A console whose GUI thread hangs for ten seconds must not slow the exchange that it hosts, and must
// find its way back without a reconnection.
#include "app/console/loopback_transport.h"
#include "engine/host/host.h"
#include "ui/shell/console.h"
#include "ui/views/panels.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace openbell;

class BlockedGuiTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGuiBlockedForTenSecondsChangesNothingInTheEngine() {
        QTemporaryDir folder;
        host::HostOptions options;
        options.dataDirectory = folder.filePath(QStringLiteral("venue")).toStdString();
        options.simulationSeed = 5;
        auto opened = host::Host::open(std::move(options));
        QVERIFY2(opened.hasValue(), opened.hasValue() ? "" : opened.error().message.c_str());
        const std::unique_ptr<host::Host> venue = std::move(opened).value();
        QVERIFY(venue->start().hasValue());

        shell::HostFunctions host;
        host.start = [&](const shell::HostRequest&, std::function<void(shell::HostOutcome)> done) {
            const auto local = venue->localOperator();
            done({std::make_unique<console::LoopbackTransport>(
                      [&](gateway::LoopbackCallbacks callbacks) {
                          return venue->connectLoopback(std::move(callbacks));
                      },
                      QStringLiteral("test")),
                  {QString::fromStdString(local.user), QString::fromStdString(local.password)},
                  {}});
        };
        host.stop = [](std::function<void()> done) { done(); };
        shell::ConsoleOptions consoleOptions;
        consoleOptions.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
        shell::Console console(consoleOptions, views::panels(), host);
        console.start();
        auto& client = console.client();
        QTRY_VERIFY_WITH_TIMEOUT(client.isOnline(), 20'000);
        // The market trades, and the console sees it.
        QTRY_VERIFY_WITH_TIMEOUT(client.lastSequence().value() > 1'000, 20'000);
        QSignalSpy states(&client, &client::ExchangeClient::stateChanged);

        const auto durable = [&] { return venue->status().durable.value(); };
        const auto rateWhile = [&](auto&& wait) {
            const std::uint64_t before = durable();
            wait();
            return durable() - before;
        };
        const std::uint64_t free = rateWhile([] { QTest::qWait(5'000); });
        // Not a wait for something: the hang itself is what is tested.
        const std::uint64_t blocked =
            rateWhile([] { std::this_thread::sleep_for(std::chrono::seconds(10)); });
        qInfo("commands in 5 s with a free GUI: %llu, in 10 s with a blocked one: %llu",
              static_cast<unsigned long long>(free), static_cast<unsigned long long>(blocked));
        QVERIFY2(blocked > free, "the engine slowed down with the GUI");

        const std::uint64_t target = durable();
        QTRY_VERIFY_WITH_TIMEOUT(client.lastSequence().value() >= target, 20'000);
        QVERIFY(client.isOnline());
        QCOMPARE(states.count(), 0); // never disconnected
        client.leave();
        venue->stop();
    }
};

QTEST_MAIN(BlockedGuiTest)
#include "blocked_gui_test.moc"
