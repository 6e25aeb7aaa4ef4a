// openbell-ctl import --data as a program that is steered, interrupted and killed: what is in the
// directory is a whole import or nothing.
#include "tests/unit/recording/fixtures.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace openbell;
using namespace openbell::recording;

namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 60'000;

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

/// Orders so far apart that at x1 nothing but the first one comes while a test runs.
std::string slowLog() {
    std::string log;
    for (int id = 1; id <= 4; ++id)
        log += std::to_string(1'430'438'400 + id * 3'000) + R"(000 order_created {"price": ")" +
               std::to_string(90 + id) + R"(.00", "amount": "1.5", "id": )" + std::to_string(id) +
               R"(, "order_type": 0})"
               "\n";
    return log;
}

/// An import that runs beside the test, taking keys from a pipe.
class RunningImport {
public:
    RunningImport(const fs::path& data, const fs::path& file, const QStringList& more = {}) {
        m_process.start(QStringLiteral(OPENBELL_CTL),
                        QStringList{QStringLiteral("import"), QStringLiteral("--interactive"),
                                    QStringLiteral("--data"), text(data)} +
                            more + QStringList{text(file)});
    }
    ~RunningImport() {
        m_process.kill();
        m_process.waitForFinished(kPatienceMs);
    }
    RunningImport(const RunningImport&) = delete;
    RunningImport& operator=(const RunningImport&) = delete;

    /// How far it was when it said what it was last waited for.
    int position() { return says(" of 4 messages") ? m_before.last(1).toInt() : -1; }
    void press(const char* keys) { m_process.write(keys); }
    void endInput() { m_process.closeWriteChannel(); }
    /// Waits until standard error has said this since the last time.
    bool says(const char* expected) {
        QElapsedTimer timer;
        timer.start();
        const QString wanted = QString::fromLatin1(expected);
        while (!m_unread.contains(wanted) && timer.elapsed() < kPatienceMs) {
            m_process.waitForReadyRead(50);
            m_process.setReadChannel(QProcess::StandardError);
            m_unread += QString::fromUtf8(m_process.readAllStandardError());
            if (m_process.state() == QProcess::NotRunning && !m_unread.contains(wanted))
                break;
        }
        if (!m_unread.contains(wanted))
            return false;
        const qsizetype at = m_unread.indexOf(wanted);
        m_before = m_unread.first(at);
        m_unread.remove(0, at + wanted.size());
        return true;
    }
    void send(int signal) const { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    /// The exit code; -1 when it was killed or goes on.
    int wait() {
        if (!m_process.waitForFinished(kPatienceMs) ||
            m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        m_unread += QString::fromUtf8(m_process.readAllStandardError());
        return m_process.exitCode();
    }
    QString output() { return QString::fromUtf8(m_process.readAllStandardOutput()); }
    QString errors() const { return m_unread; }

private:
    QProcess m_process;
    QString m_unread;
    QString m_before; ///< what it said before that
};

/// An import on a terminal of its own.
class TerminalImport {
public:
    TerminalImport(const fs::path& data, const fs::path& file) {
        m_process = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_process == 0) {
            ::execl(OPENBELL_CTL, OPENBELL_CTL, "import", "--speed", "x1", "--data", data.c_str(),
                    file.c_str(), nullptr);
            ::_exit(127);
        }
    }
    ~TerminalImport() {
        if (m_process > 0)
            ::kill(m_process, SIGKILL);
        wait();
        ::close(m_terminal);
    }
    TerminalImport(const TerminalImport&) = delete;
    TerminalImport& operator=(const TerminalImport&) = delete;

    void press(std::string_view keys) const {
        QCOMPARE(::write(m_terminal, keys.data(), keys.size()), static_cast<long>(keys.size()));
    }
    /// Waits until the screen has shown this since the last time.
    bool shows(std::string_view expected) {
        pollfd waiting{m_terminal, POLLIN, 0};
        while (m_unread.find(expected) == std::string::npos) {
            char bytes[4096];
            if (::poll(&waiting, 1, kPatienceMs) != 1)
                return false;
            const ssize_t count = ::read(m_terminal, bytes, sizeof bytes);
            if (count <= 0)
                return false;
            m_unread.append(bytes, static_cast<std::size_t>(count));
        }
        m_unread.erase(0, m_unread.find(expected) + expected.size());
        return true;
    }
    tcflag_t modes() const {
        termios settings{};
        ::tcgetattr(m_terminal, &settings);
        return settings.c_lflag;
    }
    /// The exit code; -1 when it was killed.
    int wait() {
        int status = 0;
        if (m_process <= 0 || ::waitpid(std::exchange(m_process, -1), &status, 0) < 0)
            return -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_process = -1;
    int m_terminal = -1;
    std::string m_unread;
};

const QStringList kAtX1{QStringLiteral("--speed"), QStringLiteral("x1")};

} // namespace

class ImportSteeringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_files = std::make_unique<Fixtures>();
        m_file = m_files->write("market.log", slowLog());
        m_data = m_files->path("venue");
        m_partial = m_files->path("venue.partial");
    }

    void keysPauseStepResumeAndSetTheSpeed() {
        RunningImport import(m_data, m_file, kAtX1);
        QVERIFY(import.says("keys: p pause"));
        QVERIFY(import.says("importing x1: 2015-05-01 00:50:00.000"));
        import.press("p\n");
        QVERIFY(import.says("paused (x1): "));
        const int before = import.position();
        QVERIFY(before == 0 || before == 1);
        import.press("s\n");
        QCOMPARE(import.position(), before + 1);
        import.press("s");
        QVERIFY(
            import.says(before == 0 ? "2015-05-01 01:40:00.000, " : "2015-05-01 02:30:00.000, "));
        QCOMPARE(import.position(), before + 2);
        QVERIFY(import.says("fidelity 100.00 %"));
        import.press("2");
        QVERIFY(import.says("paused (x10): "));
        import.press("r");
        QVERIFY(import.says("importing x10: "));
        import.press(" ");
        QVERIFY(import.says("paused (x10): "));
        QVERIFY(!fs::exists(m_data));
        import.press("4 ");
        QCOMPARE(import.wait(), 0);
        QVERIFY(import.output().contains(QStringLiteral("messages 4 executions 0")));
        QVERIFY(fs::exists(m_data / "journal"));
        QVERIFY(!fs::exists(m_partial));
    }

    void onATerminalKeysWorkAtOnceAndSoDoesCtrlC() {
        TerminalImport import(m_data, m_file);
        QVERIFY(import.shows("keys: p pause"));
        QVERIFY(import.shows("importing x1: "));
        QVERIFY((import.modes() & (ICANON | ECHO)) == 0);
        import.press("p");
        QVERIFY(import.shows("paused (x1): "));
        import.press("\x03");
        QVERIFY(import.shows("interrupted. Nothing was imported"));
        QVERIFY((import.modes() & (ICANON | ECHO)) == (ICANON | ECHO));
        QCOMPARE(import.wait(), 1);
        QVERIFY(!fs::exists(m_data) && !fs::exists(m_partial));
    }

    void theSpeedChangesNothingInTheJournal() {
        const auto hashOf = [this](const char* name, const QStringList& more,
                                   const char* keys) -> QString {
            RunningImport import(m_files->path(name), m_file, more);
            import.press(keys);
            return import.wait() == 0 ? import.output().section(QLatin1Char('\n'), 0, 1)
                                      : import.errors();
        };
        const QString fast = hashOf("fast", {}, "");
        QVERIFY2(fast.startsWith(QStringLiteral("state ")), qPrintable(fast));
        QCOMPARE(hashOf("stepped", kAtX1, "pssss4r"), fast);
    }

    void aKilledImportLeavesNothingUnderTheName() {
        {
            RunningImport import(m_data, m_file, kAtX1);
            QVERIFY(import.says("importing x1: 2015-05-01 00:50:00.000"));
            QVERIFY(!fs::exists(m_data));
            QTRY_VERIFY(fs::exists(m_partial / "journal"));
            import.send(SIGKILL);
            QCOMPARE(import.wait(), -1);
        }
        QVERIFY(!fs::exists(m_data));
        QVERIFY(fs::exists(m_partial));
        RunningImport again(m_data, m_file);
        QCOMPARE(again.wait(), 0);
        QVERIFY2(again.errors().contains(QStringLiteral("left by an earlier import")),
                 qPrintable(again.errors()));
        QVERIFY(fs::exists(m_data / "journal"));
        QVERIFY(!fs::exists(m_partial));
    }

    void interruptionLeavesNothing_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("q") << 0;
    }
    void interruptionLeavesNothing() {
        QFETCH(int, signal);
        RunningImport import(m_data, m_file, kAtX1);
        QVERIFY(import.says("importing x1: 2015-05-01 00:50:00.000"));
        if (signal != 0)
            import.send(signal);
        else
            import.press("q");
        QCOMPARE(import.wait(), 1);
        QVERIFY2(import.errors().contains(QStringLiteral("interrupted. Nothing was imported")),
                 qPrintable(import.errors()));
        QVERIFY(!fs::exists(m_data));
        QVERIFY(!fs::exists(m_partial));
    }

    void anInputThatEndsWhilePausedLetsTheImportGoOn() {
        RunningImport import(m_data, m_file, kAtX1);
        QVERIFY(import.says("importing x1: "));
        import.press("4p");
        import.endInput();
        QCOMPARE(import.wait(), 0);
        QVERIFY(fs::exists(m_data / "journal"));
    }

    void twoImportsDoNotMakeTheSameDirectory() {
        RunningImport first(m_data, m_file, kAtX1);
        QVERIFY(first.says("importing x1: "));
        RunningImport second(m_data, m_file);
        QCOMPARE(second.wait(), 2);
        QVERIFY2(second.errors().contains(QStringLiteral("Another import")),
                 qPrintable(second.errors()));
        first.press("4");
        QCOMPARE(first.wait(), 0);
        QVERIFY(fs::exists(m_data / "journal"));
    }

    void whatNoImportMadeIsNotRemoved() {
        fs::create_directories(m_partial);
        std::ofstream(m_partial / "thesis.txt") << "mine\n";
        RunningImport import(m_data, m_file);
        QCOMPARE(import.wait(), 2);
        QVERIFY2(import.errors().contains(QStringLiteral("thesis.txt")),
                 qPrintable(import.errors()));
        QVERIFY(fs::exists(m_partial / "thesis.txt"));
        QVERIFY(!fs::exists(m_data));
    }

    void anEmptyDirectoryMayBeThereAlready() {
        fs::create_directories(m_data);
        RunningImport import(m_data / "", m_file); // with a slash at the end
        QVERIFY2(import.wait() == 0, qPrintable(import.errors()));
        QVERIFY(fs::exists(m_data / "journal"));
        QVERIFY(!fs::exists(m_partial));
    }

    void wrongSpeedsEndWithTwo() {
        for (const char* speed : {"x2", "10", "", "fast"}) {
            RunningImport import(m_data, m_file,
                                 {QStringLiteral("--speed"), QString::fromLatin1(speed)});
            QCOMPARE(import.wait(), 2);
            QVERIFY(import.errors().contains(QStringLiteral("x1, x10, x100 or max")));
        }
        RunningImport check(m_data, m_file, {QStringLiteral("--check")});
        QCOMPARE(check.wait(), 2);
    }

private:
    std::unique_ptr<Fixtures> m_files;
    fs::path m_file;
    fs::path m_data;
    fs::path m_partial;
};

QTEST_GUILESS_MAIN(ImportSteeringTest)
#include "import_steering_test.moc"
