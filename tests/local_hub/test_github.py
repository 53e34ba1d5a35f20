"""GitHub's endpoints on the same port."""

from __future__ import annotations

import base64

import httpx2 as httpx
import pytest

from tests.local_hub.builder import small_hub

RAW = {"Accept": "application/vnd.github.raw+json"}


def test_a_repository_is_found_in_whatever_case_it_is_written(get):
    found = get("/repos/aCME/code").json()
    assert found["full_name"] == "Acme/Code"
    assert (found["default_branch"], found["license"]["spdx_id"], found["archived"]) == ("trunk", "MIT", True)
    assert get("/repos/acme/none").status_code == 404
    assert get("/repos/acme/none").json()["message"] == "Not Found"


@pytest.mark.parametrize("ref", ["trunk", "a" * 40, "aaaaaaa", "HEAD"])
def test_a_tree_lists_what_is_on_disk_and_what_is_only_known(get, ref):
    found = get(f"/repos/acme/code/git/trees/{ref}?recursive=1").json()
    kinds = {entry["path"]: entry["type"] for entry in found["tree"]}
    files = dict.fromkeys(("README.md", "Train.py", "deep/er/run.sh"), "blob")
    assert kinds == {**files, "deep": "tree", "deep/er": "tree"}
    assert (found["sha"], found["truncated"]) == ("a" * 40, True)
    top = get(f"/repos/acme/code/git/trees/{ref}").json()["tree"]
    assert {entry["path"] for entry in top} == {"README.md", "Train.py", "deep"}


def test_files_come_raw_or_in_json(get):
    assert get("/repos/acme/code/contents/Train.py", **RAW).text == "import torch\n"
    packed = get("/repos/acme/code/contents/Train.py?ref=trunk").json()
    assert base64.b64decode(packed["content"]) == b"import torch\n"
    assert get("/repos/acme/code/readme", **RAW).text == "# Code\n"
    assert get("/Acme/Code/raw/trunk/Train.py").text == "import torch\n"
    for path in ("/repos/acme/code/contents/nope.py", "/repos/acme/code/readme?ref=nope", "/repos/acme/code/nope"):
        assert get(path).status_code == 404


def test_what_did_not_change_is_not_sent_again(get):
    etag = get("/repos/acme/code").headers["ETag"]
    again = get("/repos/acme/code", If_None_Match=etag)
    assert (again.status_code, again.content) == (304, b"")
    raw = get("/repos/acme/code/readme", **RAW).headers["ETag"]
    assert get("/repos/acme/code/readme", **RAW, If_None_Match=raw).status_code == 304


def test_the_hourly_quota(serve, tmp_path):
    address = serve(small_hub(tmp_path), github_rate=2)
    left = [httpx.get(f"{address}/repos/acme/code") for _ in range(3)]
    assert [answer.status_code for answer in left] == [200, 200, 403]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in left] == ["1", "0", "0"]
    assert int(left[-1].headers["X-RateLimit-Reset"]) > 0
    assert httpx.get(f"{address}/repos/acme/code", headers={"Authorization": "Bearer x"}).status_code == 200
