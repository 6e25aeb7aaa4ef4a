// The daemon and openbell-ctl as programs: what they print, how they end.
#include "app/ctl/protocol_client.h"
#include "tests/crash/daemon_process.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <csignal>
#include <fstream>

using namespace openbell::crash;
using std::chrono::milliseconds;

namespace fs = std::filesystem;

namespace {

constexpr milliseconds kPatience{60'000};

std::optional<Finished> daemon(const std::vector<std::string>& arguments) {
    return runProgram(OPENBELL_DAEMON, arguments, kPatience);
}

std::optional<Finished> ctl(const std::vector<std::string>& arguments) {
    return runProgram(OPENBELL_CTL, arguments, kPatience);
}

std::vector<std::string> serveOn(const fs::path& directory) {
    return {"--data", directory, "--listen", "127.0.0.1:0"};
}

/// Lets a simulated venue make a few hundred commands and stops it cleanly.
void makeVenue(const fs::path& directory) {
    std::vector<std::string> arguments = serveOn(directory);
    for (const char* more : {"--simulate", "7", "--steps", "50", "--no-sync"})
        arguments.emplace_back(more);
    DaemonProcess process(OPENBELL_DAEMON, arguments);
    QVERIFY(process.waitReady(kPatience));
    QVERIFY(process.waitForLog("all steps are done", kPatience));
    process.signal(SIGTERM);
    const auto exited = process.wait(kPatience);
    QVERIFY(exited && !exited->bySignal && exited->code == 0);
}

fs::path firstSegment(const fs::path& directory) {
    for (const auto& entry : fs::directory_iterator(directory / "journal"))
        return entry.path();
    return {};
}

std::string lineWith(const std::string& text, const std::string& part) {
    const std::size_t at = text.find(part);
    return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

} // namespace

class DaemonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterAFailedJournalItIsNotStartedAgainUnseen() {
        const QTemporaryDir temporary;
        const fs::path directory = fs::path(temporary.path().toStdString()) / "venue";
        fs::create_directories(directory);
        std::ofstream(directory / "journal-failed") << "a sync failed\n";
        const auto finished = runProgram(
            OPENBELL_DAEMON, {"--data", directory.string(), "--listen", "127.0.0.1:0"}, kPatience);
        QVERIFY(finished.has_value());
        QCOMPARE(finished->code, 3);
        QVERIFY2(finished->log.find("openbell-ctl verify") != std::string::npos,
                 finished->log.c_str());
    }

    void badArgumentsPrintTheUsageAndExitWith2() {
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{},
              {"--data"},
              {"--data", "/nowhere"},
              {"--data", "x", "--listen", "127.0.0.1"},
              {"--data", "x", "--listen", "127.0.0.1:70000"},
              {"--data", "x", "--listen", "127.0.0.1:0", "--shards", "0"},
              {"--data", "x", "--listen", "127.0.0.1:0", "--simulate", "seven"},
              {"--data", "x", "--listen", "127.0.0.1:0", "--steps", "5"},
              {"--data", "x", "--listen", "127.0.0.1:0", "--rate-limit", "many"},
              {"--data", "x", "--listen", "127.0.0.1:0", "--rate-limit", "-1"},
              {"--nonsense"}}) {
            const auto finished = daemon(arguments);
            QVERIFY(finished.has_value());
            QCOMPARE(finished->code, 2);
            QVERIFY(finished->output.empty());
            QVERIFY(finished->log.find("usage: openbelld") != std::string::npos);
        }
    }

    void helpAndVersionGoToStandardOutput() {
        const auto help = daemon({"--help"});
        QVERIFY(help && help->code == 0 && help->output.starts_with("usage: openbelld"));
        const auto version = daemon({"--version"});
        QVERIFY(version && version->code == 0 && version->output.starts_with("openbelld "));
    }

    void anAddressThatCannotBeUsedIsRefusedBeforeAnythingIsMade() {
        const QTemporaryDir temporary;
        const std::string root = temporary.path().toStdString();
        DaemonProcess busy(OPENBELL_DAEMON, serveOn(root + "/busy"));
        const auto url = busy.waitReady(kPatience);
        QVERIFY(url.has_value());
        const std::string port = url->substr(url->rfind(':'));
        const std::pair<std::string, const char*> cases[] = {{"127.0.0.1" + port, "in use"},
                                                             {"localhost" + port, "in use"},
                                                             {"0.0.0.0:0", "TLS"},
                                                             {"[::]:0", "TLS"},
                                                             {"no.such.host:0", "not an IP"}};
        for (const auto& [address, why] : cases) {
            const auto finished = daemon({"--data", root + "/venue", "--listen", address});
            QVERIFY(finished.has_value());
            QCOMPARE(finished->code, 2);
            QVERIFY2(finished->log.starts_with("openbelld: ") &&
                         finished->log.find(why) != std::string::npos,
                     finished->log.c_str());
            QCOMPARE(std::count(finished->log.begin(), finished->log.end(), '\n'), 1);
            QVERIFY(!fs::exists(root + "/venue"));
        }
    }

    void localhostIsThisMachine() {
        const QTemporaryDir temporary;
        DaemonProcess process(OPENBELL_DAEMON, {"--data", temporary.path().toStdString() + "/venue",
                                                "--listen", "localhost:0"});
        const auto url = process.waitReady(kPatience);
        QVERIFY2(url && url->starts_with("ws://127.0.0.1:"), process.log().c_str());
    }

    void theRateLimitIsTheOneThatWasAskedFor() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        std::vector<std::string> arguments = serveOn(directory);
        for (const char* more : {"--rate-limit", "3", "--no-sync"})
            arguments.emplace_back(more);
        DaemonProcess process(OPENBELL_DAEMON, arguments);
        const auto url = process.waitReady(kPatience);
        QVERIFY2(url, process.log().c_str());
        std::ifstream file(directory / "operator-password");
        std::string password;
        std::getline(file, password);
        openbell::ctl::ProtocolClient client;
        QVERIFY(client.connect(*url, kPatience));
        QVERIFY(client.signIn("operator", password, kPatience));
        constexpr std::uint64_t kCommands = 50; // sent within far less than a second
        for (std::uint64_t i = 1; i <= kCommands; ++i) {
            openbell::api::Submit submit;
            submit.request = openbell::RequestId(i);
            submit.command = openbell::api::AdvanceTime{};
            QVERIFY(client.send(submit));
        }
        std::uint64_t limited = 0;
        for (std::uint64_t answers = 0; answers < kCommands;) {
            const auto message = client.receive(kPatience);
            QVERIFY(message && *message);
            if (const auto* result = std::get_if<openbell::api::CommandResult>(&**message)) {
                ++answers;
                limited += result->reason == openbell::api::RejectReason::RateLimited ? 1 : 0;
            }
        }
        QVERIFY2(limited > 0 && limited < kCommands, std::to_string(limited).c_str());
    }

    void theDaemonPrintsOneLineAndDrainsOnSigterm() {
        const QTemporaryDir temporary;
        DaemonProcess process(OPENBELL_DAEMON, serveOn(temporary.path().toStdString() + "/venue"));
        const auto url = process.waitReady(kPatience);
        QVERIFY2(url && url->starts_with("ws://127.0.0.1:"), process.log().c_str());
        process.signal(SIGTERM);
        const auto exited = process.wait(kPatience);
        QVERIFY(exited && !exited->bySignal);
        QCOMPARE(exited->code, 0);
        QCOMPARE(process.output(), "READY " + *url + "\n");
        QVERIFY(process.log().find("operator-password") != std::string::npos);
    }

    void aDirectoryInUseIsRefusedByDaemonAndTools() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        DaemonProcess process(OPENBELL_DAEMON, serveOn(directory));
        QVERIFY(process.waitReady(kPatience));
        const auto second = daemon(serveOn(directory));
        QVERIFY(second.has_value());
        QCOMPARE(second->code, 1);
        for (const char* command : {"hash", "verify"}) {
            const auto finished = ctl({command, "--data", directory});
            QVERIFY(finished.has_value());
            QCOMPARE(finished->code, 1);
            QVERIFY(!finished->log.empty());
        }
    }

    void hashVerifyReplayAndInspectAgree() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        makeVenue(directory);
        const auto hash = ctl({"hash", "--data", directory});
        QVERIFY(hash && hash->code == 0);
        const std::string state = lineWith(hash->output, "state ");
        QVERIFY(state.find(" sequence ") != std::string::npos);
        const auto verified = ctl({"verify", "--data", directory});
        QVERIFY(verified && verified->code == 0);
        QVERIFY2(verified->output.find(state + "\n") != std::string::npos,
                 verified->output.c_str());
        QVERIFY(verified->output.find("snapshot ") != std::string::npos);
        const auto replayed = ctl({"replay", "--data", directory, "--from", "100", "--to", "101"});
        QVERIFY(replayed && replayed->code == 0);
        QVERIFY(replayed->output.starts_with("100 "));
        const auto at = ctl({"hash", "--data", directory, "--at", "101"});
        QVERIFY(at && at->code == 0);
        QCOMPARE(lineWith(replayed->output, "state "), lineWith(at->output, "state "));
        const auto inspected = ctl({"inspect", "--data", directory, "--from", "1", "--count", "3"});
        QVERIFY(inspected && inspected->code == 0);
        QVERIFY(inspected->output.find(lineWith(hash->output, "journal ")) != std::string::npos);
    }

    void aDamagedJournalStopsTheDaemonAndIsShownByInspect() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        makeVenue(directory);
        const fs::path segment = firstSegment(directory);
        {
            std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(fs::file_size(segment) / 2));
            file.write("damage", 6);
        }
        const std::string name = segment.filename().string();
        const auto started = daemon(serveOn(directory));
        QVERIFY(started.has_value());
        QCOMPARE(started->code, 1);
        QVERIFY(started->output.empty());
        QVERIFY2(started->log.find(name) != std::string::npos, started->log.c_str());
        const auto inspected = ctl({"inspect", "--data", directory});
        QVERIFY(inspected.has_value());
        QCOMPARE(inspected->code, 1);
        QVERIFY(inspected->output.find("DAMAGED at offset") != std::string::npos);
        QVERIFY(inspected->output.find("sound up to sequence ") != std::string::npos);
        QVERIFY(inspected->output.find(" journal 0000") == std::string::npos);
        const auto verified = ctl({"verify", "--data", directory});
        QVERIFY(verified && verified->code == 1);
    }

    void aSnapshotThatDiffersIsFoundByVerify() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        makeVenue(directory);
        for (const auto& entry : fs::directory_iterator(directory / "snapshots")) {
            std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(entry.file_size() - 20));
            file.write("damage", 6);
        }
        const auto verified = ctl({"verify", "--data", directory});
        QVERIFY(verified.has_value());
        QCOMPARE(verified->code, 1);
        QVERIFY(verified->output.find("DIFFERS") != std::string::npos);
    }

    void aSnapshotWithADamagedHeaderIsFoundByVerify() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        makeVenue(directory);
        fs::path damaged;
        for (const auto& entry : fs::directory_iterator(directory / "snapshots")) {
            damaged = entry.path();
            std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(20);
            file.write("damage", 6);
        }
        const auto verified = ctl({"verify", "--data", directory});
        QVERIFY(verified.has_value());
        QCOMPARE(verified->code, 1);
        QVERIFY(verified->output.find("DAMAGED") != std::string::npos);
        QVERIFY2(verified->log.find(damaged.filename().string()) != std::string::npos,
                 verified->log.c_str());
    }

    void topShowsTheHealthOfARunningVenue() {
        const QTemporaryDir temporary;
        const fs::path directory = temporary.path().toStdString() + "/venue";
        DaemonProcess process(OPENBELL_DAEMON, serveOn(directory));
        const auto url = process.waitReady(kPatience);
        QVERIFY(url.has_value());
        std::ifstream file(directory / "operator-password");
        std::string password;
        std::getline(file, password);
        const std::vector<std::string> arguments{"top",      "--connect", *url, "--user",
                                                 "operator", "--count",   "1"};
        qputenv("OPENBELL_PASSWORD", QByteArray::fromStdString(password));
        const auto shown = ctl(arguments);
        QVERIFY(shown.has_value());
        QVERIFY2(shown->code == 0, shown->log.c_str());
        QVERIFY(shown->output.find("commands/s") != std::string::npos);
        qputenv("OPENBELL_PASSWORD", "not the password");
        const auto refused = ctl(arguments);
        qunsetenv("OPENBELL_PASSWORD");
        QVERIFY(refused && refused->code == 1 && refused->output.empty());
        QVERIFY(!refused->log.empty());
    }

    void theToolRefusesBadArguments() {
        for (const std::vector<std::string>& arguments :
             {std::vector<std::string>{},
              {"nonsense"},
              {"hash", "--at"},
              {"hash", "--data", "x", "--at", "many"},
              {"top", "--connect", "ws://127.0.0.1:1"}}) {
            const auto finished = ctl(arguments);
            QVERIFY(finished.has_value());
            QCOMPARE(finished->code, 2);
        }
        const auto missing = ctl({"hash", "--data", "/nowhere/at/all"});
        QVERIFY(missing && missing->code == 1 && !missing->log.empty());
    }
};

QTEST_GUILESS_MAIN(DaemonTest)
#include "test_daemon.moc"
