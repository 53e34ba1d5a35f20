"""GET /api/models and /api/datasets: one page of rows and the address of the next."""

from __future__ import annotations

import base64
import json
from itertools import islice

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import bad_request, to_json
from crawler.local_hub.api.access import may_see, token
from crawler.local_hub.api.base_models import base_models
from crawler.local_hub.api.fields import show
from crawler.local_hub.api.query import Query, parse_query
from crawler.local_hub.repos.catalogue import Catalogue, Position, position
from crawler.local_hub.repos.repo import ABSENT, Kind, Repo


def list_page(request: Request, catalogue: Catalogue, kind: Kind) -> Response:
    """The page the request asks for, newest, most loved ... first."""
    query = parse_query(kind, request.query_params)
    after = decode_cursor(request.query_params.get("cursor"), query.sort)
    given = token(request)
    fitting = (r for r in catalogue.walk(kind, query.sort, after) if may_see(r, given) and query.wants(r))
    repos = list(islice(fitting, query.limit + 1))
    page = repos[: query.limit]
    headers = {}
    if len(repos) > len(page):
        headers["Link"] = next_link(request.url, position(page[-1], query.sort), query.sort)
    return to_json([row(repo, query, catalogue) for repo in page], headers=headers)


def row(repo: Repo, query: Query, catalogue: Catalogue) -> dict[str, object]:
    found = show(repo, query.fields)
    if "baseModels" in query.fields and (parents := base_models(repo, catalogue)) is not ABSENT:
        found["baseModels"] = parents
    return found


def next_link(url: URL, last: Position, sort: str) -> str:
    """The absolute address of the page behind `last`; the client follows it as it stands."""
    following = url.include_query_params(cursor=encode_cursor(last, sort))
    return f'<{following}>; rel="next"'


def encode_cursor(last: Position, sort: str) -> str:
    """The Hub's own form: base64 of a condition on (sort value, _id)."""
    condition = {"$or": [{sort: last.value, "_id": {"$gt": last.hub_id}}, {sort: {"$lt": last.value}}]}
    return base64.b64encode(json.dumps(condition, separators=(",", ":")).encode()).decode()


def decode_cursor(text: str | None, sort: str) -> Position | None:
    """The position a cursor stands for, None without one; raises HubError 400 for one of another list."""
    if text is None:
        return None
    try:
        same = json.loads(base64.b64decode(text, validate=True))["$or"][0]
        value, hub_id = same[sort], same["_id"]["$gt"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise bad_request("Invalid cursor") from None
    if not isinstance(hub_id, str) or not isinstance(value, str if sort.endswith(("At", "Modified")) else int):
        raise bad_request("Invalid cursor")
    return Position(value, hub_id)
