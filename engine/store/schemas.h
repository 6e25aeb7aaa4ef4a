// The files of resources/sql as texts.
#pragma once

namespace openbell::store {

extern const char* const kReadModelsSchema;
extern const char* const kCredentialsSchema;

/// Raised with every change of read_models.sql; a database of another version is rebuilt.
inline constexpr int kReadModelsVersion = 5;

} // namespace openbell::store
