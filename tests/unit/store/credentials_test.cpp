#include "engine/store/credentials.h"

#include "engine/store/password_hash.h"
#include "store_tools.h"

#include <chrono>
#include <fstream>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>

using namespace openbell;
using namespace openbell::store;
using namespace openbell::store::test;

class CredentialsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRightPasswordIsAcceptedAndOthersAreNot();
    void passwordsSurviveReopening();
    void aNewPasswordReplacesTheOldOne();
    void shortAndOverlongPasswordsAreRefusedWithTheReason();
    void lengthIsCountedInCharacters();
    void theSamePasswordIsStoredDifferentlyForEveryUser();
    void thePasswordIsNotInTheFiles();
    void onlyTheOwnerCanReadTheFiles();
    void anUnknownUserCostsAsMuchAsAKnownOne();
    void theAccessLogIsNewestFirstAndBounded();
    void manyThreadsMayAskAtOnce();
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone();
};

namespace {

std::unique_ptr<Credentials> openIn(const Folder& folder) {
    auto opened = Credentials::open(folder.path() / "credentials.sqlite");
    if (!opened)
        qFatal("%s", opened.error().message.c_str());
    return std::move(opened).value();
}

} // namespace

void CredentialsTest::theRightPasswordIsAcceptedAndOthersAreNot() {
    Folder folder;
    const auto credentials = openIn(folder);
    QVERIFY(!credentials->hasPassword(UserId(1)));
    QVERIFY(!credentials->verify(UserId(1), "correct horse"));
    QVERIFY(credentials->setPassword(UserId(1), "correct horse"));
    QVERIFY(credentials->hasPassword(UserId(1)));
    QVERIFY(credentials->verify(UserId(1), "correct horse"));
    for (const std::string_view wrong : {"", "correct hors", "correct horse ", "Correct horse"})
        QVERIFY(!credentials->verify(UserId(1), wrong));
    QVERIFY(!credentials->verify(UserId(2), "correct horse"));
    QVERIFY(!credentials->verify(UserId(), "correct horse"));
}

void CredentialsTest::passwordsSurviveReopening() {
    Folder folder;
    QVERIFY(openIn(folder)->setPassword(UserId(3), "survives restarts"));
    QVERIFY(openIn(folder)->verify(UserId(3), "survives restarts"));
}

void CredentialsTest::aNewPasswordReplacesTheOldOne() {
    Folder folder;
    const auto credentials = openIn(folder);
    QVERIFY(credentials->setPassword(UserId(1), "the first one"));
    QVERIFY(credentials->setPassword(UserId(1), "the second one"));
    QVERIFY(!credentials->verify(UserId(1), "the first one"));
    QVERIFY(credentials->verify(UserId(1), "the second one"));
}

void CredentialsTest::shortAndOverlongPasswordsAreRefusedWithTheReason() {
    Folder folder;
    const auto credentials = openIn(folder);
    const auto tooShort = credentials->setPassword(UserId(1), "1234567");
    QVERIFY(!tooShort);
    QVERIFY(tooShort.error().message.find("at least 8") != std::string::npos);
    const auto tooLong = credentials->setPassword(UserId(1), std::string(1025, 'x'));
    QVERIFY(!tooLong);
    QVERIFY(!credentials->hasPassword(UserId(1)));
    QVERIFY(!credentials->setPassword(UserId(), "12345678"));
    QVERIFY(credentials->setPassword(UserId(1), "12345678"));
    const std::string longest(1024, 'x');
    QVERIFY(credentials->setPassword(UserId(2), longest));
    QVERIFY(credentials->verify(UserId(2), longest));
    QVERIFY(!credentials->verify(UserId(2), longest + "x"));
}

void CredentialsTest::lengthIsCountedInCharacters() {
    Folder folder;
    const auto credentials = openIn(folder);
    QVERIFY(!credentials->setPassword(UserId(1), "äöüäöü")); // 6 characters, 12 bytes
    QVERIFY(credentials->setPassword(UserId(1), "äöüäöüäö"));
}

void CredentialsTest::theSamePasswordIsStoredDifferentlyForEveryUser() {
    const auto first = hashPassword("one password");
    const auto second = hashPassword("one password");
    QVERIFY(first && second);
    QVERIFY(*first != *second);
    QVERIFY(passwordMatches("one password", *first));
    QVERIFY(first->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    QVERIFY(!passwordMatches("one password", "damaged"));
    QVERIFY(!passwordMatches("one password", nobodysVerifier()));
}

void CredentialsTest::thePasswordIsNotInTheFiles() {
    Folder folder;
    {
        const auto credentials = openIn(folder);
        QVERIFY(credentials->setPassword(UserId(1), "needle in a haystack"));
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string content((std::istreambuf_iterator<char>(in)), {});
            QVERIFY(content.find("needle in a haystack") == std::string::npos);
        }
    }
}

void CredentialsTest::onlyTheOwnerCanReadTheFiles() {
    Folder folder;
    const mode_t before = ::umask(0);
    const auto credentials = openIn(folder);
    QVERIFY(credentials->setPassword(UserId(1), "12345678"));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        struct stat status {};
        QCOMPARE(::stat(entry.path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        ++files;
    }
    ::umask(before);
    QVERIFY(files >= 1);
}

void CredentialsTest::anUnknownUserCostsAsMuchAsAKnownOne() {
    Folder folder;
    const auto credentials = openIn(folder);
    QVERIFY(credentials->setPassword(UserId(1), "12345678"));
    // Processor time of this thread: other work on the machine does not count.
    const auto cost = [&](UserId user) {
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        for (int i = 0; i < 5; ++i) {
            timespec begin{};
            timespec end{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
            static_cast<void>(credentials->verify(user, "wrong password"));
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
            least = std::min(least, (end.tv_sec - begin.tv_sec) * 1'000'000'000 + end.tv_nsec -
                                        begin.tv_nsec);
        }
        return least;
    };
    const auto known = static_cast<double>(cost(UserId(1)));
    const auto unknown = static_cast<double>(cost(UserId(2)));
    qInfo("known %.1f ms, unknown %.1f ms", known / 1e6, unknown / 1e6);
    QVERIFY(unknown > known / 3 && known > unknown / 3);
}

void CredentialsTest::theAccessLogIsNewestFirstAndBounded() {
    Folder folder;
    const auto credentials = openIn(folder);
    for (int i = 1; i <= 5; ++i)
        credentials->recordAccess({.sequence = {},
                                   .time = Timestamp(i),
                                   .actor = UserId(7),
                                   .actorName = "Ida",
                                   .action = "SignedIn",
                                   .details = "from 127.0.0.1",
                                   .outcome = api::RejectReason::NotPermitted});
    const auto newest = credentials->recentAccess(3);
    QCOMPARE(newest.size(), 3U);
    QCOMPARE(newest[0].time, Timestamp(5));
    QCOMPARE(newest[2].time, Timestamp(3));
    QCOMPARE(newest[0].actor, UserId(7));
    QCOMPARE(newest[0].actorName, std::string("Ida"));
    QCOMPARE(newest[0].action, std::string("SignedIn"));
    QCOMPARE(newest[0].details, std::string("from 127.0.0.1"));
    QCOMPARE(newest[0].outcome, api::RejectReason::NotPermitted);
    QVERIFY(newest[0].sequence.isNone());
    const auto older = credentials->recentAccess(2, Timestamp(4));
    QCOMPARE(older.size(), 2U);
    QCOMPARE(older[0].time, Timestamp(3));
    QCOMPARE(older[1].time, Timestamp(2));
    QVERIFY(credentials->recentAccess(2, Timestamp(1)).empty());

    // As if there had been very many before.
    sqlite3* database = nullptr;
    const std::string file = (folder.path() / "credentials.sqlite").string();
    QCOMPARE(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    sqlite3_exec(database,
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 150000) "
                 "INSERT INTO access SELECT 5 + i, 0, 0, '', '', '', 0 FROM n",
                 nullptr, nullptr, nullptr);
    sqlite3_close(database);
    for (std::size_t i = 0; i < Credentials::kTrimEvery; ++i)
        credentials->recordAccess({});
    const std::size_t kept = credentials->recentAccess(1'000'000).size();
    QCOMPARE(kept, Credentials::kMaxAccessEntries);
    QCOMPARE(sqlite3_open(file.c_str(), &database), SQLITE_OK);
    std::int64_t rows = 0;
    sqlite3_exec(
        database, "SELECT count(*) FROM access",
        [](void* out, int, char** values, char**) {
            *static_cast<std::int64_t*>(out) = std::atoll(values[0]);
            return 0;
        },
        &rows, nullptr);
    sqlite3_close(database);
    QVERIFY(rows <=
            static_cast<std::int64_t>(Credentials::kMaxAccessEntries + Credentials::kTrimEvery));
}

void CredentialsTest::manyThreadsMayAskAtOnce() {
    Folder folder;
    const auto credentials = openIn(folder);
    QVERIFY(credentials->setPassword(UserId(1), "12345678"));
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 3; ++i) {
                right += credentials->verify(UserId(1), "12345678") ? 1 : 0;
                right += credentials->verify(UserId(1), "87654321") ? 100 : 0;
                credentials->recordAccess({});
                static_cast<void>(credentials->recentAccess(5));
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(right.load(), 12);
    QCOMPARE(credentials->recentAccess(100).size(), 12U);
}

void CredentialsTest::aFileThatIsNoDatabaseIsRefusedAndLeftAlone() {
    Folder folder;
    const auto file = folder.path() / "credentials.sqlite";
    const std::string content(5000, 'x');
    std::ofstream(file) << content;
    const auto opened = Credentials::open(file);
    QVERIFY(!opened);
    QVERIFY(opened.error().message.find(file.string()) != std::string::npos);
    std::ifstream in(file, std::ios::binary);
    QCOMPARE(std::string((std::istreambuf_iterator<char>(in)), {}), content);
}

QTEST_APPLESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
