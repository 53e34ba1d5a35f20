"""The stage of training that evidence of training code is about, as readers get it."""

from __future__ import annotations

import pytest

from crawler.schema import STAGES
from pipelines.declared.code.trees import in_stage
from pipelines.filenames import Stage
from tests.published import insert


def test_readers_know_every_stage_that_rules_name():
    assert set(STAGES) == set(Stage)


@pytest.mark.parametrize(
    ("path", "stage"), [("pretrain.py", "pretraining"), ("scripts/train_dpo.py", "preference"), ("train.py", "")]
)
def test_it_is_the_one_that_the_name_of_the_file_tells(path, stage, db):
    insert(db.conn, "models", {"repo_id": "tide/gull", "no": 1})
    for question in ("training_code", "weights"):
        piece = {"question": question, "outcome": "yes", "rule": in_stage("training-file", path), "path": path}
        insert(db.conn, "evidence", {"repo_id": "tide/gull", **piece})
    told = dict(db.execute("SELECT question, stage FROM evidence").fetchall())
    assert told == {"training_code": stage, "weights": ""}
