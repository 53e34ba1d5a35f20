CREATE TABLE imported_changes (
  source TEXT,
  repo_id TEXT,
  since TEXT,
  seen_at TEXT,
  field TEXT,
  old TEXT,
  new TEXT
) STRICT;
CREATE INDEX imported_changes_repo_id ON imported_changes (repo_id);
CREATE INDEX imported_changes_seen_at ON imported_changes (seen_at);
CREATE TABLE imported_trends (
  source TEXT,
  month TEXT,
  population TEXT,
  dimension TEXT,
  value TEXT,
  models INTEGER,
  downloads INTEGER,
  PRIMARY KEY (source, month, population, dimension, value)
) STRICT;
