"""Our Datasette plugin: what the templates are given, links in cells, the style sheet, and how models are found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import unquote, urlencode

from datasette.app import Datasette
from datasette.utils import escape_fts, path_with_added_args, tilde_encode, urlsafe_components
from datasette.utils.asgi import Request, Response
from jinja2 import Environment
from pluggy import HookimplMarker

from crawler.metadata import DATABASE
from crawler.schema import TABLES
from crawler.web import labels as words
from crawler.web import model_page
from crawler.web.cells import link
from crawler.web.csv_answers import App, defusing
from crawler.web.model_routes import addresses

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types
NAME = "hub-openness"
NAMED = "SELECT repo_id FROM models WHERE repo_id = ?"
WORDED = "SELECT m.repo_id FROM search JOIN models AS m ON m.no = search.rowid WHERE search MATCH ? LIMIT 2"


@hookimpl
def extra_css_urls() -> list[str]:
    """Our style sheet after Datasette's."""
    return ["/-/openness/site.css"]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters for third-party addresses, for row addresses and for lists in one column."""
    env.filters["web_address"] = words.web_address
    env.filters["row_path"] = tilde_encode
    env.filters["listed"] = words.listed
    env.globals["models_where"] = models_where


@hookimpl
def extra_template_vars(
    view_name: str, table: str | None, request: Request, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, object]]]:
    """Everything about the model for its page; the facets that a large table offers for its own."""

    async def variables() -> dict[str, object]:
        database = datasette.get_database(DATABASE)
        if view_name == "row" and table == "models":
            repo_id = urlsafe_components(request.url_vars["pks"])[0]
            shown = await database.execute_fn(lambda db: model_page.load(db, repo_id))
            return {**shown, "here": addresses(datasette, request, shown["report"])} if shown else {}
        if view_name == "table":
            columns = next((one.facets for one in TABLES if one.name == table and one.large), ())
            return {"offered": {column: path_with_added_args(request, {"_facet": column}) for column in columns}}
        return {}

    return variables


@hookimpl
def render_cell(value: object, column: str, table: str | None, datasette: Datasette) -> Awaitable[str | None] | None:
    """Links from a model, licence or run named in a cell to its row."""
    return link(datasette, value, column, table) if isinstance(value, str) and value else None


def models_where(**filters: str) -> str:
    """The query string of the models table with these filters, narrowed to the columns that readers compare."""
    return urlencode([*filters.items(), *(("_col", column) for column in words.MAIN_COLUMNS)])


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """The search box of the front page, the address of a model as everybody types it, and robots.txt."""
    return [
        (r"^/-/find$", find),
        (rf"^/{DATABASE}/models/(?P<namespace>[^/]+)/(?P<name>[^/]+)$", typed),
        (r"^/robots\.txt$", robots),
    ]


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Formulas in CSV are defused."""
    return defusing


async def find(datasette: Datasette, request: Request) -> Response:
    """To the model with that very id or the only one with these words; else to all models that have them."""
    asked = (request.args.get("model") or "").strip().removeprefix("https://huggingface.co/").strip("/")
    database = datasette.get_database(DATABASE)
    found = await database.execute(NAMED, [asked])
    if not found.rows and (sought := escape_fts(asked)):
        found = await database.execute(WORDED, [sought])
    models = datasette.urls.table(DATABASE, "models")
    if len(found.rows) == 1:
        return Response.redirect(f"{models}/{tilde_encode(found.rows[0][0])}")
    return Response.redirect(f"{models}?{models_where(_search=asked, _nofacet='1')}")


async def typed(datasette: Datasette, request: Request) -> Response:
    """`/hub-openness/models/org/name` to the page of that model: in a row's own address the slash is `~2F`."""
    return await _to_model(datasette, "/".join(unquote(request.url_vars[part]) for part in ("namespace", "name")))


async def robots() -> Response:
    """Pages and `docs` may be indexed; filters and queries, of which there is no end, are left alone."""
    return Response.text("User-agent: *\nDisallow: /*?\nDisallow: /-/\nAllow: /-/docs\n")


async def _to_model(datasette: Datasette, name: str) -> Response:
    models = datasette.urls.table(DATABASE, "models")
    known = await datasette.get_database(DATABASE).execute("SELECT 1 FROM models WHERE repo_id = ?", [name])
    if known.rows:
        return Response.redirect(f"{models}/{tilde_encode(name)}")
    # sorted by key and without facets: both would read every row of a table of millions
    return Response.redirect(f"{models}?{models_where(repo_id__contains=name, _sort='repo_id', _nofacet='1')}")
