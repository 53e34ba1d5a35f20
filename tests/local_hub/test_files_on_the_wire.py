"""The headers and hops of file addresses, as a crawler without the Hub's client meets them."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest

from crawler.local_hub.repos.blobs import git_blob_id
from tests.local_hub.builder import BIG, CARD


def test_a_plain_file_of_an_open_repository_takes_a_second_hop(get):
    first = get("/acme/one/resolve/main/README.md")
    assert first.status_code == 307
    assert first.headers["Location"].startswith("/api/resolve-cache/models/acme/one/")
    assert first.headers["X-Linked-Etag"] == f'"{git_blob_id(CARD.encode())}"'
    second = get(first.headers["Location"])
    assert second.text == CARD
    assert second.headers["X-Repo-Commit"] == first.headers["X-Repo-Commit"]
    assert second.headers["ETag"] == first.headers["X-Linked-Etag"]
    assert second.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/gpt2/resolve/main/config.json", "/acme/one/resolve/main/empty.txt"])
def test_canonical_repositories_and_empty_files_are_answered_at_once(get, path):
    assert get(path).status_code == 200


def test_a_large_file_leads_to_another_origin_by_a_signed_address(get, small):
    answer = get(f"/acme/one/resolve/main/{BIG['path']}")
    assert answer.status_code == 302
    assert answer.headers["X-Linked-Size"] == str(BIG["size"])
    there = answer.headers["Location"]
    assert urlsplit(there).hostname != urlsplit(small).hostname
    part = httpx.get(there, headers={"Range": "bytes=65530-65545", "Accept-Encoding": "identity"})
    whole = httpx.get(there, headers={"Accept-Encoding": "identity"})
    assert (part.status_code, part.content) == (206, whole.content[65530:65546])
    assert len(whole.content) == BIG["size"]
    assert httpx.get(there.replace("Signature=", "Signature=0")).status_code == 403


def test_raw_gives_the_pointer_of_a_large_file_and_blob_the_text(get):
    assert get(f"/acme/one/raw/main/{BIG['path']}").text.startswith("version https://git-lfs.github.com/spec/v1")
    assert get("/acme/one/blob/main/README.md").text == get("/acme/one/raw/main/README.md").text == CARD


def test_ranges_are_honoured_unless_the_answer_may_be_compressed(get):
    plain = get("/acme/one/raw/main/README.md", Range="bytes=4-10", Accept_Encoding="identity")
    assert (plain.status_code, plain.text) == (206, CARD[4:11])
    assert plain.headers["Content-Range"] == f"bytes 4-10/{len(CARD)}"
    assert get("/acme/one/raw/main/README.md", Range="bytes=-5", Accept_Encoding="identity").text == CARD[-5:]
    assert get("/acme/one/raw/main/README.md", Range="bytes=9999-", Accept_Encoding="identity").status_code == 416
    assert get("/acme/one/raw/main/README.md", Range="bytes=4-10", Accept_Encoding="gzip").text == CARD


def test_compression_only_when_asked(small):
    with httpx.stream("GET", f"{small}/api/models?full=true", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    plain = httpx.get(f"{small}/api/models?full=true", headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(packed) == plain.content


def test_head_says_what_get_would(small):
    url = f"{small}/acme/one/raw/main/README.md"
    head = httpx.head(url, headers={"Accept-Encoding": "identity"})
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(CARD)))


def test_a_missing_file_and_a_gated_one(get):
    missing = get("/acme/one/resolve/main/nope")
    assert (missing.status_code, missing.text) == (404, "Entry not found")
    assert missing.headers["X-Error-Code"] == "EntryNotFound"
    assert missing.headers["X-Repo-Commit"]
    gated = get("/acme/gated/resolve/main/LICENSE")
    assert (gated.status_code, gated.headers["X-Error-Code"]) == (401, "GatedRepo")
    assert "Please log in" in gated.headers["X-Error-Message"]
    refused = get("/acme/gated/resolve/main/LICENSE", Authorization="Bearer hf_stranger")
    assert (refused.status_code, "not in the authorized list" in refused.text) == (403, True)


def test_every_answer_of_the_hub_tells_the_quota(get):
    asked = {"/api/models": "api", "/gpt2/resolve/main/config.json": "resolvers", "/nothing": "pages"}
    for path, bucket in asked.items():
        headers = get(path).headers
        assert headers["RateLimit"].startswith(f'"{bucket}";r=')
        assert headers["RateLimit-Policy"].endswith(";w=300")
        assert headers["X-Request-Id"].startswith("Root=1-")


def test_a_rename_keeps_sub_path_and_query(get):
    answer = get("/api/models/old/one/tree/main/src?recursive=true&expand=false")
    assert answer.status_code == 307
    assert answer.headers["Location"] == "/api/models/acme/one/tree/main/src?recursive=true&expand=false"


def test_paths_may_be_asked_for_in_json(small):
    url = f"{small}/api/models/acme/one/paths-info/main"
    found = httpx.post(url, json={"paths": ["LICENSE", "x"], "expand": False})
    assert [entry["path"] for entry in found.json()] == ["LICENSE"]
    assert httpx.post(url, json=["LICENSE"]).status_code == 400


def test_an_encoded_slash_is_not_a_separator(get):
    assert get("/api/models/acme%2Fone").status_code == 401


def test_who_am_i(get):
    assert get("/api/whoami-v2", Authorization="Bearer hf_me").json()["type"] == "user"
    assert get("/api/whoami-v2").status_code == 401
