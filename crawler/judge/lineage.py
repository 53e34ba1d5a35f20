"""Everything that hangs on the family: licences inherited, effective terms, drift, verdicts; spread in waves."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.judge import affected, originals
from crawler.judge.above import Above, Ranks
from crawler.judge.drift import Drifts
from crawler.judge.family import Family
from crawler.judge.inheritance import Given, Inheritance
from crawler.judge.own import Judgements, Own
from crawler.judge.term_sets import TermSets
from crawler.judge.verdicts import Conclusion, conclude, store
from pipelines.verdict import Judgement


class Lineage:
    """The models to judge with all their ancestors, and what has spread among them."""

    def __init__(self, db: Database, size: int) -> None:
        self.names = affected.names(db)
        self.family = Family(size, affected.edges(db))
        self.own = Own.read(db, size)
        self.sets = TermSets(db)
        self.inheritance = Inheritance(self.family, self.own.sources)
        self.given = Given(db, self.names, self.inheritance)
        self.above = Above(size)
        self.terms = list(self.own.terms)
        self._judgements = Judgements(self.sets)
        self._spread(range(1, size + 1))

    def judgement(self, number: int) -> Judgement:
        """The judgement of one model's own last step, under the licence it states or inherits."""
        known = self.own.known[self.own.state[number]]
        source = self.inheritance.source(number) if self.inheritance.silent(number) else number
        if self.inheritance.silent(number) and not source:
            columns = self.given.columns(number)
            licensed = (
                *known[:-4],
                columns["license_id"],
                columns["license_class"],
                columns["osi_approved"],
                known[-1],
            )
            return self._judgements.of(known, licensed, None)
        return self._judgements.of(known, self.own.known[self.own.state[source]], self.own.terms[source])

    def _spread(self, everybody: range) -> None:
        for number in everybody:
            if self.inheritance.inherits(number):
                self.terms[number] = None
            if self.own.state[number] >= 0:
                self.above.set_own(number, self.judgement(number))
        self.family.spread(everybody, self.above.give)
        self.family.spread(everybody, self._bind)

    def _bind(self, parent: int, child: int) -> bool:
        held = self.terms[child]
        self.terms[child] = self.sets.join(held, self.terms[parent], self.names[parent])
        return self.terms[child] != held


def judge_lineage(db: Database, run_id: str, cause: str) -> None:
    """Judge every model marked dirty and all their descendants; changes are history with `cause`."""
    size = affected.begin(db)
    with db.atomic():
        originals.find(db)
        claiming = originals.claiming(db)
        lineage = Lineage(db, size)
        drifts = Drifts(db, lineage.sets, lineage.inheritance, lineage.own.terms, lineage.terms)
        drifts.store()
        for number, row in affected.kin(db, judged_only=True):
            ranks: Ranks = lineage.above.of(number)
            conclusion = Conclusion(
                lineage.judgement(number), ranks, lineage.terms[number], drifts.worst(number),
                copied=row["claims_open_source"] == "yes" and number not in claiming,
            )  # fmt: skip
            store(db, run_id, cause, row, conclude(row, conclusion, lineage.sets), lineage.given.columns(number))
    affected.end(db)
