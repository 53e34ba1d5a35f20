"""Reading one text: what kind of file, which licence, which clauses, and the terms that follow."""

from __future__ import annotations

from dataclasses import replace

from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import Region, coverage
from pipelines.licences.matchers.identify import identified
from pipelines.licences.matchers.known import left_over, of_known_texts
from pipelines.licences.matchers.pointers import of_names
from pipelines.licences.matchers.titled import of_policy, of_title, of_wording
from pipelines.licences.matchers.titles import Titled, by_signs, by_title
from pipelines.licences.text.decode import MAX_CHARS, decode, is_html
from pipelines.licences.text.pages import html_to_text
from pipelines.licences.text.text import MAX_QUOTE, Text
from pipelines.licences.types import Reading, Terms

WHOLE = 0.75  # share of the words that known texts must explain for the file to be theirs
SOME = 0.3  # share below which a long file merely quotes a known text


def read_licence(data: bytes | str, name: str = "") -> Reading:
    """What a licence text is and what it says. Total: never raises; time and memory are bounded by MAX_CHARS.

    `name` is the file's name; it only helps to tell a card from a licence. See `Reading` for the answer.
    """
    raw = decode(data)
    reading = _page(raw, name) if is_html(raw) else _read(raw, name)
    start = reading.start or len(raw) - len(raw.lstrip("\ufeff \t\r\n#*="))
    line = raw[raw.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    return replace(reading, title=line.strip()[:MAX_QUOTE], title_line=raw.count("\n", 0, start) + 1)


def _read(raw: str, name: str) -> Reading:
    notes = (f"only the first {MAX_CHARS:,} characters were read",) if len(raw) == MAX_CHARS else ()
    if why := kinds.garbage(raw):
        return _nothing(why, notes)
    text = Text(raw)
    found, exact = identified(raw)
    titled = by_title(text)
    if kinds.is_policy(text):
        return of_policy(text, titled.licence.family if titled else "", notes)
    if coverage(raw, found) < WHOLE:
        if kinds.is_readme(text, name, quotes_one=any(not region.mention for region in found)):
            return of_names(text, "readme", notes)
        if kinds.is_pointer(text):
            return of_names(text, "pointer", notes)
    return _licence(text, found, titled, notes, exact=exact)


def _page(raw: str, name: str) -> Reading:
    """A web page: identified by its readable text, its clauses quoted from the page as it stands."""
    page = _read(html_to_text(raw), name)
    if page.kind in ("pointer", "readme", "unknown", "garbage"):
        return _nothing("a web page that holds no licence", ())
    terms = {clause.term for clause in page.clauses}
    text = Text(raw)
    clauses = quotes((hit for hit in find(text) if hit.term in terms), text)
    heading = next((h for h in page.name.split(" and ") if h in raw), "")
    return replace(page, clauses=clauses, start=raw.find(heading) if heading else 0, end=len(raw))


def _nothing(why: str, notes: tuple[str, ...]) -> Reading:
    return Reading("unknown", "", "", "", 0.0, "none", "garbage", Terms(), notes=(why, *notes))


def _licence(
    text: Text, found: tuple[Region, ...], titled: Titled | None, notes: tuple[str, ...], *, exact: bool
) -> Reading:
    """The reading of a licence text: known texts first, unless they leave clauses over; then names; then wording."""
    if _are_the_file(text, found) and (titled is None or not left_over(text, found)):
        return of_known_texts(text, found, notes, exact=exact)
    if titled := titled or by_signs(text):
        return of_title(text, titled, notes)
    return of_wording(text, notes)


def _are_the_file(text: Text, found: tuple[Region, ...]) -> bool:
    """Do known texts make up the file, or the notice of one a short file."""
    share = coverage(text.raw, found)
    texts = any(not region.mention for region in found)
    short = len(text.folded) < kinds.POINTER_CHARS
    return share >= WHOLE or (bool(found) and short) or (texts and share >= SOME)
