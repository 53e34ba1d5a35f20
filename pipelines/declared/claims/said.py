"""What a clause says of an open model or calls open: is it said of this one? By what governs the phrase. Pure."""

from __future__ import annotations

from pipelines.declared.claims.ahead import is_ahead
from pipelines.declared.claims.phrase import Mention, Role
from pipelines.declared.claims.subject import (
    capitalised,
    first_words,
    is_introduced_otherwise,
    is_itself,
    is_model,
    is_of_another,
    is_own_model,
    says,
    subject_of,
)
from pipelines.declared.claims.titled import goes_on, is_paper, is_turned, of_title
from pipelines.declared.names import Names
from pipelines.wording import pattern

_FOLLOWING = 4  # words after a phrase in which a name belongs to it
_AMONG = {"among", "amongst", "of", "in", "across", "for"}
_RELATIVE = (["that"], ["which"], ["who"])
_WORK = {"project", "implementation", "reimplementation", "solution", "engine", "tool", "ai"}
_ISSUED = {"release", "version"}  # "today marks the open-source release of Gull"
_ONE = {"a", "an"}
_SETS = {"series", "family", "suite", "collection", "line-up", "lineup"}


def of_noun_phrase(mention: Mention, names: Names, heading: bool) -> str:
    """Of "an open-source model": the kind of claim that the clause makes by it, "" for none."""
    role, rest = mention.governor.role, mention.rest
    if _names_itself(mention, names) or (mention.governor.determiner in _ONE and says("reported", mention.tail)):
        return "self"
    if role is Role.COPULA and _is_subject(mention, names):
        return "self-ranking" if says("ranking", mention.phrase) else "self"
    own = (
        (role is Role.INTRODUCED and _is_introduced(mention, names))
        or (role is Role.OTHER and _is_made_so(mention, names))
        or (role is Role.START and is_turned(mention, names))
        or (role is Role.APPOSITION and (_is_aside(rest, names) or _is_member(rest, names)))
        or (heading and role is Role.PREPOSITION and is_paper(mention, names))
    )
    if own:
        return "self"
    if role is Role.PREPOSITION:
        return of_rank(mention, names)
    return of_title(mention, names, heading) if role is Role.START else ""


def of_predicate(mention: Mention, names: Names) -> str:
    """Of "is open source", "made open source", "Gull (open source)", "open-source Gull"."""
    before = mention.before
    if before.endswith("(") and mention.after.startswith(")"):
        return "self" if names.of_itself(" ".join(before.split()[-2:])) else ""
    role = mention.governor.role
    if (ahead := is_ahead(mention, names)) is not None:
        return "self" if ahead else ""
    named = role is Role.NAMED and not mention.noun  # "Gull, fully open-source, ..."
    named = named or (role is Role.APPOSITION and names.of_itself(_last_named(mention.rest)))
    called = capitalised(mention.noun.partition(" and ")[0])
    if named or (names.of_itself(called) and mention.governor.determiner not in _ONE):
        return "self"
    made = pattern("claims", "made").search(before)
    if made and not says("passive", before[made.end() :]):  # "made it open source", "was made open source"
        what = before[made.end() :].strip() or before[: made.start()]
        return "self" if is_itself(before, names) and is_model(what, names) else ""
    if role is Role.START and mention.noun and names.of_itself(mention.rest):
        return "self-title"
    joined = before.rstrip().endswith(("and", ",")) and not mention.after.startswith(" by")
    passive = joined and pattern("claims", "passive").search(before)
    if passive:  # "was trained by us and open-sourced"
        return "self" if is_own_model(before[: passive.start()], names) else ""
    if says("released", mention.rest):
        return "self-label"
    word = mention.governor.word
    done = role is Role.COPULA or (role is Role.INTRODUCED and word.endswith("ed"))  # "is", "was released"
    return "self" if done and _is_subject(mention, names) else ""


def of_work(mention: Mention, names: Names) -> str:
    """ "Gull is an open-source project": what bears the model's name is it, under whatever noun of somebody's work."""
    role, subject = mention.governor.role, mention.rest
    if mention.noun.lower().rpartition(" ")[2] not in _WORK or role not in {Role.COPULA, Role.APPOSITION}:
        return ""
    if role is Role.APPOSITION and not _is_aside(subject, names):
        return ""
    subject = _last_named(subject) if role is Role.APPOSITION else subject_of(subject)
    return "self" if names.of_itself(capitalised(subject)) and is_own_model(subject, names) else ""


def of_rank(mention: Mention, names: Names) -> str:
    """ "The best among open models": it is one of them, if it is not what others are held against."""
    last = "" if mention.rest.endswith("on top ") else " ".join(mention.rest.split()[-1:])
    ranked = last if mention.governor.word == "of" else mention.rest  # "the best of", not "the best result of"
    among = mention.governor.word in _AMONG and says("ranking", ranked)
    if not (among or mention.what == "artifact") or says("held_against", mention.before):
        return ""
    copula, _, name = first_words(mention.tail, 2).partition(" ")
    if pattern("claims", "passive").fullmatch(copula) and not names.of_itself(name):  # "the largest of these is Tern"
        return ""
    own = is_itself(mention.before, names) or says("ranked_title", mention.before)
    return "self-ranking" if own and not names.of_base(mention.before) else ""


def _names_itself(mention: Mention, names: Names) -> bool:
    """Is the model named in the phrase or just behind it, or is it "our" model?"""
    role, determiner = mention.governor.role, mention.governor.determiner
    if role is Role.NAMED or (determiner == "this" and role in {Role.START, Role.APPOSITION}):
        return True  # but not of "based on this model"
    if determiner == "our":  # but not of "our open-source model Tern"
        last = mention.noun.rpartition(" ")[2]
        return last.islower() or bool(pattern("claims", "model").fullmatch(last)) or names.of_itself(mention.noun)
    follows = "" if determiner in _ONE and not mention.what else mention.noun  # "an open-source Gull" is a wish
    goes_on = mention.tail.startswith("of ") if role is Role.PREPOSITION else says("names", mention.tail)
    if mention.tail.startswith(",") and (role is Role.APPOSITION or mention.rest.split()[-1:] in _RELATIVE):
        goes_on = False  # "unlike Tern, which is an open-source model, Gull"
    if goes_on and (role is not Role.OTHER or mention.noun in _ISSUED):  # "a model called Gull", "the version of Gull"
        follows += " " + first_words(mention.tail, _FOLLOWING)
    return names.of_itself(capitalised(follows))


def _is_subject(mention: Mention, names: Names) -> bool:
    """Is the subject of "is" this model? Where nothing stands before, as in "As an open model, it", it follows."""
    by_the = mention.governor.determiner == "the" or not (mention.governor.determiner or mention.is_one)
    if mention.governor.word == "as" and mention.what and by_the and not says("ranking", mention.phrase):
        return False  # "the same as the open model", "as open models improve"
    if mention.governor.word == "as" and mention.phrase.rstrip().endswith("result,"):  # "as a result, open models"
        return False
    if (
        mention.governor.word.startswith("join")
        and mention.is_one
        and mention.noun.rpartition(" ")[2].lower() not in _SETS
    ):
        return False  # "Gull joins an open-source encoder to a decoder"
    if is_introduced_otherwise(mention.rest, mention.earlier, names):  # "we use Tern, and it [is]"
        return False
    if not mention.rest.strip():
        return is_own_model(first_words(mention.after, 8), names)
    verb = pattern("claims", "passive").search(mention.rest) if mention.governor.word == "as" else None
    return is_own_model(mention.rest[: verb.start()] if verb else subject_of(mention.rest), names)


def _is_introduced(mention: Mention, names: Names) -> bool:
    """Is the model presented here? "Creating an open-source model takes a year" is said of any."""
    rest, word = mention.rest, mention.governor.word
    is_any = word.endswith("ing") and not rest.strip() and goes_on(mention.tail)
    return not is_any and _introduced_here(rest, word, names)


def _is_made_so(mention: Mention, names: Names) -> bool:
    """ "Gull reads tables, making it the first open-source model of them"."""
    *subject, verb = mention.rest.split() or [""]
    made = mention.governor.word == "it" and pattern("claims", "made").fullmatch(verb) is not None
    return made and subject[-1:] != ["to"] and is_itself(subject_of(" ".join(subject)), names)


def _is_aside(rest: str, names: Names) -> bool:
    """Is what stands before a comma this model, or presented here? Not in "this dataset is Gull, ..."."""
    verb = pattern("claims", "passive").search(rest)
    if verb and not is_model(rest[: verb.start()], names):
        return False
    return not is_of_another(rest) and (names.of_itself(_last_named(rest)) or _is_introduction(rest, names))


def _introduced_here(rest: str, governor: str, names: Names) -> bool:
    """Is it we who present, or nobody, as at the head of a sentence or after "glad to"?"""
    if rest.rstrip().endswith(" to"):
        return says("glad", rest) or names.of_itself(rest)
    subject = rest if governor.endswith("ing") else subject_of(rest)
    return not subject.strip() or is_itself(subject, names)


def _is_member(rest: str, names: Names) -> bool:
    """ "Gull is part of Shore, a family of open models": is what belongs to what stands before a comma this model?"""
    found = pattern("claims", "member").search(rest)
    return found is not None and is_own_model(subject_of(rest[: found.start()]), names)


def _is_introduction(text: str, names: Names) -> bool:
    """ "We introduce the Gull series, ...": is what stands before a comma presented here?"""
    found = pattern("claims", "introduction").search(text)
    return found is not None and _introduced_here(text[: found.start()], found.group(), names)


def _last_named(text: str) -> str:
    """The words at the end that are one name with what belongs to it: of "it uses Gull 7B by Seabird" the last four."""
    last: list[str] = []
    for word in reversed(text.split()[-4:]):
        if word.islower() and word not in {"by", "from"}:
            break
        last.append(word)
    return " ".join(last)
