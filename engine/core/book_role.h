// A shard as the place of order books: works requests that arrive with their funds, answers with
// events and settlements. Owned by the shard's thread.
#pragma once

#include "engine/core/fills.h"
#include "engine/core/high_water.h"

#include <array>
#include <memory>
#include <set>

namespace openbell::core {

/// Bound of the resting orders of the whole venue; past it TooManyOpenOrders. Every shard has the
/// address space for all of them, so that the bound does not depend on the number of shards.
inline constexpr std::uint32_t kMaxOpenOrders = 4'000'000;

/// Which orders a mass cancel is for.
struct CancelFilter {
    AccountId account; ///< none: any
    api::SideFilter side = api::SideFilter::Both;
    SessionId session; ///< none: any

    bool takes(const OrderRecord& record, api::Side orderSide) const {
        return (account.isNone() || record.account == account) &&
               (session.isNone() || record.session == session) && includes(side, orderSide);
    }
};

class BookRole {
public:
    BookRole(unsigned shard, unsigned shards);

    void openMarket(const Instrument& instrument);

    /// Works a request; false when it was a repeat and nothing was done. The event buffer's stamp
    /// must be set; its order is set here.
    bool work(const api::CommandContext& context, const BookRequest& request, BookOutput& out);
    template<BookMessage Request>
    bool work(const api::CommandContext& context, const Request& request, BookOutput& out);

    /// Does what became due in one market by itself until the command's time: expiries, the ends of
    /// auctions and other phases, in the order of their times.
    void catchUp(const api::CommandContext& context, Market& market, BookOutput& out);
    /// Appends the markets with something due at that time.
    void collectDue(Timestamp time, std::vector<InstrumentId>& due) const;
    /// When something becomes due by itself; kNever when nothing does. May be too early.
    Timestamp nextDue() const { return m_due.empty() ? kNever : m_due.begin()->first; }

    // What operators set (book_phases.cpp). Each refuses or does all of it.
    api::RejectReason work(const api::CommandContext& context,
                           const api::ChangeInstrumentState& command, BookOutput& out);
    api::RejectReason work(const api::CommandContext& context, const api::HaltInstrument& command,
                           BookOutput& out);
    api::RejectReason work(const api::CommandContext& context,
                           const api::ResumeInstrument& command, BookOutput& out);
    api::RejectReason work(const api::CommandContext& context,
                           const api::SetTradingSchedule& command, BookOutput& out);
    api::RejectReason work(const api::CommandContext& context, const api::SetTradingDay& command,
                           BookOutput& out);
    api::RejectReason work(const api::CommandContext& context,
                           const api::SetPriceControls& command, BookOutput& out);
    api::RejectReason work(const api::CommandContext& context, const api::SetPriceBands& command,
                           BookOutput& out);

    /// Cancels the open orders in one market that the filter takes in, buys before sells, in
    /// priority order.
    void cancelAll(const api::CommandContext& context, Market& market, const CancelFilter& filter,
                   BookOutput& out);
    // Of market makers (book_quotes.cpp).
    api::RejectReason work(const api::CommandContext& context,
                           const api::SetMarketMakerProtection& command, BookOutput& out);
    api::RejectReason work(const api::CommandContext& context,
                           const api::ResetMarketMakerProtection& command, BookOutput& out);


    /// Starts a command's settlements at index 0; work() does so by itself.
    void beginOutput(const api::CommandContext& context, BookOutput& out) const;

    /// Counts everything up to `sequence` as received (after loading a snapshot).
    void resetMarks(Sequence sequence);

    Market* findMarket(InstrumentId instrument) {
        return const_cast<Market*>(std::as_const(*this).findMarket(instrument));
    }
    const Market* findMarket(InstrumentId instrument) const {
        const auto* market = m_markets.find(instrument);
        return market ? market->get() : nullptr;
    }
    const OrderPool& pool() const { return m_pool; }
    /// Resting and waiting ones.
    std::size_t openOrders() const { return m_pool.size() + m_waiting; }
    const OrderRecord& record(Slot slot) const { return m_records[slot]; }
    AccountId ownerOf(const Market& market, OrderId id) const;

    const IcebergTerms& iceberg(Slot slot) const { return m_records.icebergs[slot]; }

    /// Puts an order back behind the others of its price.
    void restoreOrder(Market& market, const NewOrder& order, const OrderRecord& record);
    /// The same for an iceberg; `order.open` is what it shows.
    void restoreIceberg(Market& market, const NewOrder& order, const OrderRecord& record,
                        const IcebergTerms& iceberg);
    void restoreWaiting(Market& market, const WaitingOrder& order);
    /// Puts the terms of a pegged order back, and the order itself if it waits.
    void restorePegged(Market& market, OrderId id, const PeggedOrder& order);
    /// Completes a market whose state and orders were put back.
    void finishRestoring(Market& market);

private:
    void work(const api::CommandContext& context, Market& market, const ReservedOrder& order,
              BookOutput& out);
    void work(const api::CommandContext& context, Market& market,
              const ReservedAmendment& request, BookOutput& out);
    void work(const api::CommandContext& context, Market& market, const CancelRequest& request,
              BookOutput& out);
    void work(const api::CommandContext& context, Market& market,
              const ReservedReplacement& request, BookOutput& out);
    void work(const api::CommandContext& context, Market& market, const ReservedList& request,
              BookOutput& out);
    void work(const api::CommandContext& context, Market& market, const ReservedQuote& request,
              BookOutput& out);

    void place(const api::CommandContext& context, Market& market, const ReservedOrder& order,
               BookOutput& out);
    Quantity quantityFor(const Market& market, const ReservedOrder& order) const;
    api::RejectReason refusalOf(const Market& market, const ReservedOrder& order,
                                Price limit) const;
    void finishPlacement(const api::CommandContext& context, Market& market,
                         const ReservedOrder& order, const Taker& taker, BookOutput& out,
                         std::size_t answer);
    void restOrCancel(const api::CommandContext& context, Market& market,
                      const ReservedOrder& order, std::uint8_t flags, const Taker& taker,
                      BookOutput& out, std::size_t answer);
    Slot rest(Market& market, NewOrder order);
    void finishMatch(const api::CommandContext& context, Market& market, const Taker& taker,
                     BookOutput& out);
    api::RejectReason refusalOf(const Market& market, const ReservedAmendment& request,
                                Slot slot) const;
    void amend(const api::CommandContext& context, Market& market,
               const ReservedAmendment& request, Slot slot, BookOutput& out, std::size_t answer);
    api::RejectReason refusalOf(const Market& market, const ReservedReplacement& request,
                                Slot slot, ReservedOrder& order) const;
    void restIceberg(Market& market, NewOrder order, const OrderRecord& record,
                     IcebergTerms iceberg, BookOutput& out);
    Quantity partToShow(const Market& market, Slot slot, Quantity open, BookOutput& out);
    void cancel(Market& market, Slot slot, api::CancelReason reason, BookOutput& out);
    void cancelOpen(Market& market, OrderId id, api::CancelReason reason, BookOutput& out);
    void cancelOrders(Market& market, const CancelFilter& filter, api::CancelReason reason,
                      BookOutput& out);

    // Quotes (book_quotes.cpp).
    struct QuoteSide;
    QuoteSide quoteSide(const Market& market, const ReservedQuote& request,
                        const api::CommandContext& context, api::Side side) const;
    api::RejectReason refusalOf(const api::CommandContext& context, const Market& market,
                                const ReservedQuote& request,
                                const std::array<QuoteSide, 2>& sides) const;
    api::RejectReason refusalOf(const Market& market, const ReservedQuote& request,
                                const QuoteSide& side) const;
    void leave(Market& market, const QuoteSide& side, BookOutput& out, std::size_t answer);
    std::optional<Taker> enter(const api::CommandContext& context, Market& market,
                               QuoteSide& side, BookOutput& out, std::size_t answer);
    void protectQuotes(const api::CommandContext& context, Market& market, BookOutput& out) {
        if (market.quotes.hasFills()) [[unlikely]]
            protectFilled(context, market, out);
    }
    void protectFilled(const api::CommandContext& context, Market& market, BookOutput& out);

    // Orders that wait for a trigger price or an auction (book_triggers.cpp).
    api::RejectReason setTrigger(const Market& market, WaitingOrder& waiting) const;
    api::RejectReason placeWaiting(const api::CommandContext& context, Market& market,
                                   const ReservedOrder& order, BookOutput& out,
                                   std::size_t answer);
    void amendWaiting(Market& market, const ReservedAmendment& request, BookOutput& out,
                      std::size_t answer);
    void cancelWaiting(Market& market, OrderId id, api::CancelReason reason, BookOutput& out);
    void followTrades(const api::CommandContext& context, Market& market, const Taker& taker,
                      BookOutput& out);
    void followTaker(Market& market, const Taker& taker, BookOutput& out);
    void followLastPrice(const api::CommandContext& context, Market& market, BookOutput& out);
    void follow(Market& market, Price last, BookOutput& out);
    void activateReached(const api::CommandContext& context, Market& market, BookOutput& out,
                         std::size_t from = 0);
    void activate(const api::CommandContext& context, Market& market, const Reached& reached,
                  BookOutput& out);
    void letIn(const api::CommandContext& context, Market& market, const WaitingOrder& order,
               BookOutput& out);

    // Orders that act on each other (book_lists.cpp).
    api::RejectReason refusalOf(const Market& market, const ReservedList& request) const;
    void placePair(const api::CommandContext& context, Market& market,
                   const ReservedList& request, BookOutput& out, std::size_t answer);
    void placeWorking(const api::CommandContext& context, Market& market,
                      const ReservedList& request, BookOutput& out, std::size_t answer);
    void keepWaiting(const api::CommandContext& context, Market& market,
                     const WaitingOrder& waiting, const ReservedOrder& order, OrderId cancels,
                     BookOutput& out, std::size_t answer);
    void endList(Market& market, OrderId ended, BookOutput& out);
    Amount takeOver(Market& market, OrderId trading, BookOutput& out);
    void endTradedLists(Market& market, BookOutput& out);
    void releaseLists(Market& market, BookOutput& out);
    void shareHold(Market& market, const OrderList& list);
    void release(Market& market, OrderId id, BookOutput& out);

    // Pegged orders (book_pegs.cpp).
    api::RejectReason placePegged(const api::CommandContext& context, Market& market,
                                  const ReservedOrder& order, BookOutput& out,
                                  std::size_t answer);
    void amendPegged(Market& market, const ReservedAmendment& request, BookOutput& out,
                     std::size_t answer);
    void followPegs(Market& market, BookOutput& out);
    void reprice(Market& market, OrderId id, PeggedOrder& order, Price price, BookOutput& out);
    void parkPegs(Market& market, BookOutput& out);
    void cancelWaitingPeg(Market& market, OrderId id, api::CancelReason reason, BookOutput& out);

    // Phases and auctions (book_phases.cpp, book_auctions.cpp).
    void enter(const api::CommandContext& context, Market& market, api::InstrumentState state,
               Timestamp until, const api::Note& reason, BookOutput& out);
    void enterByHand(const api::CommandContext& context, Market& market,
                     api::InstrumentState state, Timestamp until, const api::Note& reason,
                     BookOutput& out);
    api::RejectReason setState(const api::CommandContext& context, InstrumentId instrument,
                               api::InstrumentState state, Timestamp until,
                               const api::Note& reason, BookOutput& out);
    template<class Event, class Rules, class Command>
    api::RejectReason setRule(const Market& market, Rules& rules, const Command& command,
                              BookOutput& out);
    void endPhase(const api::CommandContext& context, Market& market, BookOutput& out);
    void beginScheduled(const api::CommandContext& context, Market& market, BookOutput& out);
    void calendarChanged(const api::CommandContext& context, Market& market, BookOutput& out);
    void finishPhaseWork(const api::CommandContext& context, Market& market, BookOutput& out);
    void refreshDue(Market& market);
    AuctionPrice auctionPrice(const Market& market);
    void indicate(Market& market, BookOutput& out);
    void uncross(const api::CommandContext& context, Market& market, BookOutput& out);
    void tradeInAuction(Market& market, Price price, BookOutput& out);
    void fillResting(Market& market, Slot slot, Quantity filled, BookOutput& out);

    // Limit-up/limit-down bands (book_bands.cpp).
    void moveBand(Timestamp time, Market& market, BookOutput& out);
    void followBand(const api::CommandContext& context, Market& market, BookOutput& out);
    void cancelBeyondBand(Market& market, BookOutput& out);
    void leaveBook(Market& market, Slot slot, BookOutput& out);
    void endLimitState(const api::CommandContext& context, Market& market, BookOutput& out);

    // Orders of bounded life (book_phases.cpp).
    void noteTimed(Market& market, OrderId id, api::TimeInForce timeInForce, Timestamp expiry) {
        if (isTimed(timeInForce)) [[unlikely]]
            addTimed(market, id, timeInForce, expiry);
    }
    void addTimed(Market& market, OrderId id, api::TimeInForce timeInForce, Timestamp expiry);
    void endTimed(Market& market, bool dayEnds, BookOutput& out);
    void admitForClosing(Market& market, BookOutput& out);

    // Trading within the range that the price monitor allows (book_phases.cpp).
    void bound(const api::CommandContext& context, const Market& market, Taker& taker) const {
        if (market.boundsPrices()) [[unlikely]]
            boundTaker(context, market, taker);
    }
    void boundTaker(const api::CommandContext& context, const Market& market, Taker& taker) const;
    void noteTrades(const api::CommandContext& context, Market& market, const Taker& taker,
                    BookOutput& out) {
        if (taker.bound || !market.bands.empty()) [[unlikely]]
            noteWatchedTrades(context, market, taker, out);
    }
    void noteWatchedTrades(const api::CommandContext& context, Market& market, const Taker& taker,
                           BookOutput& out);
    void publishLevels(Market& market, api::EventBuffer& events);

    struct ChangedLevel {
        api::Side side;
        Price price;
        Quantity quantity;
        std::uint32_t orders;
    };

    unsigned m_shard;
    unsigned m_shards;
    OrderPool m_pool;
    OrderRecords m_records;
    IdTable<InstrumentId, std::unique_ptr<Market>> m_markets;
    HighWaterMarks m_marks;
    std::vector<ChangedLevel> m_levels;          ///< scratch
    std::vector<Slot> m_slots;                   ///< scratch
    std::vector<Reached> m_reached;              ///< scratch
    std::vector<OrderId> m_ids;                  ///< scratch
    AuctionPricer m_pricer;
    std::set<std::pair<Timestamp, InstrumentId>> m_due; ///< markets by their next due time
    std::size_t m_waiting = 0;                   ///< orders outside the books, of all markets
};

} // namespace openbell::core
