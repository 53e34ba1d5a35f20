"""Precision, recall and F1 of one answer against all others, with an interval over organisations."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

RESAMPLES = 1000
_LIKE_NO = {"no", "unknown", "not-applicable", "none", "error", "0", "false", ""}
_LIKE_YES = {"yes", "1", "true"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled cell: what the reader said and what the program said, both made comparable by `value`."""

    repo_id: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Figures:
    """`low` and `high` bound the F1 of 95 in 100 resamples of organisations; `positive` of `cells` are labelled so."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    positive: int
    cells: int

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        return asdict(self)


def value(raw: object) -> str:
    """A label or an answer as it is compared: what is not there, not known and not asked for counts as one."""
    text = str(raw).strip().lower()
    if text in _LIKE_YES:
        return "yes"
    return "no" if text in _LIKE_NO else text


def figures(pairs: Sequence[Pair], positive: frozenset[str]) -> Figures:
    """How well the answers in `positive` are told from the others."""
    groups: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        groups[pair.repo_id.partition("/")[0].lower()].append(_cell(pair, positive))
    cells = Counter(cell for group in groups.values() for cell in group)
    draw = random.Random(0)
    population = list(groups.values())
    drawn = sorted(_rates(Counter(_resampled(population, draw)))[2] for _ in range(RESAMPLES)) if population else [0.0]
    low, high = drawn[int(0.025 * len(drawn))], drawn[int(0.975 * (len(drawn) - 1))]
    rounded = (round(rate, 3) for rate in (*_rates(cells), low, high))
    return Figures(*rounded, cells["tp"] + cells["fn"], cells.total())


def accuracy(pairs: Sequence[Pair]) -> float:
    """Share of the cells in which label and answer are the same."""
    return round(sum(pair.label == pair.answer for pair in pairs) / max(1, len(pairs)), 3)


def confusion(pairs: Iterable[Pair]) -> Mapping[str, Mapping[str, int]]:
    """Number of cells by label and answer."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        table[pair.label][pair.answer] += 1
    return {label: dict(sorted(row.items())) for label, row in sorted(table.items())}


def _cell(pair: Pair, positive: frozenset[str]) -> str:
    want, got = pair.label in positive, pair.answer in positive
    return ("tp" if got else "fn") if want else ("fp" if got else "tn")


def _resampled(groups: list[list[str]], draw: random.Random) -> Iterable[str]:
    return (cell for group in draw.choices(groups, k=len(groups)) for cell in group)


def _rates(cells: Mapping[str, int]) -> tuple[float, float, float]:
    found, wrong, missed = (cells.get(name, 0) for name in ("tp", "fp", "fn"))
    precision, recall = found / max(1, found + wrong), found / max(1, found + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
