"""Hub ids in what people write: an id, its address with or without a revision, and ids among other words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.wording import pattern

MODEL_ID = patterns.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95}|[A-Za-z][\w.-]{2,95}")
_HOST = r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/"
_URL = patterns.compile(
    _HOST + r"(?:models/)?([\w.-]+(?:/[\w.-]+)?)/?"
    r"(?:(?:tree|blob|resolve)/\S*)?(?:@[\w./-]+)?(?:[?#]\S*)?$"
)
_ADDRESS = patterns.compile(_HOST + r"[^\s<>()\[\]\"'`,;]{3,300}")
_REVISION = patterns.compile(r"(?:/(?:tree|blob|resolve)/\S*|[@:][\w.-]+)?/*$")
_LIKE_A_NAME = patterns.compile(r"[-/\d]")
_SPELLED = patterns.compile(r"(?<![\w/.:@-])([A-Za-z0-9][\w.-]{1,60}/[A-Za-z0-9][\w.-]{2,90})(?![\w/])")
BARE = pattern("relations", "bare_ids", 0)
_NO_MODELS = frozenset({
    "datasets", "spaces", "docs", "blog", "papers", "collections", "models", "tasks", "learn", "join", "chat",
    "settings", "organizations",
})  # fmt: skip


def model_id(text: str) -> str:
    """The Hub id in a value or address, or "" for local paths, prose and pages that are no models."""
    text = text.strip().strip("<>`\"'")
    if url := _URL.match(text):
        text = url.group(1)
        if text.partition("/")[0].lower() in _NO_MODELS or not _LIKE_A_NAME.search(text):  # else a person's page
            return ""
    text = _REVISION.sub("", text, count=1)
    is_id = MODEL_ID.fullmatch(text) and ".." not in text and text.lower() not in {"none", "null", "unknown"}
    return text if is_id else ""


def is_address(url: str) -> bool:
    """Is this the address of a page of the Hub that has the form of a model's?"""
    return _URL.match(url) is not None


def is_bare(text: str) -> bool:
    """Is this an id that the Hub kept from the time before namespaces?"""
    return BARE.fullmatch(text) is not None


def ids_in(text: str) -> tuple[str, ...]:
    """The Hub ids in a metadata value: an id or address by itself, else addresses, else ids among other words."""
    if name := model_id(text):
        return (name,)
    linked = tuple(name for address in _ADDRESS.findall(text) if (name := model_id(address.rstrip(".:"))))
    return linked or tuple(ids_spelled(text))


def ids_spelled(text: str, marked: str = "") -> Iterator[str]:
    """The ids in a text, no paths of files.

    One that ends in letters alone may be two words: it counts where `marked` sets it as code.
    """
    for match in _SPELLED.finditer(text):
        name = match.group(1).rstrip(".")
        owner, _, rest = name.partition("/")
        sure = not rest.isalpha() or f"`{name}`" in marked
        is_file = "." in rest and rest.rpartition(".")[2].isalpha()
        if "." not in owner and sure and not is_file and name.count("/") == 1:
            yield name
