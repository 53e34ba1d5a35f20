"""What made a converted or merged model, where it can be seen: a script or configuration, named or listed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from crawler import patterns
from crawler.model import README, Evidence, Relation
from pipelines.declared.code.links import says
from pipelines.declared.parents import relation_of
from pipelines.evidence import at_link, at_sentence, listed
from pipelines.repository import Repository

# The name of the file says what it does; a merger's configuration is told by its own name alone.
_MAKES = patterns.compile(
    r"(?:conver|quanti[sz])[\w-]*\.(?:py|sh|ipynb)\b|merg[\w-]*\.(?:py|sh|ipynb|ya?ml)\b", patterns.I
)
_MOST = 4  # pieces of evidence


def made_by(repository: Repository) -> tuple[Evidence, ...]:
    """Scripts that convert or merge, and a merger's configuration, in the file list, the card's text and its links.

    Such a step has no training code; what made it counts in part (the definitions of labels).
    """
    made = relation_of(repository) in {Relation.QUANTIZED, Relation.MERGE}
    return tuple(islice(_made_by(repository), _MOST)) if made else ()


def _made_by(repository: Repository) -> Iterator[Evidence]:
    for path in repository.snapshot.files or ():
        if _MAKES.search(path):
            yield listed(path, "conversion-file")
    if not _MAKES.search(repository.snapshot.texts.get(README, "")):
        return
    card = repository.card
    for sentence in card.sentences:
        if _MAKES.search(sentence.text[:2000]) and not says("for_users", sentence.text[:2000]):
            yield at_sentence(card, sentence, "conversion-script-named")
    for link in card.links:
        if link.where != "image" and _MAKES.search(link.url):
            yield at_link(card, link, "conversion-script-linked")
