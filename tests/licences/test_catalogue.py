"""The catalogue holds every licence of the Hub, and finds entries by any spelling."""

from __future__ import annotations

import pytest

from pipelines.licences import Licence, catalogue, lookup
from pipelines.licences.catalogue import from_spdx

HUB = [
    "apache-2.0", "mit", "openrail", "bigscience-openrail-m", "creativeml-openrail-m", "bigscience-bloom-rail-1.0",
    "bigcode-openrail-m", "afl-3.0", "artistic-2.0", "bsl-1.0", "bsd", "bsd-2-clause", "bsd-3-clause",
    "bsd-3-clause-clear", "c-uda", "cc", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0",
    "cc-by-sa-3.0", "cc-by-sa-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0",
    "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0",
    "cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "wtfpl", "ecl-2.0", "epl-1.0", "epl-2.0",
    "etalab-2.0", "eupl-1.1", "eupl-1.2", "agpl-3.0", "gfdl", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1",
    "lgpl-3.0", "isc", "h-research", "intel-research", "lppl-1.3c", "ms-pl", "apple-ascl", "apple-amlr", "mpl-2.0",
    "odc-by", "odbl", "openmdw-1.0", "openmdw-1.1", "openrail++", "osl-3.0", "postgresql", "ofl-1.1", "ncsa",
    "unlicense", "zlib", "pddl", "lgpl-lr", "deepfloyd-if-license", "fair-noncommercial-research-license", "llama2",
    "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "grok2-community", "gemma", "unknown", "other",
]  # fmt: skip
CLASSES = {"permissive", "copyleft", "rail", "custom", "non-commercial", "research-only", "data", "none"}
VALUES = {
    "osi_approved": {"yes", "no", "unknown"},
    "commercial_use": {"yes", "no", "conditional", "unknown"},
    "derivative_same_license": {"yes", "pass-through", "no"},
    "derivatives": {"yes", "not-shared", "no", "unknown"},
}


def test_every_licence_of_the_hub_is_there() -> None:
    assert len(HUB) == 83
    assert [tag for tag in HUB if tag not in catalogue()] == []


@pytest.mark.parametrize("licence", catalogue().values(), ids=lambda entry: entry.id)
def test_an_entry_is_whole(licence: Licence) -> None:
    entry = licence
    assert entry.name and entry.spdx and entry.family
    assert entry.license_class in CLASSES
    assert entry.source_url.startswith(("https://", "http://")) or entry.id in ("unknown", "other")
    for term, value in entry.terms.as_dict().items():
        allowed = VALUES.get(term, {"yes", "no"}) | ({"unknown"} if entry.id in ("unknown", "other") else set())
        assert value in allowed or term.startswith(("user_", "revenue_", "geo_")), term
    assert (entry.terms.user_cap is None) == (entry.terms.user_cap_unit == "")
    assert (entry.terms.revenue_cap is None) == (entry.terms.revenue_cap_unit == "")
    denied = entry.license_class in ("non-commercial", "research-only")
    assert not denied or entry.terms.commercial_use == "no"


@pytest.mark.parametrize(
    ("spelling", "license_id"),
    [
        ("Apache-2.0", "apache-2.0"),
        ("Apache License 2.0", "apache-2.0"),
        ("MIT License", "mit"),
        ("gpl-3.0-or-later", "gpl-3.0"),
        ("Llama 3.1 Community License Agreement", "llama3.1"),
        ("llama-3.1", "llama3.1"),
        ("mistral-research-license", "mrl"),
        ("CC BY NC 4.0", "cc-by-nc-4.0"),
        ("LicenseRef-qwen-research", "qwen-research"),
        ("OPENRAIL++", "openrail++"),
    ],
)
def test_spellings_find_their_entry(spelling: str, license_id: str) -> None:
    found = lookup(spelling)
    assert found is not None and found.id == license_id


@pytest.mark.parametrize("name", ["", "my own licence", "license", "???", "v2"])
def test_other_names_find_nothing(name: str) -> None:
    assert lookup(name) is None


def test_an_spdx_id_without_an_entry_still_has_terms() -> None:
    reciprocal, unapproved = from_spdx("CDDL-1.0"), from_spdx("Glide")
    assert (reciprocal.terms.osi_approved, reciprocal.terms.derivative_same_license) == ("yes", "yes")
    assert unapproved.terms.osi_approved == "no"
