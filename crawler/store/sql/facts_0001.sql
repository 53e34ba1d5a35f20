-- The side database: what was fetched and what is still to be fetched. Never served, never published.

-- Texts by git blob oid, zlib-compressed; one row however many repositories hold the same bytes.
CREATE TABLE blobs (
    oid TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which text stood at which path of a model when it was last read; `why` says why a listed text is missing.
CREATE TABLE texts (
    hub_id TEXT NOT NULL,
    path TEXT NOT NULL,
    oid TEXT,
    why TEXT,
    PRIMARY KEY (hub_id, path)
) STRICT, WITHOUT ROWID;

-- The commit whose texts are stored.
CREATE TABLE reads (
    hub_id TEXT PRIMARY KEY,
    sha TEXT NOT NULL,
    read_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the list page said of a repository: zlib-compressed JSON {info, files}.
CREATE TABLE listings (
    hub_id TEXT PRIMARY KEY,
    sha TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Datasets and code repositories that cards point to: "datasets/org/name", "github/owner/repo", lower-cased.
CREATE TABLE neighbours (
    target TEXT PRIMARY KEY,
    read_at TEXT NOT NULL,
    facts BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refs (
    hub_id TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (hub_id, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX refs_target ON refs (target);

-- Work to be done, claimed by lease: `claimable_at` is the time (unix seconds) from which it may be claimed again.
CREATE TABLE frontier (
    walk TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    claimable_at REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY (walk, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX frontier_claimable ON frontier (walk, claimable_at);

-- Models whose outcomes must be computed again.
CREATE TABLE dirty (
    hub_id TEXT PRIMARY KEY,
    detected INTEGER NOT NULL DEFAULT 0 -- 1 when only the lineage stage is left
) STRICT, WITHOUT ROWID;

-- Where a walk over list pages stands, and which ids it has seen.
CREATE TABLE walks (
    name TEXT PRIMARY KEY,
    cursor TEXT,
    started_at TEXT NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0,
    finished_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (hub_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Names that lead to a model under another name; hub_id is NULL when the Hub knows no such model.
CREATE TABLE aliases (
    name TEXT PRIMARY KEY,
    hub_id TEXT,
    asked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every model's judgement of its own last step; verdicts along the lineage are least values over ancestors' rows.
CREATE TABLE judgements (
    repo_id TEXT PRIMARY KEY,
    cap_rank INTEGER NOT NULL,
    osaid_rank INTEGER NOT NULL,
    mof_rank INTEGER NOT NULL,
    missing TEXT NOT NULL
) STRICT, WITHOUT ROWID;
