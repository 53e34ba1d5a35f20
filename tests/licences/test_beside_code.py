"""The licence of the model's own code repository beside that of the weights."""

from __future__ import annotations

import pytest

from crawler.model import CodeRepoFacts, Finding, Snapshot
from pipelines.detectors.license_id import license_id
from pipelines.repository import Repository

LINK = "The official code of this model: https://github.com/tide/buoy"


def judged(tag: str, spdx: str, body: str = LINK) -> Finding:
    card = f"---\nlicense: {tag}\n---\n# Buoy\n\n{body}\n"
    code = {"tide/buoy": CodeRepoFacts("tide/buoy", True, spdx)}
    texts = {"README.md": card}
    return license_id(Repository(Snapshot("tide/buoy", files=tuple(texts), texts=texts, code_repos=code)))


def test_another_licence_of_the_code_is_shown_and_not_inherited() -> None:
    found = judged("cc-by-nc-4.0", "Apache-2.0")
    assert "code-repo" in found.columns["license_conflict"].split(",")
    assert found.columns["license_id"] == "cc-by-nc-4.0"
    shown = next(piece for piece in found.evidence if piece.rule == "code-repo-licence")
    assert (shown.place, shown.quote) == ("github/tide/buoy", "license: Apache-2.0")


@pytest.mark.parametrize(
    ("tag", "spdx", "body"),
    [
        ("apache-2.0", "Apache-2.0", LINK),
        ("cc-by-nc-4.0", "NOASSERTION", LINK),
        ("cc-by-nc-4.0", "", LINK),
        ("other", "MIT", LINK),
        ("cc-by-nc-4.0", "Apache-2.0", f"{LINK}\n\n## License\n\nThe code is licensed under Apache 2.0."),
        ("cc-by-nc-4.0", "Apache-2.0", "We thank the authors of https://github.com/wave/rider"),
    ],
)
def test_what_agrees_is_unknown_or_is_said_of_the_code_is_no_conflict(tag: str, spdx: str, body: str) -> None:
    assert "code-repo" not in judged(tag, spdx, body).columns["license_conflict"]


def test_a_model_that_says_nothing_does_not_inherit_the_licence_of_its_code() -> None:
    card = f"# Buoy\n\n{LINK}\n"
    code = {"tide/buoy": CodeRepoFacts("tide/buoy", True, "MIT")}
    snapshot = Snapshot("tide/buoy", files=("README.md",), texts={"README.md": card}, code_repos=code)
    assert license_id(Repository(snapshot)).columns["license_id"] == "none"
