CREATE TABLE models (
    repo_id TEXT PRIMARY KEY,
    hub_id TEXT,
    author TEXT,
    sha TEXT,
    created_at TEXT,
    last_modified TEXT,
    downloads INTEGER,
    likes INTEGER,
    gated TEXT,
    private INTEGER,
    disabled INTEGER,
    library TEXT,
    pipeline_tag TEXT,
    license_tag TEXT,
    license_id TEXT,
    license_source TEXT,
    license_class TEXT,
    license_conflict TEXT,
    license_text TEXT,
    osi_approved TEXT,
    weights TEXT NOT NULL DEFAULT 'unknown',
    inference_code TEXT NOT NULL DEFAULT 'unknown',
    training_code TEXT NOT NULL DEFAULT 'unknown',
    training_data TEXT NOT NULL DEFAULT 'unknown',
    data_card TEXT NOT NULL DEFAULT 'unknown',
    model_card TEXT NOT NULL DEFAULT 'unknown',
    claims_open_source TEXT,
    openwashing TEXT,
    base_model TEXT,
    relation TEXT,
    verdict_own TEXT,
    verdict TEXT,
    osaid TEXT,
    osaid_missing TEXT,
    mof_class TEXT,
    read_sha TEXT,
    read_at TEXT,
    first_seen TEXT,
    last_seen TEXT,
    removed_at TEXT,
    no INTEGER UNIQUE
) STRICT;

CREATE TABLE licenses (
    license_id TEXT PRIMARY KEY,
    name TEXT,
    spdx TEXT,
    family TEXT,
    license_class TEXT,
    osi_approved TEXT,
    commercial_use TEXT,
    user_cap INTEGER,
    user_cap_unit TEXT,
    revenue_cap INTEGER,
    revenue_cap_unit TEXT,
    geo_exclusion TEXT,
    derivative_same_license TEXT,
    use_restrictions TEXT,
    naming_duty TEXT,
    attribution_duty TEXT,
    output_training_ban TEXT,
    tiered_commercial TEXT,
    source_url TEXT
) STRICT;

CREATE TABLE license_texts (
    oid TEXT PRIMARY KEY,
    license_id TEXT,
    spdx TEXT,
    family TEXT,
    score REAL,
    osi_approved TEXT,
    commercial_use TEXT,
    user_cap INTEGER,
    user_cap_unit TEXT,
    revenue_cap INTEGER,
    revenue_cap_unit TEXT,
    geo_exclusion TEXT,
    derivative_same_license TEXT,
    use_restrictions TEXT,
    naming_duty TEXT,
    attribution_duty TEXT,
    output_training_ban TEXT,
    tiered_commercial TEXT,
    models INTEGER
) STRICT;

CREATE TABLE license_clauses (
    oid TEXT,
    term TEXT,
    path TEXT,
    quote TEXT,
    line_start INTEGER,
    line_end INTEGER
) STRICT;

CREATE TABLE lineage (
    child TEXT NOT NULL,
    parent TEXT NOT NULL,
    relation TEXT,
    source TEXT,
    parent_license TEXT,
    child_license TEXT,
    drift TEXT,
    PRIMARY KEY (child, parent)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    repo_id TEXT,
    sha TEXT,
    quote TEXT,
    line_start INTEGER,
    strength TEXT,
    contradicted_by TEXT
) STRICT;

CREATE TABLE datasets (
    dataset_id TEXT PRIMARY KEY,
    "exists" TEXT,
    gated TEXT,
    license_tag TEXT,
    data_card TEXT
) STRICT;

CREATE TABLE code_repos (
    url TEXT PRIMARY KEY,
    "exists" TEXT,
    license TEXT,
    training_code TEXT,
    inference_code TEXT,
    evidence_path TEXT
) STRICT;

CREATE TABLE changes (
    repo_id TEXT,
    seen_at TEXT,
    run_id TEXT,
    field TEXT,
    old TEXT,
    new TEXT,
    cause TEXT
) STRICT;

CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    started_at TEXT,
    finished_at TEXT,
    mode TEXT,
    scope TEXT,
    models_listed INTEGER,
    models_changed INTEGER,
    requests_api INTEGER,
    requests_resolvers INTEGER,
    requests_github INTEGER,
    bytes INTEGER,
    errors INTEGER,
    detector_versions TEXT,
    outcome TEXT
) STRICT;

-- What every evidence row of one rule has in common, stored once; `evidence` below spells it out.
CREATE TABLE rules (
    rule_no INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    detector TEXT NOT NULL,
    detector_version INTEGER NOT NULL,
    rule TEXT NOT NULL,
    UNIQUE (question, outcome, reason, detector, detector_version, rule)
) STRICT;

CREATE TABLE evidence_rows (
    model_no INTEGER NOT NULL REFERENCES models (no),
    n INTEGER NOT NULL,
    rule_no INTEGER NOT NULL REFERENCES rules (rule_no),
    url TEXT, -- only where it cannot be derived from the model's own commit
    path TEXT NOT NULL,
    line_start INTEGER,
    line_end INTEGER,
    quote TEXT NOT NULL,
    PRIMARY KEY (model_no DESC, n) -- a first scan writes from the oldest model on, numbered last: pages fill up
) STRICT, WITHOUT ROWID;

-- Facts about the file itself: `hub` is the address evidence is pinned to.
CREATE TABLE about (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW evidence AS
SELECT
    m.repo_id,
    m.read_sha AS sha,
    r.question,
    r.outcome,
    r.reason,
    r.detector,
    r.detector_version,
    r.rule,
    coalesce(
        e.url,
        CASE
            WHEN e.path LIKE 'https://%' THEN e.path
            WHEN e.path = '' THEN (SELECT value FROM about WHERE key = 'hub') || '/api/models/' || m.repo_id
                || coalesce('/revision/' || m.read_sha, '')
            ELSE (SELECT value FROM about WHERE key = 'hub') || '/' || m.repo_id || '/blob/' || m.read_sha || '/'
                || replace(replace(replace(replace(e.path, '%', '%25'), ' ', '%20'), '#', '%23'), '?', '%3F')
                || CASE
                    WHEN e.line_start IS NULL THEN ''
                    WHEN e.line_end > e.line_start THEN '#L' || e.line_start || '-L' || e.line_end
                    ELSE '#L' || e.line_start
                END
        END
    ) AS url,
    e.path,
    e.line_start,
    e.line_end,
    e.quote
FROM evidence_rows AS e
JOIN models AS m ON m.no = e.model_no
JOIN rules AS r ON r.rule_no = e.rule_no;

CREATE UNIQUE INDEX models_hub_id ON models (hub_id);
CREATE INDEX models_author ON models (author);
CREATE INDEX models_verdict ON models (verdict, removed_at);
CREATE INDEX models_license_class ON models (license_class, removed_at);
CREATE INDEX models_gated ON models (gated, removed_at);
CREATE INDEX models_weights ON models (weights, removed_at);
CREATE INDEX models_inference_code ON models (inference_code, removed_at);
CREATE INDEX models_training_code ON models (training_code, removed_at);
CREATE INDEX models_training_data ON models (training_data, removed_at);
CREATE INDEX models_data_card ON models (data_card, removed_at);
CREATE INDEX models_model_card ON models (model_card, removed_at);
CREATE INDEX models_conflicts ON models (downloads) WHERE license_conflict <> '';
CREATE INDEX models_openwashing ON models (downloads) WHERE openwashing = 'yes';
CREATE INDEX models_claims ON models (verdict) WHERE claims_open_source = 'yes';
CREATE INDEX models_removed ON models (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX models_downloads ON models (downloads);
CREATE INDEX models_license ON models (license_id) WHERE license_id IS NOT NULL;
CREATE INDEX lineage_parent ON lineage (parent);
CREATE INDEX claims_repo ON claims (repo_id);
CREATE INDEX changes_seen ON changes (seen_at);
CREATE INDEX changes_repo ON changes (repo_id);
CREATE INDEX clauses_oid ON license_clauses (oid);

CREATE TABLE trends (
    month TEXT NOT NULL,
    population TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    models INTEGER,
    downloads INTEGER,
    PRIMARY KEY (month, population, dimension, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE systems (
    name TEXT PRIMARY KEY,
    developer TEXT,
    family TEXT,
    search TEXT,
    checked_at TEXT,
    found TEXT,
    url TEXT
) STRICT;
