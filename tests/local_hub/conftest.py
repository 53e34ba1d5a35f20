from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2 as httpx
import pytest
from huggingface_hub import HfApi, constants

from tests.local_hub.builder import small_hub


@pytest.fixture(autouse=True)
def quiet_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Hub's client as it is, without telemetry, without its transfer protocol and without a stored token."""
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")


@pytest.fixture(scope="session")
def small(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a Hub with one repository of every kind."""
    return serve(small_hub(tmp_path_factory.mktemp("hub")))


@pytest.fixture
def api(small: str) -> HfApi:
    return HfApi(endpoint=small, token=False)


@pytest.fixture
def friend(small: str) -> HfApi:
    """The client of somebody who was granted access."""
    return HfApi(endpoint=small, token="hf_friend")


@pytest.fixture
def stranger(small: str) -> HfApi:
    """The client of somebody with an account and no more."""
    return HfApi(endpoint=small, token="hf_stranger")


@pytest.fixture
def get(small: str) -> Callable[..., httpx.Response]:
    """GET a path of the small Hub without following redirects."""

    def fetch(path: str, **headers: str) -> httpx.Response:
        return httpx.get(small + path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return fetch


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """An empty cache of the client."""
    return tmp_path / "cache"
