"""The configuration of a derivative that names no parent, on its whole way: asked for, stored, read."""

from __future__ import annotations

import json

import pytest

from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import rows, scan

TUNED = "# Squall\n\nSquall was fine-tuned on the reports of lighthouses.\n"
CONFIG = json.dumps({"_name_or_path": "harbour/gull-7b", "model_type": "gull"}, indent=1)
CARDS = {"tuned": TUNED, "silent": "# Squall\n\nTalks of the weather.\n"}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for name, card in CARDS.items():
        folder = root / "models" / "weather-lab" / name
        folder.mkdir(parents=True)
        facts = {"sha": "c0ffee" + "0" * 34, "files": [{"path": "model.safetensors", "size": 9, "lfs": True}]}
        for path, content in {".hub.json": json.dumps(facts), "README.md": card, "config.json": CONFIG}.items():
            (folder / path).write_text(content)
    return root


def test_a_derivative_without_a_parent_is_asked_for_its_configuration(hub, tmp_path):
    db = tmp_path / "x.db"
    with running(Options(hub)) as address:
        assert scan(db, address, "--scope", "all") == 0
    assert rows(db, "SELECT base_model, relation FROM models WHERE repo_id = 'weather-lab/tuned'") == [
        ("harbour/gull-7b", "finetune")
    ]
    assert rows(db, "SELECT DISTINCT source FROM lineage") == [("config",)]
    assert rows(db, "SELECT base_model, relation FROM models WHERE repo_id = 'weather-lab/silent'") == [("", "")]
