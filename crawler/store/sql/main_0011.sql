ALTER TABLE models ADD COLUMN params INTEGER;
ALTER TABLE models ADD COLUMN params_source TEXT;
ALTER TABLE models ADD COLUMN license_name TEXT;
ALTER TABLE models ADD COLUMN license_link TEXT;
ALTER TABLE claims ADD COLUMN first_seen TEXT;
ALTER TABLE licenses ADD COLUMN first_seen TEXT;

-- What a night changed, as readers are told it: only changes of the repositories themselves, each with its direction.
CREATE TABLE events (
    run_id TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    field TEXT NOT NULL,
    direction TEXT NOT NULL,
    repo_id TEXT NOT NULL,
    author TEXT NOT NULL,
    license_id TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    downloads INTEGER NOT NULL,
    likes INTEGER NOT NULL
) STRICT;
CREATE INDEX events_run ON events (run_id, field, direction, downloads);
CREATE INDEX events_seen ON events (seen_at, repo_id);
CREATE INDEX events_field ON events (field, direction, seen_at);
CREATE INDEX events_author ON events (author, seen_at);
CREATE INDEX events_license ON events (license_id, seen_at);
CREATE INDEX events_repo ON events (repo_id);

CREATE TABLE model_code_repos (
    repo_id TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (repo_id, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_code_repos_url ON model_code_repos (url);

CREATE TABLE detector_scores (
    measured_at TEXT NOT NULL,
    half TEXT NOT NULL,
    answer TEXT NOT NULL,
    precision REAL,
    recall REAL,
    f1 REAL,
    f1_low REAL,
    f1_high REAL,
    labelled_so INTEGER,
    cards INTEGER,
    rules TEXT,
    PRIMARY KEY (measured_at, half, answer)
) STRICT, WITHOUT ROWID;

-- Canned queries and facets of a million models: what is rare is found without reading what is common.
DROP INDEX models_license;
CREATE INDEX models_license ON models (license_id, removed_at, author, downloads) WHERE license_id IS NOT NULL;
CREATE INDEX models_open ON models (downloads) WHERE removed_at IS NULL AND verdict = 'open-source-ai';
CREATE INDEX models_license_tag ON models (license_tag, removed_at, license_id, license_source, downloads);
CREATE INDEX models_untagged ON models (downloads) WHERE removed_at IS NULL AND coalesce(license_tag, '') = '' AND license_id IS NOT NULL AND license_id NOT IN ('none', 'unknown');
CREATE INDEX models_no_text ON models (license_id, downloads) WHERE removed_at IS NULL AND instr(license_conflict, 'no-text') > 0;
CREATE INDEX models_code_conflict ON models (downloads) WHERE removed_at IS NULL AND instr(license_conflict, 'code-repo') > 0;
CREATE INDEX models_missing ON models (osaid_missing, downloads) WHERE removed_at IS NULL AND osaid_missing <> '';
CREATE INDEX models_claiming ON models (downloads) WHERE removed_at IS NULL AND claims_open_source = 'yes';
DROP INDEX models_claims;
CREATE INDEX models_claims ON models (verdict, removed_at) WHERE claims_open_source = 'yes';
CREATE INDEX claims_first_seen ON claims (first_seen) WHERE first_seen IS NOT NULL;
CREATE INDEX models_in_scope ON models (first_seen) WHERE read_sha IS NOT NULL;
CREATE INDEX models_params ON models (params, verdict) WHERE removed_at IS NULL AND params IS NOT NULL;
CREATE INDEX models_other ON models (license_link, license_name) WHERE removed_at IS NULL AND license_tag = 'other';
DROP INDEX lineage_parent;
CREATE INDEX lineage_parent ON lineage (parent, relation);
