"""What a repository declares about its licence: tag, name and link, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.model import Evidence
from pipelines.evidence import at_entry, fact
from pipelines.once import once
from pipelines.repository import Repository

_TAG, _NAME, _LINK = ("license", "licence", "licenses", "licences", "liscence"), ("license_name",), ("license_link",)
_SAYS_NOTHING = ("", "unknown", "none", "null", "???", "[more information needed]")
_MOST = 300  # characters of one value


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration: tags (usually one), name and link as written; `evidence` says where."""

    tags: tuple[str, ...] = ()
    name: str = ""
    link: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def tag(self) -> str:
        """The tag as one string, several comma-separated."""
        return ", ".join(self.tags)


@once
def declared(repository: Repository) -> Declared:
    """Tag, name and link from the front matter, else from the card data the Hub read, else from the Hub's tags."""
    tags, by_tag = _stated(repository, _TAG, "license-tag")
    name, by_name = _stated(repository, _NAME, "license-name")
    link, by_link = _stated(repository, _LINK, "license-link")
    if not tags:
        tags = tuple(tag.removeprefix("license:") for tag in repository.tags if tag.startswith("license:"))
        by_tag = tuple(fact(f"license:{tag}", "license-tag") for tag in tags)
    said = tuple(tag for tag in tags if tag.lower() not in _SAYS_NOTHING)
    return Declared(said, " ".join(name), " ".join(link[:1]), (*by_tag, *by_name, *by_link))


def _stated(repository: Repository, keys: tuple[str, ...], rule: str) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The values of the first of these keys that has any, and where they stand."""
    for entry in repository.entries(*keys):
        if values := tuple(_texts(entry.value)):
            return values, (at_entry(repository, entry, values[0] if len(values) == 1 else "", rule),)
    return (), ()


def _texts(value: object) -> Iterator[str]:
    """The texts of a value, one or a list of them."""
    for item in value if isinstance(value, list | tuple) else (value,):
        text = str(item).strip()  # a mapping is no licence that anybody knows, yet something is declared
        if text and item is not None:
            yield text[:_MOST]
