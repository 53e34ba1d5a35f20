"""`_search` on models: all of these words in a name or a quote, by the plan that suits how common they are.

Datasette's own search fetches every model that has the words and sorts them by downloads: a third of a second where a
fifth of a million models have them. The first page of what is common stands near the top of the list by downloads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.utils import escape_fts
from datasette.utils.asgi import Request
from pluggy import HookimplMarker

from crawler.schema import MODELS

hookimpl = HookimplMarker("datasette")  # Datasette's own, with types
NAME = "hub-openness-search"
COMMON = 20_000  # models with the words; below it fetching and sorting them all is the faster way
WALKED = {"", "downloads", "repo_id"}  # orders that an index has
FETCHED = "no in (select rowid from search where search match :search)"
WALKING = f"+{FETCHED}"  # the sign keeps SQLite from looking every model up by its number
# Datasette's own count of what is walked would look at every model; the index has a row a model, and counts at once.
COUNTED = {
    f"select count(*) from {MODELS.name} where {WALKING}": "select count(*) from search where search match :search"
}
HITS = "select count(*) from (select 1 from search where search match :search limit :common)"


@hookimpl(trylast=True)
def filters_from_request(
    request: Request, table: str, database: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments | None]]:
    """In the place of Datasette's own for `models`; last, as it says after that one that the table can be searched."""

    async def searched() -> FilterArguments | None:
        if table != MODELS.name:
            return None
        words = request.args.get("_search") or ""
        shown = {"supports_search": True, "search": words}
        asked = {"search": escape_fts(words)}
        if not asked["search"]:
            return FilterArguments([], extra_context=shown)
        hits = await datasette.get_database(database).execute(HITS, {**asked, "common": COMMON})
        walk = hits.rows[0][0] == COMMON and _is_walked(request)
        return FilterArguments([WALKING if walk else FETCHED], asked, [f'search matches "{words}"'], shown)

    return searched


def _is_walked(request: Request) -> bool:
    """Is the order stored, and the first page soon full? Several filters may leave few models; facets read them all."""
    filters = [name for name in request.args if not name.startswith("_")]
    more = any(name.startswith(("_facet", "_where")) for name in request.args)
    order = request.args.get("_sort") or request.args.get("_sort_desc") or ""
    return len(filters) <= 1 and not more and order in WALKED
