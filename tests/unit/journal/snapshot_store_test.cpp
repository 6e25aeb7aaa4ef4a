#include "engine/journal/snapshot_store.h"

#include "engine/journal/file_system.h"
#include "journal_tools.h"

#include <cerrno>

using namespace openbell;
using namespace openbell::journal;
using namespace openbell::journal::test;

namespace {

api::Bytes payloadAt(std::uint64_t sequence) {
    Random random(sequence);
    api::Bytes bytes(200 + random.below(100));
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

SnapshotInfo infoAt(std::uint64_t sequence) {
    SnapshotInfo info;
    info.sequence = Sequence(sequence);
    info.time = Timestamp(static_cast<std::int64_t>(sequence) * 5);
    info.journal[3] = static_cast<std::uint8_t>(sequence);
    return info;
}

std::vector<std::uint64_t> sequences(const SnapshotStore& store) {
    std::vector<std::uint64_t> found;
    for (const SnapshotInfo& info : store.list())
        found.push_back(info.sequence.value());
    return found;
}

} // namespace

class SnapshotStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsLoaded();
    void nothingIsNoSnapshotAndNoNote();
    void theNewestOnesAreKept();
    void theNewestAtOrBeforeASequenceNumberIsChosen();
    void aDamagedOneIsPassedOverWithANote();
    void everyFlippedByteAndEveryCutIsNoticed();
    void anUnfinishedOneIsNeverSeen();
    void aFailureLeavesTheOlderOnes();
};

void SnapshotStoreTest::whatIsWrittenIsLoaded() {
    Folder folder;
    SnapshotStore store(folder.path());
    const auto written = store.write(infoAt(42), payloadAt(42));
    QVERIFY(written);
    QCOMPARE(written->file, folder.path() / "snapshots" / "00000000000000000042.obs");
    QCOMPARE(written->state, stateHash(payloadAt(42)));
    const auto choice = store.loadNewest();
    QVERIFY(choice.snapshot);
    QVERIFY(choice.notes.empty());
    QCOMPARE(choice.snapshot->payload, payloadAt(42));
    QCOMPARE(choice.snapshot->info.sequence, Sequence(42));
    QCOMPARE(choice.snapshot->info.time, Timestamp(210));
    QCOMPARE(choice.snapshot->info.journal, infoAt(42).journal);
    QCOMPARE(choice.snapshot->info.state, written->state);
}

void SnapshotStoreTest::nothingIsNoSnapshotAndNoNote() {
    Folder folder;
    const auto choice = SnapshotStore(folder.path()).loadNewest();
    QVERIFY(!choice.snapshot);
    QVERIFY(choice.notes.empty());
    QVERIFY(SnapshotStore(folder.path()).list().empty());
}

void SnapshotStoreTest::theNewestOnesAreKept() {
    Folder folder;
    SnapshotStore store(folder.path(), 3);
    for (std::uint64_t i = 1; i <= 10; ++i)
        QVERIFY(store.write(infoAt(i * 100), payloadAt(i)));
    QCOMPARE(sequences(store), (std::vector<std::uint64_t>{1000, 900, 800}));
}

void SnapshotStoreTest::theNewestAtOrBeforeASequenceNumberIsChosen() {
    Folder folder;
    SnapshotStore store(folder.path());
    for (const std::uint64_t at : {10ULL, 20ULL, 30ULL})
        QVERIFY(store.write(infoAt(at), payloadAt(at)));
    QCOMPARE(store.loadNewest(Sequence(29)).snapshot->info.sequence, Sequence(20));
    QCOMPARE(store.loadNewest(Sequence(20)).snapshot->info.sequence, Sequence(20));
    QVERIFY(!store.loadNewest(Sequence(9)).snapshot);
}

void SnapshotStoreTest::aDamagedOneIsPassedOverWithANote() {
    Folder folder;
    SnapshotStore store(folder.path());
    for (const std::uint64_t at : {10ULL, 20ULL, 30ULL})
        QVERIFY(store.write(infoAt(at), payloadAt(at)));
    for (const std::uint64_t at : {30ULL, 20ULL}) {
        const auto file = folder.path() / "snapshots" / numberedName(Sequence(at), ".obs");
        api::Bytes bytes = readFile(file);
        bytes[bytes.size() / 2] ^= 1;
        writeFile(file, bytes);
        const auto choice = store.loadNewest();
        QVERIFY(choice.snapshot);
        QCOMPARE(choice.snapshot->info.sequence, Sequence(at - 10));
        QCOMPARE(choice.notes.size(), at == 30 ? 1U : 2U);
        QVERIFY(choice.notes.back().find(file.string()) != std::string::npos);
    }
}

void SnapshotStoreTest::everyFlippedByteAndEveryCutIsNoticed() {
    Folder folder;
    SnapshotStore store(folder.path());
    const auto written = store.write(infoAt(10), payloadAt(10));
    QVERIFY(written);
    const api::Bytes whole = readFile(written->file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        api::Bytes bytes = whole;
        bytes[at] ^= 0x20;
        writeFile(written->file, bytes);
        QVERIFY(!SnapshotStore::load(written->file));
        writeFile(written->file, std::span(whole).first(at));
        QVERIFY(!SnapshotStore::load(written->file));
    }
    api::Bytes longer = whole;
    longer.push_back(0);
    writeFile(written->file, longer);
    QVERIFY(!SnapshotStore::load(written->file));
    writeFile(written->file, whole);
    QVERIFY(SnapshotStore::load(written->file));
}

void SnapshotStoreTest::anUnfinishedOneIsNeverSeen() {
    Folder folder;
    writeFile(folder.path() / "snapshots" / "next.tmp", payloadAt(1));
    SnapshotStore store(folder.path());
    QVERIFY(store.list().empty());
    QVERIFY(!store.loadNewest().snapshot);
    QVERIFY(store.write(infoAt(5), payloadAt(5)));
    QCOMPARE(sequences(store), std::vector<std::uint64_t>{5});
}

namespace {

/// Renaming fails: the last step before a snapshot counts.
class NoRenaming final : public FileSystem {
public:
    Result<std::unique_ptr<File>, IoError> create(const std::filesystem::path& path) override {
        return systemFiles().create(path);
    }
    Result<std::unique_ptr<File>, IoError>
    openToAppend(const std::filesystem::path& path) override {
        return systemFiles().openToAppend(path);
    }
    Result<Done, IoError> rename(const std::filesystem::path&,
                                 const std::filesystem::path&) override {
        return Unexpected{IoError{ENOSPC}};
    }
    Result<Done, IoError> remove(const std::filesystem::path& path) override {
        return systemFiles().remove(path);
    }
    Result<Done, IoError> createDirectories(const std::filesystem::path& path) override {
        return systemFiles().createDirectories(path);
    }
    Result<std::unique_ptr<Directory>, IoError>
    openDirectory(const std::filesystem::path& path) override {
        return systemFiles().openDirectory(path);
    }
};

} // namespace

void SnapshotStoreTest::aFailureLeavesTheOlderOnes() {
    Folder folder;
    QVERIFY(SnapshotStore(folder.path(), 1).write(infoAt(5), payloadAt(5)));
    NoRenaming files;
    SnapshotStore store(folder.path(), 1, &files);
    const auto written = store.write(infoAt(6), payloadAt(6));
    QVERIFY(!written);
    QVERIFY(written.error().message.find("untouched") != std::string::npos);
    QCOMPARE(sequences(store), std::vector<std::uint64_t>{5});
    QVERIFY(!std::filesystem::exists(folder.path() / "snapshots" / "next.tmp"));
}

QTEST_APPLESS_MAIN(SnapshotStoreTest)
#include "snapshot_store_test.moc"
