"""A table or query of the site as a workbook, for those who open a spreadsheet and nothing else."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from datasette.app import Datasette
from datasette.utils import path_with_added_args
from datasette.utils.asgi import Request, Response
from pluggy import HookimplMarker

from crawler import spreadsheet
from crawler.metadata import LICENSE, TITLE

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types
NAME = "hub-openness-xlsx"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # no clock: the same rows, the same bytes


@hookimpl
def register_output_renderer() -> dict[str, str | Callable[..., object]]:
    """`.xlsx` beside `.json` and `.csv`; the page of one row has its own documents."""
    return {"extension": "xlsx", "render": render, "can_render": lambda view_name: view_name != "row"}


async def render(
    datasette: Datasette, request: Request, columns: Sequence[str], rows: Sequence[sqlite3.Row], sql: str,
    table: str | None, query_name: str | None,
) -> Response:  # fmt: skip
    """The rows that were asked for, at most `max_returned_rows`; of a table all of these and not a page of fifty."""
    if table and "_size" not in request.args:
        return Response.redirect(path_with_added_args(request, {"_size": "max"}))
    note = f"the first {datasette.setting('max_returned_rows'):,} at most; whole tables are files of a snapshot"
    about = {"title": TITLE, "address": request.url, "query": sql, "rows": note, "license": LICENSE}
    body = await asyncio.to_thread(_workbook, columns, rows, about)  # a thousand rows take half a second
    named = {"content-disposition": f'attachment; filename="{table or query_name or "rows"}.xlsx"'}
    return Response(body, content_type=KIND, headers=named)


def _workbook(columns: Sequence[str], rows: Sequence[sqlite3.Row], about: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with spreadsheet.workbook(file, TITLE, MADE) as book:
        spreadsheet.add_sheet(book, "rows", columns, map(tuple, rows))
        spreadsheet.add_sheet(book, "about", ("about", ""), about.items())
    return file.getvalue()
