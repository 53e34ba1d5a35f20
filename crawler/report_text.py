"""The report as a table on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.plaintext import STYLES, safe
from crawler.report import Row
from crawler.report_words import CLOSEST

COLUMNS = ("repos", "weights", "training code", "training data", "licence", "OSI open source AI?")
NOTE = (
    "A cell is what most of a row's own releases have, (2 of 3) where they differ; others' derivatives do not count.\n"
    "Evidence, not a certificate: the OSI issues none. Not legal advice."
)


def render(title: str, rows: list[Row], out: Console) -> None:
    """Print one table and, below it, where the evidence of every row is."""
    table = Table(box=box.SIMPLE, title=f"Who is actually open? By {title}", title_justify="left", padding=(0, 1))
    table.add_column(title, overflow="fold")
    for column in COLUMNS:
        table.add_column(column, justify="right" if column == "repos" else "left", overflow="fold")
    for row in rows:
        cells = (row.weights, row.training_code, row.training_data, row.license, row.open_source_ai)
        table.add_row(Text(safe(row.name, 200), style="bold"), str(row.repositories), *map(_cell, cells))
    out.print(table)
    out.print("Evidence")
    for row in rows:
        out.print(Text(f"  {safe(row.name, 200)}: {_evidence(row)}", style="dim"), soft_wrap=True)
    out.print()


def note(out: Console) -> None:
    """How to read the tables."""
    out.print(NOTE, style="dim")


def _evidence(row: Row) -> str:
    """The command that shows it, or the addresses of the searches that found nothing."""
    if row.representative:
        return f"hub-openness audit {safe(row.representative)}"
    return "nothing found by " + ", ".join(safe(url, 2000) for url in row.evidence.values())


def _cell(value: str) -> Text:
    style = "green" if value.startswith(CLOSEST) else STYLES.get(value.split(" ")[0].rstrip(","), "")
    return Text(safe(value), style=style)
