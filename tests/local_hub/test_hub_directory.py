"""What a hub directory may hold: awkward names, broken cards, missing facts; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest
from huggingface_hub import HfApi, hf_hub_download

from crawler.local_hub.repos.hubdir import HubDirectory
from crawler.local_hub.repos.strict_json import HubDirectoryError
from tests.local_hub.builder import add

AWKWARD = [
    "sub dir/ä ö.txt",
    "what?.md",
    "sharp#.md",
    "50%.md",
    "%2F.md",
    "日本語/モデル.txt",
    "a+b&c=d.txt",
    "'q\".txt",
]

BOMB = (
    "---\nx0: &x0 [x,x,x,x,x,x,x,x]\n"
    + "".join(f"x{n + 1}: &x{n + 1} [{','.join([f'*x{n}'] * 8)}]\n" for n in range(8))
    + "---\n"
)


def test_awkward_file_names_are_listed_and_served(serve, tmp_path):
    add(tmp_path / "hub", "acme/odd", {name: f"this is {name}" for name in AWKWARD})
    api = HfApi(endpoint=serve(tmp_path / "hub"), token=False)
    assert sorted(sibling.rfilename for sibling in api.model_info("acme/odd").siblings) == sorted(AWKWARD)
    assert {entry.path for entry in api.get_paths_info("acme/odd", AWKWARD)} == set(AWKWARD)
    assert [entry.path for entry in api.list_repo_tree("acme/odd", "sub dir")] == ["sub dir/ä ö.txt"]
    for name in AWKWARD:
        path = hf_hub_download("acme/odd", name, endpoint=api.endpoint, cache_dir=tmp_path / "cache", token=False)
        assert Path(path).read_text(encoding="utf-8") == f"this is {name}"


@pytest.mark.parametrize(
    ("readme", "has_card_data"),
    [
        ("---\nlicense: mit\n---\n", True),
        ("---\nlicense: [mit\n---\n", False),
        ("---\n- a list\n---\n", False),
        ("# No front matter\n", False),
        (b"---\nlicense: mit\n---\n\xff\xfe broken", True),
        ("---\nlicense: !!python/object:os.system x\n---\n", False),
        ("---\nwhen: 2024-05-06\nnumber: .nan\n1: x\n---\n", True),
        (BOMB, False),
        ("", False),
        (b"---\nlicense: " + b"[" * 100_000 + b"\n---\n", False),
    ],
)
def test_card_data_is_there_only_where_the_front_matter_can_be_read(serve, tmp_path, readme, has_card_data):
    add(tmp_path, "acme/card", {"README.md": readme})
    (row,) = httpx.get(f"{serve(tmp_path)}/api/models?expand=cardData").json()
    assert ("cardData" in row) == has_card_data


@pytest.mark.parametrize("given", [None, [], {"license": ["mit", "other"]}])
def test_card_data_of_the_facts_is_served_as_it_is(serve, tmp_path, given):
    add(tmp_path, "acme/card", {"README.md": "---\nlicense: apache-2.0\n---\n"}, cardData=given)
    (row,) = httpx.get(f"{serve(tmp_path)}/api/models?expand=cardData&expand=tags").json()
    assert row["cardData"] == given


def test_without_facts_the_commit_follows_from_the_content(tmp_path):
    folder = add(tmp_path, "acme/bare", {"README.md": "one"})
    sha = HubDirectory(tmp_path).get("models", "acme/bare").sha
    assert HubDirectory(tmp_path).get("models", "acme/bare").sha == sha
    (folder / "README.md").write_text("two")
    assert HubDirectory(tmp_path).get("models", "acme/bare").sha != sha


def test_the_lasting_id_survives_a_rename(tmp_path):
    before = add(tmp_path, "acme/first", {"README.md": "x"})
    hub_id = HubDirectory(tmp_path).get("models", "acme/first").hub_id
    before.rename(before.parent / "third")
    (tmp_path / "renames.json").write_text(
        json.dumps({"models": {"acme/first": "acme/second", "acme/second": "acme/third"}})
    )
    assert HubDirectory(tmp_path).get("models", "acme/third").hub_id == hub_id


def test_a_large_file_on_disk_may_be_declared_one(serve, tmp_path):
    add(tmp_path, "acme/lfs", {"LICENSE": "in lfs"}, files=[{"path": "LICENSE", "lfs": True}])
    answer = httpx.get(f"{serve(tmp_path)}/acme/lfs/resolve/main/LICENSE")
    assert answer.status_code == 302
    assert httpx.get(answer.headers["Location"]).text == "in lfs"


def test_a_reload_shows_what_changed_and_keeps_what_it_has_when_that_cannot_be_read(serve, tmp_path):
    add(tmp_path, "acme/a", {"README.md": "a"})
    address = serve(tmp_path)
    add(tmp_path, "acme/b", {"README.md": "b"})
    assert len(httpx.get(f"{address}/api/models").json()) == 1
    assert httpx.post(f"{address}/_reload").status_code == 200
    assert len(httpx.get(f"{address}/api/models").json()) == 2
    (tmp_path / "models/acme/b/.hub.json").write_text("{")
    refused = httpx.post(f"{address}/_reload")
    assert (refused.status_code, ".hub.json" in refused.json()["error"]) == (400, True)
    assert len(httpx.get(f"{address}/api/models").json()) == 2


@pytest.mark.parametrize(
    "facts",
    ["{", "[]", '{"sha": "short"}', '{"gated": "perhaps"}', '{"likes": "many"}', '{"createdAt": "yesterday"}',
     '{"files": [{"path": "../../etc/passwd"}]}', '{"files": ["name"]}', '{"tags": [1]}', '{"downloads": true}'],
)  # fmt: skip
def test_a_slip_in_the_facts_is_named(tmp_path, facts):
    folder = add(tmp_path, "acme/slip", {"README.md": "x"})
    (folder / ".hub.json").write_text(facts)
    with pytest.raises(HubDirectoryError, match=r"acme/slip/\.hub\.json"):
        HubDirectory(tmp_path)


def test_nothing_outside_a_repository_is_served(serve, tmp_path):
    add(tmp_path, "acme/in", {"README.md": "x"})
    (tmp_path / "secret.txt").write_text("secret")
    address = serve(tmp_path)
    for path in ("../../../secret.txt", quote("../../../secret.txt", safe=""), ".hub.json"):
        answer = httpx.get(f"{address}/acme/in/resolve/main/{path}")
        assert answer.status_code == 404
