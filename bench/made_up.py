"""A made-up database as large as one likes, of the shape of the Hub: for benches of what reads it.

Most models have no downloads, no licence and no card that was read; a few bases have most of the derivatives; a last
night changed some. `prepare` has run over it as after a scan.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from crawler.judge.license_texts import store_catalogue
from crawler.judge.reading.prepare import prepare
from crawler.store import migrations
from crawler.store.database import Writer
from pipelines.licences import catalogue

PATTERN = 20_000  # models made up one by one; more are copies of them under other names
READ = 0.1  # part of the models whose texts were read
NIGHT = "2026-11-22T03:%02d:00.000Z"
RUN = "2026-11-22T03:00:00-made"
LICENCES = {
    None: 55, "apache-2.0": 20, "mit": 8, "llama3.1": 4, "gemma": 3, "openrail": 3, "cc-by-nc-4.0": 3, "other": 4,
}  # fmt: skip
CONFLICTS = {"": 70, "no-text": 27, "tag-file": 2, "tag-file, no-text": 0.8, "code-repo": 0.2}
MISSING = ("training_code", "training_data", "data_card", "inference_code", "license", "weights")
VERDICTS = {"not-determinable": 55, "open-access": 20, "open-weights": 22, "closed": 2.9, "open-source-ai": 0.1}
ANSWERS = {"unknown": 70, "no": 15, "partial": 8, "yes": 7}
RELATIONS = {"finetune": 50, "adapter": 25, "quantized": 20, "merge": 5}
TASKS = ("text-generation", "text-classification", "image-to-text", "automatic-speech-recognition", "")
WORDS = ("gull", "tern", "harbour", "ledger", "lantern", "meadow", "copper", "willow", "ember", "quarry")
COLUMNS = (
    "repo_id", "hub_id", "author", "sha", "created_at", "last_modified", "downloads", "likes", "gated", "private",
    "disabled", "library", "pipeline_tag", "license_tag", "license_id", "license_source", "license_class",
    "license_conflict", "license_text", "osi_approved", "weights", "inference_code", "training_code", "training_data",
    "data_card", "model_card", "claims_open_source", "openwashing", "base_model", "relation", "verdict_own", "verdict",
    "osaid", "osaid_missing", "mof_class", "read_sha", "read_at", "first_seen", "last_seen", "removed_at", "no",
    "commercial_use", "drift",
)  # fmt: skip
Row = tuple[object, ...]


def made_up(path: Path, models: int, seed: int = 7) -> None:
    """Make the database at `path`, with the last run on 2026-11-22."""
    with closing(sqlite3.connect(path)) as db:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -600000"):  # a bench is made anew
            db.execute(f"PRAGMA {pragma}")
        migrations.main.apply(Database(db))
        store_catalogue(Database(db))
        _fill(db, min(models, PATTERN), random.Random(seed))
        _multiply(db, PATTERN, models // PATTERN)
        db.commit()
        db.execute("ANALYZE")
    writer = Writer(path)
    prepare(writer, RUN)
    writer.close()


def _fill(db: sqlite3.Connection, models: int, chosen: random.Random) -> None:
    db.execute("INSERT INTO about VALUES ('hub', 'https://huggingface.co') ON CONFLICT DO NOTHING")
    rules = [(n, name, "yes", "the file list shows it", name, 1, f"listed-{n}") for n, name in enumerate(MISSING)]
    db.executemany("INSERT INTO rules VALUES (?, ?, ?, ?, ?, ?, ?)", rules)
    for table, rows in (
        ("models", _models(models, chosen)), ("lineage", _edges(models, chosen)), ("claims", _claims(models, chosen)),
        ("changes", _changes(models, chosen)), ("runs", _runs()),
    ):  # fmt: skip
        columns = {"models": COLUMNS}.get(table)
        named = f" ({', '.join(columns)})" if columns else ""
        _insert(db, f"{table}{named}", rows)
    _insert(db, "evidence_rows", _evidence(models))
    texts = ((f"{n:040x}", "apache-2.0", 0, NIGHT % 1 if n < 40 else "2026-09-01T03:00:00Z") for n in range(5_000))
    db.executemany("INSERT INTO license_texts (oid, license_id, models, first_seen) VALUES (?, ?, ?, ?)", texts)


def _insert(db: sqlite3.Connection, into: str, rows: Iterator[Row]) -> None:
    first = next(rows)
    statement = f"INSERT INTO {into} VALUES ({', '.join('?' * len(first))})"
    db.execute(statement, first)
    db.executemany(statement, rows)


def _multiply(db: sqlite3.Connection, pattern: int, times: int) -> None:
    """Everything again under further names; bases stay those of the pattern and get ever more derivatives."""
    other = {"repo_id": "repo_id || '-' || :k", "hub_id": "hub_id || :k", "no": "no + :k * :n"}
    other |= {"child": "child || '-' || :k", "original": "original || '-' || :k", "model_no": "model_no + :k * :n"}
    which = {"models": "no <= :n", "evidence_rows": "model_no <= :n"}
    which["lineage"] = "child IN (SELECT repo_id FROM models WHERE no <= :n)"
    last = {t: db.execute(f"SELECT max(rowid) FROM {t}").fetchone()[0] for t in ("claims", "changes")}
    for table in ("models", "lineage", "claims", "changes", "evidence_rows"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        first = which.get(table, "rowid <= :top")
        values = ", ".join(other.get(column, f'"{column}"') for column in columns)
        known = {"n": pattern, "top": last.get(table)}
        for k in range(1, times):
            db.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {first}", {"k": k, **known})


def _name(n: int) -> str:
    return f"maker{(n * n) % 9973}/{WORDS[n % 10]}-{WORDS[n // 10 % 10]}-{'model' if n % 3 else 'tune'}-{n}"


def _pick(chosen: random.Random, weighted: dict[str, float]) -> str:
    return chosen.choices(list(weighted), list(weighted.values()))[0]


def _models(models: int, chosen: random.Random) -> Iterator[Row]:
    for n in range(1, models + 1):
        yield _model(n, n < models * READ, chosen)


def _model(n: int, read: bool, chosen: random.Random) -> Row:
    sha, licence = f"{n:040x}", _pick(chosen, LICENCES)
    known = catalogue().get(licence)
    effective = licence if known else "unknown" if licence else "none"
    downloads = 0 if chosen.random() < 0.5 else int(chosen.paretovariate(0.7))
    created = f"{2022 + n % 5}-{1 + n % 11:02d}-{1 + n % 28:02d}T10:00:00.000Z"
    seen = NIGHT % 2 if n % 500 == 0 else "2026-06-01T10:00:00.000Z"
    answers = [_pick(chosen, ANSWERS) if read else "unknown" for _ in range(6)]
    verdict = _pick(chosen, VERDICTS)
    missing = ",".join(part for part in MISSING if chosen.random() < 0.6)
    claims = "yes" if read and chosen.random() < 0.2 else "no"
    washing = "yes" if claims == "yes" and verdict != "open-source-ai" else "no"
    made = _pick(chosen, RELATIONS) if n % 2 else ""
    free = "yes" if licence in ("apache-2.0", "mit") else "unknown"
    tag = "" if licence and chosen.random() < 0.001 else licence or ""
    popular = (downloads, int(chosen.paretovariate(1)) - 1, "auto" if n % 40 == 0 else "", 0, 0)
    conflict = _pick(chosen, CONFLICTS) if licence else ""
    own = (tag, effective, "file" if read else "tag", known.license_class if known else "none", conflict)
    gone = NIGHT % 4 if n % 1000 == 7 else None
    return (
        _name(n), f"{n:024x}", _name(n).split("/")[0], sha, created, created, *popular,
        "transformers" if n % 2 else "peft", TASKS[n % 5], *own, f"{n % 5_000:040x}", free, *answers, claims, washing,
        _base(n), made, verdict, verdict, "does-not-meet", missing, "unclassified", sha if read else None,
        NIGHT % 3 if read else None, seen, seen, gone, n, free, "same" if made else "",
    )  # fmt: skip


def _base(n: int) -> str:
    """Every second model is made of one of the bases, the first of which have most."""
    return _name(2 * (1 + int((n * 2654435761 % 2**32 / 2**32) ** 4 * 5_000))) if n % 2 else ""


def _edges(models: int, chosen: random.Random) -> Iterator[Row]:
    parents, drifts = ("apache-2.0", "llama3.1", "gemma", "none", None), ("same", "looser", "dropped-terms", "unknown")
    for n in range(1, models, 2):
        licences = (chosen.choice(parents), chosen.choice(parents))
        yield (_name(n), _base(n), _pick(chosen, RELATIONS), "tag", *licences, chosen.choice(drifts))


def _claims(models: int, chosen: random.Random) -> Iterator[Row]:
    for n in range(1, int(models * READ), 5):
        lacks = "" if chosen.random() < 0.3 else "license,training-code"
        said = (f"Our number {n} is an open source model.", 7, "open-source-model")
        yield (_name(n), f"{n:040x}", *said, lacks, _name(n), NIGHT % 4 if n % 50 == 1 else None)


def _evidence(models: int) -> Iterator[Row]:
    for n in range(int(models * READ) - 1, 0, -1):
        for piece in range(6):
            quote = f"The words of a card that says something of the model {WORDS[(n + piece) % 10]} {n}"
            yield (n, piece, piece, None, "README.md", piece * 9 + 1, piece * 9 + 2, quote)


def _changes(models: int, chosen: random.Random) -> Iterator[Row]:
    fields = (
        ("license_id", "apache-2.0", "llama3.1"), ("license_id", "gemma", "mit"), ("gated", "", "auto"),
        ("verdict", "open-weights", "open-source-ai"), ("verdict", "open-weights", "open-access"),
        ("claims_open_source", "no", "yes"), ("removed", "", "deleted"),
    )  # fmt: skip
    for n in range(models // 5):
        night = 22 - n % 60 % 21
        run = RUN if night == 22 else f"2026-11-{night:02d}T03:00:00-made"
        field, old, new = chosen.choice(fields)
        yield (_name(1 + n * 4), f"2026-11-{night:02d}T03:10:{n % 60:02d}Z", run, field, old, new, "model")


def _runs() -> Iterator[Row]:
    for night in range(1, 23):
        run = RUN if night == 22 else f"2026-11-{night:02d}T03:00:00-made"
        times = (f"2026-11-{night:02d}T03:00:00.000Z", f"2026-11-{night:02d}T04:00:00.000Z")
        yield (run, *times, "incremental", "notable", 1_000_000, 20_000, 1_000, 20_000, 0, 10**9, 3, "{}", "done")
