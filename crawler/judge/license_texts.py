"""Distinct licence texts: each blob is identified once, however many models carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from crawler.clock import now
from pipelines.licences import catalogue, spdx_list
from pipelines.licences.effective import effective
from pipelines.licences.texts_read import policies, texts_read
from pipelines.licences.types import Clause, Licence
from pipelines.repository import Repository


@dataclass(frozen=True, slots=True)
class LicenseText:
    """A licence text as it was read: its row of `license_texts` but for the oid, and its clauses with their files.

    A use policy beside it is part of the agreement and may hold what the text itself does not (territories): where one
    lies there, the two are one text.
    """

    path: str  # or its address
    row: Mapping[str, object]
    clauses: tuple[tuple[str, Clause], ...]
    with_policy: bool


def text_read(repository: Repository, path: str) -> LicenseText | None:
    """The licence text at `path` of a repository; None where it was not read."""
    read = texts_read(repository)
    attached = policies(read)
    reading = next((one.reading for one in read if one.place == path), None)
    if reading is None:
        return None
    row = {
        "license_id": reading.license_id, "spdx": reading.spdx, "family": reading.family, "score": reading.score,
        **asdict(effective(repository).terms),
    }  # fmt: skip
    parts = ((path, reading), *((policy.place, policy.reading) for policy in attached))
    clauses = tuple((place, clause) for place, one in parts for clause in one.clauses)
    return LicenseText(path, row, clauses, bool(attached))


def store_license_text(db: Database, oid: str, text: LicenseText) -> None:
    """Store the terms and clauses of a text, unless that was done before."""
    met = db.execute("SELECT license_id FROM license_texts WHERE oid = ?", (oid,)).fetchone()
    if met and met[0] is not None and not text.with_policy:
        return
    db.execute("DELETE FROM license_clauses WHERE oid = ?", (oid,))
    first = {} if met else {"first_seen": now()}
    db.table("license_texts").upsert({"oid": oid, **text.row, "models": 0, **first}, pk="oid")
    db.conn.executemany(
        "INSERT INTO license_clauses (oid, term, path, quote, line_start, line_end) VALUES (?, ?, ?, ?, ?, ?)",
        ((oid, c.term, place, c.quote, c.line_start, c.line_end) for place, c in text.clauses),
    )


def forget_license_texts(db: Database) -> None:
    """After a rule changed: texts are read again as their models are judged again; when they were first met is kept."""
    db.execute("DELETE FROM license_clauses")
    db.execute("UPDATE license_texts SET license_id = NULL")


def count_models(db: Database) -> None:
    """How many models carry each text; writes only what differs. Texts that nobody shows any more go."""
    db.execute("DELETE FROM license_texts WHERE license_id IS NULL")
    db.execute(
        "UPDATE license_texts SET models = c.n FROM (SELECT t.oid, count(m.no) AS n FROM license_texts AS t"
        " LEFT JOIN models AS m ON m.license_text = t.oid AND m.removed_at IS NULL GROUP BY t.oid) AS c"
        " WHERE c.oid = license_texts.oid AND license_texts.models <> c.n"
    )


def store_catalogue(db: Database) -> None:
    """The licences of the catalogue, as `licenses`; writes only what differs. When one was first found is kept."""
    met = dict(db.execute("SELECT license_id, first_seen FROM licenses").fetchall())
    stored = {tuple(row) for row in db.execute("SELECT * FROM licenses").fetchall()}
    rows = [
        {**_row(entry), "first_seen": met.get(entry.id), "osi_list": spdx_list.looked_up(entry.spdx)}
        for entry in catalogue().values()
    ]
    if {tuple(row.values()) for row in rows} != stored:
        with db.atomic():
            db.execute("DELETE FROM licenses")
            db.table("licenses").insert_all(rows)


def note_first_found(db: Database, cause: str) -> None:
    """Date the licences that a model is under for the first time.

    The first run of all found them all and dates none, and neither does one in which only a rule of ours changed.
    """
    dated = now() if cause == "model" and db.execute("SELECT count(*) > 1 FROM runs").fetchone()[0] else ""
    db.execute(
        "UPDATE licenses SET first_seen = ? WHERE first_seen IS NULL"
        " AND EXISTS (SELECT 1 FROM models WHERE license_id = licenses.license_id)",
        (dated,),
    )


def _row(entry: Licence) -> dict[str, object]:
    head = {"license_id": entry.id, "name": entry.name, "spdx": entry.spdx, "family": entry.family}
    terms = asdict(entry.terms)
    last = {"source_url": entry.source_url, "derivatives": terms.pop("derivatives")}
    return {**head, "license_class": entry.license_class, **terms, **last}
