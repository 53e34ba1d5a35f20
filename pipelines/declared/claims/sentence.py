"""Does a sentence claim that this very model is open source? English by its grammar, others by their words. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.declared.claims.by_language import any_mention, claim_by_words, told_language
from pipelines.declared.claims.phrase import Mention, Role, mention_at
from pipelines.declared.claims.said import of_noun_phrase, of_predicate, of_rank, of_work
from pipelines.declared.claims.subject import (
    capitalised,
    first_words,
    is_itself,
    is_model,
    lists_a_model,
    says,
    subject_of,
)
from pipelines.declared.names import Names
from pipelines.wording import pattern

_PRESUPPOSING = ("why ", "how come ", "since when ", "what makes ")  # who asks so says that it is
_ELSEWHERE = {"other", "another"}  # "we also open-sourced models for other countries"
_OBJECT = 12  # words after a verb in which its object is told
_DONE_TO = {"it", "them", "this", "these", "the", "our", "all", "both", "a", "an"}
_MARK = patterns.compile(r"[ *_]*(?::|[–—-] )")  # between a label and what explains it
_NEW_VERB = patterns.compile(
    r"\b(?:and|but|because|since|as|so)\b(?=\W+(?:is|are|was|were|has|have|we|it|also|fully)\b)"
)


def claim_in(text: str, names: Names, heading: bool = False, told: str = "") -> str:
    """The kind of claim a sentence makes of its own model, "" for none.

    "self", "self-ranking" (the best open one), "self-licence", "self-title" (heading or title), "self-label" (a label,
    or no subject), "self-definition", or "self-<language>". `heading` tells that the sentence is one, `told`
    is the sentence before it, which may tell what "it" is.
    """
    definition = pattern("claims", "definition").search(text)
    if definition and not says("not_yet", text[: definition.start()]):
        return "self-definition"
    for match in () if told_language(text) else pattern("claims", "mention").finditer(text):
        if rule := _english(mention_at(text, match, names, told), names, heading):
            return rule
    if heading and not names.of_itself(text):
        return ""
    return claim_by_words(text, names)


def mentions(text: str) -> bool:
    """Does a sentence speak of open source at all?"""
    return bool(any_mention().search(text))


def _english(mention: Mention, names: Names, heading: bool) -> str:
    if (_is_unsettled(mention) and not _is_presupposed(mention)) or mention.after.startswith("-based"):
        return ""
    if _is_scored(mention):
        return ""
    if mention.what == "licence":
        return _of_licence(mention, names)
    if _is_done(mention):
        return _of_doing(mention, names)
    if mention.what == "artifact":
        return of_rank(mention, names) if mention.noun.lower().endswith("sota") else of_work(mention, names)
    if mention.what == "model" or (mention.governor.role is Role.PREPOSITION and mention.noun):
        return of_noun_phrase(mention, names, heading)
    return of_predicate(mention, names) or ("" if heading else _of_label(mention, names))


def _is_unsettled(mention: Mention) -> bool:
    """Is it asked, denied, wished or promised?"""
    return mention.asked or says("not_yet", _NEW_VERB.split(mention.before)[-1])


def _is_presupposed(mention: Mention) -> bool:
    """ "Why is Gull open source?", "Gull would not be open source without": said by what is asked or thanked for."""
    if mention.asked:
        return mention.before.strip(" *_#").lower().startswith(_PRESUPPOSING) and not says("not_yet", mention.before)
    return says("owing", f"{mention.before}|{mention.after}")


def _is_scored(mention: Mention) -> bool:
    """Does a figure follow: "best open-source model 69.1", "open-source models: 69"?"""
    last = mention.noun.rpartition(" ")[2].replace(".", "")
    return mention.what == "model" and (last.isdigit() or mention.tail.lstrip(": |")[:1].isdigit())


def _of_licence(mention: Mention, names: Names) -> str:
    before = mention.before
    is_own = says("licensed", before) and is_itself(subject_of(before), names)
    return "self-licence" if is_own or before.rstrip().endswith(":") else ""


def _is_done(mention: Mention) -> bool:
    """Is the mention a verb: "we open-sourced", "glad to open-source", "by open-sourcing", "[x] open-source"?"""
    text = mention.text.lower()
    gerund = text.endswith("ing") and _is_by(mention.before)
    done_to = first_words(mention.after, 1).lower().strip(".,;:!") in _DONE_TO
    joined = mention.before.rstrip().endswith(" and") and done_to
    is_told = mention.governor.role is Role.COPULA and mention.governor.word != "as"  # "it is also open source"
    verbal = says("verbal", mention.before) and not (is_told and not text.endswith("ing"))
    return gerund or joined or text.endswith("sources") or verbal


def _is_by(before: str) -> bool:
    """Is it done "by open-sourcing", "by fully open-sourcing"?"""
    return "by" in before.lower().split()[-2:]


def _of_doing(mention: Mention, names: Names) -> str:
    """Of somebody who open-sources something: is it we, or is the model named, and is it a model?"""
    before, after = mention.before, mention.after
    if mention.what == "artifact":
        return "self" if _leads(after, names) or lists_a_model(after) else ""
    if (before.endswith(" to ") and not says("glad", before)) or not _ELSEWHERE.isdisjoint(
        after.lower().split()[:_OBJECT]
    ):
        return ""
    if says("clause", before):  # "a model that we open-sourced"
        return "self" if is_model(before, names) else ""
    ours = (_is_by(before) or is_itself(before, names)) and not names.of_base(before)
    is_own = names.of_itself(first_words(after, 4)) or (ours and _is_model_next(after, names))
    return "self" if is_own else ""


def _leads(text: str, names: Names) -> bool:
    """Is this model the first of what is listed after a verb: "Gull and its code", but not "GullBench and its code"?"""
    name, _, rest = text.strip().partition(" ")
    is_artifact = pattern("claims", "artifact").fullmatch(name.strip(",")) is not None
    return names.of_itself(name) and not is_artifact and (name.endswith(",") or rest.startswith(("and ", "with ")))


def _is_model_next(text: str, names: Names) -> bool:
    """Is what follows a verb a model, or nothing that is known to be something else?"""
    words = text.lower().replace(",", " ").split()
    if names.of_itself(text) or any(pattern("claims", "model").fullmatch(word.strip(".:")) for word in words):
        return True
    return not any(pattern("claims", "artifact").fullmatch(word.strip(".:")) for word in words)


def _of_label(mention: Mention, names: Names) -> str:
    """Has the sentence no subject, so that it is about what the card is about?"""
    lead = mention.before if mention.before.strip(" *_-") else f"{mention.earlier}:"  # of an item, its list's heading
    name, _, items = mention.before.partition(":")
    is_listed = names.of_itself(capitalised(name)) and items.rstrip().endswith((",", " and"))  # "Gull: open source"
    if mention.what == "" and (is_listed or says("features", lead)):
        return (
            "self-label" if mention.after.strip(" *_.!")[:1] in {"", ","} or mention.after.startswith(" and ") else ""
        )
    if mention.what != "" or not says("label", mention.before):
        return ""
    alone = mention.after.strip(" *_.!()")[:1] in {"", ":"}
    emphatic = alone and says("emphatic", (mention.before.strip() + " " + mention.text).strip())
    return "self-label" if emphatic or says("label_told", mention.after) or _is_explained(mention, names) else ""


def _is_explained(mention: Mention, names: Names) -> bool:
    """ "Open source: Gull is free to use", "Open source: change it as you like"; but "Open source: Tern, Puffin"."""
    mark = _MARK.match(mention.after)
    said = mention.after[mark.end() :] if mark else ""
    return names.of_itself(said) or says("addressed", said)
