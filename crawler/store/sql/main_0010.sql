-- Trends by what the month rests on, with the share. Small, so it is made anew.
CREATE TABLE trends_new (
    month TEXT NOT NULL,
    population TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    models INTEGER,
    downloads INTEGER,
    basis TEXT NOT NULL,
    share REAL,
    downloads_share REAL,
    PRIMARY KEY (month, population, dimension, value, basis)
) STRICT, WITHOUT ROWID;
INSERT INTO trends_new
SELECT month, population, dimension, value, models, downloads, 'scanned',
    round(1.0 * models / nullif(sum(models) OVER w, 0), 6), round(1.0 * downloads / nullif(sum(downloads) OVER w, 0), 6)
FROM trends
WINDOW w AS (PARTITION BY month, population, dimension);
DROP TABLE trends;
ALTER TABLE trends_new RENAME TO trends;
CREATE INDEX trends_dimension ON trends (dimension, population, basis);

CREATE TABLE orgs (
    author TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    source TEXT,
    models INTEGER NOT NULL,
    downloads INTEGER NOT NULL,
    likes INTEGER NOT NULL,
    open_source_ai INTEGER NOT NULL,
    open_weights INTEGER NOT NULL,
    open_access INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    not_determinable INTEGER NOT NULL,
    gated INTEGER NOT NULL,
    training_data INTEGER NOT NULL,
    training_code INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    contradicted INTEGER NOT NULL
) STRICT;
CREATE INDEX orgs_downloads ON orgs (downloads);
CREATE INDEX orgs_type ON orgs (type, country);

ALTER TABLE license_texts ADD COLUMN first_seen TEXT;

CREATE INDEX models_pipeline_tag ON models (pipeline_tag, removed_at, verdict);
CREATE INDEX models_library ON models (library, removed_at);
CREATE INDEX models_license_source ON models (license_source, removed_at);
CREATE INDEX models_relation ON models (relation, removed_at);
CREATE INDEX models_mof_class ON models (mof_class, removed_at);
CREATE INDEX models_osaid ON models (osaid, removed_at);
CREATE INDEX models_first_seen ON models (first_seen);
CREATE INDEX lineage_drift ON lineage (parent_license, drift, relation, child_license);
DROP INDEX changes_seen;
CREATE INDEX changes_seen ON changes (seen_at, field, cause);

-- Search: one row a model, numbered as `models.no`. Triggers note what has to be indexed again; they ask first, because
-- the OR clause of the statement that fires a trigger takes the place of its own.
CREATE VIRTUAL TABLE search USING fts5 (repo_id, quotes, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE search_due (model_no INTEGER PRIMARY KEY) STRICT;
INSERT INTO search_due SELECT no FROM models WHERE no IS NOT NULL;
CREATE TRIGGER search_quoted AFTER INSERT ON evidence_rows BEGIN INSERT INTO search_due SELECT NEW.model_no WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE model_no = NEW.model_no); END;
CREATE TRIGGER search_unquoted AFTER DELETE ON evidence_rows BEGIN INSERT INTO search_due SELECT OLD.model_no WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE model_no = OLD.model_no); END;
CREATE TRIGGER search_listed AFTER INSERT ON models WHEN NEW.no IS NOT NULL BEGIN INSERT INTO search_due SELECT NEW.no WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE model_no = NEW.no); END;
CREATE TRIGGER search_renamed AFTER UPDATE OF repo_id, no ON models WHEN NEW.no IS NOT NULL AND (OLD.repo_id IS NOT NEW.repo_id OR OLD.no IS NOT NEW.no) BEGIN INSERT INTO search_due SELECT NEW.no WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE model_no = NEW.no); END;
CREATE TRIGGER search_dropped AFTER DELETE ON models WHEN OLD.no IS NOT NULL BEGIN INSERT INTO search_due SELECT OLD.no WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE model_no = OLD.no); END;

-- Clauses are few and found by their words, kept by SQLite alone.
CREATE VIRTUAL TABLE license_clauses_fts USING fts5 (quote, content = 'license_clauses', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO license_clauses_fts (license_clauses_fts) VALUES ('rebuild');
CREATE TRIGGER clause_added AFTER INSERT ON license_clauses BEGIN INSERT INTO license_clauses_fts (rowid, quote) VALUES (NEW.rowid, NEW.quote); END;
CREATE TRIGGER clause_removed AFTER DELETE ON license_clauses BEGIN INSERT INTO license_clauses_fts (license_clauses_fts, rowid, quote) VALUES ('delete', OLD.rowid, OLD.quote); END;
