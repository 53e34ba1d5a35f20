"""What a card says of each link to code: whose it is, and whether it is presented as what trained the model. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crawler import patterns
from crawler.model import Evidence, Snapshot
from pipelines.card import Card, Link, Sentence
from pipelines.declared.code.trees import is_path_of
from pipelines.declared.parents import parents
from pipelines.declared.references import CodeRef, code_refs
from pipelines.evidence import at_link
from pipelines.filenames import trains
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, pattern, words

_ADDRESS = patterns.compile(r"https?://\S+|\b[\w.-]+/[\w.-]+\b")
_WORD = patterns.compile(r"[a-z]+|\d+")
_DOCUMENT = patterns.compile(
    r"/(?:[^/]*(?:model_?card|licen[sc]e|usage|model)[^/]*\.(?:md|pdf)|[^/]+\.(?:pdf|png|csv))$", patterns.I
)
_TRAINING = patterns.compile(r"\b(?:pre-?|fine-?)?(?:train|tun)(?:ing|ed)\b", patterns.I)
_SHORT = 40  # characters of a text that is little more than the link
_ALONE = 60  # characters of a text to which the heading above says what it is about
_ALIKE = 5  # letters that two owners must begin alike with: "facebook", "facebookresearch"


class Said(StrEnum):
    """What a card says of code, at a link to it or in a sentence without one."""

    NAMED = "named"  # as the training code
    MADE_WITH = "made-with"  # as what the model was trained with
    OWN = "own"  # the model's own repository, whatever it holds
    USERS = "users"  # to go on from the model
    PROMISED = "promised"
    FILE = "file"  # a file of the model's repository is named as the training code
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A link to code and what the card says of it."""

    ref: CodeRef
    said: Said
    evidence: Evidence
    own: bool  # it belongs to the model's owner, carries the model's name or is called its official code
    namesake: bool  # it carries the name of the model or of its owner
    kin: bool  # its owner or its name is the model's owner's
    fork: bool  # by its name it is a copy of a general trainer
    concrete: bool  # the card names a script, recipe or configuration there, not the program alone


def says(key: str, text: str) -> bool:
    """Does a text hold one of the phrases of this kind?"""
    return bool(pattern("training_code", key).search(text))


@once
def code_links(repository: Repository) -> tuple[CodeLink, ...]:
    """Every link to a code repository, in the card's order, with what is said of it."""
    return tuple(_code_links(repository))


def _code_links(repository: Repository) -> Iterator[CodeLink]:
    for ref in code_refs(repository):
        if _DOCUMENT.search(ref.path):
            continue
        text = around(repository.card, ref.link)
        own = _is_own(repository, ref) or (says("official", text) and not _is_of_base(repository, ref))
        said = _said(repository, ref, text, own)
        if said is Said.OWN and _is_of_base(repository, ref):
            said = Said.OTHER
        evidence = at_link(repository.card, ref.link, f"code-{said}")
        concrete = trains(ref.path) or says("concrete", _ADDRESS.sub(" ", text))
        yield CodeLink(
            ref,
            said,
            evidence,
            own=own,
            namesake=_has_name(repository, ref),
            kin=_is_kin(repository, ref),
            fork=_is_fork(repository, ref),
            concrete=concrete,
        )


def _said(repository: Repository, ref: CodeRef, text: str, own: bool) -> Said:
    told, heading = _ADDRESS.sub(" ", text), " / ".join(ref.link.section[-2:])
    alone = len(told) < _ALONE and _TRAINING.search(heading) and not says("for_users", heading)
    named = says("named", told) or (alone and (says("named", heading) or (own and not ref.framework)))
    if says("not_yet", told):
        return Said.PROMISED if named else Said.OTHER
    if says("for_users", told) or (says("users_repository", ref.slug.partition("/")[2]) and own):
        return Said.USERS
    if says("other", told) and not (_has_name(repository, ref) or says("named_beside", told)):
        return Said.OTHER
    made_with = _made_with(ref, text)
    if named and (own or not made_with):
        return Said.NAMED
    if made_with:
        return Said.MADE_WITH
    labelled = says("own", told) or says("official", told) or says("own", f"{ref.link.text}:")
    presented = labelled or _has_name(repository, ref) or (own and len(told) < _SHORT and "|" not in told)
    if presented and (not ref.framework or is_path_of(ref.path, repository.own_words)):
        return Said.OWN
    return Said.OTHER


def _is_own(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to the model's owner, or carry the name of the model or of its owner?"""
    return _is_kin(repository, ref) or _has_name(repository, ref)


def _is_kin(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to the model's owner, by its owner's name or its own?"""
    (owner, _, name), ours = ref.slug.lower().partition("/"), repository.owner
    alike = min(len(owner), len(ours)) >= _ALIKE and (owner.startswith(ours) or ours.startswith(owner))
    return owner == ours or alike or name == ours


def _has_name(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository carry the name of the model or of its owner?"""
    name = ref.slug.lower().partition("/")[2]
    words_of_ours = repository.own_words - base_words(repository) - architectures()
    tokens = _tokens(name) - words("training_code", "of_code")
    if name == repository.snapshot.repo_id.lower().rpartition("/")[2]:
        return True
    return name == repository.owner or name in words_of_ours or bool(tokens and tokens <= words_of_ours)


def architectures() -> frozenset[str]:
    """Words that name what a model is built like: every model of that kind carries them."""
    return frozenset(load("relations")["heads"]["families"])


@once
def base_words(repository: Repository) -> frozenset[str]:
    """The words of the names of the models this one was made from: a derivative carries them too."""
    named = (parent.name for parent in parents(repository) if parent.name)
    return frozenset().union(*(Repository(Snapshot(name)).own_words for name in named))


def _is_of_base(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to, or carry the name of, a parent and not of the model itself?"""
    if _is_own(repository, ref):
        return False
    named = (parent.name for parent in parents(repository) if parent.name)
    return any(_is_own(Repository(Snapshot(name)), ref) for name in named)


def _is_fork(repository: Repository, ref: CodeRef) -> bool:
    """A name that a general trainer has, under another owner; a model called like its own trainer is no fork's."""
    owner, _, name = ref.slug.lower().partition("/")
    originals = words("code_repos", "frameworks")
    known = {slug.partition("/")[2] for slug in originals} if ref.slug.lower() not in originals else ()
    return name in known and not (owner == repository.owner and name in repository.snapshot.repo_id.lower())


def _tokens(name: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(name) if len(word) > 2) or frozenset((name,))


def around(card: Card, link: Link) -> str:
    """The sentence a link stands in; for a bare address in a piece of code also the line above it."""
    block = card.block_of(link)
    if block is None:
        return link.text
    here = [s.text for s in _by_block(card)[link.block] if s.line_start <= link.line <= s.line_end]
    if len(here) > 1 and link.text:
        here = [text for text in here if link.text in text] or here
    text = " ".join(here) or block.text
    if len(text) < 60 + len(link.url) and link.block and block.kind == "code":
        text = f"{card.blocks[link.block - 1].text} {text}"
    return text[:1200]


@once
def _by_block(card: Card) -> tuple[tuple[Sentence, ...], ...]:
    return tuple(tuple(block.sentences()) for block in card.blocks)


def _made_with(ref: CodeRef, text: str) -> bool:
    """Does the link follow on the word of what the model was trained or made with?"""
    place = text.find(ref.link.text or ref.link.url)
    return place > 0 and says("trained_with", text[max(0, place - 60) : place])
