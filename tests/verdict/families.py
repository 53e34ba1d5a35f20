"""Made-up families of models in a database, judged as a scan judges them: rows as detectors leave them, no Hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from crawler.judge.lineage import judge_lineage
from crawler.judge.term_sets import store
from crawler.model import Term
from crawler.store import dirty
from crawler.store.database import connect
from pipelines.licences import catalogue
from pipelines.licences.effective import NO_LICENCE
from pipelines.licences.own_terms import stated_terms
from pipelines.licences.types import Licence

OPEN = dict.fromkeys(
    ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card"), "yes"
)  # fmt: skip
NO_ENTRY = Licence("none", "none", "", "", "none", NO_LICENCE)


@dataclass(frozen=True)
class Member:
    """One model: `licence` is an id of the catalogue, "" says nothing, None was never read."""

    name: str
    licence: str | None = "apache-2.0"
    bases: tuple[str, ...] = ()
    relation: str = "finetune"
    outcomes: dict[str, str] = field(default_factory=dict)
    claims: tuple[str, ...] = ()


def own_terms(licence: str) -> list[Term]:
    """What a text of a licence of the catalogue states, with made-up clauses."""
    stated = stated_terms(licence, _entry(licence).terms)
    return [
        Term(name, value, licence, unit, f"clause on {name} of {licence}", "LICENSE", 7, "5" * 64)
        for name, value, unit in stated
    ]


def _entry(licence: str) -> Licence:
    return NO_ENTRY if licence == "none" else catalogue()[licence]


class Families:
    """A database that members are added to, changed in and judged in."""

    def __init__(self, path: Path) -> None:
        self.db: Database = connect(path)
        self.db.execute("INSERT INTO about VALUES ('hub', 'https://hub.example')")
        self.count = 0

    def add(self, *members: Member) -> None:
        """Write the rows of members as detectors leave them, or write them anew."""
        for member in members:
            self.count += 1
            known = self.db.execute("SELECT hub_id, no FROM models WHERE repo_id = ?", (member.name,)).fetchone()
            hub_id, no = known or (f"h{self.count}", self.count)
            row = {"repo_id": member.name, "hub_id": hub_id, "no": no, **self._read(member)}
            self.db.table("models").upsert(row, pk="repo_id")
            self.db.execute("DELETE FROM lineage WHERE child = ?", (member.name,))
            for base in member.bases:
                edge = {"child": member.name, "parent": base, "relation": member.relation, "source": "card"}
                self.db.table("lineage").insert(edge)
            self.db.execute("DELETE FROM claims WHERE repo_id = ?", (member.name,))
            self.db.table("claims").insert_all({"repo_id": member.name, "quote": quote} for quote in member.claims)
            dirty.mark(self.db, [hub_id])

    def _read(self, member: Member) -> dict[str, object]:
        if member.licence is None:
            return {}
        entry = _entry(member.licence or "none")
        return {
            **OPEN, **member.outcomes, "read_sha": "c0ffee", "read_at": "2026-11-01", "license_id": entry.id,
            "license_class": entry.license_class, "license_source": "file" if member.licence else "none",
            "osi_approved": entry.terms.osi_approved, "own_terms": store(self.db, own_terms(entry.id)),
            "base_model": ", ".join(member.bases), "relation": member.relation if member.bases else "none",
            "license_text": "", "claims_open_source": "yes" if member.claims else "no",
        }  # fmt: skip

    def judge(self) -> None:
        """Judge whatever is dirty."""
        judge_lineage(self.db, "run", "model")

    def row(self, name: str) -> dict[str, object]:
        """The row of one model."""
        return dict(self.db.table("models").get(name))

    def terms(self, name: str) -> dict[str, tuple[str, str]]:
        """Effective terms of one model: value and who imposes it."""
        rows = self.db.execute("SELECT term, value, imposed_by FROM model_terms WHERE repo_id = ?", (name,))
        return {term: (value, by) for term, value, by in rows}

    def drift(self, child: str) -> dict[str, str]:
        """The drift from every parent of one model."""
        return dict(self.db.execute("SELECT parent, drift FROM lineage WHERE child = ?", (child,)).fetchall())
