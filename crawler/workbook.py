"""Rows as a workbook for spreadsheets: texts stay texts, so nothing in it is run as a formula or followed as a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

LONGEST_CELL = 32_767  # characters, as Excel takes them
Rows = Iterable[Iterable[object]]


def opened(file: Path | BinaryIO, title: str, created: datetime) -> Workbook:
    """A workbook that is written when it is left; rows go to the disk as they come. The same rows, the same bytes."""
    book = Workbook(file, {"constant_memory": True})
    book.set_properties({"title": title, "created": created})
    return book


def add_sheet(book: Workbook, name: str, head: Iterable[object], rows: Rows) -> None:
    """A sheet whose first row and first column stay in view. What is neither text nor number is left empty."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(chain([head], rows)):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value[:LONGEST_CELL])
            elif isinstance(value, int | float):
                sheet.write_number(at, column, value)
