"""The Hub's own client reads repositories from the local Hub: info, listings, refs, commits, files."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from huggingface_hub import HfApi, hf_hub_download, snapshot_download

from crawler.local_hub.repos.blobs import git_blob_id
from tests.local_hub.builder import BIG, CARD, add


def test_model_info_with_files(api: HfApi):
    info = api.model_info("acme/one", files_metadata=True)
    files = {sibling.rfilename: sibling for sibling in info.siblings}
    assert files["README.md"].blob_id == git_blob_id(CARD.encode())
    assert files[BIG["path"]].lfs.size == BIG["size"]
    assert (info.author, info.gated, info.card_data.base_model) == ("acme", False, "acme/base")


def test_info_expanded_and_of_a_revision(api: HfApi):
    sha = api.model_info("acme/one", expand=["sha"]).sha
    assert api.model_info("acme/one", revision=sha).sha == sha
    assert api.model_info("acme/one", revision="main", securityStatus=True).sha == sha
    assert api.model_info("acme/one", expand=["baseModels"]).base_models is not None


def test_listings(api: HfApi):
    top = {entry.path: entry for entry in api.list_repo_tree("acme/one")}
    assert set(top) == {"LICENSE", "README.md", "empty.txt", "src", "weights"}
    everything = {entry.path for entry in api.list_repo_tree("acme/one", recursive=True, expand=True)}
    assert everything == set(top) | {"src/train.py", BIG["path"]}
    assert [entry.path for entry in api.list_repo_tree("acme/one", "src")] == ["src/train.py"]
    (weights, licence) = api.get_paths_info("acme/one", [BIG["path"], "nope", "LICENSE"])
    assert weights.lfs.size == BIG["size"]
    assert licence.blob_id == git_blob_id(b"Do as you like.\n")


def test_a_long_listing_comes_in_pages(serve, tmp_path):
    files = [{"path": f"part-{number:04}.bin", "size": 10} for number in range(1500)]
    add(tmp_path, "acme/long", {"README.md": "# Long\n"}, files=files)
    assert len(list(HfApi(endpoint=serve(tmp_path), token=False).list_repo_tree("acme/long"))) == 1501


def test_refs_and_commits(api: HfApi):
    sha = api.model_info("acme/one").sha
    refs = api.list_repo_refs("acme/one", include_pull_requests=True)
    assert [(ref.name, ref.target_commit) for ref in refs.branches] == [("main", sha)]
    assert [commit.commit_id for commit in api.list_repo_commits("acme/one", formatted=True)] == [sha]


def test_existence(api: HfApi):
    assert api.repo_exists("acme/one")
    assert not api.repo_exists("acme/none")
    assert api.file_exists("acme/one", "README.md")
    assert not api.file_exists("acme/one", "nope.txt")
    assert api.repo_exists("gpt2")


def test_a_renamed_repository_is_followed_wherever_it_is_asked(api: HfApi, downloads):
    assert api.model_info("old/one", files_metadata=True).id == "acme/one"
    assert [entry.path for entry in api.list_repo_tree("old/one", "src")] == ["src/train.py"]
    assert api.dataset_info("rows").id == "acme/rows"
    path = hf_hub_download("old/one", "README.md", endpoint=api.endpoint, cache_dir=downloads, token=False)
    assert Path(path).read_text() == CARD


def test_datasets(api: HfApi):
    assert {sibling.rfilename for sibling in api.dataset_info("acme/rows").siblings} == {"README.md", "data/rows.csv"}


@pytest.mark.parametrize("name", ["acme/one", "gpt2", "acme/gated"])
def test_a_card_is_downloaded_from_every_kind_of_repository(api: HfApi, downloads, name):
    path = hf_hub_download(name, "README.md", endpoint=api.endpoint, cache_dir=downloads, token=False)
    assert Path(path).read_text().startswith(("---", "#"))


def test_a_large_file_comes_from_another_origin_whole(api: HfApi, downloads):
    path = hf_hub_download("acme/one", BIG["path"], endpoint=api.endpoint, cache_dir=downloads, token=False)
    assert Path(path).stat().st_size == BIG["size"]


def test_a_snapshot_holds_every_file(api: HfApi, downloads):
    folder = Path(snapshot_download("acme/one", endpoint=api.endpoint, cache_dir=downloads, token=False))
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {"LICENSE", "README.md", "empty.txt", "src/train.py", BIG["path"]}


def test_the_client_as_configured_by_its_environment(small: str, tmp_path):
    code = "from huggingface_hub import ModelCard; print(ModelCard.load('acme/one').data.license)"
    environment = {**os.environ, "HF_ENDPOINT": small, "HF_HOME": str(tmp_path), "HF_HUB_DISABLE_TELEMETRY": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "apache-2.0\n"


def test_a_listed_file_has_the_same_bytes_every_time(api: HfApi, tmp_path):
    paths = [
        hf_hub_download("acme/one", BIG["path"], endpoint=api.endpoint, cache_dir=tmp_path / name, token=False)
        for name in "ab"
    ]
    first, second = (hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths)
    assert first == second
