"""What spreadsheets must run no formula of: an apostrophe goes before it in CSV, text in workbooks stays text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from crawler import patterns

FORMULA_STARTS = "=+-@\t\r"  # what spreadsheets take for the start of a formula
FORMULA = rf"\A([{patterns.escape(FORMULA_STARTS)}])"  # RE2 and Python read it alike
_FORMULA = patterns.compile(FORMULA)
LONGEST_CELL = 32_767  # characters, as Excel takes them
Rows = Iterable[Iterable[object]]
_NUMBER = patterns.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", patterns.I)


def defused(text: str) -> str:
    """`=cmd()` -> `'=cmd()`; a plain number below zero stays a number."""
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"'\1", text)


def workbook(file: Path | BinaryIO, title: str, created: datetime) -> Workbook:
    """A workbook that is written when it is left; rows go to the disk as they come. The same rows, the same bytes."""
    book = Workbook(file, {"constant_memory": True})
    book.set_properties({"title": title, "created": created})
    return book


def add_sheet(book: Workbook, name: str, head: Iterable[object], rows: Rows) -> None:
    """A sheet whose first row and first column stay in view. What says nothing takes no cell."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(chain([head], rows)):
        for column, value in enumerate(row):
            if value and isinstance(value, str):
                sheet.write_string(at, column, value[:LONGEST_CELL])
            elif isinstance(value, int | float):
                sheet.write_number(at, column, value)
