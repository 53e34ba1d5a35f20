"""The change log as an Atom 1.0 feed (RFC 4287). Pure: changes in, bytes out.

Written with the standard library: the format needs thirty lines, and feedgen was last released in 2023.
"""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, islice

from crawler import patterns
from crawler.changes.log import Change
from crawler.schema import HISTORY, MODELS

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACE = uuid.UUID("5d7f6c1e-0f0a-4d0c-9a55-3c9e7b1d2f64")  # of our entry ids; never change it
MOST = 500
VALUE_LENGTH = 120
CAUSES = {"model": "the repository changed", "rules": "our rules changed, the model did not"}
MET = {"model": "new model", "license_text": "new licence text", "claim": "new claim above the evidence"}  # in `events`
NOT_XML = patterns.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FOLLOWED = (*HISTORY, *MODELS.filled_by("outcome", "detector", "policy"), "removed")
TITLES = {  # where the column's own name says it badly
    "repo_id": "name",
    "gated": "gate",
    "license_id": "licence",
    "license_tag": "licence tag",
    "license_class": "licence class",
    "license_conflict": "licence contradictions",
    "openwashing": "claim above the evidence",
    "osaid": "OSAID",
    "mof_class": "MOF class",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one run saw change in one model for one cause; `of` tells several entries of these apart."""

    repo_id: str
    seen_at: datetime
    cause: str
    changes: tuple[Change, ...]
    of: str = ""

    @property
    def id(self) -> str:
        """Stable wherever the feed is served: a name-based UUID, as no domain is ours to mint tag: URIs in."""
        first = self.changes[0]
        return uuid.uuid5(NAMESPACE, f"{self.repo_id} {first.run_id or first.seen_at} {self.cause}{self.of}").urn


def entries(changes: Iterable[Change]) -> Iterator[Entry]:
    """Group changes, newest run first, by run, model and cause; fields that readers do not follow are left out.

    One run sees a rename, a licence and the verdict that follows from it at moments of their own: they are one entry.
    """
    followed = (change for change in changes if change.field in FOLLOWED)
    for (_, repo_id), group in groupby(followed, key=lambda change: (change.run_id or change.seen_at, change.repo_id)):
        by_cause = sorted(group, key=lambda change: change.cause or "")
        for cause, same in groupby(by_cause, key=lambda change: change.cause or ""):
            found = tuple(same)
            yield Entry(repo_id, max(_moment(change.seen_at) for change in found), cause, found)


def news(events: Iterable[Change]) -> Iterator[Entry]:
    """An entry for every row of `events`, in their order: it is the same in whichever selection it is found."""
    for event in events:
        yield Entry(event.repo_id, _moment(event.seen_at), "model", (event,), f" {event.field} {event.new}")


def atom(found: Iterable[Entry], home: str, address: Callable[[str], str], of: str = "") -> bytes:
    """The feed of at most the newest 500 entries; `address` gives the page of a model, `home` that of the data.

    `of` says which selection of them it is; empty for all.
    """
    newest = list(islice(found, MOST))
    updated = max((entry.seen_at for entry in newest), default=datetime(1970, 1, 1, tzinfo=UTC))
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", uuid.uuid5(NAMESPACE, f"feed{of}").urn)
    _text(feed, "title", f"hub-openness: what changed on the Hub{f' ({of})' if of else ''}")
    _text(feed, "updated", _stamp(updated))
    _link(feed, home)
    _text(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "hub-openness")
    for entry in newest:
        _entry(feed, entry, address(entry.repo_id))
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: ET.Element, entry: Entry, address: str) -> None:
    element = ET.SubElement(feed, f"{{{ATOM}}}entry")
    lines = [describe(change) for change in entry.changes]
    _text(element, "id", entry.id)
    _text(element, "title", f"{entry.repo_id}: {', '.join(lines)}")
    _text(element, "updated", _stamp(entry.seen_at))
    _link(element, address)
    because = CAUSES.get(entry.cause, entry.cause)
    _text(element, "summary", "\n".join([*lines, f"Cause: {because}."]))


def describe(change: Change) -> str:
    """`licence apache-2.0 → other`; an empty value reads `nothing`. What was met first has no value before."""
    old, new = (str(value or "")[:VALUE_LENGTH] or "nothing" for value in (change.old, change.new))
    if change.field in MET:
        return f"{MET[change.field]}: {new}"
    return f"{TITLES.get(change.field, change.field).replace('_', ' ')} {old} \N{RIGHTWARDS ARROW} {new}"


def _link(parent: ET.Element, href: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=href)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
