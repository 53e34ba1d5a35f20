"""A repository as detectors see it: one snapshot, and whatever is worked out of it, each thing once. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from itertools import chain
from typing import TypeVar, cast

from crawler import patterns
from crawler.model import README, Snapshot
from crawler.storable import all_encodable
from pipelines.card import Card, parse_card
from pipelines.stated import by_name

T = TypeVar("T")
_PARTS = patterns.compile(r"[-_ ]")
_WORD = patterns.compile(r"[A-Za-z][A-Za-z]+|[A-Za-z]+\d[\w.]*")
_COMMON = frozenset({
    "base", "chat", "instruct", "model", "large", "small", "medium", "tiny", "mini", "nano", "uncased", "cased", "gguf",
    "gptq", "awq", "lora", "adapter", "merged", "finetuned", "tuned", "fine", "the", "and", "for", "with", "from",
    "dpo", "sft", "rlhf", "exl", "int", "bit", "english", "text", "image", "video", "open",
})  # fmt: skip


class Memory:
    """What follows from a text alone, kept by whoever judges many repositories: thousands carry the same licence."""

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._answers: dict[tuple[Callable[..., object], str, bytes], object] = {}

    def answer(self, work: Callable[[str, str], T], text: str, name: str) -> T:
        """`work(text, name)`, worked out once for each text and name while it is among the last `most` answers."""
        key = (work, name, sha1(text.encode("utf-8", "replace"), usedforsecurity=False).digest())
        if key not in self._answers:
            if len(self._answers) >= self._most:
                self._answers.clear()
            self._answers[key] = work(text, name)
        return cast("T", self._answers[key])


@dataclass(frozen=True, slots=True)
class Entry:
    """A metadata entry of a repository: in the front matter of its card, or else as the Hub read it (`cardData`)."""

    key: str  # as spelled
    value: object
    in_card: bool


@dataclass(eq=False)
class Repository:
    """One snapshot. Nothing here outlives it but `memory`, which its maker may hand on to the next repository."""

    snapshot: Snapshot
    memory: Memory = dataclasses.field(default_factory=Memory, repr=False)
    known: dict[Callable[[Repository], object], object] = dataclasses.field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        self.snapshot = all_encodable(self.snapshot)  # expressions are matched against UTF-8

    @cached_property
    def card(self) -> Card:
        """The model card, read; an empty one where there is none."""
        return parse_card(self.snapshot.texts.get(README, ""))

    @property
    def readable(self) -> bool:
        """Could the card be read to its end, or is it known that there is none?"""
        files = self.snapshot.files
        listed = files is None or README in files
        return not self.card_missed and (README in self.snapshot.texts or not listed)

    @property
    def card_missed(self) -> str:
        """Why the card could not be read, or not to its end; "" where it was, and where nothing is known of it."""
        line = self.card.unread_from
        return self.snapshot.not_fetched.get(README) or (f"too long, not read from line {line} on" if line else "")

    @property
    def front_error(self) -> str:
        """Why the front matter could not be read; "" where it could, here or by the Hub, or where there is none."""
        return "" if self._card_data else self.card.front_matter.error

    @cached_property
    def owner(self) -> str:
        """The namespace, lower-cased; a canonical repository's own name."""
        return self.snapshot.repo_id.partition("/")[0].lower()

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The Hub's tags."""
        values = self.snapshot.info.get("tags")
        return tuple(str(tag) for tag in values) if isinstance(values, list | tuple) else ()

    def entries(self, *names: str) -> tuple[Entry, ...]:
        """What the metadata says under these names: the card's own entries, else those the Hub read.

        Letter case, blanks and hyphens of a key do not count; entries that say nothing are left out.
        """
        own, hub = self._stated
        return tuple(chain.from_iterable(own.get(name, ()) for name in names)) or tuple(
            chain.from_iterable(hub.get(name, ()) for name in names)
        )

    @cached_property
    def _stated(self) -> tuple[Mapping[str, list[Entry]], Mapping[str, list[Entry]]]:
        """All entries by name: the card's own, and those that the Hub read."""
        own, hub = by_name(self.card.front), by_name(self._card_data)
        return (
            {name: [Entry(*said, in_card=True) for said in found] for name, found in own.items()},
            {name: [Entry(*said, in_card=False) for said in found] for name, found in hub.items()},
        )

    def field(self, *names: str) -> object:
        """The value of the first entry under one of these names; None where there is none."""
        return next((entry.value for entry in self.entries(*names)), None)

    @property
    def _card_data(self) -> Mapping[str, object]:
        data = self.snapshot.info.get("cardData")
        return data if isinstance(data, Mapping) else {}

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the repository's name, lower-cased: "gull-2b-Chat" has "gull"; sizes and formats are none."""
        name = self.snapshot.repo_id.rpartition("/")[2]
        found = {word.lower() for word in _WORD.findall(name)} | {part.lower() for part in _PARTS.split(name)}
        return frozenset(word for word in found if len(word) > 2 and word not in _COMMON and not word[0].isdigit())
