"""Training code counts when the card names it as such or the repository holds it; the linked files confirm it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from crawler import patterns
from crawler.model import Evidence, Finding, Kind, Outcome, Ref
from pipelines.declared.parents import is_converted
from pipelines.declared.training_code import CodeLink, Said, code_links, config_in_card, script_in_card, statements
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, about, listed, looked, unknown_card
from pipelines.filenames import trains
from pipelines.repository import Repository

# Names under which training is also found: a repository named as the training code needs one of them at least.
_RUNNABLE = patterns.compile(
    r"\.(?:ipynb|nf)$|(?:^|/)(?:main|run)\.(?:py|sh)$|(?:^|/)makefile$|(?:^|/)(?:experiments?|recipes?)/", patterns.I
)
_EXAMPLE = patterns.compile(r"sample|example|demo|\.(?:ya?ml|toml|md)$", patterns.I)


class Shown(StrEnum):
    """What a piece of evidence shows of the training code, before all of it is weighed together."""

    FILE = "file"  # a training script in the repository
    YES = "yes"
    PARTIAL = "partial"
    PROMISED = "promised"
    NOT_LOOKED = "not-looked"  # the model's own code repository, of which nothing is known yet
    CONFIG = "config"  # of a trainer or merger
    OTHER = "other"


Found = Mapping[Shown, list[Evidence]]
_WITHOUT_LOOKING = {
    Said.FRAMEWORK: Shown.PARTIAL,
    Said.USERS: Shown.PARTIAL,
    Said.PROMISED: Shown.PROMISED,
    Said.OTHER: Shown.OTHER,
}
_STATED = {Said.PROMISED: Shown.PROMISED, Said.FILE: Shown.FILE}


@detector(version=1)
def training_code(repository: Repository) -> Finding:
    """Can the code that trained this very model be reached?

    `yes`: a training script in the repository, or a code repository that the card names as the training code and whose
    files do not contradict it. `partial`: a framework, a trainer's configuration, an example for users, or a repository
    that holds training code without being named as this model's. Evaluation, inference and conversion code do not
    count. `unknown`: the model's own code repository was not looked at.
    """
    if not repository.readable and repository.snapshot.files is None:
        return unknown_card(repository)
    found = _look(repository)
    if is_converted(repository):
        return _of_repackaged(repository, found)
    if rows := (found[Shown.FILE] or found[Shown.YES]):
        return _finding(Outcome.YES, "the training code is named and reachable", rows)
    if rows := found[Shown.PROMISED]:
        return _finding(Outcome.NO, "the card says that the training code is not released", rows)
    if rows := found[Shown.PARTIAL]:
        return _finding(Outcome.PARTIAL, "code is named that trains models, not what trained this one", rows)
    if rows := found[Shown.NOT_LOOKED]:
        return _finding(Outcome.UNKNOWN, "the code repository of the model was not looked at", rows)
    if not repository.readable:
        return unknown_card(repository)
    rows = [*looked(repository, "no training code named or listed", "no-training-code"), *found[Shown.OTHER]]
    return _finding(Outcome.NO, "no training code was found", rows)


def _of_repackaged(repository: Repository, found: Found) -> Finding:
    """Somebody else's model in another form: a card's links are theirs unless they lead to the same owner's code."""
    own = f"github.com/{repository.owner}/"
    if rows := [*found[Shown.FILE], *(row for row in found[Shown.YES] if own in row.quote.lower())]:
        return _finding(Outcome.YES, "the training code is named and reachable", rows)
    if rows := found[Shown.CONFIG]:
        return _finding(Outcome.PARTIAL, "a trainer's configuration stands in the card", rows)
    evidence = looked(repository, "a conversion needs no training code", "repackaged")
    return _finding(Outcome.NOT_APPLICABLE, "a conversion or merge trains nothing", [*evidence])


def _finding(outcome: Outcome, reason: str, rows: list[Evidence]) -> Finding:
    return Finding(outcome, reason, tuple(dict.fromkeys(rows))[:MAX_EVIDENCE])


def _look(repository: Repository) -> Found:
    found: dict[Shown, list[Evidence]] = defaultdict(list)
    card = repository.card
    files = repository.snapshot.files or ()
    for path in files:
        if trains(path):
            found[Shown.PARTIAL if _EXAMPLE.search(path) else Shown.FILE].append(listed(path, "training-file"))
    for what, evidence in statements(card, files):
        found[_STATED[what]].append(evidence)
    for link in code_links(repository):
        shown, rows = _weigh(repository, link)
        found[shown] += rows
    if config := config_in_card(card):
        found[Shown.CONFIG].append(config)
        found[Shown.PARTIAL].append(config)
    if script := script_in_card(card):
        found[Shown.YES if script[1] else Shown.PARTIAL].append(script[0])
    return found


def _weigh(repository: Repository, link: CodeLink) -> tuple[Shown, list[Evidence]]:
    """What a link shows once the linked repository's file list has been looked at."""
    if link.said in _WITHOUT_LOOKING:
        return _WITHOUT_LOOKING[link.said], [link.evidence]
    code = Ref(Kind.CODE, link.ref.slug)
    facts = repository.snapshot.code_repos.get(link.ref.slug.lower())
    if facts is None or facts.exists is None:
        return (Shown.NOT_LOOKED if link.said is Said.OWN else Shown.YES), [link.evidence]
    if not facts.exists:
        return Shown.OTHER, [link.evidence, about(code, "exists: false", "code-repo-missing")]
    shown = next((path for path in facts.files if trains(path)), "")
    if shown:
        row = listed(shown, "training-file-linked", code)
        return (Shown.PARTIAL if link.said is Said.OWN else Shown.YES), [link.evidence, row]
    if link.said is Said.NAMED and (facts.truncated or any(_RUNNABLE.search(path) for path in facts.files)):
        return Shown.YES, [link.evidence, about(code, f"files: {len(facts.files)}", "code-repo-listed")]
    fact = about(code, f"files: {len(facts.files)}, none that trains by its name", "no-training-file-linked")
    return (Shown.OTHER if link.said is Said.OWN else Shown.PARTIAL), [link.evidence, fact]
