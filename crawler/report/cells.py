"""The words in the cells of the report: how near one repository comes to open source AI, and its licence."""

from __future__ import annotations

import sqlite3

CLOSEST = "closest to yes"
PARTS = (("inference_code", "inference code"), ("training_code", "training code"), ("training_data", "data"))
RECIPE = ("training_code", "training_data")
SHOWN_CLASSES = ("custom", "rail", "non-commercial", "research-only")


def answer(model: sqlite3.Row) -> str:
    """Is it open source AI by the OSI's definition? Never a plain yes: this is evidence, and the OSI certifies none.

    `closest to yes`: the evidence meets the definition, or no part is missing outright: weights, training code and data
    are there at least in part, the licence is OSI-approved, and no ancestor lacks anything.
    """
    if model["weights"] == "no":
        return "no, weights not found"
    if model["osaid"] == "meets" or _nothing_missing(model):
        return CLOSEST
    absent = [words for question, words in PARTS if model[question] == "no"]
    if absent:
        return f"no, {' and '.join(absent)} not found"
    if model["osi_approved"] == "no":
        return "no, by its licence"
    if "base:" in (model["osaid_missing"] or ""):
        return "no, its base is not"
    return "no, incomplete" if model["osaid"] == "does-not-meet" else "not determinable"


def license_words(model: sqlite3.Row) -> str:
    """The effective licence with its class, or that the OSI approved it."""
    license_id, license_class = model["license_id"] or "unknown", model["license_class"] or ""
    if model["osi_approved"] == "yes":
        return f"{license_id} (OSI)"
    return f"{license_id} ({license_class})" if license_class in SHOWN_CLASSES else license_id


def _nothing_missing(model: sqlite3.Row) -> bool:
    found = all(model[question] in ("yes", "partial") for question in ("weights", *RECIPE))
    ancestors = "base:" in (model["osaid_missing"] or "")
    return found and model["inference_code"] != "no" and model["osi_approved"] == "yes" and not ancestors
