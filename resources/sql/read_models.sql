-- The read models: what queries answer from. Projected from the journal's events and rebuilt from
-- them whenever the schema version (PRAGMA user_version, set by the program) is another one.
-- Enumerations are stored as their numbers, times as nanoseconds since 1970, amounts as atoms.

-- One row: everything up to this sequence number is in the tables.
CREATE TABLE progress (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    projected    INTEGER NOT NULL,
    journal_hash TEXT NOT NULL -- the journal's at that sequence number; empty when not known
);
INSERT INTO progress VALUES (1, 0, '');

CREATE TABLE assets (
    id    INTEGER PRIMARY KEY,
    code  TEXT NOT NULL,
    scale INTEGER NOT NULL
);

CREATE TABLE instruments (
    id            INTEGER PRIMARY KEY,
    symbol        TEXT NOT NULL,
    base          INTEGER NOT NULL,
    quote         INTEGER NOT NULL,
    price_scale   INTEGER NOT NULL,
    tick_size     INTEGER NOT NULL,
    lot_size      INTEGER NOT NULL,
    min_price     INTEGER NOT NULL,
    max_price     INTEGER NOT NULL,
    min_quantity  INTEGER NOT NULL,
    max_quantity  INTEGER NOT NULL,
    min_value     INTEGER NOT NULL,
    maker_fee_ppm INTEGER NOT NULL,
    taker_fee_ppm INTEGER NOT NULL,
    max_position  INTEGER NOT NULL, -- in lots; 0: no bound
    tick_value    INTEGER NOT NULL,
    state         INTEGER NOT NULL,
    until         INTEGER NOT NULL -- when it changes next; 0: not known
);

CREATE TABLE accounts (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE users (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    role    INTEGER NOT NULL,
    account INTEGER NOT NULL,
    enabled INTEGER NOT NULL
);

CREATE TABLE balances (
    account   INTEGER NOT NULL,
    asset     INTEGER NOT NULL,
    available INTEGER NOT NULL,
    held      INTEGER NOT NULL,
    PRIMARY KEY (account, asset)
) WITHOUT ROWID;

-- id is four times the sequence number of the command that placed the order plus which of its orders
-- it is, so it is also the paging key; order ids in other tables are written the same way.
CREATE TABLE orders (
    id              INTEGER PRIMARY KEY,
    account         INTEGER NOT NULL,
    instrument      INTEGER NOT NULL,
    client_order_id INTEGER NOT NULL,
    side            INTEGER NOT NULL,
    type            INTEGER NOT NULL,
    time_in_force   INTEGER NOT NULL,
    post_only       INTEGER NOT NULL,
    status          INTEGER NOT NULL,
    cancel_reason   INTEGER NOT NULL,
    waiting         INTEGER NOT NULL, -- for its trigger price, or for the closing auction
    price           INTEGER NOT NULL,
    trigger_price   INTEGER NOT NULL,
    trail_by        INTEGER NOT NULL,
    quantity        INTEGER NOT NULL,
    filled          INTEGER NOT NULL,
    placed          INTEGER NOT NULL,
    changed         INTEGER NOT NULL,
    sequence        INTEGER NOT NULL,
    display_quantity INTEGER NOT NULL, -- an iceberg's
    display_variance INTEGER NOT NULL,
    hidden          INTEGER NOT NULL,
    expiry          INTEGER NOT NULL, -- when its time in force ends it; 0: not known
    quote_amount    INTEGER NOT NULL, -- of an order by amount
    peg             INTEGER NOT NULL, -- the number of an api::PegReference
    peg_offset      INTEGER NOT NULL,
    peg_price       INTEGER NOT NULL -- at which a pegged order rests; 0: it waits
);
CREATE INDEX orders_by_account ON orders (account);
CREATE INDEX orders_by_instrument ON orders (instrument);
CREATE INDEX open_orders ON orders (account) WHERE status = 0;

-- What happened to an order besides being placed, traded and cancelled, which orders and trades tell.
-- `place` counts within a command. `kind` is the number of an api::OrderEventKind.
CREATE TABLE order_changes (
    order_id      INTEGER NOT NULL,
    sequence      INTEGER NOT NULL,
    place         INTEGER NOT NULL,
    time          INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    price         INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    open          INTEGER NOT NULL,
    other_order   INTEGER NOT NULL,
    prevention    INTEGER NOT NULL,
    kept          INTEGER NOT NULL, -- its priority
    from_price    INTEGER NOT NULL, -- before an amendment
    from_quantity INTEGER NOT NULL,
    PRIMARY KEY (order_id, sequence, place)
) WITHOUT ROWID;

-- id is the command's sequence number * 2^24 + the trade's place among the command's trades: the
-- order of the journal, and a range per command.
CREATE TABLE trades (
    id            INTEGER PRIMARY KEY,
    time          INTEGER NOT NULL,
    trade         INTEGER NOT NULL,
    instrument    INTEGER NOT NULL,
    taker_side    INTEGER NOT NULL,
    price         INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    maker_order   INTEGER NOT NULL,
    taker_order   INTEGER NOT NULL,
    maker_account INTEGER NOT NULL,
    taker_account INTEGER NOT NULL,
    maker_open    INTEGER NOT NULL,
    taker_open    INTEGER NOT NULL,
    maker_fee     INTEGER NOT NULL,
    taker_fee     INTEGER NOT NULL,
    auction       INTEGER NOT NULL
);
CREATE INDEX trades_by_instrument ON trades (instrument);
CREATE INDEX trades_by_maker ON trades (maker_account);
CREATE INDEX trades_by_taker ON trades (taker_account);

-- Matches that self-trade prevention stopped; id as of trades.
CREATE TABLE prevented_matches (
    id            INTEGER PRIMARY KEY,
    time          INTEGER NOT NULL,
    instrument    INTEGER NOT NULL,
    mode          INTEGER NOT NULL,
    taker_side    INTEGER NOT NULL,
    price         INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    maker_order   INTEGER NOT NULL,
    taker_order   INTEGER NOT NULL,
    maker_account INTEGER NOT NULL,
    taker_account INTEGER NOT NULL
);

CREATE TABLE candles (
    instrument    INTEGER NOT NULL,
    interval      INTEGER NOT NULL,
    start         INTEGER NOT NULL,
    open          INTEGER NOT NULL,
    high          INTEGER NOT NULL,
    low           INTEGER NOT NULL,
    close         INTEGER NOT NULL,
    volume        INTEGER NOT NULL,
    trades        INTEGER NOT NULL,
    turnover      INTEGER NOT NULL, -- sum of price * quantity: the low 64 bits, then
    turnover_high INTEGER NOT NULL, -- the high ones
    PRIMARY KEY (instrument, interval, start)
) WITHOUT ROWID;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    time     INTEGER NOT NULL,
    actor    INTEGER NOT NULL,
    action   TEXT NOT NULL,
    details  TEXT NOT NULL,
    outcome  INTEGER NOT NULL
);
