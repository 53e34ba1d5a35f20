"""What the Hub's own client raises against the local Hub: missing, gated, disabled, over the quota."""

from __future__ import annotations

import pytest
from huggingface_hub import HfApi, hf_hub_download
from huggingface_hub.errors import (
    DisabledRepoError,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from tests.local_hub.builder import small_hub


def download(api: HfApi, name: str, path: str, downloads) -> str:
    return hf_hub_download(name, path, endpoint=api.endpoint, cache_dir=downloads, token=api.token)


def test_a_gated_repository_shows_itself_and_its_card_but_no_other_file(api, stranger, friend, downloads):
    assert api.model_info("acme/gated", files_metadata=True).gated == "manual"
    assert download(api, "acme/gated", "README.md", downloads)
    for client in (api, stranger):
        for path in ("LICENSE", "config.json", "weights/model.safetensors"):
            with pytest.raises(GatedRepoError):
                download(client, "acme/gated", path, downloads)
    assert download(friend, "acme/gated", "LICENSE", downloads)
    friend.auth_check("acme/gated")
    with pytest.raises(GatedRepoError):
        stranger.auth_check("acme/gated")


def test_a_missing_and_a_private_repository_look_the_same(api, stranger, friend, downloads):
    for client in (api, stranger):
        for name in ("acme/none", "acme/secret"):
            with pytest.raises(RepositoryNotFoundError):
                client.model_info(name)
            with pytest.raises(RepositoryNotFoundError):
                client.list_repo_refs(name)
            assert not client.repo_exists(name)
    assert friend.model_info("acme/secret").private
    assert download(friend, "acme/secret", "README.md", downloads)


def test_a_disabled_repository_is_told_only_to_those_with_an_account(api, stranger):
    with pytest.raises(DisabledRepoError):
        stranger.model_info("acme/off")
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("acme/off")


def test_missing_revisions_and_entries(api, downloads):
    with pytest.raises(RevisionNotFoundError):
        api.model_info("acme/one", revision="refs/pr/1")
    with pytest.raises(RevisionNotFoundError):
        list(api.list_repo_tree("acme/one", revision="0123456"))
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree("acme/one", "no/such/folder"))
    with pytest.raises(EntryNotFoundError):
        download(api, "acme/one", "nope.txt", downloads)


def test_the_client_waits_out_a_full_window(serve, tmp_path):
    api = HfApi(endpoint=serve(small_hub(tmp_path), rate_limit="api=2,window=2"), token=False)
    for _ in range(3):
        assert len(list(api.list_models())) == 5


def test_a_full_window_is_an_error_where_the_client_does_not_retry(serve, tmp_path):
    api = HfApi(endpoint=serve(small_hub(tmp_path), rate_limit="api=1,window=3600"), token="hf_me")
    api.model_info("gpt2")
    with pytest.raises(HfHubHTTPError, match="you hit the quota of 1 api requests per 60 minutes") as raised:
        api.model_info("gpt2")
    assert raised.value.response.headers["RateLimit"].startswith('"api";r=0;t=')


def test_a_token_nobody_was_given(small, get):
    garbage = {"Authorization": "Bearer garbage"}
    for path in ("/api/models/acme/one", "/api/models/acme/none", "/acme/one/resolve/main/README.md"):
        answer = get(path, **garbage)
        assert (answer.status_code, "Invalid credentials" in answer.text) == (401, True)
    assert get("/acme/gated/resolve/main/LICENSE", **garbage).headers["X-Error-Code"] == "GatedRepo"


def test_addresses_that_lead_nowhere(get):
    for path in ("/api/agent-harnesses", "/api/telemetry/x/y", "/nothing"):
        assert get(path).status_code == 404
    for path in ("/api/resolve-cache/models/acme", "/api/resolve-cache/models/acme/one/0000000/README.md", "/cdn/x"):
        assert get(path).status_code in (401, 403, 404)
