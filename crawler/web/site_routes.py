"""The front page, the feeds, and the pages that explain: addresses of the site as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from pluggy import HookimplMarker

from crawler.changes import feed, news
from crawler.changes import log as changelog
from crawler.errors import WrongUsage
from crawler.metadata import DATABASE, canned_queries
from crawler.schema import TABLES
from crawler.web import index as front
from crawler.web import pages

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types
NAME = "hub-openness-site"
FEED_DAYS = 30
QUERIES = canned_queries()


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """The front page in place of Datasette's, which lists tables; pages of `docs/`; what changed, all or chosen."""
    return [
        (r"^/$", front_page),
        (r"^/-/docs(?:/(?P<page>[a-z0-9-]+(?:/[a-z0-9-]+)?))?$", docs),
        (r"^/changes\.atom$", changes),
        (r"^/news\.atom$", chosen_news),
    ]


async def front_page(datasette: Datasette, request: Request) -> Response:
    """The last good run and its news."""
    figures: front.Figures = await datasette.get_database(DATABASE).execute_fn(front.load)
    age = figures.age_days(datetime.now(UTC))
    told = {"figures": figures, "age": age, "old": age is not None and age > front.OLD_AFTER_DAYS}
    about = {"metadata": datasette.metadata(), "tables": TABLES, "queries": QUERIES, "pages": pages.TITLES}
    return Response.html(await datasette.render_template("index.html", {**told, **about}, request, "index"))


async def docs(datasette: Datasette, request: Request) -> Response:
    """A page of `docs/`; without a name the list of them."""
    name = request.url_vars["page"] or pages.FIRST
    page = pages.page(name)
    if page is None:
        return Response.text("there is no such page", status=404)
    about = {"metadata": datasette.metadata(), "page": page, "name": name, "pages": pages.TITLES}
    return Response.html(await datasette.render_template("docs.html", about, request, "docs"))


async def changes(datasette: Datasette, request: Request) -> Response:
    """Every change of the last weeks, our rules' among them, an entry for each model and run."""

    def recent(db: sqlite3.Connection) -> Iterable[feed.Entry]:
        return feed.entries(changelog.since(db, changelog.days_before_last_run(db, FEED_DAYS)))

    return await _feed(datasette, request, recent)


async def chosen_news(datasette: Datasette, request: Request) -> Response:
    """What the nights changed, chosen by field, direction, author, licence and population; a mistake is told."""
    chosen = {name: request.args.get(name) or "" for name in request.args}

    def told(db: sqlite3.Connection) -> Iterable[feed.Entry]:
        return feed.news(news.newest(db, chosen, feed.MOST))

    try:
        return await _feed(datasette, request, told, f"news?{urlencode(sorted(chosen.items()))}".removesuffix("?"))
    except WrongUsage as error:
        return Response.text(f"{error}\n", status=400)


async def _feed(
    datasette: Datasette, request: Request, found: Callable[[sqlite3.Connection], Iterable[feed.Entry]], of: str = ""
) -> Response:
    home = datasette.absolute_url(request, datasette.urls.instance())
    models = datasette.urls.table(DATABASE, "models")

    def address(repo_id: str) -> str:
        return str(datasette.absolute_url(request, f"{models}/{tilde_encode(repo_id)}"))

    body = await datasette.get_database(DATABASE).execute_fn(lambda db: feed.atom(found(db), home, address, of))
    return Response(body.decode(), content_type="application/atom+xml; charset=utf-8")
