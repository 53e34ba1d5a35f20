"""Detector: the effective licence."""

from __future__ import annotations

from crawler.model import Evidence, Finding, Outcome
from pipelines.declared.licence import declared
from pipelines.detection import detector
from pipelines.licences.conflicts import conflicts
from pipelines.licences.effective import Effective, effective
from pipelines.licences.types import Source
from pipelines.repository import Repository

_REASONS = {
    "file": "a licence file in the repository was read",
    "link": "the card links the licence",
    "card": "the card says so in words; no text was read",
    "tag": "the card's licence tag names it; no text was read",
    "name": "the card names it; no text was read",
}


@detector(version=17)
def license_id(repository: Repository) -> Finding:
    """Under which licence does the publisher release the model?

    A text in the repository counts more than the linked text, that more than what the card says of the weights in
    words, that more than the tag, that more than the name.
    Nothing said at all is `no`: all rights are reserved, unless a base model's licence is inherited later.
    """
    found = effective(repository)
    clashes = tuple(conflicts(repository, found))
    outcome, reason = _outcome(found, repository)
    shown = tuple(evidence for _, evidence in clashes if evidence)
    listed = Evidence(
        "", f"{len(repository.snapshot.files or ())} files listed, no licence among them", "nothing-declared"
    )
    silent = () if found.evidence or shown else (listed,)
    columns = {
        "license_tag": declared(repository).tag,
        "license_id": "unknown" if outcome is Outcome.UNKNOWN else found.license_id,
        "license_source": "" if outcome is Outcome.UNKNOWN else found.source,
        "license_class": "" if outcome is Outcome.UNKNOWN else found.license_class,
        "license_conflict": ",".join(dict.fromkeys(name for name, _ in clashes)),
        "license_path": found.text,  # the store keeps the oid of its bytes
        "osi_approved": "unknown" if outcome is Outcome.UNKNOWN else found.terms.osi_approved,
    }
    return Finding(outcome, reason, tuple(dict.fromkeys((*found.evidence, *shown, *silent))), columns)


def _outcome(found: Effective, repository: Repository) -> tuple[Outcome, str]:
    if found.source is not Source.NONE:
        return Outcome.YES, _REASONS[found.source]
    if found.unread:
        return Outcome.UNKNOWN, "a licence file is listed but could not be read, and nothing else is declared"
    if repository.card_missed:
        return Outcome.UNKNOWN, "the model card could not be read, and no licence is declared elsewhere"
    if repository.snapshot.files is None:
        return Outcome.UNKNOWN, "the listing of the repository could not be had, and no licence is declared"
    if repository.front_error:
        return (
            Outcome.UNKNOWN,
            "the front matter of the model card could not be read, and no licence is declared elsewhere",
        )
    return Outcome.NO, "no licence file, link, tag or name: all rights are reserved"
