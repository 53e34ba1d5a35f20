from __future__ import annotations

import json
import os

import pytest

from crawler.localdir import files as localfiles
from crawler.localdir import neighbours as hubdir_neighbours
from crawler.localdir import snapshot as hubdir
from pipelines.declared.references import References


def put(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def named(monkeypatch):
    """Lets a test say which neighbours the card names."""

    def name(datasets=(), code_repos=()):
        monkeypatch.setattr(hubdir_neighbours, "references", lambda snapshot: References(datasets, code_repos))

    name()
    return name


def test_a_plain_folder_is_a_repository_nobody_has_published(tmp_path):
    put(tmp_path / "my-model", {"README.md": "# Hi\n", "model.safetensors": b"\0\1", "src/train.py": "pass\n"})
    snapshot = hubdir.snapshot(tmp_path / "my-model")
    assert snapshot.repo_id == "my-model"
    assert snapshot.files == ("README.md", "model.safetensors", "src/train.py")
    assert dict(snapshot.texts) == {"README.md": "# Hi\n"}
    assert not snapshot.sha and not snapshot.datasets and not snapshot.not_fetched


def test_the_facts_of_a_hub_directory_are_those_of_the_hub(tmp_path, named):
    folder = tmp_path / "models" / "org" / "name"
    facts = {
        "sha": "a" * 40,
        "gated": "manual",
        "tags": ["license:mit"],
        "library_name": "transformers",
        "files": [{"path": "model.safetensors", "size": 9, "lfs": True}, {"path": "LICENSE", "size": 3}],
    }
    put(folder, {".hub.json": json.dumps(facts), "README.md": "hello"})
    snapshot = hubdir.snapshot(folder)
    assert (snapshot.repo_id, snapshot.sha) == ("org/name", "a" * 40)
    assert snapshot.info == {"gated": "manual", "tags": ["license:mit"], "library_name": "transformers"}
    assert snapshot.files == ("LICENSE", "README.md", "model.safetensors")
    assert dict(snapshot.not_fetched) == {"LICENSE": "listed, but not on disk"}


def test_what_configurations_say_is_what_the_hub_passes_on_and_no_text(tmp_path):
    adapter = {"base_model_name_or_path": "kite-lab/tern-9b", "task_type": "CAUSAL_LM", "r": 16}
    put(tmp_path / "gull", {"config.json": '{"model_type": "llama"}', "adapter_config.json": json.dumps(adapter)})
    snapshot = hubdir.snapshot(tmp_path / "gull")
    peft = {"base_model_name_or_path": "kite-lab/tern-9b", "task_type": "CAUSAL_LM"}
    assert snapshot.info["config"] == {"model_type": "llama", "peft": peft}
    assert not snapshot.texts


def test_a_canonical_repository_has_no_namespace(tmp_path, named):
    put(tmp_path / "models" / "gpt2", {".hub.json": "{}", "README.md": "x"})
    assert hubdir.snapshot(tmp_path / "models" / "gpt2").repo_id == "gpt2"


def test_neighbours_are_looked_up_beside_the_model(tmp_path, named):
    repo = {"sha": "b" * 40, "license": {"spdx_id": "MIT"}, "files": ["train.py"], "truncated": True}
    put(
        tmp_path,
        {
            "models/org/name/README.md": "x",
            "datasets/new/data/.hub.json": json.dumps({"gated": "auto", "files": [{"path": "a.parquet"}]}),
            "datasets/new/data/README.md": "---\nlicense: CC-BY-4.0\n---\nData.",
            "datasets/org/secret/.hub.json": json.dumps({"private": True, "files": [{"path": "a"}]}),
            "github/Owner/Repo/.repo.json": json.dumps(repo),
            "github/Owner/Repo/README.md": "code",
            "renames.json": json.dumps({"datasets": {"old/data": "new/data"}}),
        },
    )
    named(datasets=("old/data", "org/gone", "org/secret", "../models/org/name"), code_repos=("owner/repo", "no/where"))
    snapshot = hubdir.snapshot(tmp_path / "models" / "org" / "name")
    data = snapshot.datasets["old/data"]
    assert (data.dataset_id, data.exists, data.gated, data.license_tag) == ("new/data", True, "auto", "cc-by-4.0")
    assert data.files == ("README.md", "a.parquet") and data.texts["README.md"].endswith("Data.")
    assert [snapshot.datasets[d].exists for d in ("org/gone", "org/secret", "../models/org/name")] == [False] * 3
    code = snapshot.code_repos["owner/repo"]
    assert (code.exists, code.license_spdx, code.truncated) == (True, "MIT", True)
    assert code.files == ("README.md", "train.py")
    assert snapshot.code_repos["no/where"].exists is False


def test_a_broken_front_matter_of_a_dataset_declares_nothing(tmp_path, named):
    put(tmp_path, {"models/o/n/README.md": "x", "datasets/o/d/README.md": "---\nlicense: [\n---\n"})
    named(datasets=("o/d",))
    assert hubdir.snapshot(tmp_path / "models/o/n").datasets["o/d"].license_tag == ""


@pytest.mark.parametrize("facts", ["[]", "{", "[" * 100_000])
def test_a_facts_file_that_is_no_object_is_named(tmp_path, facts):
    put(tmp_path, {".hub.json": facts, "README.md": "x"})
    with pytest.raises(ValueError, match=r"\.hub\.json: not"):
        hubdir.snapshot(tmp_path)


def test_a_folder_without_files_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no files"):
        hubdir.snapshot(tmp_path)


def test_hostile_files_are_listed_and_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(localfiles, "MAX_TEXT", 10)
    folder = tmp_path / "repo"
    put(folder, {"README.md": b"caf\xe9", "LICENSE.NUL": b"a\0b", "LICENSE.long": "x" * 11, ".git/config": "secret"})
    put(tmp_path, {"outside": "secret"})
    (folder / "LICENSE").symlink_to(tmp_path / "outside")
    (folder / "LICENSE.gone").symlink_to(folder / "nothing")
    os.mkfifo(folder / "LICENSE.pipe")
    (folder / os.fsdecode(b"odd\xff.bin")).write_bytes(b"")
    snapshot = hubdir.snapshot(folder)
    assert dict(snapshot.texts) == {"README.md": "caf\ufffd"}
    assert "odd\ufffd.bin" in snapshot.files and not any(name.startswith(".git") for name in snapshot.files)
    assert dict(snapshot.not_fetched) == {
        "LICENSE.NUL": "not a text",
        "LICENSE": "a link out of the folder",
        "LICENSE.long": "too large",
        "LICENSE.gone": "not a regular file",
        "LICENSE.pipe": "not a regular file",
    }


def test_the_hub_clients_cache_can_be_audited(tmp_path):
    put(tmp_path, {"blobs/abc": "the card"})
    folder = tmp_path / "snapshots" / ("c" * 40)
    folder.mkdir(parents=True)
    (folder / "README.md").symlink_to("../../blobs/abc")
    assert hubdir.snapshot(folder).texts["README.md"] == "the card"
