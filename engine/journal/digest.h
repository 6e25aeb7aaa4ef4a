// SHA-256 (FIPS 180-4) for the journal's hash chain, snapshots and the state hash.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace openbell::journal {

using Digest = std::array<std::uint8_t, 32>;

/// 64 lower-case hexadecimal digits.
std::string toHex(const Digest& digest);

Digest sha256(std::span<const std::uint8_t> bytes);

/// The state hash: SHA-256 of the bytes of core::Venue::save.
inline Digest stateHash(std::span<const std::uint8_t> savedVenue) {
    return sha256(savedVenue);
}

/// A running SHA-256; one thread. A copy goes on from the same place.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256& other);
    Sha256& operator=(const Sha256& other);
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void restart();
    void update(std::span<const std::uint8_t> bytes);
    /// The digest of what was given so far; more may follow.
    Digest digest() const;

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace openbell::journal
