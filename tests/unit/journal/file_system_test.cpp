// What the operating system's files promise beyond the calls themselves: names that last.
#include "engine/journal/file_system.h"
#include "synced_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace openbell;
using namespace openbell::journal;

class FileSystemTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newDirectoriesAreDurableWhereTheyAreNamed() {
        const QTemporaryDir temporary;
        const std::filesystem::path root =
            std::filesystem::canonical(temporary.path().toStdString());
        QVERIFY(systemFiles().createDirectories(root / "a" / "b"));
        QVERIFY(std::filesystem::is_directory(root / "a" / "b"));
        QVERIFY(test::syncedPaths.contains(root));
        QVERIFY(test::syncedPaths.contains(root / "a"));
        test::syncedPaths.clear();
        QVERIFY(systemFiles().createDirectories(root / "a" / "b"));
        QVERIFY(test::syncedPaths.empty()); // nothing was made
    }

    void aDirectoryThatCannotBeMadeIsAnError() {
        QCOMPARE(systemFiles().createDirectories("/proc/no/such").hasValue(), false);
    }
};

QTEST_APPLESS_MAIN(FileSystemTest)
#include "file_system_test.moc"
