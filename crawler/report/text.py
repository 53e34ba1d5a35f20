"""The report as a table on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.report.cells import CLOSEST
from crawler.report.rows import Row
from crawler.terminal import STYLES, safe

# Heading, share of the width, and the width below which words would be broken.
COLUMNS = (
    ("weights", 10, 9),
    ("training code", 10, 9),
    ("training data", 10, 9),
    ("licence", 15, 11),
    ("OSI open source AI?", 18, 13),
)
NOTE = (
    "A cell is what most of a row's own releases have, (2 of 3) where they differ; others' derivatives do not count.\n"
    "Evidence, not a certificate: the OSI issues none. Not legal advice."
)


def render(title: str, rows: list[Row], out: Console) -> None:
    """Print one table and, below it, where the evidence of every row is."""
    if not rows:
        out.print(f"No {title} to report yet: the database holds no models.")
        return
    table = Table(
        box=box.SIMPLE_HEAD,
        title=f"Who is actually open? By {title}",
        title_justify="left",
        expand=True,
        collapse_padding=True,
        pad_edge=False,
    )
    table.add_column(title, ratio=24, overflow="fold")
    table.add_column("repos", justify="right", width=5)
    for column, ratio, least in COLUMNS:
        table.add_column(column, ratio=ratio, min_width=least, overflow="fold")
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
    """`not-applicable` is cut short here only: the column is narrow."""
    style = "green" if value.startswith(CLOSEST) else STYLES.get(value.split(" ")[0].rstrip(","), "")
    return Text(safe(value).replace("not-applicable", "n/a"), style=style)
