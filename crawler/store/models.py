"""The rows of `models`: nobody else writes them, and whatever is history goes into `changes` with the writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlite_utils import Database

from crawler.clock import now
from crawler.hub import ModelRow
from crawler.schema import HISTORY, MODELS
from crawler.store import aliases

LISTED = MODELS.filled_by("list")
INSERT = (  # the licence tag is the detector's as soon as the model is read; a row never opened keeps the Hub's
    f"INSERT INTO models ({', '.join(LISTED)}, license_tag, first_seen, last_seen, hub_id, no)"
    f" VALUES ({', '.join('?' * (len(LISTED) + 5))})"
)
NAMING = (  # columns of other tables that hold a model's name
    ("claims", "repo_id"), ("claims", "original"), ("changes", "repo_id"), ("lineage", "child"), ("lineage", "parent"),
    ("model_licenses", "repo_id"), ("term_sets", "imposed_by"), ("model_code_repos", "repo_id"), ("events", "repo_id"),
)  # fmt: skip
AT_ONCE = 2000  # rows that are written together
Row = Mapping[str, Any]  # columns of `models`, hub_id among them
Change = tuple[str, tuple[Any, Any]]  # a field, and its value before and after
Difference = tuple[tuple[str, ...], tuple[Any, ...], tuple[Change, ...]]  # names and new values, and what is history


def update(db: Database, run_id: str, row: Row, new: Row, cause: str, stamp: str = "") -> bool:
    """Write what differs from the stored `row`, with its history and its `cause`; gives whether anything did.

    What a model was when first judged is no change; what the Hub's list says of it is history from the beginning.
    `stamp` names the column that takes the moment, where anything is written.
    """
    differing = _differing(row, new)
    if not differing:
        return False
    written = differing | ({stamp: now()} if stamp else {})
    assigned = ", ".join(f"{name} = ?" for name in written)
    db.execute(f"UPDATE models SET {assigned} WHERE hub_id = ?", (*written.values(), row["hub_id"]))
    if "repo_id" in differing:
        _rename(db, row["hub_id"], row["repo_id"], new["repo_id"])
    _record(db, run_id, new.get("repo_id", row["repo_id"]), dict(_history(row, differing)), cause)
    return True


def difference(row: Row, new: Row) -> Difference:
    """How the columns `new` differ from a stored row."""
    differing = _differing(row, new)
    return tuple(differing), tuple(differing.values()), tuple(_history(row, differing))


def update_all(db: Database, run_id: str, found: Iterable[tuple[str, Difference, Row]], cause: str) -> None:
    """Write what differs of many rows, by name, with its history; beside it columns that have no history.

    For columns that no table beside this one repeats: a name is changed by `update`.
    """
    found = iter(found)
    while some := list(islice(found, AT_ONCE)):
        written: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for repo_id, (names, values, history), others in some:
            written.setdefault((*names, *others), []).append((*values, *others.values(), repo_id))
            if history:
                _record(db, run_id, repo_id, dict(history), cause)
        for names, rows in written.items():
            assigned = ", ".join(f"{name} = ?" for name in names)
            db.conn.executemany(f"UPDATE models SET {assigned} WHERE repo_id = ?", rows)


def _differing(row: Row, new: Row) -> dict[str, Any]:
    return {name: value for name, value in new.items() if row[name] != value}


def _record(db: Database, run_id: str, repo_id: str, found: Mapping[str, tuple[Any, Any]], cause: str) -> None:
    """Add a row of `changes` for every field in `found`: field -> (old, new)."""
    if not found:
        return
    moment = now()
    db.conn.executemany(
        "INSERT INTO changes (repo_id, seen_at, run_id, field, old, new, cause) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((repo_id, moment, run_id, field, _text(old), _text(new), cause) for field, (old, new) in found.items()),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _history(row: Row, differing: Row) -> Iterable[Change]:
    for name, value in differing.items():
        followed = name in HISTORY and (name in LISTED or row["verdict"])
        if followed and (row[name] or "") != (value or ""):
            yield name, (row[name], value)
    if row.get("removed_at") and "removed_at" in differing:
        yield "removed", ("yes", "no")


def insert(db: Database, rows: Iterable[ModelRow]) -> None:
    """Add models as the list shows them; rows are numbered in the order of their arrival."""
    last_no = db.execute("SELECT coalesce(max(no), 0) FROM models").fetchone()[0]
    moment = now()
    db.conn.executemany(
        INSERT,
        (
            (*listed(row, {}).values(), row.columns.get("license_tag"), moment, moment, row.hub_id, last_no + n)
            for n, row in enumerate(rows, 1)
        ),
    )


def listed(row: ModelRow, old: Row) -> dict[str, Any]:
    """The columns that the list fills; those it did not speak of stay as they are."""
    return {name: row.repo_id if name == "repo_id" else row.columns.get(name, old.get(name)) for name in LISTED}


def remove(db: Database, run_id: str, hub_id: str, reason: str) -> None:
    """Mark a model as removed; its row, its evidence and its history stay."""
    repo_id = db.execute("SELECT repo_id FROM models WHERE hub_id = ?", (hub_id,)).fetchone()[0]
    values = (now(), int(reason == "disabled"), hub_id)
    db.execute("UPDATE models SET removed_at = ?, disabled = ? WHERE hub_id = ?", values)
    _record(db, run_id, repo_id, {"removed": ("no", reason)}, "model")


def make_room(db: Database, rows: Iterable[ModelRow]) -> None:
    """A name that passes to another repository: its former holder is gone or about to be met under its new name."""
    for row in rows:
        db.execute(
            "UPDATE models SET repo_id = repo_id || '@' || hub_id, removed_at = coalesce(removed_at, ?)"
            " WHERE repo_id = ? AND hub_id <> ?",
            (now(), row.repo_id, row.hub_id),
        )


def live(db: Database) -> int:
    """How many models are still listed."""
    return int(db.execute("SELECT count(*) FROM models WHERE removed_at IS NULL").fetchone()[0])


def _rename(db: Database, hub_id: str, old: str, new: str) -> None:
    """Carry everything that names a model over to its new name; ids of the Hub stay."""
    aliases.remember(db, old, hub_id)
    for table, column in NAMING:
        db.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ?", (new, old))
