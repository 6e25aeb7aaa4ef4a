#include "engine/store/database.h"

#include <sqlite3.h>

#include <utility>

namespace openbell::store {
namespace {

/// How long a connection waits for another one's lock before it gives up.
constexpr int kBusyTimeoutMs = 5000;

bool isDamage(int code) {
    return (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
}

} // namespace

Result<std::unique_ptr<Database>, Error> Database::open(const std::filesystem::path& file,
                                                        Access access) {
    sqlite3* handle = nullptr;
    const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        Error error{"cannot open the database " + file.string() + ": " +
                    (handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code))};
        sqlite3_close_v2(handle);
        return Unexpected{std::move(error)};
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    return std::unique_ptr<Database>(new Database(handle));
}

Database::~Database() {
    sqlite3_close_v2(m_handle);
}

void Database::execute(const char* sql) {
    if (!failed() && sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(sql);
}

std::int64_t Database::number(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.column<std::int64_t>(0) : 0;
}

void Database::forgetError() {
    m_error.clear();
    m_damaged = false;
}

void Database::fail(std::string_view what) {
    if (failed())
        return;
    const char* name = sqlite3_db_filename(m_handle, "main");
    m_damaged = isDamage(sqlite3_errcode(m_handle));
    m_error = std::string(name != nullptr ? name : "database") + ": " + sqlite3_errmsg(m_handle) +
              " (" + std::string(what.substr(0, 60)) + ")";
}

Statement::Statement(Database& database, std::string_view sql) : m_database(database) {
    if (database.failed())
        return;
    if (sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr) != SQLITE_OK)
        database.fail(sql);
}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr)) {}

bool Statement::step() {
    if (m_statement == nullptr || m_database.failed())
        return false;
    const int code = sqlite3_step(m_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        m_database.fail(sqlite3_sql(m_statement));
    return code == SQLITE_ROW;
}

void Statement::reset() {
    if (m_statement != nullptr)
        sqlite3_reset(m_statement);
}

void Statement::bindInteger(int index, std::int64_t value) {
    if (m_statement != nullptr && sqlite3_bind_int64(m_statement, index, value) != SQLITE_OK)
        m_database.fail(sqlite3_sql(m_statement));
}

void Statement::bindText(int index, std::string_view value) {
    if (value.data() == nullptr)
        value = ""; // a null pointer would bind NULL
    if (m_statement != nullptr &&
        sqlite3_bind_text(m_statement, index, value.data(), static_cast<int>(value.size()),
                          SQLITE_STATIC) != SQLITE_OK)
        m_database.fail(sqlite3_sql(m_statement));
}

std::int64_t Statement::integer(int index) const {
    return sqlite3_column_int64(m_statement, index);
}

std::string_view Statement::text(int index) const {
    const auto* bytes = sqlite3_column_text(m_statement, index);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, index));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(reinterpret_cast<const char*>(bytes), size);
}

} // namespace openbell::store
