#include "engine/store/password_hash.h"

#include <argon2.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <sys/random.h>

namespace openbell::store {
namespace {

constexpr std::uint32_t kMemoryKiB = 19 * 1024;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kEncodedBytes = 160;

} // namespace

Result<std::string, Error> hashPassword(std::string_view password) {
    std::array<std::uint8_t, kSaltBytes> salt{};
    if (::getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size()))
        return Unexpected{Error{std::string("No random numbers for the password's salt: ") +
                                std::strerror(errno) + ". The old password stays."}};
    std::array<char, kEncodedBytes> encoded{};
    const int code =
        argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(),
                              salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
    if (code != ARGON2_OK)
        return Unexpected{Error{std::string("The password could not be hashed: ") +
                                argon2_error_message(code) + ". The old password stays."}};
    return std::string(encoded.data());
}

bool passwordMatches(std::string_view password, const std::string& verifier) {
    return argon2id_verify(verifier.c_str(), password.data(), password.size()) == ARGON2_OK;
}

const std::string& nobodysVerifier() {
    // Zero salt and hash under the parameters above: finding a password for it means inverting
    // Argon2id.
    static const std::string verifier =
        "$argon2id$v=19$m=" + std::to_string(kMemoryKiB) + ",t=" + std::to_string(kPasses) +
        ",p=" + std::to_string(kLanes) + "$" + std::string(22, 'A') + "$" + std::string(43, 'A');
    return verifier;
}

} // namespace openbell::store
