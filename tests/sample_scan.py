"""One scan of the sample hub, made by whichever process of the session needs it first: a whole scan takes seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running

SAMPLE = Path(__file__).resolve().parents[1] / "crawler" / "sample_hub"


def folder_of(base: Path) -> Path:
    """The folder below `base` that holds `x.db` and its side database; made when it is not there yet."""
    made = base / "sample-scan"
    with FileLock(base / "sample-scan.lock"), pytest.MonkeyPatch.context() as patch:
        if not made.exists():
            patch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")
            for name in ("HF_TOKEN", "GITHUB_TOKEN", "HF_ENDPOINT"):
                patch.delenv(name, raising=False)
            making = base / "sample-scan.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            with running(Options(SAMPLE)) as hub:
                assert run(["scan", "--db", str(making / "x.db"), "--hub", hub, "--github", hub]) == 0
            making.rename(made)
    return made
