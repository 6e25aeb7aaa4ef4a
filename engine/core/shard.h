// One shard: the home of some accounts and the place of some books. The three stages of a command
// are separate calls, each touching this shard only, so that runtime::ShardPool can work them on
// several shards at once; core::Venue calls them one after the other.
#pragma once

#include "engine/core/book_role.h"
#include "engine/core/home_role.h"

namespace openbell::core {

class Shard {
public:
    Shard(unsigned shard, unsigned shards, const ReferenceData& reference)
        : m_home(shard, shards, reference)
        , m_books(shard, shards) {}

    /// Stage 0, on the account's home shard: `command` is PlaceOrder, AmendOrder, CancelOrder,
    /// ReplaceOrder, PlaceOrderList or PlaceQuote.
    void reserve(const api::CommandContext& context, const api::Command& command,
                 const ReserveConditions& conditions, Reservation& out) {
        if (const auto* place = std::get_if<api::PlaceOrder>(&command))
            m_home.reserve(context, *place, conditions, out);
        else if (const auto* cancel = std::get_if<api::CancelOrder>(&command))
            m_home.reserve(context, *cancel, conditions, out);
        else if (const auto* amend = std::get_if<api::AmendOrder>(&command))
            m_home.reserve(context, *amend, conditions, out);
        else if (const auto* replace = std::get_if<api::ReplaceOrder>(&command))
            m_home.reserve(context, *replace, conditions, out);
        else if (const auto* quote = std::get_if<api::PlaceQuote>(&command))
            m_home.reserve(context, *quote, conditions, out);
        else
            m_home.reserve(context, std::get<api::PlaceOrderList>(command), conditions, out);
    }
    /// Takes back a reservation that was not sent on.
    void undo(const Reservation& reservation) {
        if (reservation.kind == Reservation::Kind::Forward)
            m_home.undo(reservation.request);
    }

    /// Stage 1, on the instrument's book shard.
    bool match(const api::CommandContext& context, const BookRequest& request, BookOutput& out) {
        return m_books.work(context, request, out);
    }

    /// Stage 2, on the home shard of the settlement's account; then, once for the command, publish.
    bool settle(const Settlement& settlement) { return m_home.receive(settlement); }
    void publish(const api::CommandContext& context, api::EventBuffer& events) {
        if (m_home.ledger().hasUnpublished())
            m_home.ledger().publish({context.sequence, context.time, context.actor, 0}, events);
    }

    HomeRole& home() { return m_home; }
    const HomeRole& home() const { return m_home; }
    BookRole& books() { return m_books; }
    const BookRole& books() const { return m_books; }

private:
    HomeRole m_home;
    BookRole m_books;
};

} // namespace openbell::core
