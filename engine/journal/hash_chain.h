// The hash chain over the journal's records. Records come in blocks of kSealInterval by sequence
// number; the hash at a block's end is SHA-256(hash at its start, bytes of its records), and within
// a block the same over the records so far. So it depends on the records alone, not on batches or
// segments, and can be taken up again at any seal.
#pragma once

#include "engine/base/ids.h"
#include "engine/journal/digest.h"

#include <span>

namespace openbell::journal {

/// Records per block; a seal follows each block's last record. Part of the file format.
inline constexpr std::uint64_t kSealInterval = 4096;

constexpr bool isBlockEnd(Sequence sequence) {
    return sequence.value() % kSealInterval == 0;
}

class HashChain {
public:
    HashChain() = default; ///< before the first record
    explicit HashChain(const Digest& atBlockEnd) : m_blockStart(atBlockEnd) {}

    /// Adds whole records of the present block.
    void add(std::span<const std::uint8_t> records);
    /// The last record added was a block's last.
    void endBlock();
    /// The journal hash after the records added so far.
    Digest digest() const;

private:
    Digest m_blockStart{};
    Sha256 m_running;
    bool m_inBlock = false;
};

} // namespace openbell::journal
