"""A few of the repositories of bench/hostile.py: every question gets an answer, no detector fails, none is late."""

from __future__ import annotations

import random
import runpy
from pathlib import Path

import pytest

from crawler.judge import workers
from crawler.model import Snapshot

KINDS = runpy.run_path(str(Path(__file__).resolve().parents[1] / "bench" / "hostile.py"))["KINDS"]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", KINDS)
def test_no_detector_fails(kind, seed):
    rng = random.Random(seed)
    texts = {"README.md": KINDS[kind](rng), "LICENSE": f"License terms\n1.{KINDS[kind](rng)}x"}
    names = (*texts, f"{'_' * 120}licensx", f"train{'_' * 100}.py", "\ud800.safetensors")
    answers = workers.answers(Snapshot("hostile/gull-\ud800", files=names, texts=texts))
    assert not answers.failed, [finding.evidence for _, finding in answers.findings if finding.outcome == "error"]
