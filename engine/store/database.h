// SQLite with the few calls the store needs. The first error sticks: every later call does nothing,
// so that a sequence of writes is checked once, at its end. One thread per Database.
#pragma once

#include "engine/base/result.h"
#include "engine/base/strong_int.h"
#include "engine/store/order_keys.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3;
struct sqlite3_stmt;

namespace openbell::store {

class Database {
public:
    enum class Access { ReadOnly, ReadWrite };

    static Result<std::unique_ptr<Database>, Error> open(const std::filesystem::path& file,
                                                         Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs statements without results.
    void execute(const char* sql);
    /// The first column of the first row; 0 when there is none.
    std::int64_t number(const char* sql);

    bool failed() const { return !m_error.empty(); }
    /// The file is damaged or no database, as opposed to an error of the surroundings.
    bool damaged() const { return m_damaged; }
    const std::string& error() const { return m_error; }
    void forgetError();
    /// Remembers the connection's present error, or the given text.
    void fail(std::string_view what);

    sqlite3* handle() const { return m_handle; }

private:
    explicit Database(sqlite3* handle) : m_handle(handle) {}
    sqlite3* m_handle;
    std::string m_error;
    bool m_damaged = false;
};

/// A prepared statement. Texts given to it must live until the call returns.
class Statement {
public:
    Statement(Database& database, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    /// Binds the values to ?1, ?2, ... and runs the statement to its end.
    template<class... T>
    void run(const T&... values) {
        start(values...);
        while (step()) {
        }
        reset();
    }

    /// Binds the values; step() gives the rows, reset() ends the run.
    template<class... T>
    void start(const T&... values) {
        int index = 0;
        (bind(++index, values), ...);
    }
    bool step();
    void reset();

    template<class T>
    T column(int index) const {
        if constexpr (std::is_same_v<T, std::string>)
            return std::string(text(index));
        else if constexpr (std::is_same_v<T, OrderId>)
            return orderOf(integer(index));
        else if constexpr (kIsStrongInt<T>)
            return T(static_cast<typename T::rep>(integer(index)));
        else
            return static_cast<T>(integer(index));
    }
    std::string_view text(int index) const;

private:
    template<class T>
    void bind(int index, const T& value) {
        if constexpr (std::is_convertible_v<T, std::string_view>)
            bindText(index, value);
        else if constexpr (std::is_same_v<T, OrderId>)
            bindInteger(index, orderKey(value));
        else if constexpr (kIsStrongInt<T>)
            bindInteger(index, static_cast<std::int64_t>(value.value()));
        else
            bindInteger(index, static_cast<std::int64_t>(value));
    }
    void bindInteger(int index, std::int64_t value);
    void bindText(int index, std::string_view value);
    std::int64_t integer(int index) const;

    Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace openbell::store
