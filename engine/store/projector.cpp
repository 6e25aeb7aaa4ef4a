#include "engine/api/audited.h"
#include "engine/store/candle_rows.h"
#include "engine/store/database.h"
#include "engine/store/order_rows.h"
#include "engine/store/prevented_rows.h"
#include "engine/store/read_models.h"
#include "engine/store/reference_rows.h"
#include "engine/store/schemas.h"
#include "engine/store/trade_rows.h"

#include <algorithm>
#include <system_error>

namespace openbell::store {
namespace {

using DatabasePtr = std::unique_ptr<Database>;

/// All but progress.
constexpr const char* kTables[] = {"assets",        "instruments", "accounts", "users",
                                   "balances",      "orders",      "trades",   "prevented_matches",
                                   "order_changes", "candles",     "audit"};

void removeDatabase(const std::filesystem::path& file) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file.string() + suffix, ignored);
}

/// Opens the file and creates the tables where there are none. The connection may have failed.
Result<DatabasePtr, Error> openTables(const std::filesystem::path& file) {
    auto opened = Database::open(file, Database::Access::ReadWrite);
    if (!opened)
        return opened;
    Database& database = **opened;
    // NORMAL: after a power failure the last transactions may be missing, and are projected again.
    database.execute("PRAGMA journal_mode = WAL");
    database.execute("PRAGMA synchronous = NORMAL");
    database.execute("PRAGMA cache_size = -16384");
    database.execute("PRAGMA wal_autocheckpoint = 4000");
    if (!database.failed() && database.number("SELECT count(*) FROM sqlite_schema") == 0) {
        const std::string version =
            "PRAGMA user_version = " + std::to_string(kReadModelsVersion) + ";";
        database.execute("BEGIN");
        database.execute(kReadModelsSchema);
        database.execute(version.c_str());
        database.execute("COMMIT");
    }
    return opened;
}

/// The read models can always be made again: what is damaged or of another version is removed.
Result<DatabasePtr, Error> openOrRebuild(const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored);
    auto opened = openTables(file);
    if (opened && !(*opened)->failed() &&
        (*opened)->number("PRAGMA user_version") == kReadModelsVersion && !(*opened)->failed())
        return opened;
    if (opened && (*opened)->failed() && !(*opened)->damaged())
        return Unexpected{Error{"The read models cannot be opened: " + (*opened)->error() +
                                ". The journal is untouched; check the disk and the file's "
                                "permissions, then start again."}};
    if (!opened)
        return opened;
    opened->reset();
    removeDatabase(file);
    opened = openTables(file);
    if (opened && (*opened)->failed())
        return Unexpected{Error{"The read models cannot be created: " + (*opened)->error()}};
    return opened;
}

} // namespace

struct Projector::State {
    State(std::filesystem::path path, DatabasePtr opened)
        : file(std::move(path))
        , database(std::move(opened))
        , reference(*database)
        , orders(*database)
        , trades(*database)
        , prevented(*database)
        , candles(*database)
        , progress(*database, "UPDATE progress SET projected = ?1, journal_hash = ?2") {}

    void begin();
    void abandon();
    Result<Done, Error> failed(std::string reason);

    std::filesystem::path file;
    DatabasePtr database;
    ReferenceRows reference;
    OrderRows orders;
    TradeRows trades;
    PreventedRows prevented;
    CandleRows candles;
    Statement progress;

    Sequence projected;      ///< committed
    std::string journalHash; ///< at projected
    Sequence commandsSeen;   ///< committed or in the open transaction
    Sequence eventsSeen;
    Sequence missing; ///< the first command that was left out; none when all came
    bool inTransaction = false;
};

void Projector::State::begin() {
    if (!inTransaction)
        database->execute("BEGIN IMMEDIATE");
    inTransaction = true;
}

/// Back to what is committed: the caller starts again from projected().
void Projector::State::abandon() {
    database->forgetError();
    if (inTransaction)
        database->execute("ROLLBACK");
    database->forgetError(); // SQLite may have rolled back by itself
    inTransaction = false;
    reference.abandon();
    orders.abandon();
    trades.abandon();
    prevented.abandon();
    candles.abandon();
    commandsSeen = projected;
    eventsSeen = projected;
    missing = {};
}

/// Takes a copy: the reason may be the database's own text, which abandon() clears.
Result<Done, Error> Projector::State::failed(std::string reason) {
    const std::string from = std::to_string(projected.value());
    abandon();
    return Unexpected{Error{"The read models could not be written: " + reason +
                            ". They stay at sequence " + from +
                            "; trading and the journal are not affected. They catch up from there "
                            "when the cause is gone."}};
}

Projector::Projector(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Projector::~Projector() = default;

Result<std::unique_ptr<Projector>, Error> Projector::open(const std::filesystem::path& database) {
    auto opened = openOrRebuild(database);
    if (!opened)
        return Unexpected{opened.error()};
    auto state = std::make_unique<State>(database, std::move(opened).value());
    state->projected = Sequence(
        static_cast<std::uint64_t>(state->database->number("SELECT projected FROM progress")));
    {
        Statement hash(*state->database, "SELECT journal_hash FROM progress");
        if (hash.step())
            state->journalHash = hash.column<std::string>(0);
    }
    state->commandsSeen = state->projected;
    state->eventsSeen = state->projected;
    if (state->database->failed())
        return Unexpected{Error{"The read models cannot be read: " + state->database->error() +
                                ". Delete " + database.string() +
                                " and start again; they are rebuilt from the journal."}};
    return std::unique_ptr<Projector>(new Projector(std::move(state)));
}

Sequence Projector::projected() const {
    return m_state->projected;
}

std::string Projector::journalHash() const {
    return m_state->journalHash;
}

void Projector::onCommand(const api::CommandContext& context, const api::Command& command) {
    State& state = *m_state;
    if (context.sequence == next(state.projected) && state.commandsSeen > state.projected)
        state.abandon(); // the caller starts again from projected()
    if (context.sequence <= state.commandsSeen)
        return;
    if (context.sequence != next(state.commandsSeen) && state.missing.isNone())
        state.missing = next(state.commandsSeen);
    state.commandsSeen = context.sequence;
    if (api::isAudited(command)) {
        state.begin();
        state.reference.audit(context, command);
    }
}

void Projector::onEvents(const api::EventBuffer& events) {
    State& state = *m_state;
    if (events.empty())
        return;
    state.begin();
    const Sequence seen = state.eventsSeen;
    events.forEach([&]<class E>(const api::EventStamp& stamp, const E& event) {
        if (stamp.sequence <= seen)
            return;
        state.eventsSeen = stamp.sequence;
        if constexpr (std::is_same_v<E, api::TradeExecuted>) {
            state.orders.on(stamp, event);
            state.trades.on(stamp, event);
            state.candles.on(stamp, event);
        } else if constexpr (std::is_same_v<E, api::OrderAccepted> ||
                             std::is_same_v<E, api::OrderAmended> ||
                             std::is_same_v<E, api::OrderTriggered> ||
                             std::is_same_v<E, api::TriggerMoved> ||
                             std::is_same_v<E, api::OrderRepriced> ||
                             std::is_same_v<E, api::OrderCancelled>) {
            state.orders.on(stamp, event);
        } else if constexpr (std::is_same_v<E, api::MatchPrevented>) {
            state.orders.on(stamp, event);
            state.prevented.on(stamp, event);
        } else if constexpr (std::is_same_v<E, api::CommandRejected>) {
            state.reference.onRejected(stamp.sequence, event.reason);
        } else if constexpr (std::is_same_v<E, api::BookLevelChanged> ||
                             std::is_same_v<E, api::Deposited> ||
                             std::is_same_v<E, api::Withdrawn> ||
                             std::is_same_v<E, api::TradeGroupChanged> ||
                             std::is_same_v<E, api::AuctionIndicated> ||
                             std::is_same_v<E, api::AuctionUncrossed> ||
                             std::is_same_v<E, api::TradingScheduleChanged> ||
                             std::is_same_v<E, api::TradingDayChanged> ||
                             std::is_same_v<E, api::PriceControlsChanged> ||
                             std::is_same_v<E, api::PriceBandsChanged> ||
                             std::is_same_v<E, api::PriceBandMoved> ||
                             std::is_same_v<E, api::LimitStateChanged> ||
                             std::is_same_v<E, api::OrderReleased> ||
                             std::is_same_v<E, api::MarketMakerProtectionTriggered> ||
                             std::is_same_v<E, api::MarketMakerProtectionChanged> ||
                             std::is_same_v<E, api::MarketMakerProtectionReset> ||
                             std::is_same_v<E, api::OrderShown>) {
            // Books and auctions are live data only; deposits, withdrawals and groups show in the
            // balances and the audit, calendars, price controls and protections in the audit, and
            // a tripped protection in the reason of the cancels.
        } else {
            state.reference.on(event);
        }
    });
}

Result<Done, Error> Projector::commit(Sequence sequence, std::string_view journalHash) {
    State& state = *m_state;
    if (sequence <= state.projected)
        return Done{};
    if (!state.missing.isNone() || state.commandsSeen != sequence) {
        const Sequence missing =
            state.missing.isNone() ? next(std::min(state.commandsSeen, sequence)) : state.missing;
        return state.failed("command " + std::to_string(missing.value()) + " was left out");
    }
    state.begin();
    state.reference.flush();
    state.orders.flush();
    state.candles.flush();
    state.progress.run(sequence, journalHash);
    state.database->execute("COMMIT");
    if (state.database->failed())
        return state.failed(state.database->error());
    state.inTransaction = false;
    state.projected = sequence;
    state.journalHash = journalHash;
    state.eventsSeen = sequence;
    return Done{};
}

Result<Done, Error> Projector::clear() {
    State& state = *m_state;
    state.abandon();
    Database& database = *state.database;
    // They may be the only trace of commands that the journal has lost.
    const std::string previous = state.file.string() + ".previous";
    std::error_code ignored;
    std::filesystem::remove(previous, ignored);
    Statement(database, "VACUUM INTO ?1").run(previous);
    if (database.failed())
        return state.failed(database.error());
    database.execute("BEGIN IMMEDIATE");
    for (const char* table : kTables)
        database.execute((std::string("DELETE FROM ") + table).c_str());
    state.progress.run(Sequence(), "");
    database.execute("COMMIT");
    state.inTransaction = database.failed(); // failed() rolls back
    if (database.failed())
        return state.failed(database.error());
    state.projected = {};
    state.journalHash.clear();
    state.abandon();
    return Done{};
}

} // namespace openbell::store
