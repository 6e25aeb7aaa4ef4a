#include "engine/core/book/far_levels.h"

#include "engine/base/assertion.h"

namespace openbell::core {

/// `lowest`: of the bits that choose a branch.
FarLevels::Node::Node(Bits bits, unsigned lowest)
    : above(lowest + kStepBits < 64 ? ~Bits{0} << (lowest + kStepBits) : 0)
    , shift(lowest) {
    first = bits & above;
}

FarLevels::~FarLevels() {
    if (m_root)
        destroy(m_root);
}

/// With everything below it.
void FarLevels::destroy(Node* node) {
    if (node->isLeaf())
        return m_memory.delete_object(&leaf(*node));
    for (std::uint64_t left = node->occupied; left != 0; left &= left - 1)
        destroy(fork(*node).branches[std::countr_zero(left)]);
    m_memory.delete_object(&fork(*node));
}

LevelHandle FarLevels::find(PriceKey key) const {
    const Bits bits = bitsOf(key);
    const Node* node = m_root;
    while (node && node->covers(bits)) {
        if (node->isLeaf())
            return leaf(*node).levels[node->branchOf(bits)];
        node = fork(*node).branches[node->branchOf(bits)];
    }
    return kNoLevel;
}

void FarLevels::branchOff(Fork& from, Node& to) {
    const unsigned branch = from.branchOf(to.first);
    from.branches[branch] = &to;
    from.occupied |= std::uint64_t{1} << branch;
}

void FarLevels::insert(PriceKey key, LevelHandle level) {
    const Bits bits = bitsOf(key);
    ++m_size;
    Node** at = &m_root;
    while (*at && (*at)->covers(bits)) {
        Node& node = **at;
        const unsigned branch = node.branchOf(bits);
        node.occupied |= std::uint64_t{1} << branch;
        if (node.isLeaf()) {
            leaf(node).levels[branch] = level;
            return;
        }
        at = &fork(node).branches[branch];
    }
    Leaf& added = *m_memory.new_object<Leaf>(bits);
    added.levels[added.branchOf(bits)] = level;
    added.occupied = std::uint64_t{1} << added.branchOf(bits);
    if (Node* const other = *at) {
        const auto highest = static_cast<unsigned>(63 - std::countl_zero(other->first ^ bits));
        Fork& fork = *m_memory.new_object<Fork>(bits, highest / kStepBits * kStepBits);
        branchOff(fork, *other);
        branchOff(fork, added);
        *at = &fork;
    } else {
        *at = &added;
    }
}

void FarLevels::erase(PriceKey key) {
    const Bits bits = bitsOf(key);
    Node** at = &m_root;
    Node** above = nullptr;
    while (!(*at)->isLeaf()) {
        above = at;
        at = &fork(**at).branches[(*at)->branchOf(bits)];
    }
    --m_size;
    Leaf& last = leaf(**at);
    last.levels[last.branchOf(bits)] = kNoLevel;
    last.occupied ^= std::uint64_t{1} << last.branchOf(bits);
    if (last.occupied != 0)
        return;
    m_memory.delete_object(&last);
    *at = nullptr;
    if (!above)
        return;
    Fork& parent = fork(**above);
    parent.occupied ^= std::uint64_t{1} << parent.branchOf(bits);
    OPENBELL_ASSERT(parent.occupied != 0);
    if (std::has_single_bit(parent.occupied)) {
        *above = parent.branches[std::countr_zero(parent.occupied)];
        m_memory.delete_object(&parent);
    }
}

/// The first of the candidates, of which there is one.
FarLevels::Entry FarLevels::entryAt(const Leaf& leaf, std::uint64_t candidates) {
    const auto offset = static_cast<unsigned>(std::countr_zero(candidates));
    return {static_cast<PriceKey>((leaf.first + offset) ^ Bits{1} << 63), leaf.levels[offset]};
}

FarLevels::Entry FarLevels::firstOf(const Node& node) {
    const Node* at = &node;
    while (!at->isLeaf())
        at = fork(*at).branches[std::countr_zero(at->occupied)];
    return entryAt(leaf(*at), at->occupied);
}

std::optional<FarLevels::Entry> FarLevels::from(PriceKey key) const {
    const Bits bits = bitsOf(key);
    const Node* after = nullptr; // the first node of which all levels are after the key
    const Node* node = m_root;
    while (node && node->covers(bits)) {
        const unsigned branch = node->branchOf(bits);
        if (node->isLeaf()) {
            const std::uint64_t left = node->occupied & ~std::uint64_t{0} << branch;
            if (left != 0)
                return entryAt(leaf(*node), left);
            node = nullptr;
            break;
        }
        const std::uint64_t left = node->occupied & ~std::uint64_t{1} << branch;
        if (left != 0)
            after = fork(*node).branches[std::countr_zero(left)];
        node = fork(*node).branches[branch];
    }
    if (node && node->first > bits)
        after = node;
    return after ? std::optional(firstOf(*after)) : std::nullopt;
}

} // namespace openbell::core
