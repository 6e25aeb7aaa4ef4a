// Kills the real daemon at random moments, under load from several users, and looks whether
// anything it acknowledged is gone. OPENBELL_SEED repeats a run, OPENBELL_KILLS sets how many.
#include "app/ctl/protocol_client.h"
#include "tests/crash/daemon_process.h"
#include "tests/crash/ledger.h"
#include "tests/crash/load_client.h"
#include "tests/crash/read_models_dump.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fstream>
#include <random>
#include <thread>

using namespace openbell;
using namespace openbell::crash;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

std::uint64_t fromEnvironment(const char* name, std::uint64_t otherwise) {
    bool given = false;
    const qulonglong value = qEnvironmentVariable(name).toULongLong(&given);
    return given ? value : otherwise;
}

/// The operator's session, for setting up and for looking at the accounts.
class OperatorSession {
public:
    QString connect(const std::string& url, const std::string& password) {
        if (const auto connected = m_client.connect(url, milliseconds(10'000)); !connected)
            return QString::fromStdString(connected.error().message);
        const auto signedIn = m_client.signIn("operator", password, milliseconds(30'000));
        return signedIn ? QString() : QString::fromStdString(signedIn.error().message);
    }

    /// The answer to a Submit or SetPassword; a reason of Malformed when none came.
    api::CommandResult answerTo(const api::ClientMessage& message) {
        api::CommandResult none;
        none.reason = api::RejectReason::Malformed;
        if (!m_client.send(message))
            return none;
        const auto deadline = steady_clock::now() + milliseconds(30'000);
        while (steady_clock::now() < deadline) {
            const auto got = m_client.receive(milliseconds(100));
            if (!got)
                return none;
            if (*got)
                if (const auto* result = std::get_if<api::CommandResult>(&**got))
                    return *result;
        }
        return none;
    }

    /// Open orders and balances of everybody, as the venue shows them.
    std::optional<AccountsView> accounts() {
        const auto orders = snapshotOf(api::TopicKind::Orders, SubscriptionId(1));
        const auto balances = snapshotOf(api::TopicKind::Balances, SubscriptionId(2));
        if (!orders || !balances)
            return std::nullopt;
        AccountsView view;
        for (const api::OrderView& order : orders->orders)
            view.orders.insert({order.order.value(), order.account.value(), order.price.value(),
                                order.quantity.value() - order.filled.value()});
        for (const api::BalanceChanged& balance : balances->balances)
            view.balances[{balance.account.value(), balance.asset.value()}] = {
                balance.available.value(), balance.held.value()};
        return view;
    }

private:
    std::optional<api::TopicUpdate> snapshotOf(api::TopicKind kind, SubscriptionId id) {
        api::Subscribe subscribe;
        subscribe.subscription = id;
        subscribe.topic.kind = kind;
        if (!m_client.send(subscribe))
            return std::nullopt;
        const auto deadline = steady_clock::now() + milliseconds(30'000);
        while (steady_clock::now() < deadline) {
            auto got = m_client.receive(milliseconds(100));
            if (!got)
                return std::nullopt;
            if (*got)
                if (auto* update = std::get_if<api::TopicUpdate>(&**got);
                    update != nullptr && update->subscription == id && update->snapshot)
                    return std::move(*update);
        }
        return std::nullopt;
    }

    ctl::ProtocolClient m_client;
};

} // namespace

class CrashTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_temporary;
    std::filesystem::path m_directory = m_temporary.path().toStdString() + "/venue";
    Ledger m_ledger;
    std::vector<LoadClient> m_clients;
    std::optional<Random> m_random;

    std::unique_ptr<DaemonProcess> startDaemon() {
        // A small distance between snapshots, so that kills hit their writing too.
        return std::make_unique<DaemonProcess>(
            OPENBELL_DAEMON,
            std::vector<std::string>{"--data", m_directory, "--listen", "127.0.0.1:0",
                                     "--snapshot-every", "400", "--shards",
                                     std::to_string(1 + m_random->below(2))});
    }

    std::string operatorPassword() const {
        std::ifstream file(m_directory / "operator-password");
        std::string password;
        std::getline(file, password);
        return password;
    }

    /// The traders and the operator work for a random while; then the signal comes.
    void workAndSignal(const std::string& url, DaemonProcess& daemon, int number) {
        const auto until = steady_clock::now() + milliseconds(15'000);
        std::vector<std::thread> threads;
        for (LoadClient& client : m_clients)
            threads.emplace_back([&client, &url, until] { client.run(url, until); });
        // A random moment is what this test is about: it is waited for, not a condition.
        std::this_thread::sleep_for(milliseconds(m_random->between(150, 600)));
        daemon.signal(number);
        for (std::thread& thread : threads)
            thread.join();
    }

    /// Compares the stopped directory with the acknowledgements and with clean replays.
    void checkStopped() {
        std::vector<Acknowledged> acknowledged;
        for (LoadClient& client : m_clients)
            for (Acknowledged& one : client.takeAcknowledged())
                acknowledged.push_back(std::move(one));
        m_acknowledged += acknowledged.size();
        const std::string problem = m_ledger.check(m_directory, acknowledged);
        QVERIFY2(problem.empty(), problem.c_str());
        const std::string expected = "state " + m_ledger.stateHash() + " sequence " +
                                     std::to_string(m_ledger.last().value()) + "\n";
        for (const char* command : {"hash", "verify"}) {
            const auto finished =
                runProgram(OPENBELL_CTL, {command, "--data", m_directory}, milliseconds(60'000));
            QVERIFY(finished.has_value());
            QVERIFY2(finished->code == 0, finished->log.c_str());
            QVERIFY2(finished->output.find(expected) != std::string::npos,
                     (std::string(command) + ": " + finished->output + expected).c_str());
        }
    }

    void setUpMarket(const std::string& url) {
        OperatorSession session;
        QCOMPARE(session.connect(url, operatorPassword()), QString());
        std::uint64_t request = 0;
        for (const api::Command& command : marketSetup()) {
            const auto answer = session.answerTo(api::Submit{RequestId(++request), command});
            QCOMPARE(answer.reason, api::RejectReason::None);
        }
        for (const LoadUser& trader : traders()) {
            const auto answer = session.answerTo(
                api::SetPassword{RequestId(++request), trader.user, "", trader.password});
            QCOMPARE(answer.reason, api::RejectReason::None);
        }
    }

    /// The read models once they have all of the journal: a stop gives them only some time, and what
    /// is left follows after the next start.
    std::map<std::string, TableContent> settledReadModels() {
        std::map<std::string, TableContent> before;
        for (int starts = 0; starts < 20; ++starts) {
            auto daemon = startDaemon();
            if (!daemon->waitReady(milliseconds(60'000)))
                return {};
            daemon->signal(SIGTERM);
            const auto exited = daemon->wait(milliseconds(60'000));
            if (!exited || exited->bySignal || exited->code != 0)
                return {};
            auto now = dumpReadModels(m_directory / "read_models.sqlite");
            if (now == before)
                return now;
            before = std::move(now);
        }
        return {};
    }

    /// The projector was killed as often as the daemon and caught up each time.
    void compareReadModelsWithRebuiltOnes() {
        const auto lived = settledReadModels();
        QVERIFY(!lived.empty());
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(m_directory / ("read_models.sqlite" + std::string(suffix)));
        const auto rebuilt = settledReadModels();
        QCOMPARE(rebuilt.size(), lived.size());
        for (const auto& [table, content] : lived) {
            QVERIFY2(rebuilt.at(table) == content,
                     (table + ": " + std::to_string(content.rows) + " rows, rebuilt " +
                      std::to_string(rebuilt.at(table).rows))
                         .c_str());
            qInfo("read models: %s has %llu rows, the same rebuilt", table.c_str(),
                  static_cast<unsigned long long>(content.rows));
        }
    }

    std::uint64_t m_acknowledged = 0;

private Q_SLOTS:
    void killedAtRandomMomentsNothingAcknowledgedIsLost() {
        const std::uint64_t seed = fromEnvironment("OPENBELL_SEED", std::random_device{}());
        const std::uint64_t kills = fromEnvironment("OPENBELL_KILLS", 50);
        qInfo("seed %llu (repeat with OPENBELL_SEED), %llu kills",
              static_cast<unsigned long long>(seed), static_cast<unsigned long long>(kills));
        m_random.emplace(seed);
        for (const LoadUser& trader : traders())
            m_clients.emplace_back(trader, m_random->next());

        auto daemon = startDaemon();
        auto url = daemon->waitReady(milliseconds(60'000));
        QVERIFY2(url.has_value(), daemon->log().c_str());
        setUpMarket(*url);
        if (QTest::currentTestFailed())
            return;
        m_clients.emplace_back(LoadUser{"operator", operatorPassword(), UserId(1), AccountId()},
                               m_random->next());

        std::uint64_t killed = 0;
        std::uint64_t duringStart = 0;
        std::uint64_t stoppedCleanly = 0;
        while (killed < kills) {
            const bool cleanly = m_random->chance(1, 8);
            workAndSignal(*url, *daemon, cleanly ? SIGTERM : SIGKILL);
            const auto exited = daemon->wait(milliseconds(30'000));
            QVERIFY(exited.has_value());
            QCOMPARE(exited->bySignal, !cleanly);
            QCOMPARE(exited->code, cleanly ? 0 : SIGKILL);
            killed += cleanly ? 0 : 1;
            stoppedCleanly += cleanly ? 1 : 0;
            checkStopped();
            if (QTest::currentTestFailed())
                return;

            daemon = startDaemon();
            if (m_random->chance(1, 5)) {
                // In the middle of a start: recovery, opening of files.
                (void)daemon->wait(milliseconds(m_random->between(0, 40)));
                daemon->signal(SIGKILL);
                QVERIFY(daemon->wait(milliseconds(30'000)).has_value());
                ++killed;
                ++duringStart;
                daemon = startDaemon();
            }
            url = daemon->waitReady(milliseconds(60'000));
            QVERIFY2(url.has_value(), daemon->log().c_str());
            OperatorSession session;
            QCOMPARE(session.connect(*url, operatorPassword()), QString());
            const auto shown = session.accounts();
            QVERIFY(shown.has_value());
            QVERIFY2(
                *shown == m_ledger.accounts(),
                ("shown: " + shown->text() + "\nreplayed: " + m_ledger.accounts().text()).c_str());
        }
        qInfo("%llu kills (%llu during a start), %llu clean stops, %llu acknowledged commands, "
              "sequence %llu",
              static_cast<unsigned long long>(killed), static_cast<unsigned long long>(duringStart),
              static_cast<unsigned long long>(stoppedCleanly),
              static_cast<unsigned long long>(m_acknowledged),
              static_cast<unsigned long long>(m_ledger.last().value()));
        QVERIFY(m_acknowledged > 1000);
        daemon->signal(SIGTERM);
        QVERIFY(daemon->wait(milliseconds(60'000)).has_value());
        compareReadModelsWithRebuiltOnes();
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "test_crash.moc"
