"""What a card names without an address and anybody can have: well-known sets, in metadata and prose. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card import Card, Link, Sentence
from pipelines.declared.data.beside import runs, speaks
from pipelines.declared.data.public_sets import all_public, is_restricted, names_within, words_of
from pipelines.declared.data.training import Said, prose
from pipelines.declared.data.used_for import is_meant, phrases
from pipelines.declared.parents import parents
from pipelines.evidence import at_link, at_sentence
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern, words

_BEFORE_NAME = patterns.compile(r"\b(?:on|with|using|from|over|used?)\b", patterns.I)
_COPULA = patterns.compile(r"[\W_]*(?:(?:is|are|was|were|used|we|consists? of|the)\b[\W_]*){0,4}", patterns.I)
_OF_BASE = patterns.compile(r"\bpre-?train", patterns.I)
_TUNING = patterns.compile(r"fine-?\s?tun", patterns.I)
_ASIDE = patterns.compile(r",\s+which (?:is|was|had been|has been) [^,.]{1,80},", patterns.I)  # of another model
_ITS_NAME = patterns.compile(r"[A-Z].*[A-Z]|\d")
_DATA_NEXT = patterns.compile(r"data ?sets?|corp(?:us|ora)|treebank|data", patterns.I)
_LONGEST = 1500  # characters of a sentence that is looked at
_MOST_WORDS = 4  # of a name


def has_name(repository: Repository, name: str) -> Evidence | None:
    """Where the card itself shows that a bare name of its metadata is that of a public set.

    A link with this text leads to it, or a sentence on training writes it as a name: with capitals or a number, or
    with "dataset" behind it. Words that describe ("news", "my own") are none. None where nothing shows it.
    """
    card, key = repository.card, _key(name)
    if (
        "/" in name
        or is_restricted(name)
        or _describes(name)
        or _key(repository.snapshot.repo_id.rpartition("/")[2]).startswith(key)
    ):
        return None  # of the last, the model's own name
    link = next((one for one in card.links if _leads_to(one, key)), None)
    if link:
        return at_link(card, link, "data-link")
    found = next((one for one in card.sentences if _is_told(one) and _writes(one.text[:_LONGEST], key)), None)
    return at_sentence(card, found, "data-well-known") if found else None


def _describes(name: str) -> bool:
    return all(word.lower() in words("datasets", "kinds") for word in words_of(name))


def _key(name: str) -> str:
    """A name without what people write differently: case, blanks and signs."""
    return "".join(words_of(name)).lower()


def _leads_to(link: Link, key: str) -> bool:
    return link.url.startswith("http") and _key(link.text) == key


def _is_told(sentence: Sentence) -> bool:
    """Does a sentence speak of what the model was trained on?"""
    over = pattern("training_data", "section").search(" ".join(sentence.section[-1:]))
    return sentence.kind != "code" and bool(over or pattern("training_data", "trained_on").search(sentence.text))


def _writes(text: str, key: str) -> bool:
    """Does a sentence write a name as one?"""
    found = words_of(text)
    for place in range(len(found)):
        for length in range(1, _MOST_WORDS + 1):
            joined = "".join(found[place : place + length])
            if joined.lower() == key:
                after = " ".join(found[place + length : place + length + 1])
                return bool(_ITS_NAME.search(joined) or (joined[:1].isupper() and _DATA_NEXT.fullmatch(after)))
    return False


@once
def well_known(repository: Repository) -> tuple[Evidence, ...]:
    """Sentences that name public sets as what the model was trained on; none where one names something beside them.

    Of a model that was made from another, "pre-trained on" speaks of that one.
    """
    card = repository.card
    derived = bool(parents(repository))
    found: list[Evidence] = []
    for what, evidence, sentence in prose(card):
        if what is Said.NAMED and not (_is_meant(sentence) or (derived and _speaks_of_base(sentence))):
            used = phrases(sentence.text[:_LONGEST])
            told = any(all_public(phrase) for phrase in _objects(sentence)) or (used and all(map(all_public, used)))
            if told or (_tells(sentence) and _is_in_name(repository, sentence)):
                found.append(at_sentence(card, sentence, "data-well-known", evidence.quote[:60]))
            elif _tells(sentence):
                return ()
        elif what in (Said.UNNAMED, Said.MORE, Said.REBUILT):
            return ()
    return tuple(found) or (*_in_passing(card, derived), *_in_columns(card))


def _is_in_name(repository: Repository, sentence: Sentence) -> bool:
    """Does the model's name carry the public set that a sentence names? Then other words there are about it."""
    carried = names_within(repository.snapshot.repo_id.rpartition("/")[2].replace("_", "-"))
    cue = pattern("training_data", "trained_on").search(sentence.text[:_LONGEST])
    said = names_within(sentence.text[cue.start() : _LONGEST]) if cue else frozenset()
    return not carried.isdisjoint(said) and "translat" not in sentence.text.lower()


def _in_passing(card: Card, derived: bool) -> Iterator[Evidence]:
    """Sentences that name nothing but public sets right behind "trained on", however these are spelled."""
    for sentence in card.sentences:
        text = sentence.text[:_LONGEST]
        if sentence.kind == "table" or not speaks(sentence) or pattern("training_data", "evaluation").search(text):
            continue
        cue = pattern("training_data", "trained_on").search(text)
        if _is_meant(sentence) or (derived and _speaks_of_base(sentence)):
            continue
        told = cue is not None and all_public(next(_objects(sentence)), cue.group().endswith(":"))
        if told or ((used := phrases(text)) and all(map(all_public, used))):
            yield at_sentence(card, sentence, "data-well-known")


def _in_columns(card: Card) -> Iterator[Evidence]:
    """Rows of tables in which nothing but public sets stands in a column on training data."""
    for kind, run in runs(card):
        if kind != "table":
            continue
        head, *rows = [[cell.strip() for cell in block.text.split("|")] for _, block in run]
        places = [n for n, cell in enumerate(head) if pattern("training_data", "phrase").search(cell.replace("_", " "))]
        cells = [row[place] for place in places for row in rows if place < len(row)]
        if cells and all(all_public(cell, any_case=True) for cell in cells):
            block = run[1][1]
            yield Evidence(
                README,
                card.quote(block.line_start, block.line_end, cells[0]),
                "data-well-known",
                block.line_start,
                block.line_end,
            )


def _tells(sentence: Sentence) -> bool:
    """Does a sentence that names a set say that it was trained on, or stand in a list of what was? No title does."""
    if sentence.kind in ("paragraph", "heading"):
        return sentence.kind == "paragraph" and bool(pattern("training_data", "trained_on").search(sentence.text))
    return True


def _is_meant(sentence: Sentence) -> bool:
    """Is "trained on" said of what may be, or is not?"""
    cue = pattern("training_data", "trained_on").search(sentence.text)
    return cue is not None and is_meant(sentence.text, cue.start())


def _speaks_of_base(sentence: Sentence) -> bool:
    text = _ASIDE.sub(" ", sentence.text[:_LONGEST])
    cue = pattern("training_data", "trained_on").search(text)
    of_base = cue and _OF_BASE.search(cue.group()) and not _TUNING.search(cue.group())
    return bool(of_base or pattern("training_data", "another").search(text))


def _objects(sentence: Sentence) -> Iterator[str]:
    """What may be the object of "trained on": all that stands behind the cue, and behind each "on" or "with"."""
    text = _ASIDE.sub(" ", sentence.text[:_LONGEST])
    if sentence.kind == "table":
        yield text.partition("|")[0]
        return
    cue = pattern("training_data", "trained_on").search(text)
    rest = text[cue.end() :] if cue else text
    begin = _COPULA.match(rest)
    yield rest[begin.end() if begin else 0 :]
    yield from (rest[one.end() :] for one in _BEFORE_NAME.finditer(rest[:300]))
