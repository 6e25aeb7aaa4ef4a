// What a host settles before it makes any part: what kind of venue the directory holds and the
// local operator's password.
#pragma once

#include "engine/host/data_directory.h"
#include "engine/host/host.h"
#include "engine/store/credentials.h"

namespace openbell::host {

inline constexpr UserId kOperator{1};
inline constexpr std::string_view kOperatorName = "operator";

/// The kind of venue that the options ask for; Normal also means "as it is".
VenueKind wantedKind(const HostOptions& options);

/// The kind the directory keeps; asked for another one, it refuses.
Result<VenueKind, Error> settleKind(const DataPaths& paths, const VenueKind& wanted);

/// Reads the local operator's password, or makes one. A verifier that exists is left alone: its
/// password may have been changed on purpose. Deleting the file asks for a new password.
Result<LocalOperator, Error> prepareOperator(const DataPaths& paths,
                                             store::Credentials& credentials);

} // namespace openbell::host
