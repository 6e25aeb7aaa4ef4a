// The console protocol: what goes through a FrameTransport, the same over loopback and WebSocket.
// One frame is one message: in binary frames u16 type code and the fields, in text frames a JSON
// object with "message". Described for strangers in app/docs/protocol.md.
#pragma once

#include "engine/api/views.h"

#include <cstddef>

namespace openbell::api {

/// Raised when a field list changes; both sides refuse another number.
inline constexpr std::uint32_t kProtocolVersion = 4;
inline constexpr std::size_t kMaxRequestBytes = 64 * 1024;
inline constexpr std::size_t kMaxResponseBytes = 32 * 1024 * 1024;
inline constexpr std::size_t kMaxStringBytes = 4096;
inline constexpr std::size_t kMaxListItems = 1'000'000;
inline constexpr std::size_t kMaxSubscriptions = 256; ///< per session
inline constexpr std::size_t kMaxQueryRows = 10'000;

/// What a subscription is about; fields that its kind does not use are zero.
struct Topic {
    static constexpr std::string_view kName = "Topic";
    TopicKind kind = TopicKind::ReferenceData;
    InstrumentId instrument;
    AccountId account;
    CandleInterval interval = CandleInterval::Minute1;
    friend bool operator==(const Topic&, const Topic&) = default;
    friend auto operator<=>(const Topic&, const Topic&) = default;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("kind", s.kind);
        f("instrument", s.instrument);
        f("account", s.account);
        f("interval", s.interval);
    }
};

// ---- from the client ----

struct Hello {
    static constexpr std::string_view kName = "Hello";
    static constexpr std::uint16_t kType = 1;
    std::uint32_t protocolVersion = kProtocolVersion;
    std::string clientName;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("protocolVersion", s.protocolVersion);
        f("clientName", s.clientName);
    }
};

struct SignIn {
    static constexpr std::string_view kName = "SignIn";
    static constexpr std::uint16_t kType = 2;
    std::string user;
    std::string password;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("user", s.user);
        f("password", s.password);
    }
};

struct Submit {
    static constexpr std::string_view kName = "Submit";
    static constexpr std::uint16_t kType = 3;
    RequestId request;
    Command command;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("command", s.command);
    }
};

struct Query {
    static constexpr std::string_view kName = "Query";
    static constexpr std::uint16_t kType = 4;
    RequestId request;
    QueryKind kind = QueryKind::MarketSummary;
    InstrumentId instrument;
    AccountId account;
    CandleInterval interval = CandleInterval::Minute1;
    Sequence before; ///< only rows below this sequence number; none: from the newest
    Timestamp beforeTime; ///< for candles: only those that start earlier; zero: from the newest
    std::uint32_t limit = 1000; ///< newest first; at most kMaxQueryRows
    OrderId order;              ///< OrderLife only
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("kind", s.kind);
        f("instrument", s.instrument);
        f("account", s.account);
        f("interval", s.interval);
        f("before", s.before);
        f("beforeTime", s.beforeTime);
        f("limit", s.limit);
        f("order", s.order);
    }
};

struct Subscribe {
    static constexpr std::string_view kName = "Subscribe";
    static constexpr std::uint16_t kType = 5;
    SubscriptionId subscription;
    Topic topic;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("subscription", s.subscription);
        f("topic", s.topic);
    }
};

struct Unsubscribe {
    static constexpr std::string_view kName = "Unsubscribe";
    static constexpr std::uint16_t kType = 6;
    SubscriptionId subscription;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("subscription", s.subscription);
    }
};

/// Sets a user's password: one's own with the current one, anyone's as operator.
struct SetPassword {
    static constexpr std::string_view kName = "SetPassword";
    static constexpr std::uint16_t kType = 7;
    RequestId request;
    UserId user;
    std::string currentPassword;
    std::string newPassword;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("user", s.user);
        f("currentPassword", s.currentPassword);
        f("newPassword", s.newPassword);
    }
};

/// Steers the replay of a recording; operators only, on a recording venue only.
struct ControlReplay {
    static constexpr std::string_view kName = "ControlReplay";
    static constexpr std::uint16_t kType = 8;
    RequestId request;
    ReplayAction action = ReplayAction::Play;
    std::uint32_t speed = 1; ///< SetSpeed: 1, 10, 100, ...; 0: as fast as possible
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("action", s.action);
        f("speed", s.speed);
    }
};

struct Ping {
    static constexpr std::string_view kName = "Ping";
    static constexpr std::uint16_t kType = 9;
    std::uint64_t token = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("token", s.token);
    }
};

using ClientMessage = std::variant<Hello, SignIn, Submit, Query, Subscribe, Unsubscribe,
                                   SetPassword, ControlReplay, Ping>;

// ---- from the server ----

struct Welcome {
    static constexpr std::string_view kName = "Welcome";
    static constexpr std::uint16_t kType = 101;
    std::uint32_t protocolVersion = kProtocolVersion;
    std::string serverVersion;
    VenueMode mode = VenueMode::Normal;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("protocolVersion", s.protocolVersion);
        f("serverVersion", s.serverVersion);
        f("mode", s.mode);
    }
};

/// Sent after Welcome and whenever it changes; recovery progress comes before anyone can sign in.
struct VenueStatus {
    static constexpr std::string_view kName = "VenueStatus";
    static constexpr std::uint16_t kType = 102;
    VenuePhase phase = VenuePhase::Starting;
    std::uint64_t done = 0; ///< commands replayed while recovering
    std::uint64_t total = 0;
    Sequence sequence; ///< last durable
    std::string text; ///< for a person; may be empty
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("phase", s.phase);
        f("done", s.done);
        f("total", s.total);
        f("sequence", s.sequence);
        f("text", s.text);
    }
};

struct SignedIn {
    static constexpr std::string_view kName = "SignedIn";
    static constexpr std::uint16_t kType = 103;
    UserId user;
    std::string name;
    Role role = Role::Viewer;
    AccountId account;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("user", s.user);
        f("name", s.name);
        f("role", s.role);
        f("account", s.account);
    }
};

struct SignInRefused {
    static constexpr std::string_view kName = "SignInRefused";
    static constexpr std::uint16_t kType = 104;
    std::string text;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("text", s.text);
    }
};

/// The answer to Submit, SetPassword and ControlReplay. For a submitted command it is sent when the
/// command is durable; reason None means accepted.
struct CommandResult {
    static constexpr std::string_view kName = "CommandResult";
    static constexpr std::uint16_t kType = 105;
    RequestId request;
    Sequence sequence; ///< none when it was refused before it was sequenced
    RejectReason reason = RejectReason::None;
    std::string text; ///< more about a refusal; may be empty
    OrderId order{};  ///< DuplicateOrder: the order that was accepted before
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("sequence", s.sequence);
        f("reason", s.reason);
        f("text", s.text);
        f("order", s.order);
    }
};

/// Rows newest first. Only the lists that the query kind asks for are filled.
struct QueryResult {
    static constexpr std::string_view kName = "QueryResult";
    static constexpr std::uint16_t kType = 106;
    RequestId request;
    Sequence asOf;
    RejectReason reason = RejectReason::None;
    std::string text;
    std::vector<TickerView> tickers;
    std::vector<OrderView> orders;
    std::vector<TradeView> trades;
    std::vector<CandleView> candles;
    std::vector<BalanceChanged> balances;
    std::vector<AuditView> audit;
    std::vector<UserDefined> users;
    std::vector<AccountCreated> accounts;
    std::vector<PreventedMatchView> prevented;
    std::vector<OrderEventView> orderEvents;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("request", s.request);
        f("asOf", s.asOf);
        f("reason", s.reason);
        f("text", s.text);
        f("tickers", s.tickers);
        f("orders", s.orders);
        f("trades", s.trades);
        f("candles", s.candles);
        f("balances", s.balances);
        f("audit", s.audit);
        f("users", s.users);
        f("accounts", s.accounts);
        f("prevented", s.prevented);
        f("orderEvents", s.orderEvents);
    }
};

/// A snapshot (from = none) or the change from one sequence number to another. A delta whose `from`
/// is not the last `to` of its subscription means a gap: subscribe again.
struct TopicUpdate {
    static constexpr std::string_view kName = "TopicUpdate";
    static constexpr std::uint16_t kType = 107;
    SubscriptionId subscription;
    bool snapshot = false;
    Sequence from;
    Sequence to;
    std::vector<AssetCreated> assets;
    std::vector<InstrumentDefined> instruments;
    std::vector<TickerView> tickers;
    std::vector<LevelView> levels;
    std::vector<TradeView> trades;
    std::vector<OrderView> orders;
    std::vector<BalanceChanged> balances;
    std::vector<CandleView> candles;
    std::vector<HealthView> health;
    std::vector<AuditView> audit;
    std::vector<ReplayView> replay;
    bool cut = false; ///< a snapshot that leaves out older rows: there are too many of them
    std::vector<TopOfBookView> tops;
    std::vector<BookOrderView> bookOrders;
    std::uint32_t checksum = 0; ///< Book and BookOrders: of the state as of `to`
    Sequence skippedFrom; ///< a snapshot because the session fell behind: the last `to` it was sent
    std::vector<SetTradingSchedule> schedules;
    std::vector<SetTradingDay> tradingDays;
    std::vector<SetPriceControls> priceControls;
    std::vector<SetPriceBands> priceBands;
    std::vector<AuctionView> auctions;
    Timestamp time{}; ///< of the venue, as of `to`; of a simulation or recording its own
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("subscription", s.subscription);
        f("snapshot", s.snapshot);
        f("from", s.from);
        f("to", s.to);
        f("assets", s.assets);
        f("instruments", s.instruments);
        f("tickers", s.tickers);
        f("levels", s.levels);
        f("trades", s.trades);
        f("orders", s.orders);
        f("balances", s.balances);
        f("candles", s.candles);
        f("health", s.health);
        f("audit", s.audit);
        f("replay", s.replay);
        f("cut", s.cut);
        f("tops", s.tops);
        f("bookOrders", s.bookOrders);
        f("checksum", s.checksum);
        f("skippedFrom", s.skippedFrom);
        f("schedules", s.schedules);
        f("tradingDays", s.tradingDays);
        f("priceControls", s.priceControls);
        f("priceBands", s.priceBands);
        f("auctions", s.auctions);
        f("time", s.time);
    }
};

struct SubscribeRefused {
    static constexpr std::string_view kName = "SubscribeRefused";
    static constexpr std::uint16_t kType = 108;
    SubscriptionId subscription;
    RejectReason reason = RejectReason::None;
    std::string text;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("subscription", s.subscription);
        f("reason", s.reason);
        f("text", s.text);
    }
};

/// The last frame before the server closes the connection.
struct Closing {
    static constexpr std::string_view kName = "Closing";
    static constexpr std::uint16_t kType = 109;
    RejectReason reason = RejectReason::None;
    std::string text; ///< such as "slow consumer", "malformed frame", "venue is stopping"
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("reason", s.reason);
        f("text", s.text);
    }
};

struct Pong {
    static constexpr std::string_view kName = "Pong";
    static constexpr std::uint16_t kType = 110;
    std::uint64_t token = 0;
    template <class Self, class F>
    static constexpr void fields(Self& s, F&& f) {
        f("token", s.token);
    }
};

using ServerMessage = std::variant<Welcome, VenueStatus, SignedIn, SignInRefused, CommandResult,
                                   QueryResult, TopicUpdate, SubscribeRefused, Closing, Pong>;

} // namespace openbell::api
