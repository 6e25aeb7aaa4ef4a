#include "tests/crash/read_models_dump.h"

#include "engine/journal/digest.h"

#include <sqlite3.h>

#include <memory>
#include <vector>

namespace openbell::crash {
namespace {

struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

Statement prepare(sqlite3* database, const std::string& text) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, text.c_str(), -1, &statement, nullptr);
    return Statement(statement);
}

std::vector<std::string> tables(sqlite3* database) {
    std::vector<std::string> names;
    const Statement statement =
        prepare(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                          "'sqlite_%' ORDER BY name");
    while (statement && sqlite3_step(statement.get()) == SQLITE_ROW)
        names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
    return names;
}

TableContent content(sqlite3* database, const std::string& table) {
    const int columns =
        sqlite3_column_count(prepare(database, "SELECT * FROM " + table + " LIMIT 0").get());
    std::string order;
    for (int i = 1; i <= columns; ++i)
        order += (i == 1 ? " ORDER BY " : ", ") + std::to_string(i);
    const Statement rows = prepare(database, "SELECT * FROM " + table + order);
    TableContent found;
    journal::Sha256 digest;
    while (rows && sqlite3_step(rows.get()) == SQLITE_ROW) {
        ++found.rows;
        for (int i = 0; i < columns; ++i) {
            const auto* bytes =
                static_cast<const std::uint8_t*>(sqlite3_column_blob(rows.get(), i));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows.get(), i));
            const std::uint8_t separator[] = {
                static_cast<std::uint8_t>(sqlite3_column_type(rows.get(), i)), 0xFF};
            digest.update(separator);
            if (size != 0)
                digest.update({bytes, size});
        }
    }
    found.digest = journal::toHex(digest.digest());
    return found;
}

} // namespace

std::map<std::string, TableContent> dumpReadModels(const std::filesystem::path& path) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const Database database(opened);
    std::map<std::string, TableContent> dump;
    if (result == SQLITE_OK)
        for (const std::string& table : tables(database.get()))
            dump.emplace(table, content(database.get(), table));
    return dump;
}

} // namespace openbell::crash
