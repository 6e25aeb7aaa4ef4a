// The levels of one side of a book that lie outside its window: a tree over the bits of their keys,
// six at a step, in which every node has at least two branches and every leaf holds 64 consecutive
// prices. So a level is a few steps away however many there are, levels come and go mostly within a
// leaf, and one that is alone in its leaf takes less than 900 bytes. Owned by the shard's thread.
#pragma once

#include "engine/core/book/order.h"

#include <bit>
#include <cstdint>
#include <memory_resource>
#include <optional>

namespace openbell::core {

class FarLevels {
public:
    struct Entry {
        PriceKey key;
        LevelHandle level;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    explicit FarLevels(std::pmr::memory_resource* memory) : m_memory(memory) {}
    ~FarLevels();
    FarLevels(const FarLevels&) = delete;
    FarLevels& operator=(const FarLevels&) = delete;

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    /// kNoLevel when there is none with that key.
    LevelHandle find(PriceKey key) const;

    /// Precondition: none with that key is there.
    void insert(PriceKey key, LevelHandle level);

    /// Precondition: one with that key is there.
    void erase(PriceKey key);

    /// The first level at or after a key.
    std::optional<Entry> from(PriceKey key) const;
    /// Precondition: not empty.
    Entry first() const { return firstOf(*m_root); }

private:
    static constexpr unsigned kStepBits = 6;
    static constexpr unsigned kBranches = 1U << kStepBits;

    /// A key with its sign bit turned over: unsigned, and in the same order.
    using Bits = std::uint64_t;

    struct Node {
        Bits first;                 ///< the lowest it may hold
        Bits above;                 ///< the bits that all it may hold have in common
        std::uint64_t occupied = 0; ///< a bit for each branch, of a leaf for each level
        unsigned shift;             ///< of the bits that choose a branch; zero: a leaf

        Node(Bits bits, unsigned lowest);
        bool isLeaf() const { return shift == 0; }
        bool covers(Bits bits) const { return (bits & above) == first; }
        unsigned branchOf(Bits bits) const { return bits >> shift & (kBranches - 1); }
    };
    struct Leaf : Node {
        explicit Leaf(Bits bits) : Node(bits, 0) {}
        LevelHandle levels[kBranches] = {};
    };
    struct Fork : Node {
        using Node::Node;
        Node* branches[kBranches] = {};
    };

    static Bits bitsOf(PriceKey key) {
        return static_cast<Bits>(key) ^ Bits { 1 } << 63;
    }
    static Leaf& leaf(Node& node) { return static_cast<Leaf&>(node); }
    static const Leaf& leaf(const Node& node) { return static_cast<const Leaf&>(node); }
    static Fork& fork(Node& node) { return static_cast<Fork&>(node); }
    static const Fork& fork(const Node& node) { return static_cast<const Fork&>(node); }
    static void branchOff(Fork& from, Node& to);
    static Entry entryAt(const Leaf& leaf, std::uint64_t candidates);
    static Entry firstOf(const Node& node);

    void destroy(Node* node);

    std::pmr::polymorphic_allocator<> m_memory;
    Node* m_root = nullptr;
    std::size_t m_size = 0;
};

} // namespace openbell::core
