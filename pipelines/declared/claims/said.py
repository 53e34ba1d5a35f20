"""What a clause says of an open model: is it said of this one? By what governs the phrase. Pure."""

from __future__ import annotations

from pipelines.declared.claims.phrase import Mention, Role
from pipelines.declared.claims.rank import of_rank
from pipelines.declared.claims.subject import (
    capitalised,
    first_words,
    is_itself,
    is_model,
    is_own_model,
    is_told_otherwise,
    last_words,
    says,
    subject_of,
)
from pipelines.declared.claims.titled import of_title
from pipelines.declared.names import Names
from pipelines.wording import pattern

_FOLLOWING = 4  # words after a phrase in which a name belongs to it
_ONE = {"a", "an"}


def of_noun_phrase(mention: Mention, names: Names, heading: bool) -> str:
    """Of "an open-source model": the kind of claim that the clause makes by it, "" for none."""
    role, rest = mention.governor.role, mention.rest
    if pattern("claims", "earlier", 0).search(mention.phrase):  # "an older open-source model of ours"
        return ""
    is_reported = mention.governor.determiner in _ONE and says("reported", mention.tail)
    if is_reported or _names_itself(mention, names):
        return "self"
    if role is Role.COPULA and is_subject(mention, names):
        return "self-ranking" if says("ranking", mention.phrase) else "self"
    if role is Role.INTRODUCED and is_introduced_here(rest, mention.governor.word, names):
        return "self"
    if role is Role.APPOSITION and _is_aside(rest, names):
        return "self"
    if role is Role.OTHER and mention.governor.word == "it" and is_made_so(mention.before, names):
        return "self"
    if role is Role.PREPOSITION:
        return of_rank(mention, names)
    return of_title(mention, names, heading) if role is Role.START else ""


def is_of_itself(mention: Mention, names: Names) -> bool:
    """Is the model's name behind an "of" what the phrase belongs to?"""
    following = first_words(mention.tail, _FOLLOWING)
    return following.startswith("of ") and names.of_itself(capitalised(following))


def _names_itself(mention: Mention, names: Names) -> bool:
    """Is the model named in the phrase or just behind it, or is it "our" model?"""
    role, determiner = mention.governor.role, mention.governor.determiner
    is_here = (
        role in {Role.START, Role.APPOSITION} or mention.governor.word.endswith("ing") or mention.governor.word == "use"
    )
    if role is Role.NAMED or (determiner == "this" and is_here):
        return True  # but not of "based on this model"
    if determiner in {"our", "my"}:  # but not of "our open-source model Tern"
        last = last_words(mention.noun, 1)
        return last.islower() or names.of_itself(mention.noun) or pattern("claims", "model").fullmatch(last) is not None
    follows = "" if determiner in _ONE and not mention.what else mention.noun  # "an open-source Gull" is a wish
    is_wished = role is Role.PREPOSITION and determiner in _ONE  # "they asked for an open version of Gull"
    if (
        mention.tail.startswith("of ")
        and not is_wished
        and (role is not Role.OTHER or (determiner == "the" and mention.is_one))
    ):
        follows += " " + first_words(mention.tail, _FOLLOWING)  # "the open-source version of Gull"
    return names.of_itself(capitalised(follows))


def is_subject(mention: Mention, names: Names) -> bool:
    """Is the subject of "is" this model? Where nothing stands before, as in "As an open model, it", it follows."""
    rest, word, determiner = mention.rest, mention.governor.word, mention.governor.determiner
    is_any = determiner == "the" or not (determiner or mention.is_one)
    if word == "as" and mention.what and is_any and not says("ranking", mention.phrase):
        return False  # "the same as the open model", "as open models improve"
    if is_told_otherwise(rest, mention.earlier, names):  # "we use Tern, and it [is]"
        return False
    if not rest.strip():
        return is_own_model(first_words(mention.after, 8), names)
    if is_participle(rest):  # "released as open source in May, Gull"
        return is_own_model(first_words(mention.after.partition(",")[2], 2), names)
    if word == "as" and last_words(rest, 1) in {"it", "them"}:  # "since we published it as"
        return says("introduction", rest)
    verb = pattern("claims", "passive").search(rest) if word == "as" else None
    return is_own_model(rest[: verb.start()] if verb else subject_of(rest), names)


def is_participle(text: str) -> bool:
    """Is a text nothing but "released"? Then its subject comes after it."""
    return len(text.split()) == 1 and text.strip().lower().endswith("ed")


def is_made_so(before: str, names: Names) -> bool:
    """ "made it open source", "was made open source", "making it the first open-source model"."""
    made = pattern("claims", "made").search(before)
    if made is None:
        return False
    what = before[made.end() :].strip() or before[: made.start()]
    return is_itself(before, names) and is_model(what, names)


def _is_aside(rest: str, names: Names) -> bool:
    """Is what stands before a comma this model, or presented here? Not in "this dataset is Gull, ...", nor the base."""
    if names.of_base(last_named(rest)):
        return False
    verb = pattern("claims", "passive").search(rest)
    if (
        verb and not is_own_model(rest[: verb.start()], names) and not is_model(rest[: verb.start()], names)
    ) or pattern("claims", "earlier", 0).search(rest):
        return False
    found = pattern("claims", "introduction").search(rest)
    presented = found is not None and is_introduced_here(rest[: found.start()], found.group(), names)
    return presented or names.of_itself(last_named(rest))


def is_introduced_here(rest: str, governor: str, names: Names) -> bool:
    """Is it we who present, or nobody, as at the head of a sentence or after "glad to"?"""
    if rest.rstrip().endswith(" to"):
        return says("glad", rest) or names.of_itself(rest)
    head, comma, _ = rest.partition(",")
    if comma and head.strip().lower().startswith("with ") and names.of_itself(head):  # "with Gull, ports have"
        return True
    subject = rest if governor.endswith("ing") else subject_of(rest)
    return not subject.strip() or is_itself(subject, names)


def last_named(text: str) -> str:
    """The words at the end that are one name with what belongs to it: of "it uses Gull 7B by Seabird" the last four."""
    last: list[str] = []
    for word in reversed(text.split()[-_FOLLOWING:]):
        if word.islower() and word not in {"by", "from"}:
            break
        last.append(word)
    return " ".join(last)
