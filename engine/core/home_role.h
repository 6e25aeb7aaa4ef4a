// A shard as the home of accounts: checks orders and sends them off with their funds, books the
// settlements that come back. Owned by the shard's thread.
#pragma once

#include "engine/core/client_order_ids.h"
#include "engine/core/high_water.h"
#include "engine/core/ledger.h"
#include "engine/core/messages.h"
#include "engine/core/positions.h"
#include "engine/core/reference_data.h"

namespace openbell::core {

/// Bound of one account's resting orders; past it TooManyOpenOrders.
inline constexpr std::uint32_t kMaxOpenOrdersPerAccount = 200'000;

/// What the home stage knows beyond its own state.
struct ReserveConditions {
    /// Every command before this one is settled on every shard. When it is false, the answer is
    /// the same as if it were true, or NeedsExactState.
    bool exactState = true;
    /// The venue has room for the resting orders that the command may add.
    bool roomForOrders = true;
};

/// The outcome of the home stage for one order command.
struct Reservation {
    enum class Kind : std::uint8_t { Forward, Rejected, NeedsExactState };
    Kind kind = Kind::Rejected;
    api::RejectReason reason = api::RejectReason::None;
    OrderId original;    ///< with DuplicateOrder: the order that it repeats
    BookRequest request; ///< meaningful with Forward

    void reject(api::RejectReason why) {
        kind = Kind::Rejected;
        reason = why;
        original = OrderId();
    }
    /// A refusal for want of something that settlements may still bring is final only in an exact
    /// state.
    void rejectIfExact(const ReserveConditions& conditions, api::RejectReason why) {
        reject(why);
        if (!conditions.exactState)
            kind = Kind::NeedsExactState;
    }
    template<class Request>
    Request& forward() {
        kind = Kind::Forward;
        reason = api::RejectReason::None;
        return request.emplace<Request>();
    }
};

class HomeRole {
public:
    /// `shard` goes into the stamps of the requests, `shards` bounds the sources of settlements.
    HomeRole(unsigned shard, unsigned shards, const ReferenceData& reference);

    void openAccount(AccountId account);

    /// Checks the command and promises its funds. Only a Forward changes anything.
    void reserve(const api::CommandContext& context, const api::PlaceOrder& command,
                 const ReserveConditions& conditions, Reservation& out);
    void reserve(const api::CommandContext& context, const api::AmendOrder& command,
                 const ReserveConditions& conditions, Reservation& out);
    void reserve(const api::CommandContext& context, const api::CancelOrder& command,
                 const ReserveConditions& conditions, Reservation& out);
    void reserve(const api::CommandContext& context, const api::ReplaceOrder& command,
                 const ReserveConditions& conditions, Reservation& out);
    void reserve(const api::CommandContext& context, const api::PlaceOrderList& command,
                 const ReserveConditions& conditions, Reservation& out);
    void reserve(const api::CommandContext& context, const api::PlaceQuote& command,
                 const ReserveConditions& conditions, Reservation& out);
    /// Takes a Forward back whose request was not sent.
    void undo(const BookRequest& request);

    /// Books a settlement; false when it was a repeat and nothing was done.
    bool receive(const Settlement& settlement);

    /// Counts everything up to `sequence` as received (after loading a snapshot).
    void resetMarks(Sequence sequence);

    Ledger& ledger() { return m_ledger; }
    const Ledger& ledger() const { return m_ledger; }

    std::uint32_t openOrders(AccountId account) const;
    void restoreOpenOrder(AccountId account);
    const Positions& positions() const { return m_positions; }
    void restoreOpenBuy(AccountId account, InstrumentId instrument, Quantity open) {
        m_positions.restore(account, instrument, open);
    }
    const ClientOrderIds& clientOrderIds(AccountId account) const {
        return *m_clientIds.find(account);
    }
    /// To be called in the order in which the orders were accepted.
    void restoreClientOrderId(AccountId account, ClientOrderId id,
                              const ClientOrderIds::Entry& entry);

private:
    MessageStamp stampOf(const api::CommandContext& context) const;
    void fill(ReservedOrder& order, const api::CommandContext& context,
              const api::PlaceOrder& command, const Instrument& instrument, OrderId id) const;

    void giveBackClientOrderId(const ReservedOrder& order) {
        if (!order.clientOrderId.isNone())
            m_clientIds.find(order.account)->giveBack(order.clientOrderId);
    }

    // home_lists.cpp
    static bool isTaken(const HomeAccount& account, const api::PlaceOrderList& command,
                        const ReserveConditions& conditions, Reservation& out);
    void undo(const ReservedList& list);

    // home_replace.cpp
    static bool isTaken(const HomeAccount& account, ClientOrderId id, std::uint64_t terms,
                        const ReserveConditions& conditions, Reservation& out);
    template<class Command>
    static bool isTaken(const HomeAccount& account, const Command& command,
                        const ReserveConditions& conditions, Reservation& out);
    template<class Command>
    static void takeClientOrderId(HomeAccount& account, const api::CommandContext& context,
                                  const Command& command);
    static void settleClientOrderId(HomeAccount& account, const Settlement& settlement);
    static bool promiseBoth(HomeAccount& account, const Instrument& instrument, Price price,
                            Quantity quantity, const ReserveConditions& conditions, Amount& base,
                            Amount& quote);
    static bool promiseUpTo(HomeAccount& account, const api::CreateInstrument& definition,
                            Amount mostBase, Amount mostQuote,
                            const ReserveConditions& conditions, Amount& base, Amount& quote);
    void unpromiseBoth(AccountId account, InstrumentId instrument, Amount base, Amount quote);

    static bool promiseFunds(HomeAccount& account, const api::PlaceOrder& command, Quantity quantity,
                             const Instrument& instrument, Amount& funds);
    // home_quotes.cpp: room below an instrument's largest position
    bool findRoom(const api::PlaceOrder& command, const Instrument& instrument,
                  const ReserveConditions& conditions, Quantity& room) const;
    bool findRoom(AccountId account, const Instrument& instrument, Quantity wanted,
                  const ReserveConditions& conditions, Quantity& room) const;
    void promiseRoom(AccountId account, InstrumentId instrument, Quantity room) {
        if (!room.isZero()) [[unlikely]]
            m_positions.promise(account, instrument, room);
    }
    void unpromiseRoom(AccountId account, InstrumentId instrument, Quantity room) {
        if (!room.isZero()) [[unlikely]]
            m_positions.unpromise(account, instrument, room);
    }


    unsigned m_shard;
    unsigned m_shards;
    const ReferenceData& m_reference;
    Ledger m_ledger;
    Positions m_positions;
    std::pmr::unsynchronized_pool_resource m_clientIdMemory;
    IdTable<AccountId, ClientOrderIds> m_clientIds;
    HighWaterMarks m_marks;
};

template<class Command>
bool HomeRole::isTaken(const HomeAccount& account, const Command& command,
                       const ReserveConditions& conditions, Reservation& out) {
    return !command.clientOrderId.isNone() &&
           isTaken(account, command.clientOrderId, termsOf(command), conditions, out);
}

template<class Command>
void HomeRole::takeClientOrderId(HomeAccount& account, const api::CommandContext& context,
                                 const Command& command) {
    if (!command.clientOrderId.isNone())
        account.clientIds->take(command.clientOrderId, OrderId(context.sequence.value()),
                               termsOf(command));
}

} // namespace openbell::core
