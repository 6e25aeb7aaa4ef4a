#include "engine/store/credentials.h"

#include "engine/store/database.h"
#include "engine/store/password_hash.h"
#include "engine/store/schemas.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace openbell::store {
namespace {

/// Code points of UTF-8 text: bytes that do not continue one.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

Error cannotUse(const std::filesystem::path& file, const std::string& reason) {
    return {"The password file " + file.string() + " cannot be used: " + reason +
            ". Nothing was changed; without it nobody can sign in. Check its owner, permissions "
            "and the disk."};
}

/// Makes sure that only the owner can read the file, before anything is in it and afterwards.
Result<Done, Error> makePrivate(const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return Unexpected{cannotUse(file, std::generic_category().message(errno))};
    const int code = ::fchmod(descriptor, 0600) == 0 ? 0 : errno;
    ::close(descriptor);
    if (code != 0)
        return Unexpected{cannotUse(file, std::generic_category().message(code))};
    return Done{};
}

} // namespace

struct Credentials::State {
    explicit State(std::unique_ptr<Database> opened)
        : database(std::move(opened))
        , findPassword(*database, "SELECT verifier FROM passwords WHERE user = ?1")
        , replacePassword(*database, "INSERT OR REPLACE INTO passwords VALUES (?1, ?2)")
        , insertAccess(*database, "INSERT INTO access (time, actor, actor_name, action, details, "
                                  "outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        , trimAccess(*database, "DELETE FROM access WHERE id <= (SELECT max(id) FROM access) - ?1")
        , recentAccess(*database, "SELECT time, actor, actor_name, action, details, outcome FROM "
                                  "access WHERE ?2 = 0 OR time < ?2 "
                                  "ORDER BY time DESC, id DESC LIMIT ?1") {}

    std::optional<std::string> verifierOf(UserId user) {
        const std::lock_guard lock(mutex);
        std::optional<std::string> verifier;
        findPassword.start(user);
        if (findPassword.step())
            verifier = findPassword.column<std::string>(0);
        findPassword.reset();
        database->forgetError();
        return verifier;
    }

    std::mutex mutex; ///< guards everything below
    std::unique_ptr<Database> database;
    Statement findPassword;
    Statement replacePassword;
    Statement insertAccess;
    Statement trimAccess;
    Statement recentAccess;
    std::uint64_t accessCount = 0;
};

Credentials::Credentials(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Credentials::~Credentials() = default;

Result<std::unique_ptr<Credentials>, Error>
Credentials::open(const std::filesystem::path& database) {
    if (auto made = makePrivate(database); !made)
        return Unexpected{made.error()};
    auto opened = Database::open(database, Database::Access::ReadWrite);
    if (!opened)
        return Unexpected{cannotUse(database, opened.error().message)};
    Database& connection = **opened;
    // SQLite gives its side files the permissions of the main file.
    connection.execute("PRAGMA journal_mode = WAL");
    connection.execute("PRAGMA synchronous = NORMAL");
    connection.execute(kCredentialsSchema);
    if (connection.failed())
        return Unexpected{cannotUse(database, connection.error())};
    auto state = std::make_unique<State>(std::move(opened).value());
    if (state->database->failed())
        return Unexpected{cannotUse(database, state->database->error())};
    return std::unique_ptr<Credentials>(new Credentials(std::move(state)));
}

bool Credentials::hasPassword(UserId user) const {
    return m_state->verifierOf(user).has_value();
}

bool Credentials::verify(UserId user, std::string_view password) const {
    const auto verifier = m_state->verifierOf(user);
    const bool matches = passwordMatches(password.substr(0, kMaxPasswordBytes),
                                         verifier.value_or(nobodysVerifier()));
    return matches && verifier.has_value() && password.size() <= kMaxPasswordBytes;
}

Result<Done, Error> Credentials::setPassword(UserId user, std::string_view password) {
    if (user.isNone())
        return Unexpected{Error{"There is no such user. Nothing was changed."}};
    if (characters(password) < kMinPasswordCharacters)
        return Unexpected{Error{"The password is too short: it needs at least " +
                                std::to_string(kMinPasswordCharacters) +
                                " characters. The old password stays."}};
    if (password.size() > kMaxPasswordBytes)
        return Unexpected{Error{"The password is too long: at most " +
                                std::to_string(kMaxPasswordBytes) +
                                " bytes. The old password stays."}};
    const auto verifier = hashPassword(password);
    if (!verifier)
        return Unexpected{verifier.error()};

    const std::lock_guard lock(m_state->mutex);
    Database& database = *m_state->database;
    database.execute("PRAGMA synchronous = FULL"); // on the disk before it is confirmed
    m_state->replacePassword.run(user, *verifier);
    database.execute("PRAGMA synchronous = NORMAL");
    if (!database.failed())
        return Done{};
    Error error{"The password could not be stored: " + database.error() +
                ". The old password stays; try again when the cause is gone."};
    database.forgetError();
    return Unexpected{std::move(error)};
}

void Credentials::recordAccess(const api::AuditView& entry) {
    const std::lock_guard lock(m_state->mutex);
    m_state->insertAccess.run(entry.time, entry.actor, entry.actorName, entry.action, entry.details,
                              entry.outcome);
    if (m_state->accessCount++ % kTrimEvery == 0)
        m_state->trimAccess.run(kMaxAccessEntries);
    m_state->database->forgetError(); // a full disk must not stop people from signing in
}

std::vector<api::AuditView> Credentials::recentAccess(std::size_t limit,
                                                      Timestamp beforeTime) const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<api::AuditView> entries;
    Statement& rows = m_state->recentAccess;
    rows.start(std::min(limit, kMaxAccessEntries), beforeTime);
    while (rows.step())
        entries.push_back({.sequence = {},
                           .time = rows.column<Timestamp>(0),
                           .actor = rows.column<UserId>(1),
                           .actorName = rows.column<std::string>(2),
                           .action = rows.column<std::string>(3),
                           .details = rows.column<std::string>(4),
                           .outcome = rows.column<api::RejectReason>(5)});
    rows.reset();
    m_state->database->forgetError();
    return entries;
}

} // namespace openbell::store
