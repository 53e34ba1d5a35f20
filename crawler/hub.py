"""The Hub's addresses and answers, pure: URLs to ask, the cursor of a Link header, list rows as `ModelRow`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from crawler import patterns
from crawler.model_config import OWN_LICENCE, own_licence, size
from crawler.storable import LARGEST, storable, storable_json

LIVE = "https://huggingface.co"
LIVE_GITHUB = "https://api.github.com"
PAGE = 1000  # rows; the Hub's maximum

# What one list page can say, so that no repository needs a request of its own (docs/decisions/0001).
LIGHT = ("sha", "lastModified", "createdAt", "gated", "disabled", "private", "downloads", "likes")
HEAVY = (*LIGHT, "author", "cardData", "siblings", "tags", "library_name", "pipeline_tag", "config", "safetensors")
CARD_KEYS = (
    "license", *OWN_LICENCE, "base_model", "base_model_relation", "datasets", "language", "library_name",
    "pipeline_tag", "tags", "extra_gated_eu_disallowed",
)  # fmt: skip
CONFIG_KEYS = ("model_type", "auto_map", "quantization_config", "peft")  # of `config`; chat templates are long
# Names of new repositories have at most 96 characters; older ones kept longer ones (257 in the longest seen).
REPO_ID = patterns.compile(r"[A-Za-z0-9_.-]{1,300}(?:/[A-Za-z0-9_.-]{1,300})?")
SHA = patterns.compile(r"[0-9A-Za-z]{1,64}")
DATE = patterns.compile(r"[0-9:.TZ+-]{10,40}")
ANY = patterns.compile(r".*", patterns.S)
FORMS = {  # of a row's words: the column of `models` and what stands in it
    "sha": ("sha", SHA), "createdAt": ("created_at", DATE), "lastModified": ("last_modified", DATE),
    "library_name": ("library", ANY), "pipeline_tag": ("pipeline_tag", ANY),
}  # fmt: skip
LONGEST_NAME, LONGEST_PATH = 500, 4096  # characters
MOST_TAGS, MOST_FILES = 2_000, 100_000
LINK_NEXT = patterns.compile(r'<([^<>]+)>\s*;\s*rel="next"')


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row of a list page or one info answer. `files` is None where the answer did not carry `siblings`."""

    hub_id: str
    repo_id: str
    columns: Mapping[str, str | int | None]  # columns of `models` the answer spoke of
    info: Mapping[str, object] = field(default_factory=dict)  # what `Snapshot.info` holds
    files: tuple[str, ...] | None = None

    @property
    def private(self) -> bool:
        """Shown to the caller's token and to nobody else: not to be published."""
        return bool(self.columns.get("private"))


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
    return f"{hub}/api/models/{quote(repo_id)}/tree/{quote(sha, safe='')}?recursive=true&expand=false"


def paths_info_url(hub: str, repo_id: str, sha: str) -> str:
    """POST address that answers which of some paths exist, and their blob oids."""
    return f"{hub}/api/models/{quote(repo_id)}/paths-info/{quote(sha, safe='')}"


def resolve_url(hub: str, repo_id: str, sha: str, path: str, kind: str = "models") -> str:
    """Content of one file at one commit (bucket `resolvers`)."""
    prefix = "" if kind == "models" else f"{kind}/"
    return f"{hub}/{prefix}{quote(repo_id)}/resolve/{quote(sha, safe='')}/{quote(path)}"


def model_rows(rows: Iterable[object]) -> tuple[tuple[ModelRow, ...], int]:
    """The public rows of a list, and how many could not be read."""
    read, unreadable = [], 0
    for row in rows:
        try:
            read.append(model_row(row))
        except ValueError:  # a row that names no repository cannot be stored under any name
            unreadable += 1
    return tuple(row for row in read if not row.private), unreadable


def model_row(row: object) -> ModelRow:
    """Read one JSON row of a model or dataset, every field typed and bounded. Raises ValueError without a usable id."""
    if not isinstance(row, dict):
        raise ValueError("a row that is no object")
    repo_id = _like(REPO_ID, row.get("id") or row.get("modelId"))
    if not repo_id or not {".", ".."}.isdisjoint(repo_id.split("/")):
        raise ValueError("a row without a usable id")
    hub_id = _like(REPO_ID, row.get("_id")) or repo_id
    return ModelRow(hub_id, repo_id, _columns(row, repo_id), _info(row), _files(row.get("siblings")))


def paths(entries: object, kind: str) -> Iterator[str]:
    """Paths of the entries of a tree that are of a kind, in a form that can be stored."""
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("type") == kind and isinstance(path := entry.get("path"), str):
            yield storable(path, LONGEST_PATH)


def _like(pattern: patterns.Pattern[str], value: object) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""


def _columns(row: Mapping[str, object], repo_id: str) -> dict[str, str | int | None]:
    columns: dict[str, str | int | None] = {"author": repo_id.rpartition("/")[0]}
    if "tags" in row:  # the answer spoke of everything: what it left out has no value
        columns |= {"library": "", "pipeline_tag": "", **own_licence(row.get("cardData"))}
        columns |= size(repo_id, row.get("safetensors"))
    columns |= _words(row)
    columns |= _numbers(row)
    if "gated" in row:
        columns["gated"] = gate(row["gated"])
    if (tag := _license_tag(row.get("tags"))) is not None:
        columns["license_tag"] = tag
    return columns


def _words(row: Mapping[str, object]) -> dict[str, str]:
    found = ((column, _like(form, row.get(key))) for key, (column, form) in FORMS.items())
    return {column: storable(value, LONGEST_NAME) for column, value in found if value}


def _numbers(row: Mapping[str, object]) -> dict[str, int]:
    found = {k: int(n) for k in ("downloads", "likes") if isinstance(n := row.get(k), int) and 0 <= n <= LARGEST}
    hiding = {k: int(row[k] not in (False, None)) for k in ("private", "disabled") if k in row}  # all but a plain no
    return found | hiding


def gate(value: object) -> str:
    """The Hub says false, "auto" or "manual", never true; we say "", "auto" or "manual"."""
    if not value:
        return ""
    return "auto" if value == "auto" else "manual"


def _info(row: Mapping[str, object]) -> dict[str, object]:
    card = row.get("cardData")
    info: dict[str, object] = {
        k: storable(v, LONGEST_NAME) for k in ("library_name", "pipeline_tag") if isinstance(v := row.get(k), str) and v
    }
    if tags := _tags(row.get("tags")):
        info["tags"] = tags
    info["gated"] = gate(row.get("gated"))
    if isinstance(card, dict):
        info["cardData"] = {k: storable_json(card[k]) for k in CARD_KEYS if card.get(k) is not None}
    if isinstance(config := row.get("config"), dict) and not config.keys().isdisjoint(CONFIG_KEYS):
        info["config"] = {k: storable_json(config[k]) for k in CONFIG_KEYS if config.get(k) is not None}
    return info


def _tags(tags: object) -> list[str]:
    found = [t for t in tags if isinstance(t, str)] if isinstance(tags, list) else []
    return [storable(tag, LONGEST_NAME) for tag in found[:MOST_TAGS]]


def _license_tag(tags: object) -> str | None:
    return next((tag.removeprefix("license:") for tag in _tags(tags) if tag.startswith("license:")), None)


def _files(siblings: object) -> tuple[str, ...] | None:
    if not isinstance(siblings, list):
        return None
    named = (s["rfilename"] for s in siblings if isinstance(s, dict) and isinstance(s.get("rfilename"), str))
    return tuple(storable(path, LONGEST_PATH) for path in islice(named, MOST_FILES))
