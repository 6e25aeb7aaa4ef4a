#include "engine/journal/hash_chain.h"

namespace openbell::journal {

void HashChain::add(std::span<const std::uint8_t> records) {
    if (records.empty())
        return;
    if (!m_inBlock) {
        m_running.restart();
        m_running.update(m_blockStart);
        m_inBlock = true;
    }
    m_running.update(records);
}

void HashChain::endBlock() {
    m_blockStart = digest();
    m_inBlock = false;
}

Digest HashChain::digest() const {
    return m_inBlock ? m_running.digest() : m_blockStart;
}

} // namespace openbell::journal
