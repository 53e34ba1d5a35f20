"""Which models a repository says it was made from, and how: by tags, front matter, sentences, name and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from crawler.model import Evidence, Relation, Snapshot
from pipelines.card import Card
from pipelines.cards.words import Link, Sentence
from pipelines.looking import at_front, at_link, at_sentence, card_of, field, listed, tags
from pipelines.rules import alternatives, load, pattern

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95}|[A-Za-z][\w.-]{2,95}")
_URL = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?:models/)?([\w.-]+(?:/[\w.-]+)?)/?"
    r"(?:(?:tree|blob|resolve)/\S*)?(?:[?#]\S*)?$"
)
_NO_MODELS = frozenset({
    "datasets", "spaces", "docs", "blog", "papers", "collections", "models", "tasks", "learn", "join", "chat",
    "settings", "organizations",
})  # fmt: skip
_SPELLED = re.compile(r"(?<![\w/.:@-])([A-Za-z0-9][\w.-]{1,60}/[A-Za-z0-9][\w.-]{2,90})(?![\w/])")
_BARE = pattern("relations", "bare_ids", 0)
_FRONT_KEYS = ("base_model", "base model", "basemodel", "base_models", "Base_model")

_CUES = tuple(
    (Relation(cue["relation"]), bool(cue["strong"]), alternatives("relations", cue["patterns"]))
    for cue in load("relations")["cues"]
)
_NOT_OURS = pattern("relations", "not_ours")
_POSSIBLE = pattern("relations", "possible")
_ITSELF = re.compile(r"\W*(?:this|these|here|it|original|merge|quanti[sz]ed|we merged)\b", re.I)
_TEMPLATE = re.compile(r"more information needed|\[optional\]\W*$", re.I)
_NO_PARENT = re.compile(r"from scratch|randomly initiali[sz]ed|random initiali[sz]ation", re.I)
_WINDOW = 160  # characters after a cue in which the parent is named


@dataclass(frozen=True, slots=True)
class Parent:
    """A base model and where it is named. `name` is empty where the card tells a derivative but no id."""

    name: str
    relation: Relation | None
    source: str  # tag, card, name, files
    evidence: Evidence


def parents(snapshot: Snapshot) -> tuple[Parent, ...]:
    """Every parent named, the most explicit statement first; the same id is not repeated."""
    card = card_of(snapshot)
    found = [*_tag_parents(snapshot), *_front_parents(snapshot, card)]
    if not found:
        told = shape(snapshot)
        found = [*_body_parents(card, told[0] if told else None)]
    own = snapshot.repo_id.lower()
    best: dict[str, Parent] = {}
    for parent in found:
        if parent.name.lower() != own:
            best.setdefault(parent.name.lower(), parent)
    named = [parent for parent in best.values() if parent.name]
    return tuple(named or best.values())


def shape(snapshot: Snapshot) -> tuple[Relation, Evidence] | None:
    """What the repository's name, tags and files say was done to a base model; None when they say nothing."""
    rules = load("relations")
    parts = [part for part in re.split(r"[-_.]", snapshot.repo_id.rpartition("/")[2].lower()) if part]
    known = {tag.lower() for tag in tags(snapshot)} | _front_tags(snapshot)
    by_name = {
        relation: Evidence("", f"name: {snapshot.repo_id}"[:300], f"{relation}-name")
        for relation in Relation
        if any(_fits(part, rules["name"], relation) for part in parts)
    }
    for relation in (Relation.QUANTIZED, Relation.ADAPTER, Relation.MERGE):
        if relation in by_name:
            return relation, by_name[relation]
    for relation in (Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED):
        if hit := next((path for path in snapshot.files or () if _fits(path.lower(), rules["files"], relation)), ""):
            return relation, listed(hit, f"{relation}-file")
        if hit := next((tag for tag in sorted(known) if _fits(tag, rules["tags"], relation)), ""):
            return relation, Evidence("", f"tags: {hit}", f"{relation}-tag")
    return (Relation.FINETUNE, by_name[Relation.FINETUNE]) if Relation.FINETUNE in by_name else None


def _fits(text: str, section: object, relation: Relation) -> bool:
    patterns = section.get(relation, []) if isinstance(section, Mapping) else []
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _front_tags(snapshot: Snapshot) -> set[str]:
    card = card_of(snapshot)
    values = [field(snapshot, card, "tags"), field(snapshot, card, "library_name")]
    return {str(tag).lower() for value in values for tag in (value if isinstance(value, list) else [value]) if tag}


def _tag_parents(snapshot: Snapshot) -> Iterator[Parent]:
    for tag in tags(snapshot):
        first, _, rest = tag.partition(":")
        if first != "base_model" or not rest:
            continue
        relation, _, name = rest.rpartition(":")
        if _ID.fullmatch(name):
            known = Relation(relation) if relation in set(Relation) else None
            yield Parent(name, known, "tag", Evidence("", tag[:300], "base-model-tag"))


def _front_parents(snapshot: Snapshot, card: Card) -> Iterator[Parent]:
    stated = str(field(snapshot, card, "base_model_relation") or "").lower()
    relation = Relation(stated) if stated in set(Relation) else None
    for key in _FRONT_KEYS:
        value = field(snapshot, card, key)
        for entry in value if isinstance(value, list) else [value]:
            name = _model_id(entry) if isinstance(entry, str) else ""
            if name:
                evidence = at_front(card, key, str(entry), "front-matter-base-model")
                fact = Evidence("", f"base_model: {entry}"[:300], "card-data-base-model")
                yield Parent(name, relation, "card", evidence or fact)


def _model_id(text: str) -> str:
    """The Hub id in a value or address, or "" for local paths, prose and pages that are no models."""
    text = text.strip()
    if url := _URL.match(text):
        text = url.group(1)
        if text.partition("/")[0].lower() in _NO_MODELS or not re.search(r"[-/\d]", text):  # else a person's page
            return ""
    return text if _ID.fullmatch(text) and ".." not in text and text.lower() not in {"none", "null", "unknown"} else ""


def _body_parents(card: Card, told: Relation | None) -> Iterator[Parent]:
    if any(_NO_PARENT.search(sentence.text) for sentence in card.sentences if sentence.kind != "table"):
        return
    by_line: dict[int, list[Link]] = {}
    for link in card.links:
        if link.where == "text" and _URL.match(link.url):
            by_line.setdefault(link.line, []).append(link)
    nameless: list[Parent] = []
    for sentence in card.sentences:
        if sentence.kind not in {"code", "heading"} and len(sentence.text) < 2000:
            for parent in _in_sentence(card, sentence, by_line, told):
                if parent.name:
                    yield parent
                else:
                    nameless.append(parent)
    yield from nameless


def _in_sentence(
    card: Card, sentence: Sentence, links: Mapping[int, list[Link]], told: Relation | None
) -> Iterator[Parent]:
    for relation, strong, wording in _CUES:
        cue = wording.search(sentence.text)
        if not cue or not _is_statement(sentence.text, cue, relation, told):
            continue
        after = sentence.text[cue.start() : cue.end() + _WINDOW]
        named = [*_linked(card, sentence, links, after), *_spelled(card, sentence, after, cue.group())]
        if named:
            yield Parent(named[0][0], relation, "card", named[0][1])
            if relation is Relation.MERGE:
                yield from (Parent(name, relation, "card", evidence) for name, evidence in named[1:])
        elif strong:
            yield Parent("", relation, "card", at_sentence(card, sentence, "derivative-unnamed", cue.group()))
        return


def _is_statement(text: str, cue: re.Match[str], relation: Relation, told: Relation | None) -> bool:
    """Is the cue about what was done here, not a possibility, a rival, a template's blank or another file?"""
    before = text[: cue.start()]
    if _NOT_OURS.search(before) or _POSSIBLE.search(before) or _TEMPLATE.search(text[cue.end() :]):
        return False
    return relation in {Relation.FINETUNE, told} or (told is None and bool(_ITSELF.match(text)))


def _linked(
    card: Card, sentence: Sentence, links: Mapping[int, list[Link]], after: str
) -> Iterator[tuple[str, Evidence]]:
    for line in range(sentence.line_start, sentence.line_end + 1):
        for link in links.get(line, ()):
            name = _model_id(link.url)
            if name and (not link.text or link.text in after):
                yield name, at_link(card, link, "base-model-link")


def _spelled(card: Card, sentence: Sentence, after: str, cue: str) -> Iterator[tuple[str, Evidence]]:
    for match in _SPELLED.finditer(after):
        name = match.group(1).rstrip(".")
        if "." not in name.partition("/")[0] and not name.rpartition("/")[2].isalpha() and name.count("/") == 1:
            yield name, at_sentence(card, sentence, "base-model-text", cue)
    for match in _BARE.finditer(after):
        yield match.group(1), at_sentence(card, sentence, "base-model-text", cue)
