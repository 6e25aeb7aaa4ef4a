// The client order ids of one account: which are taken, and by what. An id is taken from the moment
// its order leaves for the book until the order is refused there, or, once accepted, as long as it
// is open or among the account's newest accepted orders with an id. Owned by the home shard's
// thread.
#pragma once

#include "engine/api/commands.h"
#include "engine/base/ids.h"

#include <cstdint>
#include <map>
#include <memory_resource>
#include <vector>

namespace openbell::core {

/// A number for the terms of an order, the same for the same ones: two different ones share it by
/// a chance of one in 2^64.
std::uint64_t termsOf(const api::PlaceOrder& command);
std::uint64_t termsOf(const api::ReplaceOrder& command);
std::uint64_t termsOf(const api::PlaceOrderList& command);

class ClientOrderIds {
public:
    /// So many accepted orders of an account keep their ids when they are no longer open.
    static constexpr std::size_t kRemembered = 1024;

    struct Entry {
        OrderId order;
        std::uint64_t terms = 0;
        std::uint64_t number = 0; ///< among the accepted ones, from 1; zero: not answered yet
        bool open = false;
    };
    using Entries = std::pmr::map<ClientOrderId, Entry>;

    /// The nodes come from `memory`, where those of ended orders go back to.
    explicit ClientOrderIds(std::pmr::memory_resource* memory) : m_entries(memory) {}

    /// Null when the id is free.
    const Entry* find(ClientOrderId id) const;
    /// All that are taken. Bound: the account's open orders and kRemembered.
    const Entries& entries() const { return m_entries; }

    /// Takes a free id for an order on its way to a book.
    void take(ClientOrderId id, OrderId order, std::uint64_t terms);
    /// The order was refused, or not sent after all.
    void giveBack(ClientOrderId id);
    /// The order was accepted, and is open or has ended with that.
    void accept(ClientOrderId id, bool isOpen);
    /// The order is not open any more.
    void end(ClientOrderId id);

private:
    Entries m_entries; ///< sorted: nobody can choose ids that make the search slow
    std::vector<ClientOrderId> m_newest; ///< accepted order n at (n - 1) % kRemembered
    std::uint64_t m_accepted = 0;
};

} // namespace openbell::core
