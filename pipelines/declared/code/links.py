"""What a card says of each link to code: whose it is, and whether it is presented as what trained the model. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crawler import patterns
from crawler.model import Evidence
from pipelines.card import Card, Link
from pipelines.declared.around import around, sections_over
from pipelines.declared.code.trees import is_path_of
from pipelines.declared.code.whose import base_words, has_name, is_fork, is_kin, is_of_base, is_own, names_in
from pipelines.declared.references import CodeRef, code_refs
from pipelines.evidence import at_link
from pipelines.filenames import may_train, trains
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_ADDRESS = patterns.compile(r"https?://\S+|\b[\w.-]+/[\w.-]+\b")
_DOCUMENT = patterns.compile(
    r"/(?:[^/]*(?:model_?card|licen[sc]e|usage|model)[^/]*\.(?:md|pdf)|[^/]+\.(?:pdf|png|csv))$", patterns.I
)
_FILES = (".py", ".sh", ".ipynb", ".yaml", ".yml", ".toml", ".gin")  # of code, and what sets a run up
_LABEL = patterns.compile(r"\b(?:here|link|this|github|git|repo\w*|code\w*|scripts?|notebooks?|source|project)\b")
COLAB = patterns.compile(r"\bcolab\b", patterns.I)  # where users try things, and where small models are trained
_MAKING = patterns.compile(r"train|tun(?:ed?|ing)\b|merg|distil|recipe", patterns.I)
_TRAINING = patterns.compile(r"\b(?:pre-?|fine-?)?(?:train|tun)(?:ing|ed)\b", patterns.I)
_NEAR = 100  # characters before a link in which the word stands that it follows on
_SHORT = 40  # characters of a text that is little more than the link
_ALONE = 60  # characters beside a link that point to it, so that the heading above says what it is about


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
        own = is_own(repository, ref) or (_is_called_own(ref, text) and not is_of_base(repository, ref))
        said = _said(repository, ref, text, own)
        if said is Said.OWN and is_of_base(repository, ref):
            said = Said.OTHER
        first_home = own and _is_first_home(repository, ref, text)
        evidence = at_link(repository.card, ref.link, f"code-{said}")
        concrete = _is_script(ref.path) or says("concrete", _ADDRESS.sub(" ", text))
        yield CodeLink(
            ref,
            said,
            evidence,
            own=own,
            namesake=first_home or has_name(repository, ref),
            kin=first_home or is_kin(repository, ref),
            fork=is_fork(repository, ref),
            concrete=concrete,
        )


def _is_called_own(ref: CodeRef, text: str) -> bool:
    """Does the card call it its own? What it was "trained with" is the official code of something else."""
    return says("ours", text) or (says("official", text) and not says("trained_with", _before(ref.link, text)))


def _is_first_home(repository: Repository, ref: CodeRef, text: str) -> bool:
    """Does the maker's own card call it where the model was first released? Cards of others copy that sentence."""
    by_maker = is_kin(repository, ref) or "/" not in repository.snapshot.repo_id
    return by_maker and says("official", text) and not says("trained_with", _before(ref.link, text))


def _said(repository: Repository, ref: CodeRef, text: str, own: bool) -> Said:
    told, before = _ADDRESS.sub(" ", text), _before(ref.link, text)
    named = says("named", told) or _heading_names(repository.card, ref, told, own)
    if says("of_data", before) or (says("data_repository", ref.slug.partition("/")[2]) and not says("named", told)):
        return Said.OTHER
    if says("not_yet", told):
        return Said.PROMISED if named else Said.OTHER
    if trains(ref.path) and is_path_of(ref.path, names_in(repository, ref) - base_words(repository)):
        return Said.NAMED
    if _is_its_notebook(repository, ref):
        return Said.MADE_WITH
    if says("for_users", COLAB.sub(" ", told) if named else told) or (
        says("users_repository", ref.slug.partition("/")[2]) and own
    ):
        return Said.USERS
    local = says("trained_with", before) and not says("other", before)
    if says("other", told) and not (local or has_name(repository, ref) or says("named_beside", told)):
        return Said.OTHER
    return _said_of_use(repository, ref, text, named=named, own=own) or _presented(repository, ref, told, own=own)


def _is_its_notebook(repository: Repository, ref: CodeRef) -> bool:
    """Is this the notebook of a program whose name the model's tags carry?

    Such a program writes the cards of what it trains, and offers its notebook there to users.
    """
    name = ref.slug.rpartition("/")[2].lower()
    is_notebook = ref.path.endswith(".ipynb") and _is_script(ref.path)
    return is_notebook and not ref.framework and name in map(str.lower, repository.tags)


def _is_script(path: str) -> bool:
    """Does a link lead to a script that trains by its name, or to a notebook, which may whatever it is called?"""
    return trains(path) or (path.endswith(".ipynb") and not pattern("training_code", "not_files").search(path))


def _heading_names(card: Card, ref: CodeRef, told: str, own: bool) -> bool:
    """Does the heading say what a link with little beside it is?"""
    heading = " / ".join(sections_over(card, ref.link)[-2:])
    if not _TRAINING.search(heading) or says("for_users", heading):
        return False
    if ref.framework and ref.path.endswith(_FILES) and may_train(ref.path):  # its script, whatever the words beside
        return True
    if not _is_label(ref, told):
        return False
    return says("named", heading) or (own and not ref.framework)


def _is_label(ref: CodeRef, told: str) -> bool:
    """Is a text no more than a link to a repository and a word or two of what it is: "Code: owner/name", "here"?"""
    rest = told.replace(ref.link.text, " ") if ref.link.text else told
    text = _ADDRESS.sub(" ", ref.link.text).lower()
    plain = not text.strip() or text.strip() in ref.slug.lower() or _LABEL.search(text)
    return bool(plain) and len(rest.strip()) < (_ALONE if says("pointing", rest) else _SHORT)


def _said_of_use(repository: Repository, ref: CodeRef, text: str, *, named: bool, own: bool) -> Said | None:
    """What the words before a link say of how it was used; None where they say nothing."""
    before = _before(ref.link, text)
    trained_with = says("trained_with", before)
    if not trained_with and says("taken_from", before):
        return Said.MADE_WITH if named or (_is_script(ref.path) and _MAKING.search(text)) else Said.OTHER
    used = says("used", before) and _MAKING.search(text)
    made_with = trained_with or used or (named and is_of_base(repository, ref))
    if named and (own or not made_with):
        return Said.NAMED
    return Said.MADE_WITH if made_with else None


def _presented(repository: Repository, ref: CodeRef, told: str, *, own: bool) -> Said:
    labelled = says("own", told) or says("official", told) or says("ours", told) or says("own", f"{ref.link.text}:")
    presented = labelled or has_name(repository, ref) or (own and len(told) < _SHORT and "|" not in told)
    if presented and (not ref.framework or is_path_of(ref.path, repository.own_words)):
        return Said.OWN
    return Said.OTHER


def _before(link: Link, text: str) -> str:
    """What stands before a link in its sentence, as far as it may be about it."""
    place = text.find(link.text or link.url)
    return text[max(0, place - _NEAR) : max(0, place)].rpartition(". ")[2]
