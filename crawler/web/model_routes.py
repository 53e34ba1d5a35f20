"""Addresses of one model beside its page: the audit as JSON with its schema, and the badge."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from urllib.parse import unquote, urlencode

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from pluggy import HookimplMarker

from crawler.audit.json_schema import document_schema
from crawler.audit.names import find
from crawler.audit.report import AuditReport
from crawler.audit.stored import audit_stored
from crawler.metadata import DATABASE
from crawler.schema import LAYERS, question

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types
NAME = "hub-openness-models"
ANYBODY = {"access-control-allow-origin": "*"}
_MODEL = r"(?P<model>[^/]+(?:/[^/]+)?)"


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """The audit of a model and its schema, and its badge."""
    return [
        (r"^/-/api/schema\.json$", schema),
        (rf"^/-/api/models/{_MODEL}\.json$", audit),
        (rf"^/-/badge/{_MODEL}\.svg$", badge),
    ]


async def schema(request: Request) -> Response:
    """What the documents below look like, in JSON Schema."""
    return Response.json(document_schema(), headers=ANYBODY)


async def audit(datasette: Datasette, request: Request) -> Response:
    """What `audit --json` prints."""
    report = await _report(datasette, request)
    if report is None:
        return Response.json({"error": "no scan has seen this model"}, status=404, headers=ANYBODY)
    return Response.json(report.as_json(), headers=ANYBODY)


async def badge(datasette: Datasette, request: Request) -> Response:
    """The four layers and the verdict, for a README."""
    report = await _report(datasette, request)
    if report is None:
        return Response.text("no scan has seen this model", status=404, headers=ANYBODY)
    layers = [(question(layer).title, report.answer(layer).outcome) for layer in LAYERS]
    shown = await datasette.render_template("badge.svg", {"report": report, "layers": layers}, request=request)
    return Response(
        shown, content_type="image/svg+xml; charset=utf-8", headers={**ANYBODY, "cache-control": "max-age=3600"}
    )


async def _report(datasette: Datasette, request: Request) -> AuditReport | None:
    name = unquote(request.url_vars["model"])

    def read(db: sqlite3.Connection) -> AuditReport | None:
        row = find(db, name)
        return audit_stored(db, row) if row else None

    report: AuditReport | None = await datasette.get_database(DATABASE).execute_fn(read)
    return report


def addresses(datasette: Datasette, request: Request, report: AuditReport) -> dict[str, str]:
    """Where the model's page, badge and document are, and the form for a wrong answer, filled in."""

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    page = absolute(f"/{DATABASE}/models/{tilde_encode(report.repo_id)}")
    title, body = f"Wrong answer: {report.repo_id}", wrong_answer(report, page)
    form = (datasette.plugin_config(NAME) or {}).get("reports", "")
    filled = f"{form}{'&' if '?' in form else '?'}{urlencode({'title': title, 'body': body})}" if form else ""
    return {
        "page": page,
        "badge": absolute(f"/-/badge/{report.repo_id}.svg"),
        "api": absolute(f"/-/api/models/{report.repo_id}.json"),
        "schema": absolute("/-/api/schema.json"),
        "report_form": filled,
        "report_text": f"{title}\n\n{body}",
    }


def wrong_answer(report: AuditReport, page: str) -> str:
    """What whoever mends it needs to know, with two lines to fill in."""
    asked = "\n".join(f"{layer}: {report.answer(layer).outcome}" for layer in LAYERS)
    return (
        f"Model: {report.repo_id}\nCommit: {report.sha or 'not read'}\nPage: {page}\n"
        f"Verdict: {report.verdict}\nLicence: {report.license.effective}\n{asked}\n"
        "\nWhich answer is wrong, and what it should be:\n\nWhere the repository says so (file and line):\n"
    )
