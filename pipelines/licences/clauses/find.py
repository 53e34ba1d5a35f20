"""Clauses read from a text by general patterns: what a licence says, whatever its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.licences.clauses.caps import revenue_caps, user_caps
from pipelines.licences.clauses.commerce import commercial_clauses
from pipelines.licences.clauses.hit import Hit
from pipelines.licences.clauses.rules import Rule, rules
from pipelines.licences.clauses.territories import excluded_places
from pipelines.licences.text.text import Text
from pipelines.licences.types import Clause
from pipelines.once import once

INTRODUCED = 300  # characters before a list item in which the words that introduce the list may stand
MAX_HITS = 4  # quotes a rule may give for one text


@once
def find(text: Text) -> tuple[Hit, ...]:
    """Every clause of the text, in the order of the rules. Several matchers ask about one text."""
    hits = [hit for rule in rules() for hit in _of_rule(rule, text)]
    hits += commercial_clauses(text)
    for cap in user_caps(text):
        hits.append(Hit("user_cap", cap.unit, "user-cap", cap.start, cap.end, cap.number))
    for cap in revenue_caps(text):
        hits.append(Hit("revenue_cap", cap.unit, "revenue-cap", cap.start, cap.end, cap.number))
    return tuple(hits)


def _of_rule(rule: Rule, text: Text) -> Iterator[Hit]:
    count = 0
    for one in rule.match.able(text.flat):
        for match in one.finditer(text.flat):
            low, high = text.sentence(match.start(), match.end())
            if _excepted(rule, text.flat, low, high):
                continue
            value = rule.value
            if rule.term == "geo_exclusion" and not (value := excluded_places(text.flat, match.start(), low, high)):
                continue
            yield Hit(rule.term, value, rule.id, match.start(), match.end())
            count += 1
            if count == MAX_HITS:
                return
            break  # one quote a pattern says enough


def _excepted(rule: Rule, flat: str, low: int, high: int) -> bool:
    """Does the sentence, or what introduces it, take the clause back."""
    if rule.unless and rule.unless.search(flat, low, high):
        return True
    return rule.unless_before is not None and rule.unless_before.search(flat, max(low - INTRODUCED, 0), low) is not None


def quotes(hits: Iterable[Hit], text: Text) -> tuple[Clause, ...]:
    """The hits as clauses with quotes and lines; the same words for the same term only once."""
    return tuple({(c.term, c.quote): c for c in (_quoted(hit, text) for hit in hits)}.values())


def _quoted(hit: Hit, text: Text) -> Clause:
    quote, first, last = text.quote(hit.start, hit.end)
    value = f"{hit.number} {hit.value}" if hit.number is not None else hit.sets
    return Clause(hit.term, quote, first, last, value, hit.rule)
