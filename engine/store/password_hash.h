// Argon2id (RFC 9106) with the first parameters of OWASP's password storage cheat sheet: 19 MiB of
// memory, 2 passes, 1 lane. Thread-safe; each call takes tens of milliseconds and 19 MiB.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace openbell::store {

/// Verifier of a password under a fresh random salt, in Argon2's text encoding.
Result<std::string, Error> hashPassword(std::string_view password);

/// Whether the password belongs to the verifier. A damaged verifier matches nothing.
bool passwordMatches(std::string_view password, const std::string& verifier);

/// A verifier that costs as much to check as any other and that no password is known for.
const std::string& nobodysVerifier();

} // namespace openbell::store
