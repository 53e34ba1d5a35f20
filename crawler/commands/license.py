"""`license FILE ...`: what a licence text is and what it allows, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

import click

from crawler import options
from crawler.deadline import deadline
from crawler.errors import WrongUsage
from crawler.model import MAX_QUOTE
from crawler.pdf import decoded
from crawler.terminal import say, say_json
from pipelines.licences import Clause, Reading, read_licence, spdx_list
from pipelines.licences.explain import NOT_ADVICE, explain

MAX_BYTES = 2_000_000  # more than any licence; what lies beyond is not read
QUOTES = 2  # clauses shown an answer


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@options.as_json
def command(files: tuple[str, ...], as_json: bool) -> None:
    """Say what a licence text is and what it allows, with every restricting clause quoted.

    FILE may be "-" for standard input; JSON is one document a line, a line a file. The answer tells what the text
    says; it is not legal advice.
    """
    for place, file in enumerate(files):
        reading = _read(file)
        if as_json:
            say_json(document(file, reading), indent=None)
            continue
        if place:
            say()
        for line in _lines(file, reading):
            say(line)


def _read(file: str) -> Reading:
    content = _content(file)
    try:
        with deadline():
            return read_licence(content, "" if file == "-" else file)
    except TimeoutError as error:
        raise WrongUsage(f"{file}: {error}") from error


def _content(file: str) -> bytes:
    with click.open_file(file, "rb") as stream:
        content: bytes = stream.read(MAX_BYTES)
    return decoded(content).encode() if content.startswith(b"%PDF-") else content


def document(file: str, reading: Reading) -> dict[str, object]:
    """The reading as the JSON document of the contract: identification, every term, the clauses as evidence."""
    evidence = [
        {"term": c.term, "quote": c.quote, "line_start": c.line_start, "line_end": c.line_end} for c in reading.clauses
    ]
    return {
        "file": file, "title": reading.title, "publisher": reading.publisher,
        "license": reading.license_id, "spdx": reading.spdx, "family": reading.family,
        "score": reading.score, "name": reading.name, "kind": reading.kind, "license_class": reading.license_class,
        **reading.terms.as_dict(), "osi_list": spdx_list.looked_up(reading.spdx), "evidence": evidence,
        "notes": list(reading.notes),
    }  # fmt: skip


def _lines(file: str, reading: Reading) -> Iterator[str]:
    yield f"{file}: {_headline(reading)}"
    if reading.license_id == "unknown" and reading.kind != "garbage":
        yield f"  Its first line: {_one_line(reading.title) or 'empty'}"
        yield f"  Published by: {reading.publisher or 'it does not say'}"
    yield from (f"  Note: {note}." for note in reading.notes)
    if reading.license_id == "unknown" and not reading.clauses:
        yield "  Nothing in it says what is allowed." + (f" It points to {reading.link}" if reading.link else "")
        return
    for answer in explain(reading):
        yield f"  {answer.question:<33}{answer.answer}"
        for clause in _few([c for term in answer.terms for c in reading.clauses if c.term == term]):
            yield f'      line {clause.line_start}: "{_one_line(clause.quote)}"'
    listed = spdx_list.licence(reading.spdx)
    if reading.terms.osi_approved == "yes" and listed and listed.osi_approved:
        yield f"  Its approval stands in the SPDX licence list {spdx_list.release()}."
    yield f"  {NOT_ADVICE}"


def _few(clauses: list[Clause]) -> list[Clause]:
    """At most QUOTES clauses, each with other words."""
    return list({c.quote: c for c in clauses}.values())[:QUOTES]


def _one_line(quote: str) -> str:
    return " ".join(quote.split()) + ("..." if len(quote) >= MAX_QUOTE else "")


def _headline(reading: Reading) -> str:
    if reading.kind == "garbage":
        return "not a licence text"
    named = "not recognised"
    if reading.name:
        named = reading.name + (f" [{reading.license_id}]" if reading.license_id != "unknown" else "")
    osi = {"yes": "OSI-approved", "no": "not OSI-approved"}.get(reading.terms.osi_approved, "OSI approval unknown")
    kind = {"full": "", "variant": "changed text, "}.get(reading.kind, f"{reading.kind}, ")
    return f"{named}: {kind}{reading.license_class}, {osi}"
