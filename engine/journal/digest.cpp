#include "engine/journal/digest.h"

#include "engine/base/assertion.h"

#include <openssl/evp.h>

namespace openbell::journal {
namespace {

/// Looked up once: the implicit look-up of EVP_sha256 costs more than a short digest.
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    OPENBELL_ASSERT(found != nullptr);
    return found;
}

} // namespace

struct Sha256::Context {
    EVP_MD_CTX* running = EVP_MD_CTX_new();
    EVP_MD_CTX* scratch = EVP_MD_CTX_new(); ///< digest() finishes a copy
    ~Context() {
        EVP_MD_CTX_free(running);
        EVP_MD_CTX_free(scratch);
    }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {
    restart();
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256::Sha256(const Sha256& other) : m_context(std::make_unique<Context>()) {
    *this = other;
}

Sha256& Sha256::operator=(const Sha256& other) {
    if (this != &other)
        OPENBELL_ASSERT(EVP_MD_CTX_copy_ex(m_context->running, other.m_context->running) == 1);
    return *this;
}

void Sha256::restart() {
    OPENBELL_ASSERT(EVP_DigestInit_ex2(m_context->running, algorithm(), nullptr) == 1);
}

void Sha256::update(std::span<const std::uint8_t> bytes) {
    OPENBELL_ASSERT(EVP_DigestUpdate(m_context->running, bytes.data(), bytes.size()) == 1);
}

Digest Sha256::digest() const {
    Digest out{};
    OPENBELL_ASSERT(EVP_MD_CTX_copy_ex(m_context->scratch, m_context->running) == 1);
    OPENBELL_ASSERT(EVP_DigestFinal_ex(m_context->scratch, out.data(), nullptr) == 1);
    return out;
}

Digest sha256(std::span<const std::uint8_t> bytes) {
    Sha256 running;
    running.update(bytes);
    return running.digest();
}

std::string toHex(const Digest& digest) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

} // namespace openbell::journal
