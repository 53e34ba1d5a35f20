"""Is a territory among those a licence excludes? Answered from the column `geo_exclusion`, notes and all."""

from __future__ import annotations

from enum import StrEnum

EU = "EU"
# Members of the European Union in two letters of ISO 3166
# https://european-union.europa.eu/principles-countries-history/eu-countries_en
MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
_SAME = {"GB": "UK", "EL": "GR"}


class Excluded(StrEnum):
    """Does the exclusion bind: surely, perhaps, or not."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


def normal(territory: str) -> str:
    """`de` is DE and GB is UK. Raises ValueError for what is no code of two letters."""
    code = territory.strip().upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{territory}: a territory is two letters, such as EU, DE or US")
    return _SAME.get(code, code)


def excluded(said: str, territory: str, multimodal: bool | None) -> Excluded:
    """`said` is the column: codes, comma-separated, perhaps with a note in brackets on the models it binds.

    Without a territory everything that is excluded is a perhaps. A note that speaks of multimodal models is settled by
    `multimodal`; any other leaves a perhaps.
    """
    codes, _, note = said.partition("(")
    names = {code.strip().upper() for code in codes.split(",") if code.strip()}
    if not names or (note and "multimodal" in note and multimodal is False):
        return Excluded.NO
    if not territory or "UNKNOWN" in names:
        return Excluded.MAYBE
    if not names & ({territory, EU} if territory in MEMBERS else {territory}):
        return Excluded.MAYBE if territory == EU and names & MEMBERS else Excluded.NO
    return Excluded.YES if not note or ("multimodal" in note and multimodal) else Excluded.MAYBE
