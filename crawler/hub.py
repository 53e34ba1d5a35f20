"""The Hub's addresses and answers, pure: URLs to ask, the cursor of a Link header, list rows as `ModelRow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from crawler import patterns

LIVE = "https://huggingface.co"
LIVE_GITHUB = "https://api.github.com"
PAGE = 1000  # rows; the Hub's maximum

# What one list page can say, so that no repository needs a request of its own (docs/decisions/0001).
LIGHT = ("sha", "lastModified", "createdAt", "gated", "disabled", "private", "downloads", "likes")
HEAVY = (*LIGHT, "author", "cardData", "siblings", "tags", "library_name", "pipeline_tag")
CARD_KEYS = (
    "license", "license_name", "license_link", "base_model", "base_model_relation", "datasets", "language",
    "library_name", "pipeline_tag", "tags", "extra_gated_eu_disallowed",
)  # fmt: skip
LINK_NEXT = patterns.compile(r'<([^<>]+)>\s*;\s*rel="next"')


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row of a list page or one info answer. `files` is None where the answer did not carry `siblings`."""

    hub_id: str
    repo_id: str
    columns: Mapping[str, str | int]  # columns of `models` the answer spoke of
    info: Mapping[str, object] = field(default_factory=dict)  # what `Snapshot.info` holds
    files: tuple[str, ...] | None = None


def list_url(hub: str, *, sort: str, expand: Iterable[str], limit: int = PAGE, **filters: str) -> str:
    """First page of a walk over all models."""
    query = [("sort", sort), ("limit", str(limit)), *filters.items(), *(("expand", e) for e in expand)]
    return f"{hub}/api/models?{urlencode(query)}"


def with_limit(url: str, limit: int) -> str:
    """The same page of a walk with fewer rows: for heavy pages that time out (huggingface_hub issue 2460)."""
    parts = urlsplit(url)
    query = [(k, str(limit) if k == "limit" else v) for k, v in parse_qsl(parts.query, keep_blank_values=True)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def next_url(link_header: str | None, asked: str) -> str | None:
    """Address of the next page, absolute; None on the last one. The Hub never sends another relation."""
    match = LINK_NEXT.search(link_header or "")
    return urljoin(asked, match[1]) if match else None


def same_origin(url: str, other: str) -> bool:
    """Scheme, host and port are equal: the only place a token may go."""
    a, b = urlsplit(url), urlsplit(other)
    return (a.scheme, a.netloc.lower()) == (b.scheme, b.netloc.lower())


def info_url(hub: str, repo_id: str, kind: str = "models", expand: Iterable[str] = ()) -> str:
    """The Hub's answer about one repository."""
    query = urlencode([("expand", e) for e in expand])
    return f"{hub}/api/{kind}/{quote(repo_id)}" + (f"?{query}" if query else "")


def tree_url(hub: str, repo_id: str, sha: str) -> str:
    """Every file of a repository at one commit, where `siblings` could not answer."""
    return f"{hub}/api/models/{quote(repo_id)}/tree/{sha}?recursive=true&expand=false"


def paths_info_url(hub: str, repo_id: str, sha: str) -> str:
    """POST address that answers which of some paths exist, and their blob oids."""
    return f"{hub}/api/models/{quote(repo_id)}/paths-info/{sha}"


def resolve_url(hub: str, repo_id: str, sha: str, path: str, kind: str = "models") -> str:
    """Content of one file at one commit (bucket `resolvers`)."""
    prefix = "" if kind == "models" else f"{kind}/"
    return f"{hub}/{prefix}{quote(repo_id)}/resolve/{sha}/{quote(path)}"


def model_row(row: Mapping[str, object]) -> ModelRow:
    """Read one JSON row. Raises ValueError when it names no repository."""
    repo_id = row.get("id") or row.get("modelId")
    if not isinstance(repo_id, str) or not repo_id:
        raise ValueError("a row without an id")
    hub_id = str(row.get("_id") or repo_id)
    return ModelRow(hub_id, repo_id, _columns(row, repo_id), _info(row), _files(row.get("siblings")))


def _columns(row: Mapping[str, object], repo_id: str) -> dict[str, str | int]:
    columns: dict[str, str | int] = {"author": repo_id.partition("/")[0] if "/" in repo_id else ""}
    for key, column in (("sha", "sha"), ("createdAt", "created_at"), ("lastModified", "last_modified"),
                        ("library_name", "library"), ("pipeline_tag", "pipeline_tag")):  # fmt: skip
        if isinstance(value := row.get(key), str):
            columns[column] = value
    if "tags" in row:  # the answer spoke of everything: what it left out has no value
        columns = {"library": "", "pipeline_tag": "", **columns}
    for key in ("downloads", "likes", "private", "disabled"):
        if isinstance(value := row.get(key), int):
            columns[key] = int(value)
    if "gated" in row:
        columns["gated"] = gate(row["gated"])
    if (tag := _license_tag(row.get("tags"))) is not None:
        columns["license_tag"] = tag
    return columns


def gate(value: object) -> str:
    """The Hub says false, "auto" or "manual", never true; we say "", "auto" or "manual"."""
    return value if isinstance(value, str) else ("manual" if value is True else "")


def _info(row: Mapping[str, object]) -> dict[str, object]:
    card = row.get("cardData")
    info: dict[str, object] = {k: row[k] for k in ("tags", "library_name", "pipeline_tag") if row.get(k)}
    info["gated"] = gate(row.get("gated"))
    if isinstance(card, dict):
        info["cardData"] = {k: card[k] for k in CARD_KEYS if card.get(k) is not None}
    return info


def _license_tag(tags: object) -> str | None:
    found = [t for t in tags if isinstance(t, str) and t.startswith("license:")] if isinstance(tags, list) else []
    return found[0].removeprefix("license:") if found else None


def _files(siblings: object) -> tuple[str, ...] | None:
    if not isinstance(siblings, list):
        return None
    return tuple(s["rfilename"] for s in siblings if isinstance(s, dict) and isinstance(s.get("rfilename"), str))
