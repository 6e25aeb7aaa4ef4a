// A shard as the place of order books: works requests that arrive with their funds, answers with
// events and settlements. Owned by the shard's thread.
#pragma once

#include "engine/core/fills.h"
#include "engine/core/high_water.h"

#include <memory>

namespace openbell::core {

/// Bound of the resting orders of the whole venue; past it TooManyOpenOrders. Every shard has the
/// address space for all of them, so that the bound does not depend on the number of shards.
inline constexpr std::uint32_t kMaxOpenOrders = 4'000'000;

class BookRole {
public:
    BookRole(unsigned shard, unsigned shards);

    void openMarket(const Instrument& instrument);

    /// Works a request; false when it was a repeat and nothing was done. The event buffer's stamp
    /// must be set; its order is set here.
    bool work(const api::CommandContext& context, const BookRequest& request, BookOutput& out);

    /// Cancels the open orders of one account (none: of all) and those sides in one market, buys before sells, in
    /// priority order.
    void cancelAll(Market& market, AccountId account, api::SideFilter sides, BookOutput& out);

    /// Starts a command's settlements at index 0; work() does so by itself.
    void beginOutput(const api::CommandContext& context, BookOutput& out) const;

    /// Counts everything up to `sequence` as received (after loading a snapshot).
    void resetMarks(Sequence sequence);

    Market* findMarket(InstrumentId instrument);
    const Market* findMarket(InstrumentId instrument) const;
    const OrderPool& pool() const { return m_pool; }
    /// Resting and waiting ones.
    std::size_t openOrders() const { return m_pool.size() + m_waiting; }
    const OrderRecord& record(Slot slot) const { return m_records[slot]; }

    const IcebergTerms& iceberg(Slot slot) const { return m_records.icebergs[slot]; }

    /// Puts an order back behind the others of its price.
    void restoreOrder(Market& market, const NewOrder& order, const OrderRecord& record);
    /// The same for an iceberg; `order.open` is what it shows.
    void restoreIceberg(Market& market, const NewOrder& order, const OrderRecord& record,
                        const IcebergTerms& iceberg);
    void restoreWaiting(Market& market, const WaitingOrder& order);

private:
    void work(const api::CommandContext& context, const ReservedOrder& order, BookOutput& out);
    void work(const api::CommandContext& context, const ReservedAmendment& request,
              BookOutput& out);
    void work(const api::CommandContext& context, const CancelRequest& request, BookOutput& out);
    void work(const api::CommandContext& context, const ReservedReplacement& request,
              BookOutput& out);

    api::RejectReason refusalOf(const Market& market, const ReservedOrder& order,
                                Price limit) const;
    void finishPlacement(Market& market, const ReservedOrder& order, const Taker& taker,
                         OrderRecord& record, BookOutput& out, std::size_t answer);
    api::RejectReason refusalOf(const Market& market, const ReservedAmendment& request,
                                Slot slot) const;
    void amend(Market& market, const ReservedAmendment& request, Slot slot, BookOutput& out,
               std::size_t answer);
    api::RejectReason refusalOf(const Market& market, const ReservedReplacement& request,
                                Slot slot, ReservedOrder& order) const;
    void restIceberg(Market& market, NewOrder order, const OrderRecord& record,
                     IcebergTerms iceberg);
    Quantity partToShow(Slot slot, Quantity open);
    void cancel(Market& market, Slot slot, api::CancelReason reason, BookOutput& out);

    // Orders that wait for a trigger price (book_triggers.cpp).
    api::RejectReason placeWaiting(const api::CommandContext& context, Market& market,
                                   const ReservedOrder& order, BookOutput& out,
                                   std::size_t answer);
    void amendWaiting(Market& market, const ReservedAmendment& request, BookOutput& out,
                      std::size_t answer);
    void cancelWaiting(Market& market, OrderId id, api::CancelReason reason, BookOutput& out);
    void followTrades(Market& market, const Taker& taker, BookOutput& out);
    void follow(Market& market, const Taker& taker, BookOutput& out);
    void activate(Market& market, const Reached& reached, BookOutput& out);
    void publishLevels(Market& market, api::EventBuffer& events);

    unsigned m_shard;
    unsigned m_shards;
    OrderPool m_pool;
    OrderRecords m_records;
    IdTable<InstrumentId, std::unique_ptr<Market>> m_markets;
    HighWaterMarks m_marks;
    std::vector<api::BookLevelChanged> m_levels; ///< scratch
    std::vector<Slot> m_slots;                   ///< scratch
    std::vector<Reached> m_reached;              ///< scratch
    std::size_t m_waiting = 0;                   ///< waiting orders of all markets
};

} // namespace openbell::core
