-- Password verifiers and the access log. Never part of the journal, never rebuilt.
CREATE TABLE IF NOT EXISTS passwords (
    user     INTEGER PRIMARY KEY,
    verifier TEXT NOT NULL -- Argon2id in its standard encoding, parameters and salt included
);

CREATE TABLE IF NOT EXISTS access (
    id         INTEGER PRIMARY KEY,
    time       INTEGER NOT NULL,
    actor      INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    action     TEXT NOT NULL,
    details    TEXT NOT NULL,
    outcome    INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS access_time ON access (time, id);
