"""What a clause calls open without a noun of models: is it this model? Pure."""

from __future__ import annotations

from pipelines.declared.claims.phrase import Mention, Role
from pipelines.declared.claims.said import is_made_so, is_of_itself, is_participle, is_subject, last_named
from pipelines.declared.claims.subject import capitalised, first_words, is_own_model, last_words, says, subject_of
from pipelines.declared.names import Names
from pipelines.wording import pattern

_NEAR = 4  # words in which a name belongs to what stands before it
_ONE = {"a", "an"}
_WORK = {
    "project",
    "implementation",
    "effort",
    "initiative",
    "solution",
    "framework",
    "engine",
    "tool",
    "ai",
    "software",
}


def of_predicate(mention: Mention, names: Names) -> str:
    """Of "is open source", "made open source", "Gull (open source)", "open-source Gull"."""
    before, role = mention.before, mention.governor.role
    if _is_called(mention, names):
        return "self"
    if says("made", before):
        return "self" if is_made_so(before, names) else ""
    joined = before.rstrip().endswith(("and", ","))
    if joined and (passive := pattern("claims", "passive").search(before)):  # "was trained by us and open-sourced"
        return "self" if is_own_model(before[: passive.start()], names) else ""
    if joined and mention.text.lower().endswith("sourced"):  # "made here and open-sourced in May, Gull"
        return "self" if is_own_model(first_words(mention.after.partition(",")[2], 2), names) else ""
    opening, comma, clause = mention.after.partition(",")
    if role is Role.START and comma and not mention.rest.strip(" *_") and len(opening.split()) <= _NEAR:
        return "self" if names.of_itself(capitalised(first_words(clause, 2))) else ""  # "open source, Gull"
    if role is Role.START and _is_before_a_mark(mention, names):
        return "self-title"
    if not mention.after.strip(" .!*_") and _is_ended_by(mention, names):
        return "self"
    return "self" if _is_predicate(mention) and is_subject(mention, names) else ""


def _is_ended_by(mention: Mention, names: Names) -> bool:
    """Does a sentence end in it without a verb: "like TernGPT, but open source", "Gull weights open-sourced"?"""
    if last_words(mention.before.lower(), 1) == "but":
        verb = pattern("claims", "passive").search(mention.before)
        return is_own_model(mention.before[: verb.start()], names) if verb else not names.of_base(mention.before)
    return mention.text.lower().endswith("sourced") and is_own_model(mention.phrase, names)


def _is_called(mention: Mention, names: Names) -> bool:
    """Is the model named beside the mention: "Gull, fully open-source", "open-source Gull", "the open code of Gull"?"""
    role, determiner = mention.governor.role, mention.governor.determiner
    called = capitalised(mention.noun.partition(" and ")[0])
    if (role is Role.NAMED and not mention.noun) or (names.of_itself(called) and determiner not in _ONE):
        return True
    is_apposed = role is Role.APPOSITION and names.of_itself(last_named(mention.rest))
    return is_apposed or (determiner == "the" and is_of_itself(mention, names))


def _is_predicate(mention: Mention) -> bool:
    """Is something said to be open: "is", "was released", or "provides an open-source solution"?"""
    role, is_work = mention.governor.role, last_words(mention.noun.lower(), 1) in _WORK
    return role is Role.COPULA or (role is Role.INTRODUCED and (is_work or mention.governor.word.endswith("ed")))


def _is_before_a_mark(mention: Mention, names: Names) -> bool:
    """Is this model what stands before a mark: "Gull (open source, 7B)", "code and weights: open source"?"""
    is_marked = mention.governor.word == "(" or (mention.governor.word == ":" and not mention.tail.strip(" .!*_"))
    return names.of_itself(mention.rest) or (is_marked and is_own_model(mention.rest, names))


def of_work(mention: Mention, names: Names) -> str:
    """ "Gull is an open-source project": what bears the model's name is it, under whatever noun of somebody's work."""
    if last_words(mention.noun.lower(), 1) not in _WORK:
        return ""
    if mention.governor.determiner == "the" and names.of_itself(capitalised(mention.noun)):
        return "self"  # "made by the open-source Gull project"
    if mention.tail.startswith("to "):  # "an open-source effort to build Gull", "this is an effort to"
        is_own = names.of_itself(capitalised(first_words(mention.tail, _NEAR)))
        if is_own or mention.rest.strip().lower() == "this":
            return "self"
    is_last = not mention.rest.strip() or is_participle(mention.rest)  # "developed as an open-source project, Gull"
    subject = first_words(mention.tail.lstrip(", "), 1) if is_last else subject_of(mention.rest)
    is_told = mention.governor.role in {Role.COPULA, Role.INTRODUCED} and names.of_itself(capitalised(subject))
    return "self" if is_told and is_own_model(subject, names) else ""
