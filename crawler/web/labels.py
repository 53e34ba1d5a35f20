"""What readers are told beside the database's own words. Pure; the meanings are those of the contract."""

from __future__ import annotations

LADDER = (
    ("closed", "no weights published"),
    ("open-access", "weights downloadable; the terms do not allow use for any purpose"),
    ("open-weights", "weights downloadable, commercial use possible; the recipe is incomplete"),
    ("open-source-ai", "weights, code and data under OSI-approved terms, along the whole lineage"),
)
NOT_DETERMINABLE = ("not-determinable", "not enough could be looked at to choose a step")

QUESTIONS = {
    "weights": ("Weights", "Can parameter files be downloaded?"),
    "inference_code": ("Inference code", "Is there code to run it: here, in a linked repository or a named library?"),
    "training_code": ("Training code", "Is the code that trained this model reachable?"),
    "training_data": ("Training data", "Is the data it was trained on named and obtainable?"),
    "data_card": ("Data card", "Is the training data documented?"),
    "model_card": ("Model card", "Does the README say more than a template?"),
}

MAIN_COLUMNS = ("author", "verdict", "license_id", *QUESTIONS, "gated", "osaid_missing", "base_model", "downloads")

OUTCOMES = {
    "yes": "looked, it is there",
    "partial": "looked, some of it is there",
    "no": "looked, it is not there",
    "unknown": "could not look",
    "not-applicable": "does not arise for this repository",
    "error": "the detector itself failed",
}

TERMS = {
    "osi_approved": "OSI-approved",
    "commercial_use": "Commercial use",
    "user_cap": "User cap",
    "revenue_cap": "Revenue cap",
    "geo_exclusion": "Excluded territories",
    "derivative_same_license": "Same terms for derivatives",
    "use_restrictions": "Purposes forbidden",
    "naming_duty": "Naming duty",
    "attribution_duty": "Attribution duty",
    "output_training_ban": "Outputs may not train other models",
    "tiered_commercial": "Separate commercial tier",
}

LICENSE_SOURCES = {
    "file": "read in the licence file",
    "link": "read behind the card's licence link",
    "tag": "from the tag; no text was read",
    "name": "from the licence name in the card",
    "base-model": "taken over from the base model",
    "none": "nothing was found: all rights are reserved",
}


def place(path: str | None, line_start: int | None, line_end: int | None) -> str:
    """Where a quote stands, in words: `README.md, lines 3-5`."""
    where = path or "the Hub's own answer"
    if line_start is None:
        return where
    if line_end is None or line_end == line_start:
        return f"{where}, line {line_start}"
    return f"{where}, lines {line_start}\N{EN DASH}{line_end}"


def term(row: dict[str, object], name: str) -> str:
    """The value of a licence term as readers see it: a cap with its unit, empty where nothing is known."""
    value = row.get(name)
    if isinstance(value, int):
        return f"{value:,} {row.get(f'{name}_unit') or ''}".strip()
    return str(value or "")


def listed(text: object) -> list[str]:
    """The parts of a comma-separated column, as words: `training_code, license` is training code and license."""
    return [part.strip().replace("_", " ") for part in str(text or "").split(",") if part.strip()]


def missing(text: object) -> list[str]:
    """The parts of `osaid_missing` as words; `base:` marks what an ancestor lacks."""
    parts = (part.replace("-", " ") for part in listed(text))
    return [f"{part.removeprefix('base:')} of a base model" if part.startswith("base:") else part for part in parts]


def web_address(url: object) -> str:
    """`url` where a browser may follow it from our pages, else empty: third parties write these columns."""
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""
