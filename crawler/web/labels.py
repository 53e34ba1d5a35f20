"""What readers are told beside the database's own words. Pure; the meanings are those of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.schema import CARDS, MODELS

LADDER = (
    ("closed", "no weights published"),
    ("open-access", "may be downloaded; not for every purpose"),
    ("open-weights", "weights downloadable, commercial use possible; the recipe is incomplete"),
    ("open-source-ai", "weights, code and data under OSI-approved terms, along the whole lineage"),
)
NOT_DETERMINABLE = ("not-determinable", "not enough could be looked at to choose a step")

MAIN_COLUMNS = (
    *MODELS.leads, *CARDS, "gated", "osaid_missing", "base_model", "author", "downloads",
)  # fmt: skip

LICENSE_SOURCES = {
    "file": "read in the licence file",
    "link": "read behind the card's licence link",
    "tag": "from the tag; no text was read",
    "name": "from the licence name in the card",
    "base-model": "taken over from the base model",
    "none": "nothing was found: all rights are reserved",
}


def listed(text: object) -> list[str]:
    """The parts of a comma-separated column, as words: `training_code, license` is training code and license."""
    return [part.strip().replace("_", " ") for part in str(text or "").split(",") if part.strip()]


def missing(parts: Iterable[str]) -> list[str]:
    """The parts of `osaid_missing` as words; `base:` marks what an ancestor lacks."""
    parts = (part.replace("-", " ").replace("_", " ") for part in parts)
    return [f"{part.removeprefix('base:')} of a base model" if part.startswith("base:") else part for part in parts]


def web_address(url: object) -> str:
    """`url` where a browser may follow it from our pages, else empty: third parties write these columns."""
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""
