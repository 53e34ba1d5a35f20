"""What a tree weighs, by whose code the card says it is. Pure."""

from __future__ import annotations

from enum import StrEnum

from crawler import patterns
from pipelines.declared.code.links import CodeLink, Said
from pipelines.declared.code.trees import Shown, leads_into
from pipelines.filenames import Stage

_TUNING = patterns.compile(r"\bfine-?\s?tun\w*", patterns.I)


class Weight(StrEnum):
    """What a piece of evidence shows."""

    OWN_FILE = "own-file"  # a file of the model's repository trains it
    OWN_CODE = "own-code"  # code that is presented as this model's, and trains
    PART = "part"  # code that trains models, not shown to be what trained this one
    CONFIGURATION = "configuration"
    PROMISED = "promised"
    NOT_LOOKED = "not-looked"
    OTHER = "other"


def of_tree(link: CodeLink, shown: Shown, own_path: bool) -> Weight:
    """Code that is only presented as the model's own must tell how to train, too: a trainer there may be another's."""
    if link.ref.framework:
        own = own_path and shown.recipe and link.said is not Said.USERS
        return Weight.OWN_CODE if own else _of_general(link, own_path)
    if not (shown.trainer or shown.example or shown.recipe) or (shown.in_readme and not shown.trainer):
        return _of_readme(link, shown)
    if link.fork:
        recipe = shown.recipe or shown.for_this or shown.own_example
        return Weight.OWN_CODE if recipe and link.said is not Said.USERS else _of_general(link)
    if link.said is Said.USERS or not shown.trainer:
        return Weight.PART if link.own or link.said in (Said.NAMED, Said.MADE_WITH) else Weight.OTHER
    if link.said is Said.NAMED or (link.said is Said.MADE_WITH and shown.recipe):
        return Weight.OWN_CODE if link.own or own_path or _is_for_this(link, shown) else Weight.PART
    if not (link.namesake or shown.for_this) and shown.for_users and shown.stages == {Stage.UNSAID}:
        return Weight.PART  # a house's general trainer, offered to users
    if link.own and _is_told(link, shown):
        return Weight.OWN_CODE
    return Weight.PART


def tells_of_tuning(shown: Shown) -> bool:
    """Is fine-tuning all that the README says of a trainer whose stage no name tells?"""
    line = shown.purpose or shown.in_readme
    if shown.stages != {Stage.UNSAID} or line is None:
        return False
    told = line.quote
    return bool(_TUNING.search(told)) and "train" not in _TUNING.sub(" ", told).lower()


def _is_told(link: CodeLink, shown: Shown) -> bool:
    """Is own code told to train, and for this model? A trainer of no stage says little by itself."""
    told = shown.in_readme or shown.for_this or shown.recipe or shown.stages != {Stage.UNSAID}
    known = link.namesake or shown.of_this or shown.of_owner or (link.kin and shown.fits)
    return bool(told and known)


def _is_for_this(link: CodeLink, shown: Shown) -> bool:
    """Is somebody else's code that the card names as training code shown to be for this model?

    By a recipe, trainer or path of its own, or by a README that names it; one that speaks of training without naming
    it trains anything.
    """
    own = shown.recipe or shown.for_this or shown.of_this or leads_into(link.ref.path)
    return link.said is Said.NAMED and bool(own or not (shown.in_readme or shown.for_users))


def _of_readme(link: CodeLink, shown: Shown) -> Weight:
    """No trainer by its name: the README may say that training is what the code is for."""
    presented = link.said is Said.NAMED or (link.said is Said.OWN and link.own)
    if shown.promise or link.fork:
        return Weight.OTHER if shown.promise else _of_general(link)
    made_by_it = link.said is Said.NAMED or (link.said is Said.MADE_WITH and link.namesake)
    if made_by_it and shown.in_readme and not shown.example:
        return Weight.OWN_CODE
    if presented and link.own and (shown.purpose or (shown.command and not shown.example)) and shown.of_this:
        return Weight.OWN_CODE
    named = link.said is Said.NAMED and link.own and shown.code
    return Weight.PART if named or (presented and (shown.example or shown.command)) else Weight.OTHER


def _of_general(link: CodeLink, own_path: bool = False) -> Weight:
    """A general trainer counts in part where a fork, script or folder of it is named, not where it is mentioned."""
    fork = link.fork and not link.ref.framework and (link.said is Said.NAMED or link.own)
    concrete = (link.concrete or own_path) and link.said in (Said.NAMED, Said.MADE_WITH, Said.OWN)
    recipe = link.said is Said.NAMED and leads_into(link.ref.path)
    return Weight.PART if fork or concrete or recipe else Weight.OTHER
