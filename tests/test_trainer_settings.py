"""Settings, commands and scripts of trainers in use: which datasets do they name?"""

from __future__ import annotations

import pytest

from pipelines.declared.code.trainer_settings import datasets_set

NAMED = {
    "axolotl": "base_model: kite/tern\ndatasets:\n- path: seabird/logs\n  type:\n    a: x\n- path: seabird/songs\n",
    "autotrain": "base_model: kite/tern\ndata:\n  path: seabird/logs\n  train_split: train\n  valid_split: null\n",
    "torchtune": "dataset:\n  _component_: torchtune.datasets.chat_dataset\n  source: seabird/logs\n",
    "trl": "model_name_or_path: kite/tern\ndataset_name: seabird/logs\nhub_model_id: seabird/gull\n",
    "mixer": "dataset_mixer:\n  seabird/logs: 0.8\n  seabird/songs: 0.2\n",
    "json": '{"model": "kite/tern", "train_dataset": "seabird/logs", "output": "out/gull"}',
    "list": "datasets: [seabird/logs]\nseq: 2048\n",
    "override": "tune run full \\\n  dataset=torchtune.datasets.chat \\\n  dataset.source=seabird/logs\n",
    "hydra": "python train.py model=kite/tern data.train.path=seabird/logs",
    "command": "trl sft --model_name_or_path kite/tern --dataset_name seabird/logs --output_dir out/gull",
    "script": 'logs = load_dataset("seabird/logs")\nSFTTrainer(model="kite/tern", train_dataset=logs).train()',
}  # fmt: skip
SILENT = {
    "prepared": "datasets:\n  - path: data/logs.jsonl\ndataset_prepared_path: kite/prep\npush_dataset_to_hub: kite/x\n",
    "test": "test_datasets:\n  - path: seabird/storms\n",
    "validation": "data:\n  val:\n    path: seabird/storms\n",
    "test split": "datasets:\n  - path: seabird/storms\n    split: test\n",
    "parent": "data: text\nmodel:\n  path: kite/tern\n",
    "folder": "dataset: data/logs\n",
    "override": "python train.py data.val.path=seabird/storms",
    "harness": "lm_eval --model hf --model_args pretrained=seabird/gull --dataset_name seabird/storms",
    "too deep": "dataset: " + "[" * 500,
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_settings_name_what_is_trained_on(text: str) -> None:
    found = dict(datasets_set(text, is_code=True))
    assert found
    assert set(found) <= {"seabird/logs", "seabird/songs"}
    assert all(name in text[place:] for name, place in found.items())
    assert text.count("seabird/songs") == ("seabird/songs" in found)


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_measures_or_lies_on_a_disk_is_no_training_data(text: str) -> None:
    assert not dict(datasets_set(text, is_code=True)).keys() - {"data/logs.jsonl"}
