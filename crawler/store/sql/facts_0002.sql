-- What a card names has its kind and its name in columns of their own: 'datasets', 'github' (names lower-cased), 'models'.
CREATE TABLE named_refs (
    hub_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (hub_id, kind, name)
) STRICT, WITHOUT ROWID;

INSERT INTO named_refs
SELECT hub_id, substr(target, 1, instr(target, '/') - 1), substr(target, instr(target, '/') + 1) FROM refs;

DROP TABLE refs;

ALTER TABLE named_refs RENAME TO refs;

CREATE INDEX refs_name ON refs (kind, name);

CREATE TABLE named_neighbours (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    read_at TEXT NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

INSERT INTO named_neighbours
SELECT substr(target, 1, instr(target, '/') - 1), substr(target, instr(target, '/') + 1), read_at, facts FROM neighbours;

DROP TABLE neighbours;

ALTER TABLE named_neighbours RENAME TO neighbours;

-- The walks over neighbours are named as their kinds: a task's key is the name alone.
UPDATE frontier SET key = substr(key, instr(key, '/') + 1) WHERE walk IN ('datasets', 'github');
