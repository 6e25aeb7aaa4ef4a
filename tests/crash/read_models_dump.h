// The whole content of a read-model database, for comparing one that lived through kills with one
// that was rebuilt.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace openbell::crash {

struct TableContent {
    std::uint64_t rows = 0;
    std::string digest; ///< of all rows in the order of their columns
    friend bool operator==(const TableContent&, const TableContent&) = default;
};

/// By table. Empty when the database cannot be read.
std::map<std::string, TableContent> dumpReadModels(const std::filesystem::path& database);

} // namespace openbell::crash
