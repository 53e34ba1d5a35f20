"""A licence file with a line for each part or model: one answer a part, and never another model's licence."""

from __future__ import annotations

import pytest

from crawler.model import Snapshot
from pipelines.detectors.license_id import license_id
from pipelines.licences.by_part import licences_by_part
from pipelines.licences.effective import effective
from pipelines.repository import Repository

PARTS = "The parts of Gull are licensed apart.\n\nCode: Apache-2.0\nModel weights: CC-BY-NC-4.0\nData: CC-BY-4.0\n"
MODELS = """\
Licences of our models

| Model | Licence |
|---|---|
| weather-lab/gull-2b | Apache-2.0 |
| gull-7b | CC-BY-NC-4.0 |
| gull-tern | MIT |
"""


def repository(text: str, repo_id: str = "weather-lab/gull-7b", card: str = "") -> Repository:
    texts = {"LICENSE": text, "README.md": card}
    return Repository(Snapshot(repo_id, files=tuple(texts), texts=texts))


def test_every_part_has_the_licence_of_its_line() -> None:
    found = {one.part: one.license_id for one in licences_by_part(repository(PARTS))}
    assert found == {"weights": "cc-by-nc-4.0", "code": "apache-2.0", "data": "cc-by-4.0"}


@pytest.mark.parametrize(
    ("repo_id", "license_class", "commercial_use"),
    [
        ("weather-lab/gull-2b", "permissive", "yes"),
        ("weather-lab/Gull-7B", "non-commercial", "no"),
        ("weather-lab/gull-tern", "permissive", "yes"),
    ],
)
def test_a_model_has_the_licence_of_the_line_that_names_it(
    repo_id: str, license_class: str, commercial_use: str
) -> None:
    found = effective(repository(MODELS, repo_id))
    assert (found.license_class, found.terms.commercial_use) == (license_class, commercial_use)
    assert all(repo_id.split("/")[1].lower() in one.quote.lower() for one in found.evidence)


@pytest.mark.parametrize("card", ["", "---\nlicense: apache-2.0\n---\n"])
def test_where_no_line_speaks_of_the_model_its_licence_is_unknown(card: str) -> None:
    columns = license_id(repository(MODELS, "weather-lab/petrel-1b", card)).columns
    assert (columns["license_id"], columns["license_class"]) == ("unknown", "custom")
    assert "several-in-file" in columns["license_conflict"]
    assert effective(repository(MODELS, "weather-lab/petrel-1b", card)).terms.commercial_use == "unknown"


def test_a_list_of_what_a_program_uses_changes_no_licence() -> None:
    text = "Released under the MIT License.\n\nlibfoo: BSD-3-Clause\nlibbar: Apache-2.0\n"
    assert effective(repository(text)).terms.commercial_use == "yes"
