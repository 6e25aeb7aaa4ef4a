// Loads what coming commands will need while others are worked: with many accounts and orders most
// of the time goes into waiting for memory, and the waits of different commands overlap. Nothing
// but speed depends on it. Owned by the venue's thread.
//
// What a command needs is found in steps, each of which reads what the one before it has loaded,
// some commands later.
#pragma once

#include "engine/api/commands.h"
#include "engine/core/book/order.h"

#include <array>
#include <cstddef>

namespace openbell::core {

class BookRole;
struct HomeAccount;
struct Market;

class CommandLookAhead {
public:
    /// What a command names, as far as it is known. Nothing in it is ever decided upon.
    struct Coming {
        const HomeAccount* account = nullptr;
        const BookRole* books = nullptr;   ///< null: nothing is to be loaded
        const Market* market = nullptr;
        const Slot* place = nullptr;       ///< of the order that it names; null: it places one
        api::Side side = api::Side::Buy;
        Price price{};
    };

    /// Takes the first step for a command and further ones for those before it.
    void announce(const Coming& coming);

private:
    static constexpr std::size_t kStep = 2; ///< commands between two steps

    static void loadOrder(const Coming& coming);
    static void loadLevel(const Coming& coming);
    static void loadPlaceOfLevel(const Coming& coming);
    const Coming& before(std::size_t commands) const {
        return m_coming[(m_next - commands) % m_coming.size()];
    }

    std::array<Coming, 8> m_coming{};
    std::size_t m_next = 0;
};

} // namespace openbell::core
