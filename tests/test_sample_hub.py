"""The sample hub is a sound hub directory, is installed whole, and every repository in it is accounted for."""

from __future__ import annotations

import glob
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
HUB = ROOT / "crawler" / "sample_hub"
EXPECTED = tomllib.loads((ROOT / "tests" / "sample_hub_expected.toml").read_text("utf-8"))
RENAMED = json.loads((HUB / "renames.json").read_text("utf-8"))
FRONT = re.compile(r"\A\ufeff?---\r?\n(.*?)\r?\n---\r?\n", re.S)
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+)")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z")
LAYERS = {"weights", "inference_code", "training_code", "training_data", "data_card", "model_card"}
OUTCOMES = {"yes", "partial", "no", "unknown", "not-applicable"}

# named on purpose although they lead nowhere
GONE = {"sample-lab/deleted-parent-7b", "sample-data/harbour-dialogues", "allenai/OLMo-Eval", "allenai/olmes"}


def _repos(kind: str, facts: str) -> dict[str, dict[str, Any]]:
    found = sorted((HUB / kind).rglob(facts))
    return {p.parent.relative_to(HUB / kind).as_posix(): json.loads(p.read_text("utf-8")) for p in found}


MODELS, DATASETS, CODE = _repos("models", ".hub.json"), _repos("datasets", ".hub.json"), _repos("github", ".repo.json")


def _card(repo_id: str) -> str:
    path = HUB / "models" / repo_id / "README.md"
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _front(repo_id: str) -> dict[str, Any]:
    front = FRONT.match(_card(repo_id))
    return yaml.safe_load(front[1]) if front and repo_id != "sample-lab/broken-yaml" else {}


def _ids(value: str | list[str] | None) -> set[str]:
    return {value} if isinstance(value, str) else set(value or ())


@pytest.mark.parametrize("repo_id", [*MODELS, *DATASETS])
def test_facts_have_the_form_of_the_hub(repo_id: str) -> None:
    facts = (MODELS | DATASETS)[repo_id]
    assert re.fullmatch("[0-9a-f]{40}", facts["sha"])
    assert DATE.fullmatch(facts["createdAt"]) and DATE.fullmatch(facts["lastModified"])
    assert "2022-03-02T23:29:04.000Z" <= facts["createdAt"] <= facts["lastModified"]
    assert facts["gated"] in (False, "auto", "manual")
    listed = [file["path"] for file in facts["files"]]
    assert len(listed) == len(set(listed))
    assert all(file["size"] > 0 for file in facts["files"])


@pytest.mark.parametrize("slug", CODE)
def test_code_repositories_list_every_file_on_disk(slug: str) -> None:
    on_disk = {p.name for p in (HUB / "github" / slug).iterdir()} - {".repo.json"}
    assert on_disk <= set(CODE[slug]["files"])
    assert re.fullmatch("[0-9a-f]{40}", CODE[slug]["sha"])
    assert CODE[slug]["license"]["spdx_id"]


def test_every_model_has_an_expectation_and_a_line_in_the_docs() -> None:
    assert set(EXPECTED) == set(MODELS)
    page = (ROOT / "docs" / "sample-hub.md").read_text("utf-8")
    assert [repo_id for repo_id in [*MODELS, *DATASETS, *CODE] if f"`{repo_id}`" not in page] == []


def test_expectations_use_the_words_of_the_contract() -> None:
    for repo_id, expected in EXPECTED.items():
        assert expected["why"], repo_id
        assert {expected[layer] for layer in LAYERS & set(expected)} <= OUTCOMES, repo_id


def test_names_lead_somewhere_except_where_they_are_meant_not_to() -> None:
    known = set(MODELS) | set(DATASETS) | set(CODE) | set(RENAMED["models"]) | set(RENAMED["datasets"])
    named: set[str] = set()
    for repo_id in MODELS:
        front = _front(repo_id)
        named |= _ids(front.get("base_model")) | _ids(front.get("datasets"))
        named |= {slug.removesuffix(".") for slug in GITHUB.findall(_card(repo_id))}
    assert named - known == GONE


def test_renames_lead_to_repositories_that_exist() -> None:
    assert set(RENAMED["models"].values()) <= set(MODELS)
    assert set(RENAMED["datasets"].values()) <= set(DATASETS)
    assert not set(RENAMED["models"]) & set(MODELS)


def test_awkward_repositories_are_still_awkward() -> None:
    lab = HUB / "models" / "sample-lab"
    assert (lab / "windows-card" / "README.md").read_bytes().startswith(b"\xef\xbb\xbf---\r\n")
    assert (lab / "zero-byte-readme" / "README.md").read_bytes() == b""
    assert not (lab / "no-readme" / "README.md").exists()
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(FRONT.match(_card("sample-lab/broken-yaml"))[1])  # type: ignore[index]
    assert not FRONT.match(_card("sample-lab/unclosed-front-matter"))
    assert {"path": "LICENSE", "size": 11357, "lfs": True} in MODELS["sample-lab/lfs-licence"]["files"]
    assert MODELS["sample-lab/private-notes"]["private"] and MODELS["sample-lab/disabled-model"]["disabled"]
    assert _front("sample-merges/ouroboros-a")["base_model"] == "sample-merges/ouroboros-b"
    assert _front("sample-merges/ouroboros-b")["base_model"] == "sample-merges/ouroboros-a"


def test_every_file_is_package_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["crawler"]
    package = HUB.parent
    # setuptools passes over hidden files the way glob.glob does, and Path.glob does not
    shipped = {Path(p) for pattern in patterns for p in glob.glob(str(package / pattern), recursive=True)}  # noqa: PTH207
    assert {p for p in HUB.rglob("*") if p.is_file()} == {p for p in shipped if p.is_file() and HUB in p.parents}


def test_the_watch_list_names_what_to_search_for() -> None:
    systems = tomllib.loads((ROOT / "crawler" / "scan" / "watchlist.toml").read_text("utf-8"))["system"]
    assert all(set(s) == {"name", "developer", "author", "search", "family"} for s in systems)
    owned = {(m.partition("/")[0].lower(), m.lower()) for m in MODELS}
    found = [s["name"] for s in systems for author, m in owned if author == s["author"].lower() and s["search"] in m]
    assert found == []  # a scan of the sample hub finds none of them
    assert len({s["name"] for s in systems}) == len(systems)
