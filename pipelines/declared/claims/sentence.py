"""Does a sentence claim that this very model is open source? English by its grammar, others by their words. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.declared.claims.by_language import claim_by_words
from pipelines.declared.claims.label import of_item, of_label
from pipelines.declared.claims.language import any_mention, told_language
from pipelines.declared.claims.phrase import Mention, Role, mention_at
from pipelines.declared.claims.predicate import of_predicate, of_work
from pipelines.declared.claims.rank import of_rank
from pipelines.declared.claims.said import of_noun_phrase
from pipelines.declared.claims.subject import first_words, is_itself, is_model, lists_a_model, says, subject_of
from pipelines.declared.names import Names
from pipelines.wording import pattern

_OWN, _HAD = {"its", "our", "my"}, {"this", "our", "my"}
_OBJECT = patterns.compile(r"^ (?:it|them|the|an?|our|all|this|these)\b")
_NEW_VERB = patterns.compile(
    r"\b(?:and|but|because|since|as|so)\b(?=\W+(?:is|are|was|were|has|have|we|it|also|fully)\b)"
)


def claim_in(text: str, names: Names, kind: str = "", told: str = "") -> str:
    """The kind of claim a sentence makes of its own model, "" for none.

    "self", "self-ranking" (the best open one), "self-licence", "self-title" (heading or title), "self-label" (a label,
    or no subject), "self-definition", or "self-<language>". `kind` is that of `pipelines.card.Sentence`, `told` the
    sentence before it, which may tell what "it" is; of an item of a list the heading above.
    """
    definition = pattern("claims", "definition").search(text)
    if definition and not says("not_yet", text[: definition.start()]):
        return "self-definition"
    if kind == "list" and of_item(text, told, names):
        return "self-label"
    for match in () if told_language(text) else pattern("claims", "mention").finditer(text):
        if rule := _english(mention_at(text, match, names, told), names, kind):
            return rule
    return claim_by_words(text, names, kind == "heading", told)


def mentions(text: str) -> bool:
    """Does a sentence speak of open source at all?"""
    return bool(any_mention().search(text))


def _english(mention: Mention, names: Names, kind: str) -> str:
    if (
        _is_unsettled(mention)
        or mention.after.startswith("-based")
        or _is_scored(mention)
        or _is_institution(mention, names)
    ):
        return ""
    if mention.what == "licence":
        return _of_licence(mention, names)
    if _is_done(mention):
        return _of_doing(mention, names)
    if mention.what == "artifact":
        return of_rank(mention, names) or of_work(mention, names)
    if mention.what == "model" or (mention.governor.role is Role.PREPOSITION and mention.noun):
        return of_noun_phrase(mention, names, kind == "heading")
    return of_predicate(mention, names) or of_label(mention, kind)


def _is_unsettled(mention: Mention) -> bool:
    """Is it asked, wished or denied? "This open model", or "if you use our open model", takes it for one."""
    is_had = mention.what == "model" and mention.governor.determiner in _HAD
    if is_had and (mention.governor.determiner == "this" or "you" in mention.before.lower().split()):
        return mention.governor.role is Role.INTRODUCED and says("not_yet", mention.before)
    return mention.asked or says("not_yet", _NEW_VERB.split(mention.before)[-1])


def _is_scored(mention: Mention) -> bool:
    """Does a figure follow: "best open-source model 69.1", "open-source models: 69"?"""
    last = mention.noun.rpartition(" ")[2].replace(".", "")
    return mention.what == "model" and (last.isdigit() or mention.tail.lstrip(": |")[:1].isdigit())


def _is_institution(mention: Mention, names: Names) -> bool:
    """ "A member of the Open Source Alliance": is the mention the beginning of the name of somebody else?"""
    named = mention.noun[:1].isupper() and mention.text.istitle() and not mention.what
    return named and mention.before.lower().endswith("the ") and not names.of_itself(mention.noun)


def _of_licence(mention: Mention, names: Names) -> str:
    before, subject = mention.before, subject_of(mention.before)
    is_had = says("licensed", before) or mention.governor.determiner in _OWN
    is_own = is_had and is_itself(before if mention.governor.role is Role.APPOSITION else subject, names)
    is_label = before.rstrip().endswith(":") or (not before.strip(" *_-") and mention.tail.startswith(":"))
    return "self-licence" if (is_own and is_model(mention.rest, names)) or is_label else ""


def _is_done(mention: Mention) -> bool:
    """Is the mention a verb: "we open-sourced", "Seabird open sources", "[x] open-source", "and open-sourced it"?"""
    text, before = mention.text.lower(), mention.before
    is_told = mention.governor.role is Role.COPULA and mention.governor.word != "as"  # "it is also open source"
    verbal = says("verbal", before) and (text.endswith("ing") or not is_told)
    is_verb = text.endswith("sourced") or (_is_ours(before) and _OBJECT.search(mention.after) is not None)
    joined = before.rstrip().endswith(" and") and is_verb and not says("passive", before)
    gerund = text.endswith("ing") and "by" in before.lower().split()[-2:]  # "by fully open-sourcing"
    return verbal or gerund or text.endswith("sources") or joined


def _of_doing(mention: Mention, names: Names) -> str:
    """Of somebody who open-sources something: is it we, or is the model named, and is it a model?"""
    before, after = mention.before, mention.after
    if mention.what == "artifact":
        return "self" if lists_a_model(after, names) else ""
    if (before.endswith(" to ") and not says("glad", before)) or " other " in after:
        return ""
    if says("clause", before):  # "a model that we open-sourced"
        return "self" if is_model(before, names) else ""
    is_nobody = not any(map(str.isalpha, before)) or mention.text.lower().endswith("ing")  # "2024-05: open-sourced it"
    ours = _is_ours(before) or ((is_itself(before, names) or is_nobody) and not names.of_base(before))
    if first_words(after, 1).strip(".,") == "them":  # "we clean the logs and open-source them"
        return "self" if ours and any(map(pattern("claims", "model").fullmatch, before.lower().split())) else ""
    return "self" if names.of_itself(first_words(after, 4)) or (ours and _is_model_next(after)) else ""


def _is_ours(before: str) -> bool:
    """Is it we who do all that a sentence tells: "we fine-tuned Mistral and [open-sourced]"?"""
    return before.lower().lstrip(" *_").startswith(("we ", "i "))


def _is_model_next(text: str) -> bool:
    """Is what follows a verb a model, or nothing that is known to be something else?"""
    words = [word.strip(".:") for word in text.lower().replace(",", " ").split()]
    if any(map(pattern("claims", "model").fullmatch, words)):
        return True
    return not any(map(pattern("claims", "artifact").fullmatch, words))
