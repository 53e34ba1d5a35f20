"""Everything that hangs on the family: licences inherited, effective terms, drift, verdicts; spread in waves."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import compress

from sqlite_utils import Database

from crawler.judge import affected, originals
from crawler.judge.above import Above, ranks_of
from crawler.judge.drift import Drifts
from crawler.judge.family import Edges, Family
from crawler.judge.inheritance import Given, Inheritance
from crawler.judge.own import NO_TERMS, Own, license_facts, own_facts
from crawler.judge.term_sets import TermSets
from crawler.judge.verdicts import Case, Conclusions, contradict
from crawler.store import models
from crawler.store.models import Difference, Row
from pipelines import verdict
from pipelines.verdict import Judgement, LicenseFacts


class Lineage:
    """The models to judge with all their ancestors, and what has spread among them."""

    def __init__(self, db: Database, size: int) -> None:
        self.names = affected.names(db)
        self.edges = Edges(affected.edges(db))
        self.family = Family(size, self.edges)
        self.sets = TermSets(db)
        self.own = Own.read(db, size, self.sets)
        self.inheritance = Inheritance(self.family, self.own.sources)
        self.given = Given(self.own, self.inheritance)
        self.above = Above(size)
        self.terms = self.own.terms[:]
        self.judgements: list[Judgement] = []  # each distinct one
        self.judgement = array("i", [-1]) * (size + 1)  # of each model; -1 where it has no row
        self._spread(range(1, size + 1))

    def licenses(self) -> Iterator[str]:
        """The licence that everybody has in the end, by number; empty for one without a row."""
        own, silent = self.own, self.inheritance.silent
        for number, judged in enumerate(own.judged):
            inherited = judged and silent[number]
            yield self.given.columns(number)["license_id"] if inherited else own.license_id(number)

    def _judge(self, everybody: range) -> None:
        """Judge everybody's own last step, under the licence it states or inherits; equal cases once."""
        own, inheritance = self.own, self.inheritance
        made: dict[tuple[int, int, int], tuple[int, int]] = {}
        for number in everybody:
            if (state := own.state[number]) < 0:
                continue
            source = inheritance.source[number] if inheritance.silent[number] else number
            if source:
                case = state, own.state[source], own.terms[source]
            else:  # nobody says anything, or nobody could read what they say
                case = state, -1, -inheritance.inherits[number]
            if case not in made:
                self.judgements.append(verdict.judge(own_facts(own.known[state], self._license(number, source))))
                made[case] = len(made), self.above.number(ranks_of(self.judgements[-1]))
            self.judgement[number], self.above.own[number] = made[case]

    def _license(self, number: int, source: int) -> LicenseFacts:
        if source:
            return license_facts(self.own.known[self.own.state[source]], self.sets.terms(self.own.terms[source]))
        columns = self.given.columns(number)
        return LicenseFacts(columns["license_id"], columns["license_class"], columns["osi_approved"])

    def _spread(self, everybody: range) -> None:
        self._judge(everybody)
        for number in everybody:
            if self.inheritance.inherits[number]:
                self.terms[number] = NO_TERMS
            if self.own.base_unknown(number):
                self.terms[number] = self.sets.join(self.terms[number], self.own.unread, "")
        self.family.spread(everybody, self.above.give)
        self.family.spread(everybody, self._bind)

    def _bind(self, parent: int, children: Iterable[int]) -> Iterator[int]:
        met, who, joined = self.terms[parent], self.names[parent], dict[int, int]()
        for child in children:
            held = self.terms[child]
            if held not in joined:
                joined[held] = self.sets.join(held, met, who)
            if joined[held] != held:
                self.terms[child] = joined[held]
                yield child


def judge_lineage(db: Database, run_id: str, cause: str) -> None:
    """Judge every model marked dirty and all their descendants; changes are history with `cause`."""
    size = affected.begin(db)
    with db.atomic():
        originals.find(db)
        lineage = Lineage(db, size)
        drifts = Drifts(lineage.edges, lineage.sets, lineage.inheritance, lineage.own.terms, lineage.terms)
        models.update_all(db, run_id, _concluded(db, lineage, drifts), cause)
        lineage.sets.write()
        drifts.store(db, lineage.names, list(lineage.licenses()))
    affected.end(db)


def _concluded(db: Database, lineage: Lineage, drifts: Drifts) -> Iterator[tuple[str, Difference, Row]]:
    """Every judged model of which something differs: its name, how, and the number of its terms where it is another."""
    own, sets, conclusions = lineage.own, lineage.sets, Conclusions(lineage.sets, lineage.judgements, lineage.above)
    claiming = originals.claiming(db)
    for number in compress(range(len(own.judged)), own.judged):
        name, terms, claims = lineage.names[number], lineage.terms[number], own.claims(number)
        copied = claims == "yes" and number not in claiming
        case = Case(lineage.judgement[number], lineage.above.above[number], drifts.worst(number), claims, copied)
        concluded = conclusions.of(case, terms, lineage.given.columns(number))
        if claims == "yes":
            contradict(db, name, concluded.get("license_id") or own.license_id(number), concluded)
        ended, differing = sets.number(terms), own.difference(number, concluded)
        if ended != own.ended[number]:
            sets.keep(terms)
            yield name, differing, {"terms": ended or None}
        elif differing[0]:
            yield name, differing, {}
