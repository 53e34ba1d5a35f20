"""Which of two terms binds more: the effective terms of a model are the strictest of its own and all its ancestors'.

An explicit restriction beats `unknown`, and `unknown` beats a permission: what could not be read is not free.
Commercial use that is `conditional` beside `unknown` is `unknown`, since the unread terms may be a `no`.
"""

from __future__ import annotations

from collections.abc import Mapping

from crawler.model import Term

_DUTY = ("no", "unknown", "yes")
_ORDER: dict[str, tuple[str, ...]] = {  # from the freest value to the strictest
    "osi_approved": ("yes", "unknown", "no"),
    "commercial_use": ("yes", "conditional", "unknown", "no"),
    "derivative_same_license": ("no", "unknown", "pass-through", "yes"),
    "derivatives": ("yes", "unknown", "not-shared", "no"),
}
_CAPS = ("user_cap", "revenue_cap")
_TERRITORIES = "geo_exclusion"
CONDITIONS = (  # what a derivative under a freer licence would drop
    "user_cap", "revenue_cap", "geo_exclusion", "derivative_same_license", "use_restrictions", "naming_duty",
    "output_training_ban", "tiered_commercial",
)  # fmt: skip
Key = tuple[str, str]
Terms = Mapping[Key, Term]


def key(term: Term) -> Key:
    """What a term stands under in a set: its name, and for a territory which, without the note beside it."""
    listed = term.term == _TERRITORIES and term.value not in _DUTY
    return term.term, term.value.partition(" (")[0] if listed else ""


def strictness(term: Term) -> tuple[int, int]:
    """Grows with what a term forbids; of two caps the lower one, of two territories the one without a note."""
    if term.value.isdigit() and term.term in _CAPS:
        return len(_DUTY), -int(term.value)
    if term.term == _TERRITORIES and term.value not in _DUTY:
        return len(_DUTY), -len(term.value)
    order = _ORDER.get(term.term, _DUTY)
    return (order.index(term.value) if term.value in order else len(order)), 0


def stricter(held: Terms, met: Terms) -> tuple[Key, ...]:
    """The terms of `met` that bind more than those held; of equally strict ones the held stays."""
    return tuple(name for name, term in met.items() if name not in held or strictness(term) > strictness(held[name]))


def value_of(terms: Terms, name: str) -> str:
    """The value of one term, `unknown` where nothing speaks of it; territories in one string, in order."""
    listed = sorted(term.value for (of, which), term in terms.items() if of == name and which)
    if listed:
        return ", ".join(listed)
    return terms[name, ""].value if (name, "") in terms else "unknown"
