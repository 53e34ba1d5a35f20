"""The parameters of a list request: read, checked, and applied to repositories."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import QueryParams

from crawler.local_hub.answers import bad_request
from crawler.local_hub.api.fields import DEFAULT_ROW, EXPAND, FULL_ROW
from crawler.local_hub.repos.catalogue import DEFAULT_SORT, SORT_KEYS
from crawler.local_hub.repos.repo import Kind, Repo, author

MAX_ROWS = 1000
NOT_SERVED = ("apps", "inference", "inference_provider", "num_parameters")


@dataclass(frozen=True, slots=True)
class Query:
    """One list request. `fields` are the keys of a row."""

    kind: Kind
    sort: str
    limit: int
    fields: tuple[str, ...]
    tags: frozenset[str]
    searches: tuple[str, ...]
    author: str | None
    pipeline_tag: str | None
    gated: bool | None

    def wants(self, repo: Repo) -> bool:
        """Whether the repository passes every filter; the cheap ones are asked first."""
        if self.author is not None and author(repo.id) != self.author:
            return False
        if self.gated is not None and bool(repo.gated) != self.gated:
            return False
        if self.searches and not all(word in repo.id.lower() for word in self.searches):
            return False
        if self.pipeline_tag is not None and repo.pipeline_tag != self.pipeline_tag:
            return False
        return not self.tags or self.tags <= {*repo.tags, repo.pipeline_tag, repo.library_name}


def parse_query(kind: Kind, params: QueryParams) -> Query:
    """The request's parameters; raises HubError 400 as the Hub does."""
    for name in NOT_SERVED:
        if name in params:
            raise bad_request(f'"{name}" is not served by the local Hub')
    sort = params.get("sort") or DEFAULT_SORT
    if sort not in SORT_KEYS:
        raise bad_request(f'"sort" must be one of [{", ".join(SORT_KEYS)}]')
    return Query(
        kind=kind,
        sort=sort,
        limit=page_size(params.get("limit"), MAX_ROWS),
        fields=_row_fields(kind, sort, params),
        tags=frozenset(filter(None, params.getlist("filter"))),
        searches=tuple(text.lower() for text in params.getlist("search") if text),
        author=params.get("author"),
        pipeline_tag=params.get("pipeline_tag"),
        gated=_flag("gated", params.get("gated")),
    )


def expanded(kind: Kind, params: QueryParams) -> tuple[str, ...]:
    """The values of `expand` and `expand[]`, checked, in the order asked."""
    asked = [*params.getlist("expand"), *params.getlist("expand[]")]
    if any(value not in EXPAND[kind] for value in asked):
        raise bad_request(f'"expand" must be one of [{", ".join(EXPAND[kind])}]')
    return tuple(dict.fromkeys(asked))


def _row_fields(kind: Kind, sort: str, params: QueryParams) -> tuple[str, ...]:
    asked = expanded(kind, params)
    if asked:
        return ("_id", "id", *asked)
    names = [*DEFAULT_ROW[kind], sort]
    if _flag("full", params.get("full")):
        names += FULL_ROW[kind]
    if _flag("cardData", params.get("cardData")):
        names += ["cardData", "model-index"]
    if _flag("config", params.get("config")):
        names.append("config")
    return tuple(dict.fromkeys(names))


def page_size(text: str | None, most: int) -> int:
    """The `limit` of a request, at most `most`, which is also the default."""
    if text is None:
        return most
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise bad_request('"limit" must be a positive number')
    return min(int(text), most)


def _flag(name: str, text: str | None) -> bool | None:
    if text is None:
        return None
    if text.lower() not in ("true", "false", "1", "0"):
        raise bad_request(f'"{name}" must be a boolean')
    return text.lower() in ("true", "1")
