"""Which part of a release a licence speaks of: by the folder and name of its file, or by the words of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crawler import patterns
from pipelines.licences.catalogue import lookup
from pipelines.licences.clauses.commerce import commercial_clauses
from pipelines.licences.clauses.terms import combine, of_clauses, only_said
from pipelines.licences.expressions import binding, offered
from pipelines.licences.matchers.kinds import is_choice, names_in
from pipelines.licences.text.text import Text
from pipelines.licences.types import NON_LICENCES, Licence, Terms


class Part(StrEnum):
    """A part of a release that can have a licence of its own."""

    WEIGHTS = "weights"
    CODE = "code"
    DATA = "data"
    COMPONENT = "component"  # a tokenizer, an encoder, a folder with something of its own
    DOCUMENTATION = "documentation"
    THIRD_PARTY = "third-party"
    UNSAID = "unsaid"  # the release as a whole, weights included


_WHOLE = patterns.compile(r"(?:licen[cs]es?|legal|terms|policies)", patterns.I)  # folders that hold texts, not a part
_FOLDERS = (
    (Part.THIRD_PARTY, patterns.compile(r"third[_ -]?part(?:y|ies)|vendor(?:ed)?|external|deps|extern", patterns.I)),
    (Part.CODE, patterns.compile(r"src|source|code|scripts?|lib|inference|training|examples?|demo|app", patterns.I)),
    (Part.DATA, patterns.compile(r"data(?:sets?)?|corpus|corpora", patterns.I)),
    (Part.WEIGHTS, patterns.compile(r"(?:model|ckpt|checkpoint)s?|weights|onnx|gguf", patterns.I)),
    (Part.DOCUMENTATION, patterns.compile(r"docs?|documentation", patterns.I)),
)
_NAMES = (
    (Part.THIRD_PARTY, patterns.compile(r"notice|third|copyright", patterns.I)),
    (Part.COMPONENT, patterns.compile(r"tokeni[sz]er|font|logo|encoder|vae\b", patterns.I)),
    (Part.CODE, patterns.compile(r"code|software", patterns.I)),
    (Part.DATA, patterns.compile(r"data", patterns.I)),
    (Part.WEIGHTS, patterns.compile(r"model|weight|llama|gemma|许可", patterns.I)),
    (Part.DOCUMENTATION, patterns.compile(r"docs?\b", patterns.I)),
)
_WORDS = (
    (Part.COMPONENT, patterns.compile(r"\b(?:tokeni[sz]er|encoder|vocoder|vae|adapter weights of)\b", patterns.I)),
    (Part.WEIGHTS, patterns.compile(
        r"\b(?:weights?|checkpoints?|parameters|(?:the|this|our|these|pre-?trained|fine-?tuned) (?:\w+ )?models?"
        r"|models)\b|模型|权重|重み|모델"
        r"|\b(?:modell(?:e|en|s)?|modèles?|modelos?|modell[oi]|gewichte|poids|pesos)\b", patterns.I)),
    (Part.CODE, patterns.compile(
        r"\b(?:(?:source )?code(?:base)?|scripts?|implementation|software|quellcode|código)\b|代码|コード|코드",
        patterns.I)),
    (Part.DATA, patterns.compile(r"\b(?:data(?:sets?)?|corpus|corpora|daten|données|datos)\b|数据", patterns.I)),
    (Part.DOCUMENTATION, patterns.compile(r"\b(?:documentation|docs|paper)\b", patterns.I)),
)  # fmt: skip
_CLAUSE = patterns.compile(
    r"[;；。]|[.] |\b(?:while|whereas|but|however)\b|[,，](?= ?(?:and|the|our|model|weights?|code|data))"
    r"|,(?= (?:und|die|der|das|et|les?|y|los?|las?|el|e|i|gli)\b)"
    r"|\band (?=(?:the|our|all|its|models?|weights?|code|data)\b)",
    patterns.I,
)
_OTHERS = patterns.compile(
    r"\b(?:base(?:[- ](?:models?|weights?|checkpoints?|llm)|:)|(?:the|its|our|their) base|original|upstream|parent"
    r"|teacher|backbone|underlying|third[- ]party|includes?)(?!\w)"
    r"|\b(?:its|their) (?:publisher|maker|creator|author|owner)s? licen[cs]es?\b|\boriginally licen[cs]ed\b",
    patterns.I,
)
_PUTS_UNDER = patterns.compile(  # a licence that the catalogue need not know
    r"\b(?:licen[cs]ed|released|distributed|provided|published|shared|available|governed|covered|falls?|bound|subject)\s+"
    r"(?:\w+\s+){0,2}?(?:under|by|to)\s+(?:[^.;:\n]|\.(?=\S)){2,80}?\b(?:licen[cs]e|agreement)\b"
    r"|\blicen[cs]e\W{1,6}(?:[\w-]+ ){1,8}licen[cs]e\b"
    r"|\b(?:custom|own|proprietary)\s+(?:[\w-]+\s+){0,2}licen[cs]e\b",
    patterns.I,
)
_LIMITED_NAME = patterns.compile(
    r"\b(?:non-?commercial|research)(?: [\w-]+){0,3} (?:licen[cs]e|agreement)\b", patterns.I
)
_CALLED = patterns.compile(r"((?:[\w.+-]+ ){1,6})licen[cs]e\b", patterns.I)  # "the Qwen License"
_FREE = ("permissive", "copyleft", "data")
_CHANGED = patterns.compile(r"\b(?:modified|custom\w*|adapted|amended|based)\b", patterns.I)
_NO_NAMES = frozenset({
    "a", "an", "the", "this", "that", "our", "its", "their", "under", "by", "with", "to", "of", "in", "for", "and",
    "or", "is", "are", "terms", "s",
})  # fmt: skip
_BOUND = patterns.compile(  # "bound by the license and usage restrictions of the original Llama-2 model"
    r"\b(?:bound|governed|covered) by\b|\b(?:subject|adheres?|compl(?:y|ies)) (?:to|with)\b"
    r"|\b(?:same|under|follows?|inherits?)\b",
    patterns.I,
)
_ITS_LICENCE = patterns.compile(
    r"\blicen[cs]e(?: agreement)?(?: (?:and|&) [\w ]{1,30})?? (?:of|as) (?:the )?(?:original )?([\w.-]*\w)", patterns.I
)
_LONGEST = 2_000  # characters of one sentence that are looked at


def part_of_path(path: str) -> Part:
    """The part that a licence file governs: what lies in its folder, or what its name says."""
    *folders, name = path.split("/")
    for folder in folders:
        if not _WHOLE.fullmatch(folder):
            return next((part for part, pattern in _FOLDERS if pattern.fullmatch(folder)), Part.COMPONENT)
    return next((part for part, pattern in _NAMES if pattern.search(name)), Part.UNSAID)


def part_in_words(words: str) -> Part:
    """The part that words speak of: the first of the table that is among them."""
    return next((part for part, pattern in _WORDS if pattern.search(words)), Part.UNSAID)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a clause of prose says: of which part, under which licence (None for one nobody knows), with which terms."""

    part: Part
    licence: Licence | None
    terms: Terms


def stated(sentence: str) -> tuple[Stated, ...]:
    """What a sentence says of licences, clause by clause: "code is Apache 2.0, the weights are CC BY-NC 4.0"."""
    return _stated_before(sentence) if len(sentence) <= _LONGEST else tuple(_stated(sentence))


@lru_cache(maxsize=1_000)  # cards say it in the same few sentences
def _stated_before(sentence: str) -> tuple[Stated, ...]:
    return tuple(_stated(sentence))


def _stated(sentence: str) -> Iterator[Stated]:
    for clause in _CLAUSE.split(sentence[:_LONGEST]):
        theirs = _of_a_family(clause)
        if not clause or (_OTHERS.search(clause) and not theirs):
            continue
        names = names_in(clause)
        named = tuple(e for name in names if (e := lookup(name)) and e.id not in NON_LICENCES)
        if not names and (called := theirs or _called(clause)):
            named = (called,)
        if len(named) == len(names) > 1 and is_choice(clause, names):
            named = tuple(filter(None, (offered(named),)))
        said = of_clauses(commercial_clauses(Text(clause)))
        if not named and not names and _PUTS_UNDER.search(clause):
            limited = said.commercial_use == "unknown" and _LIMITED_NAME.search(clause)
            yield Stated(_part(clause, sentence), None, said.with_(commercial_use="no") if limited else said)
        elif named or said.commercial_use in ("no", "conditional"):
            terms = combine((*(e.terms for e in named), only_said(said))) if named else said
            yield Stated(_part(clause, sentence), binding(named), terms)


def _called(clause: str) -> Licence | None:
    """The first licence that is called by a name of its own: "the terms of the Llama 2 Community License".

    Those that free are known by their common names, which `names_in` tells from a "modified MIT License".
    """
    for match in () if _CHANGED.search(clause) else _CALLED.finditer(clause):
        words = match[1].split()
        cut = max((number + 1 for number, word in enumerate(words) if word.lower() in _NO_NAMES), default=0)
        entry = lookup(" ".join([*words[cut:], "license"])) if cut < len(words) else None
        if entry and entry.license_class not in _FREE and entry.id not in NON_LICENCES:
            return entry
    return None


def _of_a_family(clause: str) -> Licence | None:
    """The licence of the models of a family by which the clause says that this one is bound."""
    match = _ITS_LICENCE.search(clause) if _BOUND.search(clause) else None
    return lookup(f"{match[1]} license") if match else None


def _part(clause: str, sentence: str) -> Part:
    """The part that a clause speaks of; one that names none is of the only part that its sentence names."""
    if (own := part_in_words(clause)) is not Part.UNSAID:
        return own
    parts = [part for part, pattern in _WORDS if pattern.search(sentence[:_LONGEST])]
    return parts[0] if len(parts) == 1 else Part.UNSAID
