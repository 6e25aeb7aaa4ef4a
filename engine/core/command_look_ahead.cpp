#include "engine/core/command_look_ahead.h"

#include "engine/core/venue_state.h"

// A compiler takes a function that only loads ahead for one without effects, and leaves out its
// calls unless it is inlined first.
#define OPENBELL_LOADS_AHEAD [[gnu::always_inline]] inline

namespace openbell::core {
namespace {

OPENBELL_LOADS_AHEAD void load(const void* address) {
    __builtin_prefetch(address, 1);
}

} // namespace

OPENBELL_LOADS_AHEAD void CommandLookAhead::loadOrder(const Coming& coming) {
    load(coming.account->balances.data());
    if (coming.place) {
        load(&coming.books->pool().order(*coming.place));
        load(&coming.books->record(*coming.place));
    } else {
        load(coming.market->book.ladder(coming.side).placeOf(keyOf(coming.side, coming.price)));
    }
}

OPENBELL_LOADS_AHEAD void CommandLookAhead::loadLevel(const Coming& coming) {
    const OrderPool& pool = coming.books->pool();
    if (coming.place) {
        load(&pool.level(pool.order(*coming.place).level));
    } else {
        const PriceLadder& ladder = coming.market->book.ladder(coming.side);
        load(&pool.level(*ladder.placeOf(keyOf(coming.side, coming.price))));
    }
}

OPENBELL_LOADS_AHEAD void CommandLookAhead::loadPlaceOfLevel(const Coming& coming) {
    if (!coming.place)
        return;
    const OrderPool& pool = coming.books->pool();
    const Order& order = pool.order(*coming.place);
    load(coming.market->book.ladder(order.side).placeOf(pool.level(order.level).key));
}

void CommandLookAhead::announce(const Coming& coming) {
    m_coming[m_next % m_coming.size()] = coming;
    if (coming.books) {
        load(coming.account);
        load(coming.place);
    }
    if (const Coming& earlier = before(kStep); earlier.books)
        loadOrder(earlier);
    if (const Coming& earlier = before(kStep * 2); earlier.books)
        loadLevel(earlier);
    if (const Coming& earlier = before(kStep * 3); earlier.books)
        loadPlaceOfLevel(earlier);
    ++m_next;
}

namespace {

CommandLookAhead::Coming comingOf(Venue::State& state, AccountId account, InstrumentId instrument) {
    if (instrument.value() >= state.bookShards.size())
        return {};
    CommandLookAhead::Coming coming;
    coming.account = state.home(account).home().ledger().account(account);
    BookRole& books = state.bookOf(instrument).books();
    coming.market = books.findMarket(instrument);
    if (coming.account && coming.market)
        coming.books = &books;
    load(state.reference.accounts().find(account));
    return coming;
}

template<class Command>
CommandLookAhead::Coming comingOf(Venue::State& state, const Command& command) {
    CommandLookAhead::Coming coming = comingOf(state, command.account, command.instrument);
    if (coming.books)
        coming.place = coming.books->pool().index().placeOf(command.order);
    return coming;
}

/// Of the commands that come in numbers; nothing of all others.
CommandLookAhead::Coming comingOf(Venue::State& state, const api::Command& command) {
    if (const auto* place = std::get_if<api::PlaceOrder>(&command)) {
        CommandLookAhead::Coming coming = comingOf(state, place->account, place->instrument);
        coming.side = place->side;
        coming.price = place->price;
        return coming;
    }
    if (const auto* cancel = std::get_if<api::CancelOrder>(&command))
        return comingOf(state, *cancel);
    if (const auto* replace = std::get_if<api::ReplaceOrder>(&command))
        return comingOf(state, *replace);
    if (const auto* amend = std::get_if<api::AmendOrder>(&command))
        return comingOf(state, *amend);
    return {};
}

} // namespace

void Venue::lookAhead(const api::Command& command) {
    m_state->lookAhead.announce(comingOf(*m_state, command));
}

} // namespace openbell::core
