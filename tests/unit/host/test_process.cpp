// What a host asks of the operating system: files whose names last, enough open files.
#include "engine/host/data_directory.h"
#include "engine/host/open_file_limit.h"
#include "tests/unit/journal/synced_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace openbell;

namespace fs = std::filesystem;

class HostProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheDirectoryIsStartedWithIsDurableByName() {
        const QTemporaryDir temporary;
        const fs::path root = fs::canonical(temporary.path().toStdString());
        const host::DataPaths paths{root / "venue"};
        QVERIFY(host::makeDataDirectory(paths.directory));
        QVERIFY(test::syncedPaths.contains(root));
        test::syncedPaths.clear();
        QVERIFY(host::writeKind(paths, {}));
        QVERIFY(test::syncedPaths.contains(paths.directory));
        test::syncedPaths.clear();
        QVERIFY(host::makePassword(paths.operatorPassword()));
        QVERIFY(test::syncedPaths.contains(paths.directory));
    }

    void theLimitOnOpenFilesIsRaisedAsFarAsItGoes() {
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        rlimit low = before;
        low.rlim_cur = std::min<rlim_t>(64, before.rlim_max);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &low), 0);
        host::raiseOpenFileLimit();
        rlimit after{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &after), 0);
        QCOMPARE(after.rlim_cur, before.rlim_max);
        QCOMPARE(after.rlim_max, before.rlim_max);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    }
};

QTEST_APPLESS_MAIN(HostProcessTest)
#include "test_process.moc"
