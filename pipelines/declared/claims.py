"""Does a sentence claim that this very model is open source? English by its grammar, others by their words. Pure."""

from __future__ import annotations

from pipelines.declared.claim_phrase import Mention, Role, mention_at
from pipelines.declared.claims_by_language import any_mention, claim_by_words
from pipelines.declared.claims_subject import is_itself, is_model, is_model_next, lists_a_model, says, subject_of
from pipelines.declared.names import Names
from pipelines.wording import pattern

_FOLLOWING = 6  # words after a mention in which a name belongs to it

_AMONG = {"among", "amongst", "of", "in", "across", "for"}
_OPEN_ENDED = {Role.START, Role.INTRODUCED, Role.COPULA}  # "an open-source model, Gull, ..."


def claim_in(text: str, names: Names, heading: bool = False) -> str:
    """The kind of claim a sentence makes of its own model, "" for none.

    "self", "self-ranking" (the best open one), "self-licence", "self-title" (heading or title), "self-label" (a label,
    or no subject), "self-definition", or "self-<language>". `heading` tells that the sentence is one.
    """
    definition = pattern("claims", "definition").search(text)
    if definition and not says("not_yet", text[: definition.start()]):
        return "self-definition"
    for match in pattern("claims", "mention").finditer(text):
        if rule := _english(mention_at(text, match, names), names, heading):
            return rule
    if heading and not names.of_itself(text):
        return ""
    return claim_by_words(text, names)


def mentions(text: str) -> bool:
    """Does a sentence speak of open source at all?"""
    return bool(any_mention().search(text))


def _english(mention: Mention, names: Names, heading: bool) -> str:
    if says("not_yet", mention.before) or mention.after.startswith("-based"):
        return ""
    if mention.what == "licence":
        return _of_licence(mention, names)
    if _is_done(mention):
        return _done(mention, names)
    if mention.what == "artifact":
        return _ranked(mention, names) if mention.noun.lower().endswith("sota") else ""
    if mention.what == "model" or (mention.role is Role.PREPOSITION and mention.noun):
        return _noun_phrase(mention, names, heading)
    return _predicate(mention, names) or _labelled(mention, heading)


def _of_licence(mention: Mention, names: Names) -> str:
    before = mention.before
    is_own = says("licensed", before) and is_itself(subject_of(before), names)
    return "self-licence" if is_own or before.rstrip().endswith(":") else ""


def _is_done(mention: Mention) -> bool:
    """Is the mention a verb: "we open-sourced", "glad to open-source", "by open-sourcing", "[x] open-source"?"""
    gerund = mention.text.lower().endswith("ing") and says("by_doing", mention.before)
    return gerund or mention.text.lower().endswith("sources") or says("verbal", mention.before)


def _done(mention: Mention, names: Names) -> str:
    """Of somebody who open-sources something: is it we, or is the model named, and is it a model?"""
    named = names.of_itself(_words(mention.after, 4))
    if mention.what == "artifact":
        return "self" if lists_a_model(mention.after) else ""
    if mention.before.endswith(" to ") and not says("glad", mention.before):
        return ""
    if says("clause", mention.before):  # "a model that we open-sourced"
        return "self" if is_model(mention.before, names) else ""
    doer = says("by_doing", mention.before) or is_itself(mention.before, names)
    return "self" if named or (doer and not names.of_base(mention.before) and is_model_next(mention.after, names)) else ""


def _ranked(mention: Mention, names: Names) -> str:
    """ "The best among open models": it is one of them, if it is not what others are held against."""
    among = mention.governor in _AMONG and says("ranking", mention.rest)
    if not (among or mention.what == "artifact") or says("held_against", mention.before):
        return ""
    own = is_itself(mention.before, names) or says("ranked_title", mention.before)
    return "self-ranking" if own and not names.of_base(mention.before) else ""


def _noun_phrase(mention: Mention, names: Names, heading: bool) -> str:
    """Of "an open-source model": by what it is said, or whether it names the model itself."""
    rest, after = mention.rest, mention.after
    own = {"our"} if mention.role is Role.PREPOSITION else {"our", "this", "these"}  # "based on this model"
    follows = _words(after, _FOLLOWING) if mention.role in _OPEN_ENDED else _names_in(mention.noun)
    if mention.tail.startswith("of ") and mention.role is not Role.OTHER:  # "the open-source version of Gull"
        follows += " " + _words(mention.tail, 4)
    if mention.determiner in own or names.of_itself(follows) or mention.role is Role.NAMED:
        return "self"
    if mention.role is Role.COPULA:
        rule = "self-ranking" if says("ranking", mention.phrase) else "self"
        return rule if _is_subject(mention, names) else ""
    if mention.determiner in {"a", "an"} and says("reported", mention.tail):
        return "self"
    if mention.role is Role.INTRODUCED:
        return "self" if _introduced_here(rest, mention.governor, names) else ""
    if mention.role is Role.APPOSITION:
        return "self" if names.of_itself(" ".join(rest.split()[-4:])) or _is_introduction(rest, names) else ""
    if mention.role is Role.PREPOSITION:
        return _ranked(mention, names)
    if mention.role is Role.START:
        return _title(mention, names, heading)
    return ""


def _introduced_here(rest: str, governor: str, names: Names) -> bool:
    """Is it we who present, or nobody, as at the head of a sentence or after "glad to"?"""
    subject = rest if governor.endswith("ing") else subject_of(rest)
    if rest.rstrip().endswith(" to"):
        return says("glad", rest) or names.of_itself(rest)
    return not subject.strip() or is_itself(subject, names)


def _is_introduction(text: str, names: Names) -> bool:
    """ "We introduce the Gull series, ...": is what stands before a comma presented here?"""
    found = pattern("claims", "introduction").search(text)
    return found is not None and _introduced_here(text[: found.start()], found.group(), names)


def _title(mention: Mention, names: Names, heading: bool) -> str:
    """A phrase without a verb, at the head of a sentence or after a colon: a title of what the card is about."""
    prefix = mention.rest.strip(" *_#")
    if says("goes_on", mention.tail):  # the phrase is a subject itself: "an open-source model is ..."
        return ""
    if prefix and not names.of_itself(prefix) and not says("titled", prefix):
        return ""
    if mention.determiner == "the" and mention.is_one and not says("ranking", mention.phrase):
        return "self"
    told = mention.determiner in {"a", "an"} or says("ranking", mention.phrase) or bool(prefix)
    if told and not (heading and not prefix):
        return "self-title"
    bare = all(pattern("claims", "filler").fullmatch(word) for word in mention.phrase.lower().split())
    return "self-title" if mention.is_one and bare else ""


def _predicate(mention: Mention, names: Names) -> str:
    """Of "is open source", "made open source", "Gull (open source)", "open-source Gull"."""
    before, after = mention.before, mention.after
    if before.endswith("(") and after.startswith(")"):
        return "self" if names.of_itself(" ".join(before.split()[-2:])) else ""
    if names.of_itself(mention.noun):
        return "self"
    if made := pattern("claims", "made").search(before):  # "made it open source", "was made open source"
        what = before[made.end() :].strip() or before[: made.start()]
        return "self" if is_itself(before, names) and is_model(what, names) else ""
    if mention.role is Role.START and mention.rest and names.of_itself(mention.rest) and mention.noun:
        return "self-title"
    passive = before.rstrip().endswith("and") and pattern("claims", "passive").search(before)
    if passive:  # "was trained by us and open-sourced"
        subject = before[: passive.start()]
        return "self" if is_itself(subject, names) and is_model(subject, names) else ""
    if says("released", mention.rest):
        return "self-label"
    done = mention.role is Role.COPULA or (mention.role is Role.INTRODUCED and mention.governor.endswith("ed"))
    return "self" if done and _is_subject(mention, names) else ""


def _is_subject(mention: Mention, names: Names) -> bool:
    """Is the subject of "is" this model? Where nothing stands before it, as in "As an open model, it ...", it follows."""
    rest = mention.rest
    subject = subject_of(rest) if rest.strip() else _words(mention.after, 8)
    if mention.governor == "as" and mention.determiner == "the" and not says("ranking", mention.phrase):
        return False  # "the same as the open model"
    return is_itself(subject, names) and is_model(subject, names)


def _labelled(mention: Mention, heading: bool) -> str:
    """Has the sentence no subject, so that it is about what the card is about?"""
    if heading or mention.what != "" or not says("label", mention.before):
        return ""
    alone = mention.after.strip(" *_.!()")[:1] in {"", ":"} and says("emphatic", mention.before.strip() + mention.text)
    return "self-label" if alone or says("label_told", mention.after) else ""


def _names_in(text: str) -> str:
    """The words that look like names: "math" may be one of a model's, and of all models for it."""
    return " ".join(word for word in text.split() if not word.islower())


def _words(text: str, number: int) -> str:
    return " ".join(text.split()[:number])
