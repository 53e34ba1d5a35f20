"""The Hub's own client reads lists from the local Hub."""

from __future__ import annotations

import httpx2 as httpx
import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import BadRequestError, HfHubHTTPError

from tests.local_hub.builder import add

PUBLIC = {"acme/one", "acme/base", "gpt2", "acme/gated", "acme/off"}


def test_all_public_models_are_listed_and_gated_ones_with_them(api: HfApi):
    assert {model.id for model in api.list_models()} == PUBLIC


def test_a_private_model_is_listed_only_to_whom_it_was_granted(friend: HfApi, stranger: HfApi):
    assert {model.id for model in friend.list_models()} == PUBLIC | {"acme/secret"}
    assert {model.id for model in stranger.list_models()} == PUBLIC


def test_pages_are_followed_to_the_end_without_loss_or_repetition(serve, tmp_path):
    for number in range(25):
        add(tmp_path, f"maker/m{number:02}", {"README.md": "# M\n"}, likes=number % 4)
    address = serve(tmp_path)
    for sort in ("likes", "createdAt", "lastModified", "downloads", "trendingScore"):
        url, seen = f"{address}/api/models?limit=4&sort={sort}&expand=likes", []
        while url:
            page = httpx.get(url)
            seen += page.json()
            url = page.links.get("next", {}).get("url")
        assert len(seen) == len({row["_id"] for row in seen}) == 25
        if sort == "likes":
            assert seen == sorted(seen, key=lambda row: (-row["likes"], row["_id"]))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"filter": ["license:apache-2.0", "demo"]}, {"acme/one"}),
        ({"filter": "base_model:adapter:acme/base"}, {"acme/one"}),
        ({"filter": "license:mit"}, {"gpt2"}),
        ({"trained_dataset": "acme/rows"}, {"acme/one"}),
        ({"author": "acme"}, PUBLIC - {"gpt2"}),
        ({"search": "GAT"}, {"acme/gated"}),
        ({"pipeline_tag": "text-generation"}, {"acme/one"}),
        ({"gated": True}, {"acme/gated"}),
        ({"gated": False, "author": "acme"}, {"acme/one", "acme/base", "acme/off"}),
    ],
)
def test_filters(api: HfApi, asked, found):
    assert {model.id for model in api.list_models(**asked)} == found


def test_sorting_is_descending_and_limit_holds(api: HfApi):
    assert [model.id for model in api.list_models(sort="downloads", limit=3)] == ["gpt2", "acme/one", "acme/base"]
    assert next(iter(api.list_models(sort="last_modified"))).id == "acme/one"


def test_an_expanded_row_has_the_id_and_what_was_asked_for(api: HfApi, small: str):
    (one,) = api.list_models(search="one", expand=["sha", "gated", "cardData", "siblings", "lastModified"])
    assert one.card_data.license == "apache-2.0"
    assert "weights/model.safetensors" in {sibling.rfilename for sibling in one.siblings}
    assert one.last_modified.isoformat() == "2025-01-02T03:04:05+00:00"
    rows = httpx.get(f"{small}/api/models?search=base&expand[]=gated&expand=cardData").json()
    assert [set(row) for row in rows] == [{"_id", "id", "gated"}]


def test_a_default_row_says_nothing_of_commit_or_gate_and_a_full_one_does(small: str):
    (short,) = httpx.get(f"{small}/api/models?search=acme/one").json()
    assert not {"sha", "gated", "lastModified", "author", "cardData"} & set(short)
    assert {"arxiv:2401.00001", "license:apache-2.0", "dataset:acme/rows", "en", "region:us"} <= set(short["tags"])
    (full,) = httpx.get(f"{small}/api/models?search=acme/one&full=true&cardData=true").json()
    assert {"sha", "gated", "lastModified", "author", "siblings", "cardData"} <= set(full)


def test_the_base_model_is_looked_up(small: str):
    (one,) = httpx.get(f"{small}/api/models?search=acme/one&expand=baseModels").json()
    assert one["baseModels"]["relation"] == "adapter"
    assert [parent["id"] for parent in one["baseModels"]["models"]] == ["acme/base"]


def test_what_the_hub_refuses_is_refused(api: HfApi, small: str):
    with pytest.raises(BadRequestError, match='"expand" must be one of'):
        list(api.list_models(expand=["nonsense"]))
    for query in ("sort=trending", "limit=0", "cursor=nonsense", "full=perhaps", "num_parameters=min:6B"):
        assert httpx.get(f"{small}/api/models?{query}").status_code == 400
    with pytest.raises(HfHubHTTPError, match="Invalid credentials"):
        list(HfApi(endpoint=small, token="garbage").list_models())


def test_datasets_are_listed_too(api: HfApi, small: str):
    assert {data.id for data in api.list_datasets()} == {"acme/rows", "acme/plain"}
    (rows,) = api.list_datasets(filter="license:cc-by-4.0", expand=["gated", "cardData"])
    assert rows.gated == "auto"
    assert rows.card_data["license"] == "cc-by-4.0"


def test_counts_and_licence_tags(small: str):
    counts = httpx.get(f"{small}/api/quicksearch?q=").json()
    assert (counts["modelsCount"], counts["datasetsCount"]) == (5, 2)
    tags = httpx.get(f"{small}/api/models-tags-by-type?type=license").json()
    assert {tag["id"] for tag in tags["license"]} == {"license:apache-2.0", "license:mit"}
