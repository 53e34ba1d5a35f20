"""Reading one text: what kind of file, which licence, which clauses, and the terms that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.model import MAX_QUOTE
from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import coverage
from pipelines.licences.matchers.identify import Identified, identified
from pipelines.licences.matchers.known import left_over, of_known_texts
from pipelines.licences.matchers.pointers import of_names
from pipelines.licences.matchers.publisher import publisher
from pipelines.licences.matchers.titled import of_policy, of_title, of_wording
from pipelines.licences.matchers.titles import Titled, by_signs, by_title
from pipelines.licences.text.decode import MAX_CHARS, decode, is_html
from pipelines.licences.text.pages import html_to_text
from pipelines.licences.text.text import Text
from pipelines.licences.types import Reading, Terms, TextKind

WHOLE = 0.75  # share of the words that known texts must explain for the file to be theirs
SOME = 0.3  # share below which a long file merely quotes a known text


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as every matcher is given it."""

    text: Text
    name: str
    known: Identified  # the known texts in it
    share: float  # of the words that these explain
    titled: Titled | None  # the licence its head names
    notes: tuple[str, ...]


def read_licence(data: bytes | str, name: str = "") -> Reading:
    """What a licence text is and what it says. Total: never raises; time and memory are bounded by MAX_CHARS.

    `name` is the file's name; it only helps to tell a card from a licence. See `Reading` for the answer.
    """
    raw = decode(data)
    reading = _granted(_page(raw, name) if is_html(raw) else _read(raw, name))
    start = reading.start or len(raw) - len(raw.lstrip("\ufeff \t\r\n#*="))
    line = raw[raw.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    return replace(
        reading, title=line.strip()[:MAX_QUOTE], title_line=raw.count("\n", 0, start) + 1, publisher=publisher(raw)
    )


def _read(raw: str, name: str) -> Reading:
    notes = (f"only the first {MAX_CHARS:,} characters were read",) if len(raw) == MAX_CHARS else ()
    if why := kinds.garbage(raw):
        return _nothing(why, notes)
    text, known = Text(raw), identified(raw)
    seen = Seen(text, name, known, coverage(raw, known.regions), by_title(text), notes)
    return next(reading for match in MATCHERS if (reading := match(seen)) is not None)


def _granted(reading: Reading) -> Reading:
    """Free only where a sentence that grants it, or that names the licence which does, can be shown to the reader."""
    quoted = any(clause.term == "commercial_use" for clause in reading.clauses)
    if quoted or reading.terms.commercial_use != "yes":
        return reading
    note = "no sentence of it could be quoted that grants commercial use"
    return replace(reading, terms=reading.terms.with_(commercial_use="unknown"), notes=(note, *reading.notes))


def _page(raw: str, name: str) -> Reading:
    """A web page: identified by its readable text, its clauses quoted from the page as it stands."""
    page = _read(html_to_text(raw), name)
    if page.kind in (TextKind.POINTER, TextKind.README, TextKind.UNKNOWN, TextKind.GARBAGE):
        return _nothing("a web page that holds no licence", ())
    terms = {clause.term for clause in page.clauses}
    text = Text(raw)
    clauses = quotes((hit for hit in find(text) if hit.term in terms), text)
    heading = next((h for h in page.name.split(" and ") if h in raw), "")
    return replace(page, clauses=clauses, start=raw.find(heading) if heading else 0, end=len(raw))


def _nothing(why: str, notes: tuple[str, ...]) -> Reading:
    return Reading("unknown", "", "", "", 0.0, "none", TextKind.GARBAGE, Terms(), notes=(why, *notes))


def _policy(seen: Seen) -> Reading | None:
    family = seen.titled.licence.family if seen.titled else ""
    policy = seen.share < WHOLE and kinds.is_policy(seen.text)
    return of_policy(seen.text, family, seen.notes) if policy else None


def _card(seen: Seen) -> Reading | None:
    quotes_one = any(not region.mention for region in seen.known.regions)
    if seen.share >= WHOLE or not kinds.is_readme(seen.text, seen.name, quotes_one=quotes_one):
        return None
    return of_names(seen.text, TextKind.README, seen.notes)


def _pointer(seen: Seen) -> Reading | None:
    if seen.share >= WHOLE or not kinds.is_pointer(seen.text):
        return None
    return of_names(seen.text, TextKind.POINTER, seen.notes)


def _known(seen: Seen) -> Reading | None:
    """Known texts that make up the file, or the notice of one a short file; a title claims what they leave over."""
    found = seen.known.regions
    texts = any(not region.mention for region in found)
    short = len(seen.text.folded) < kinds.POINTER_CHARS
    enough = seen.share >= WHOLE or (bool(found) and short) or (texts and seen.share >= SOME)
    if not enough or (seen.titled and left_over(seen.text, found)):
        return None
    return of_known_texts(seen.text, seen.known, seen.notes)


def _title(seen: Seen) -> Reading | None:
    titled = seen.titled or by_signs(seen.text)
    return of_title(seen.text, titled, seen.notes) if titled else None


def _wording(seen: Seen) -> Reading | None:
    return of_wording(seen.text, seen.notes)


# In this order; the first that answers is right. The last always does.
MATCHERS: tuple[Callable[[Seen], Reading | None], ...] = (_policy, _card, _pointer, _known, _title, _wording)
