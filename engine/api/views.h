// Views: what sessions are shown, in snapshots, deltas and query results. Plain data, integers
// only; the console turns them into text in one place.
#pragma once

#include "engine/api/events.h"
#include "engine/base/turnover.h"

#include <string>
#include <vector>

namespace openbell::api {

struct TickerView {
    static constexpr std::string_view kName = "Ticker";
    InstrumentId instrument;
    Price last; ///< zero before the first trade
    Side lastSide = Side::Buy;
    Price bestBid; ///< zero: none
    Price bestAsk;
    Quantity bestBidQuantity;
    Quantity bestAskQuantity;
    Price open24h;
    Price high24h;
    Price low24h;
    Quantity volume24h;
    std::uint64_t trades24h = 0;
    std::uint64_t bookUpdates = 0; ///< since the venue started; rates are differences
    std::uint64_t trades = 0;
    std::uint32_t bestBidOrders = 0;
    std::uint32_t bestAskOrders = 0;
    Turnover turnover24h; ///< its price per lot is the VWAP
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("last", s.last);
        f("lastSide", s.lastSide);
        f("bestBid", s.bestBid);
        f("bestAsk", s.bestAsk);
        f("bestBidQuantity", s.bestBidQuantity);
        f("bestAskQuantity", s.bestAskQuantity);
        f("open24h", s.open24h);
        f("high24h", s.high24h);
        f("low24h", s.low24h);
        f("volume24h", s.volume24h);
        f("trades24h", s.trades24h);
        f("bookUpdates", s.bookUpdates);
        f("trades", s.trades);
        f("bestBidOrders", s.bestBidOrders);
        f("bestAskOrders", s.bestAskOrders);
        f("turnover24h", s.turnover24h.low);
        f("turnoverHigh24h", s.turnover24h.high);
    }
};

struct LevelView {
    static constexpr std::string_view kName = "Level";
    Side side = Side::Buy;
    Price price;
    Quantity quantity; ///< zero: the level is gone
    std::uint32_t orders = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("side", s.side);
        f("price", s.price);
        f("quantity", s.quantity);
        f("orders", s.orders);
    }
};

/// A trade with its place in the journal. In Trades topics the accounts, orders and fees are blank
/// for those who may not see them.
struct TradeView {
    static constexpr std::string_view kName = "Trade";
    Sequence sequence;
    Timestamp time;
    TradeExecuted trade;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        TradeExecuted::fields(s.trade, f);
    }
};

struct OrderView {
    static constexpr std::string_view kName = "Order";
    OrderId order;
    AccountId account;
    InstrumentId instrument;
    ClientOrderId clientOrderId;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::GoodTillCancelled;
    PostOnly postOnly = PostOnly::No;
    OrderStatus status = OrderStatus::Open;
    CancelReason cancelReason = CancelReason::Requested; ///< meaningful when cancelled
    bool waiting = false; ///< not in the book: open orders whose trigger price was not reached yet
    Price price; ///< of a pegged order its limit
    Price triggerPrice{};
    Price trailBy{};
    Quantity quantity;
    Quantity filled;
    Timestamp placed;
    Timestamp changed;
    Sequence sequence; ///< of the last change
    Quantity displayQuantity{}; ///< an iceberg's; zero: all is shown
    Quantity displayVariance{};
    bool hidden = false;
    Timestamp expiry{}; ///< when its time in force ends it; zero: not at a known time
    Amount quoteAmount{}; ///< of an order by amount
    PegReference peg = PegReference::None;
    Price pegOffset{};
    Price pegPrice{};   ///< at which a pegged order rests; zero: it waits
    Quantity shown{};   ///< of an iceberg that rests: the part that is shown now
    OrderId waitsFor{}; ///< of an open order of a list: that one is to be filled first
    OrderId cancels{};  ///< of a list: when one of the two trades or ends, the other one ends
    /// Where it stands in the book, if it does.
    Price restingPrice() const { return peg == PegReference::None ? price : pegPrice; }
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("account", s.account);
        f("instrument", s.instrument);
        f("clientOrderId", s.clientOrderId);
        f("side", s.side);
        f("type", s.type);
        f("timeInForce", s.timeInForce);
        f("postOnly", s.postOnly);
        f("status", s.status);
        f("cancelReason", s.cancelReason);
        f("waiting", s.waiting);
        f("price", s.price);
        f("triggerPrice", s.triggerPrice);
        f("trailBy", s.trailBy);
        f("quantity", s.quantity);
        f("filled", s.filled);
        f("placed", s.placed);
        f("changed", s.changed);
        f("sequence", s.sequence);
        f("displayQuantity", s.displayQuantity);
        f("displayVariance", s.displayVariance);
        f("hidden", s.hidden);
        f("expiry", s.expiry);
        f("quoteAmount", s.quoteAmount);
        f("peg", s.peg);
        f("pegOffset", s.pegOffset);
        f("pegPrice", s.pegPrice);
        f("shown", s.shown);
        f("waitsFor", s.waitsFor);
        f("cancels", s.cancels);
    }
};

/// One step in an order's life. Fields that its kind does not have are zero.
struct OrderEventView {
    static constexpr std::string_view kName = "OrderEvent";
    OrderId order;
    Sequence sequence;
    Timestamp time;
    OrderEventKind kind = OrderEventKind::Placed;
    Price price;       ///< of the order, of the trade, of the trade that triggered it
    Quantity quantity; ///< total, traded, what would have traded, what was cancelled
    Quantity open;     ///< left afterwards
    OrderId otherOrder; ///< the other side of a trade or of a prevented match; zero for strangers
    TradeId trade;
    Amount fee;
    bool maker = false;   ///< of a fill
    bool auction = false; ///< of a fill
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::None; ///< of a prevented match
    CancelReason cancelReason = CancelReason::Requested;
    bool priorityKept = false; ///< of an amendment
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("order", s.order);
        f("sequence", s.sequence);
        f("time", s.time);
        f("kind", s.kind);
        f("price", s.price);
        f("quantity", s.quantity);
        f("open", s.open);
        f("otherOrder", s.otherOrder);
        f("trade", s.trade);
        f("fee", s.fee);
        f("maker", s.maker);
        f("auction", s.auction);
        f("selfTradePrevention", s.selfTradePrevention);
        f("cancelReason", s.cancelReason);
        f("priorityKept", s.priorityKept);
    }
};

/// The running auction of an instrument, if its state is one, and the last that ended since the
/// venue has started.
struct AuctionView {
    static constexpr std::string_view kName = "Auction";
    InstrumentId instrument;
    InstrumentState state = InstrumentState::Trading;
    Timestamp since{}; ///< when the state began; zero: before the venue started
    Timestamp until{}; ///< see InstrumentStateChanged
    Price price;       ///< what it would trade at now; zero: nothing
    Quantity quantity;
    Quantity surplus; ///< of buys when positive, of sells when negative
    InstrumentState lastAuction = InstrumentState::Trading; ///< the auction that ended last
    Timestamp lastTime{};                                   ///< when; zero: none so far
    Price lastPrice;                                        ///< zero: nothing traded
    Quantity lastQuantity;
    Quantity lastSurplus;
    Price bandLower{}; ///< between these it trades; zero: no band
    Price bandUpper{};
    Timestamp limitUntil{}; ///< the best price stands at a band; when an auction follows; zero: no
    Side limitSide = Side::Buy;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("state", s.state);
        f("since", s.since);
        f("until", s.until);
        f("price", s.price);
        f("quantity", s.quantity);
        f("surplus", s.surplus);
        f("lastAuction", s.lastAuction);
        f("lastTime", s.lastTime);
        f("lastPrice", s.lastPrice);
        f("lastQuantity", s.lastQuantity);
        f("lastSurplus", s.lastSurplus);
        f("bandLower", s.bandLower);
        f("bandUpper", s.bandUpper);
        f("limitUntil", s.limitUntil);
        f("limitSide", s.limitSide);
    }
};

struct CandleView {
    static constexpr std::string_view kName = "Candle";
    InstrumentId instrument;
    CandleInterval interval = CandleInterval::Minute1;
    Timestamp start;
    Price open;
    Price high;
    Price low;
    Price close;
    Quantity volume;
    std::uint64_t trades = 0;
    Turnover turnover{}; ///< divided by the volume: the VWAP
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("instrument", s.instrument);
        f("interval", s.interval);
        f("start", s.start);
        f("open", s.open);
        f("high", s.high);
        f("low", s.low);
        f("close", s.close);
        f("volume", s.volume);
        f("trades", s.trades);
        f("turnover", s.turnover.low);
        f("turnoverHigh", s.turnover.high);
    }
};

/// The best bid and offer with the last trade, as a command left them.
struct TopOfBookView {
    static constexpr std::string_view kName = "TopOfBook";
    Sequence sequence; ///< of that command
    Timestamp time;
    Price bestBid; ///< zero: none
    Quantity bestBidQuantity;
    std::uint32_t bestBidOrders = 0;
    Price bestAsk;
    Quantity bestAskQuantity;
    std::uint32_t bestAskOrders = 0;
    TradeId lastTrade; ///< none before the first
    Price last;
    Quantity lastQuantity;
    Side lastSide = Side::Buy;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        f("bestBid", s.bestBid);
        f("bestBidQuantity", s.bestBidQuantity);
        f("bestBidOrders", s.bestBidOrders);
        f("bestAsk", s.bestAsk);
        f("bestAskQuantity", s.bestAskQuantity);
        f("bestAskOrders", s.bestAskOrders);
        f("lastTrade", s.lastTrade);
        f("last", s.last);
        f("lastQuantity", s.lastQuantity);
        f("lastSide", s.lastSide);
    }
    friend bool operator==(const TopOfBookView&, const TopOfBookView&) = default;
};

/// What happened to one displayed order; whose it is stays private.
struct BookOrderView {
    static constexpr std::string_view kName = "BookOrder";
    Sequence sequence; ///< of the command that did it; none in a snapshot
    BookAction action = BookAction::Add;
    Side side = Side::Buy;
    OrderId order;
    Price price;       ///< where it stands afterwards; Delete: where it stood
    Quantity quantity; ///< displayed afterwards; zero: it is gone
    TradeId trade;     ///< Execute only
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("action", s.action);
        f("side", s.side);
        f("order", s.order);
        f("price", s.price);
        f("quantity", s.quantity);
        f("trade", s.trade);
    }
};

/// A match that self-trade prevention stopped, with its place in the journal.
struct PreventedMatchView {
    static constexpr std::string_view kName = "PreventedMatch";
    Sequence sequence;
    Timestamp time;
    MatchPrevented match;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        MatchPrevented::fields(s.match, f);
    }
};

/// One line of the audit log: an operator's command or a session event such as a refused sign-in.
struct AuditView {
    static constexpr std::string_view kName = "AuditEntry";
    Sequence sequence; ///< none for session events
    Timestamp time;
    UserId actor;
    std::string actorName;
    std::string action; ///< the command's or session event's name, such as HaltInstrument, SignedIn
    std::string details; ///< the fields in text form
    RejectReason outcome = RejectReason::None;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("sequence", s.sequence);
        f("time", s.time);
        f("actor", s.actor);
        f("actorName", s.actorName);
        f("action", s.action);
        f("details", s.details);
        f("outcome", s.outcome);
    }
};

struct HealthView {
    static constexpr std::string_view kName = "Health";
    Timestamp time;
    Sequence sequence; ///< last applied
    Sequence durable;  ///< last on disk
    Sequence projected; ///< last in the read models
    Sequence snapshot; ///< of the newest snapshot
    std::uint64_t commandsPerSecond = 0;
    std::uint64_t eventsPerSecond = 0;
    std::uint64_t tradesPerSecond = 0;
    std::uint64_t rejectsPerSecond = 0;
    std::uint32_t inputDepth = 0;    ///< commands waiting for the sequencer
    std::uint32_t inputCapacity = 0;
    std::uint32_t journalDepth = 0;  ///< batches waiting for the disk
    std::uint32_t publishDepth = 0;  ///< batches waiting for release
    std::uint32_t sessions = 0;
    std::uint32_t shards = 0;
    std::uint64_t journalBytes = 0;
    std::uint64_t residentBytes = 0;
    std::int64_t applyNsP50 = 0;   ///< sequenced to applied
    std::int64_t applyNsP99 = 0;
    std::int64_t durableNsP50 = 0; ///< sequenced to durable
    std::int64_t durableNsP99 = 0;
    std::int64_t durableNsP999 = 0;
    std::int64_t syncNsP50 = 0;    ///< one fdatasync
    std::int64_t syncNsP99 = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("time", s.time);
        f("sequence", s.sequence);
        f("durable", s.durable);
        f("projected", s.projected);
        f("snapshot", s.snapshot);
        f("commandsPerSecond", s.commandsPerSecond);
        f("eventsPerSecond", s.eventsPerSecond);
        f("tradesPerSecond", s.tradesPerSecond);
        f("rejectsPerSecond", s.rejectsPerSecond);
        f("inputDepth", s.inputDepth);
        f("inputCapacity", s.inputCapacity);
        f("journalDepth", s.journalDepth);
        f("publishDepth", s.publishDepth);
        f("sessions", s.sessions);
        f("shards", s.shards);
        f("journalBytes", s.journalBytes);
        f("residentBytes", s.residentBytes);
        f("applyNsP50", s.applyNsP50);
        f("applyNsP99", s.applyNsP99);
        f("durableNsP50", s.durableNsP50);
        f("durableNsP99", s.durableNsP99);
        f("durableNsP999", s.durableNsP999);
        f("syncNsP50", s.syncNsP50);
        f("syncNsP99", s.syncNsP99);
    }
};

/// How far the replay of a recording is, and how closely the book follows it.
struct ReplayView {
    static constexpr std::string_view kName = "Replay";
    std::string source; ///< file name without its folder
    std::uint64_t position = 0; ///< messages replayed
    std::uint64_t total = 0;
    Timestamp time; ///< of the recording
    std::uint32_t speed = 1; ///< 0: as fast as possible
    bool paused = false;
    bool finished = false;
    std::uint64_t executions = 0; ///< recorded executions replayed
    std::uint64_t faithful = 0;   ///< of those, matched the recorded order in true FIFO order
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("source", s.source);
        f("position", s.position);
        f("total", s.total);
        f("time", s.time);
        f("speed", s.speed);
        f("paused", s.paused);
        f("finished", s.finished);
        f("executions", s.executions);
        f("faithful", s.faithful);
    }
};

} // namespace openbell::api
