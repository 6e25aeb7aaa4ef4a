// A venue assembled on a data directory: set-up, what it refuses, what survives a restart.
#include "engine/core/venue.h"
#include "engine/host/data_directory.h"
#include "engine/host/host.h"
#include "engine/journal/file_log.h"
#include "engine/journal/record.h"
#include "engine/simulation/session_client.h"
#include "engine/simulation/setup.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <future>

using namespace openbell;
using host::Host;
using host::HostOptions;
using host::HostState;

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kPatience{30'000};

HostOptions optionsFor(const fs::path& directory) {
    HostOptions options;
    options.dataDirectory = directory;
    options.syncToDisk = false;
    options.logger =
        std::make_shared<runtime::Logger>(runtime::LogLevel::Error, [](std::string_view) {});
    return options;
}

/// A started host and the state it reached first.
struct Started {
    std::unique_ptr<Host> host;
    HostState state = HostState::Failed;
    std::string refusal; ///< when it was not opened or started
};

Started start(HostOptions options) {
    auto state = std::make_shared<std::promise<HostState>>();
    auto told = std::make_shared<std::atomic<bool>>(false);
    options.onState = [state, told](HostState now) {
        if (!told->exchange(true))
            state->set_value(now);
    };
    auto opened = Host::open(std::move(options));
    if (!opened)
        return {nullptr, HostState::Failed, opened.error().message};
    if (const auto started = (*opened)->start(); !started)
        return {nullptr, HostState::Failed, started.error().message};
    auto future = state->get_future();
    if (future.wait_for(kPatience) != std::future_status::ready)
        qFatal("the host neither serves nor fails");
    return {std::move(*opened), future.get(), {}};
}

simulation::Connect connector(Host& host) {
    return [&host](gateway::LoopbackCallbacks callbacks) {
        return host.connectLoopback(std::move(callbacks));
    };
}

} // namespace

class HostTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOperatorOfANewVenueCanSignInAndWork() {
        const QTemporaryDir temporary;
        Started started = start(optionsFor(temporary.path().toStdString() + "/venue"));
        QVERIFY2(started.state == HostState::Serving, started.refusal.c_str());
        QCOMPARE(started.host->mode(), api::VenueMode::Normal);
        simulation::SessionClient session(connector(*started.host), "test");
        const host::LocalOperator local = started.host->localOperator();
        QVERIFY(session.signIn(local.user, local.password, kPatience));
        QCOMPARE(session.identity().role, api::Role::Operator);
        const auto answer =
            session.execute(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2}, kPatience);
        QVERIFY(answer && answer->reason == api::RejectReason::None);
    }

    void theOperatorsPasswordIsForTheOwnersEyesOnlyAndStays() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        Started first = start(optionsFor(directory));
        const std::string password = first.host->localOperator().password;
        QVERIFY(password.size() >= 20);
        QCOMPARE(fs::status(first.host->operatorPasswordFile()).permissions(),
                 fs::perms::owner_read | fs::perms::owner_write);
        QCOMPARE(fs::status(directory).permissions(), fs::perms::owner_all);
        first.host->stop();
        first.host.reset();
        Started second = start(optionsFor(directory));
        QCOMPARE(second.host->localOperator().password, password);
    }

    void aDeletedPasswordFileIsANewPassword() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        Started first = start(optionsFor(directory));
        const std::string password = first.host->localOperator().password;
        const fs::path file = first.host->operatorPasswordFile();
        first.host.reset();
        fs::remove(file);
        Started second = start(optionsFor(directory));
        const host::LocalOperator local = second.host->localOperator();
        QVERIFY(local.password != password);
        simulation::SessionClient session(connector(*second.host), "test");
        QVERIFY(session.signIn(local.user, local.password, kPatience));
    }

    void anUnfinishedImportIsNotOpenedAsAVenue() {
        const QTemporaryDir temporary;
        for (const char* name : {"/venue.partial", "/venue.partial/"}) {
            const fs::path directory = temporary.path().toStdString() + name;
            const Started refused = start(optionsFor(directory));
            QVERIFY(!refused.host);
            QVERIFY2(refused.refusal.find("unfinished import") != std::string::npos,
                     refused.refusal.c_str());
            QVERIFY(!fs::exists(directory));
        }
    }

    void aSecondHostOnTheSameDirectoryIsRefused() {
        const QTemporaryDir temporary;
        Started first = start(optionsFor(temporary.path().toStdString() + "/venue"));
        QVERIFY(first.state == HostState::Serving);
        const Started second = start(optionsFor(temporary.path().toStdString() + "/venue"));
        QVERIFY(!second.host);
        QVERIFY(!second.refusal.empty());
    }

    void listeningBeyondThisMachineIsRefusedWithoutTls() {
        const QTemporaryDir temporary;
        for (const char* address : {"0.0.0.0", "192.0.2.1", "::"}) {
            HostOptions options = optionsFor(temporary.path().toStdString() + "/venue");
            options.listen = host::ListenAddress{address, 0};
            const Started started = start(std::move(options));
            QVERIFY(!started.host);
            QVERIFY(started.refusal.find("TLS") != std::string::npos);
        }
        QVERIFY(!fs::exists(temporary.path().toStdString() + "/venue"));
    }

    void aPortInUseIsRefused() {
        const QTemporaryDir temporary;
        HostOptions options = optionsFor(temporary.path().toStdString() + "/a");
        options.listen = host::ListenAddress{};
        const Started first = start(std::move(options));
        QVERIFY(first.host->port() != 0);
        HostOptions second = optionsFor(temporary.path().toStdString() + "/b");
        second.listen = host::ListenAddress{"127.0.0.1", first.host->port()};
        const Started refused = start(std::move(second));
        QVERIFY(!refused.host);
        QVERIFY(!refused.refusal.empty());
    }

    void aSimulatedVenueStaysOne() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        HostOptions options = optionsFor(directory);
        options.simulationSeed = 7;
        Started first = start(options);
        QVERIFY2(first.state == HostState::Serving, first.refusal.c_str());
        QCOMPARE(first.host->mode(), api::VenueMode::Simulation);
        first.host->stop();
        first.host.reset();
        {
            const Started withoutAgents = start(optionsFor(directory));
            QCOMPARE(withoutAgents.host->mode(), api::VenueMode::Simulation);
        }
        options.simulationSeed = 8;
        const Started otherSeed = start(options);
        QVERIFY(!otherSeed.host);
        QVERIFY(!otherSeed.refusal.empty());
    }

    void aRealVenueDoesNotTurnIntoASimulatedOne() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        (void)start(optionsFor(directory));
        HostOptions options = optionsFor(directory);
        options.simulationSeed = 7;
        const Started started = start(options);
        QVERIFY(!started.host);
        QVERIFY(started.refusal.find("another kind") != std::string::npos);
    }

    void aJournalOfUnknownKindIsNotOpened() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        (void)start(optionsFor(directory));
        fs::remove(directory / "venue.conf");
        const Started started = start(optionsFor(directory));
        QVERIFY(!started.host);
        QVERIFY(started.refusal.find("venue.conf") != std::string::npos);
    }

    void onlyAddressesOfThisMachineAreLoopback() {
        for (const char* address : {"127.0.0.1", "127.1.2.3", "::1"})
            QVERIFY(host::isLoopback(address));
        for (const char* address :
             {"0.0.0.0", "::", "128.0.0.1", "127.example.org", "localhost", ""})
            QVERIFY(!host::isLoopback(address));
    }

    void simulatedTradersComeBackAfterARestart() {
        const QTemporaryDir temporary;
        HostOptions options = optionsFor(temporary.path().toStdString() + "/venue");
        options.simulationSeed = 7;
        Sequence last;
        for (int run = 0; run < 2; ++run) {
            Started started = start(options);
            QVERIFY2(started.state == HostState::Serving, started.refusal.c_str());
            QTRY_VERIFY_WITH_TIMEOUT(started.host->status().durable.value() > last.value() + 500,
                                     60'000);
            started.host->stop();
            last = started.host->status().durable;
        }
    }

    void aSetUpThatACrashCutShortIsFinished() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        const std::vector<api::Command> commands = simulation::bootstrapCommands();
        QVERIFY(host::makeDataDirectory(directory));
        QVERIFY(host::writeKind({directory}, {api::VenueMode::Simulation, 7, {}}));
        {
            auto log = journal::FileLog::open(directory, {});
            QVERIFY(log);
            api::Bytes records;
            for (std::uint64_t i = 1; i <= 5; ++i)
                journal::encodeRecord({Sequence(i), simulation::kSimulationEpoch, UserId()},
                                      commands[i - 1], records);
            QVERIFY((*log)->append({Sequence(1), Sequence(5), records}));
        }
        const Started started = start(optionsFor(directory));
        QVERIFY2(started.state == HostState::Serving, started.refusal.c_str());
        QCOMPARE(started.host->status().durable, Sequence(commands.size()));
    }

    void aDamagedJournalIsRefusedWithItsPlace() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        {
            HostOptions options = optionsFor(directory);
            options.simulationSeed = 7;
            (void)start(options);
        }
        fs::path segment;
        for (const auto& entry : fs::directory_iterator(directory / "journal"))
            segment = entry.path();
        {
            std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(fs::file_size(segment) / 2));
            file.write("damage", 6);
        }
        const Started started = start(optionsFor(directory));
        QVERIFY(started.state == HostState::Failed);
        const std::string text = started.host->status().text;
        QVERIFY2(text.find(segment.filename().string()) != std::string::npos, text.c_str());
    }

    void damagedReadModelsAreRebuilt() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        (void)start(optionsFor(directory));
        for (const char* suffix : {"", "-wal", "-shm"})
            fs::remove(directory / ("read_models.sqlite" + std::string(suffix)));
        std::ofstream(directory / "read_models.sqlite") << std::string(8192, 'x');
        Started started = start(optionsFor(directory));
        QVERIFY2(started.state == HostState::Serving, started.refusal.c_str());
    }

    void theKindOfADirectoryIsReadAsItWasWritten() {
        const QTemporaryDir temporary;
        const host::DataPaths paths{temporary.path().toStdString()};
        QVERIFY(!host::readKind(paths)->has_value());
        for (const host::VenueKind& kind :
             {host::VenueKind{api::VenueMode::Normal, 0, {}},
              host::VenueKind{api::VenueMode::Simulation, 18'446'744'073'709'551'615U, {}},
              host::VenueKind{api::VenueMode::Recording, 0, "a file with spaces.zip"}}) {
            QVERIFY(host::writeKind(paths, kind));
            QVERIFY(host::readKind(paths)->value() == kind);
        }
        std::ofstream(paths.config()) << "nonsense\n";
        QVERIFY(!host::readKind(paths));
    }
};

QTEST_APPLESS_MAIN(HostTest)
#include "test_host.moc"
