ALTER TABLE models ADD COLUMN commercial_use TEXT;
ALTER TABLE models ADD COLUMN user_cap INTEGER;
ALTER TABLE models ADD COLUMN geo_exclusion TEXT;
ALTER TABLE models ADD COLUMN derivative_same_license TEXT;
ALTER TABLE models ADD COLUMN drift TEXT;
ALTER TABLE models ADD COLUMN own_terms INTEGER;
ALTER TABLE models ADD COLUMN terms INTEGER;
ALTER TABLE claims ADD COLUMN original TEXT;

CREATE TABLE model_licenses (
    repo_id TEXT NOT NULL,
    part TEXT NOT NULL,
    license_id TEXT,
    source TEXT,
    conflict TEXT,
    path TEXT,
    line_start INTEGER,
    quote TEXT,
    PRIMARY KEY (repo_id, part)
) STRICT, WITHOUT ROWID;

-- What a text says of one term, once however many models carry the text. Numbers are made of the contents.
CREATE TABLE term_clauses (
    clause_no INTEGER PRIMARY KEY,
    term TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    license_id TEXT NOT NULL,
    quote TEXT NOT NULL,
    path TEXT NOT NULL,
    line_start INTEGER,
    text_sha256 TEXT NOT NULL
) STRICT;

-- Sets of terms, once however many models are bound by the same; `imposed_by` is empty for the model's own.
CREATE TABLE term_sets (
    set_no INTEGER NOT NULL,
    clause_no INTEGER NOT NULL REFERENCES term_clauses (clause_no),
    imposed_by TEXT NOT NULL,
    PRIMARY KEY (set_no, clause_no, imposed_by)
) STRICT, WITHOUT ROWID;

CREATE VIEW model_terms AS
SELECT
    m.repo_id,
    c.term,
    c.value,
    c.unit,
    coalesce(nullif(s.imposed_by, ''), m.repo_id) AS imposed_by,
    c.license_id,
    c.quote,
    c.path,
    c.line_start,
    c.text_sha256,
    i.read_at,
    CASE
        WHEN c.path LIKE 'https://%' THEN c.path
        WHEN c.path = '' OR i.read_sha IS NULL THEN (SELECT value FROM about WHERE key = 'hub') || '/'
            || coalesce(nullif(s.imposed_by, ''), m.repo_id)
        ELSE (SELECT value FROM about WHERE key = 'hub') || '/' || i.repo_id || '/blob/' || i.read_sha || '/'
            || replace(replace(replace(replace(c.path, '%', '%25'), ' ', '%20'), '#', '%23'), '?', '%3F')
            || coalesce('#L' || c.line_start, '')
    END AS url
FROM models AS m
JOIN term_sets AS s ON s.set_no = m.terms
JOIN term_clauses AS c ON c.clause_no = s.clause_no
LEFT JOIN models AS i ON i.repo_id = coalesce(nullif(s.imposed_by, ''), m.repo_id);

CREATE INDEX term_sets_imposed_by ON term_sets (imposed_by) WHERE imposed_by <> '';
CREATE INDEX claims_original ON claims (original);
CREATE INDEX models_commercial_use ON models (commercial_use, removed_at);
CREATE INDEX models_drift ON models (drift, removed_at);
