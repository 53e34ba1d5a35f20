-- Linked licences by address: what it answered when it was last asked. `again`: the reason may pass.
CREATE TABLE links (
    address TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    oid TEXT,
    why TEXT,
    again INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX texts_links ON texts (path) WHERE path >= 'https://' AND path < 'https:0';
