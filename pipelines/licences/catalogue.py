"""The catalogue of licences, read from `entries/*.toml`: facts only, one table a licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from crawler import patterns
from pipelines import wording
from pipelines.licences import spdx_list
from pipelines.licences.clauses.terms import settled
from pipelines.licences.types import NON_LICENCES, Licence, Terms

_NOISE = patterns.compile(r"\b(?:the|licen[cs]e|agreement|version)\b|[^a-z0-9+.]+")
_LATER = patterns.compile(r"(?:-only|-or-later|\+)$", patterns.I)
_SCHEME = patterns.compile(r"^https?://(?:www\.)?")
_SUFFIX = patterns.compile(r"\.(?:html|en|txt)$")
_FILE = patterns.compile(r"/(?:blob|raw|resolve)/")
_VERSION = patterns.compile(r"(?<=[a-z])[ .-]?v(?=\d)")

_ON_A_LIST = patterns.compile(  # addresses that end in an id of the SPDX list, or in one by another spelling
    r"(?:spdx\.org/licenses|opensource\.org/licenses?|choosealicense\.com/licenses)/([\w.+-]+)"
)
_CREATIVE = patterns.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/.*)?")
_ADAPTABLE = ("permissive", "copyleft", "rail", "data")  # classes that allow derivatives by what they are


@cache
def catalogue() -> Mapping[str, Licence]:
    """Every licence by its id (the Hub's tag where it has one), in the order of the files."""
    return MappingProxyType({licence.id: licence for licence in _entries()})


def _entries() -> Iterator[Licence]:
    for table in wording.tables("pipelines.licences.entries"):
        defaults = table.get("defaults", {})
        for licence_id, fields in table["licence"].items():
            yield _licence(licence_id, defaults, fields)


def _licence(licence_id: str, defaults: dict[str, Any], fields: dict[str, Any]) -> Licence:
    said = {**defaults.get("terms", {}), **fields.get("terms", {})}
    terms = Terms().with_(**{term: value or (None if value == 0 else "") for term, value in said.items()})
    license_class = fields.get("license_class", defaults.get("license_class", ""))
    if licence_id not in NON_LICENCES:
        terms = settled(terms.with_(derivatives=_derivatives(terms, fields.get("spdx", ""), license_class)))
    known = {**defaults, **fields, "id": licence_id, "terms": terms}
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in known.items()}
    return Licence(**given)


def _derivatives(terms: Terms, spdx: str, license_class: str) -> str:
    """NoDerivatives of Creative Commons 4.0 allows what is not shared; classes free by definition allow all."""
    if "-ND-" in spdx:
        return "not-shared" if spdx.endswith("-4.0") else "no"
    return terms.derivatives if terms.derivatives != "unknown" or license_class not in _ADAPTABLE else "yes"


def fold_name(name: str) -> str:
    """A licence name as it is compared: lower case, without "the", "license", punctuation and the v of versions."""
    return _NOISE.sub("", _VERSION.sub(" ", name.lower().replace("_", " ")))


@cache
def _by_name() -> Mapping[str, Licence]:
    names: dict[str, Licence] = {}
    for licence in catalogue().values():
        bare = licence.spdx.removeprefix("LicenseRef-")
        for name in (licence.id, licence.spdx, bare, licence.name, *licence.aliases):
            names.setdefault(fold_name(name), licence)
    return names


def lookup(name: str) -> Licence | None:
    """The entry for a Hub tag, an SPDX id or any spelling of a name; None when the catalogue has none."""
    found = catalogue().get(name.strip().lower()) or _by_name().get(fold_name(name))
    return found or _by_name().get(fold_name(_LATER.sub("", name.strip())))


@cache
def _by_address() -> Mapping[str, Licence]:
    entries = reversed(tuple(catalogue().values()))  # of two with one address the first entry stands
    return {_plain(licence.source_url): licence for licence in entries if licence.source_url}


def _plain(address: str) -> str:
    bare = _SCHEME.sub("", address.strip().lower()).split("#")[0].rstrip("/")
    return _FILE.sub("/file/", _SUFFIX.sub("", bare))


def licence_at(link: str) -> Licence | None:
    """The licence whose published address the link is; known without fetching anything."""
    plain = _plain(link)
    if not link or plain in _by_address():
        return _by_address().get(plain) if link else None
    if listed := _ON_A_LIST.fullmatch(plain):
        return lookup(listed[1])
    creative = _CREATIVE.fullmatch(plain)
    return lookup(f"cc-{creative[1]}-{creative[2]}") if creative else None


@cache
def _copyleft() -> tuple[patterns.Pattern[str], ...]:
    return tuple(patterns.compile(source) for source in wording.table("pipelines.licences", "spdx")["copyleft"])


def from_spdx(spdx: str) -> Licence:
    """The entry for an SPDX id, made from the SPDX facts when the catalogue has no entry of its own."""
    known, listed = lookup(spdx), spdx_list.licence(spdx)
    if known and not (listed and known.spdx.startswith("LicenseRef-")):  # an id of the list is no nickname of another
        return known
    free = listed is not None and (listed.osi_approved or listed.fsf_libre)
    copyleft = any(p.match(spdx) for p in _copyleft()) or "-SA-" in spdx
    restricted = "-NC-" in spdx or "noncommercial" in spdx.lower().replace("-", "")
    terms = Terms(
        osi_approved="unknown" if listed is None else "yes" if listed.osi_approved else "no",
        commercial_use="no" if restricted else "yes" if free else "unknown",
        derivative_same_license="yes" if copyleft else "no" if free else "unknown",
        attribution_duty="yes",
        derivatives=_derivatives(Terms(), spdx, "permissive" if free else ""),
    )
    kind = "non-commercial" if restricted else "copyleft" if copyleft else "permissive" if free else "custom"
    url = f"https://spdx.org/licenses/{spdx}.html"
    return Licence(spdx.lower(), spdx, spdx, spdx.split("-")[0].lower(), kind, settled(terms) if free else terms, url)
