"""Everything that hangs on the family: licences inherited, effective terms, drift, verdicts; spread in waves."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from sqlite_utils import Database

from crawler.judge import affected, originals
from crawler.judge.above import Above
from crawler.judge.drift import Drifts
from crawler.judge.family import Family
from crawler.judge.inheritance import Given, Inheritance
from crawler.judge.own import NO_TERMS, Own, license_facts, own_facts
from crawler.judge.term_sets import TermSets
from crawler.judge.verdicts import Case, Conclusions, contradict
from crawler.store import models
from crawler.store.models import Row
from pipelines import verdict
from pipelines.verdict import Judgement, LicenseFacts


class Lineage:
    """The models to judge with all their ancestors, and what has spread among them."""

    def __init__(self, db: Database, size: int) -> None:
        self.names = affected.names(db)
        self.family = Family(size, affected.edges(db))
        self.sets = TermSets(db)
        self.own = Own.read(db, size, self.sets)
        self.inheritance = Inheritance(self.family, self.own.sources)
        self.given = Given(db, self.names, self.inheritance)
        self.above = Above(size)
        self.terms = array("q", self.own.terms)
        self._judged: dict[tuple[int, int, int], Judgement] = {}
        self._spread(range(1, size + 1))

    def judgement(self, number: int) -> Judgement:
        """The judgement of one model's own last step, under the licence it states or inherits."""
        source = self.inheritance.source(number) if self.inheritance.silent(number) else number
        case = self.own.state[number], self.own.state[source] if source else -1, self.own.terms[source]
        if not source:  # nobody says anything, or nobody could read what they say
            case = (*case[:2], -int(self.inheritance.inherits(number)))
        if case not in self._judged:
            self._judged[case] = verdict.judge(own_facts(self.own.known[case[0]], self._license(number, source)))
        return self._judged[case]

    def _license(self, number: int, source: int) -> LicenseFacts:
        if source:
            return license_facts(self.own.known[self.own.state[source]], self.sets.terms(self.own.terms[source]))
        columns = self.given.columns(number)
        return LicenseFacts(columns["license_id"], columns["license_class"], columns["osi_approved"])

    def _spread(self, everybody: range) -> None:
        for number in everybody:
            if self.inheritance.inherits(number):
                self.terms[number] = NO_TERMS
            if self.own.base_unknown(number):
                self.terms[number] = self.sets.join(self.terms[number], self.own.unread, "")
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
        lineage = Lineage(db, size)
        drifts = Drifts(db, lineage.sets, lineage.inheritance, lineage.own.terms, lineage.terms)
        drifts.find()
        models.update_all(db, run_id, _concluded(db, lineage, drifts), cause)
        lineage.sets.write()
        drifts.store()
    affected.end(db)


def _concluded(db: Database, lineage: Lineage, drifts: Drifts) -> Iterator[tuple[Row, Row]]:
    """Every judged model of which something differs: its row, and its columns as they should be."""
    own, conclusions = lineage.own, Conclusions(lineage.sets)
    claiming = originals.claiming(db)
    for number in affected.judged(db):
        name, terms, claims = lineage.names[number], lineage.terms[number], own.claims(number)
        copied = claims == "yes" and number not in claiming
        case = Case(lineage.judgement(number), lineage.above.of(number), drifts.worst(number), claims, copied)
        concluded = conclusions.of(case, terms, lineage.given.columns(number))
        if claims == "yes":
            contradict(db, name, concluded.get("license_id") or own.license_id(number), concluded)
        ended = lineage.sets.number(terms)
        if ended != own.ended[number]:
            lineage.sets.keep(terms)
        if ended != own.ended[number] or own.differs(number, concluded):
            yield own.row(number, name), {**concluded, "terms": ended or None}
