"""What the name of a file says of its content: forms in which people upload parameters, and what lies beside them."""

from __future__ import annotations

import pytest

from crawler.model import Outcome, Snapshot
from pipelines.detectors.weights import weights
from pipelines.repository import Repository

FORMS = [
    "gull.safetensors", "gull.safetensors.aa gull.safetensors.ab", "gull.gguf-aa gull.gguf-ab",
    "gull.bin_aa gull.bin_ab", "weights/tern.tar.zst.aa weights/tern.tar.zst.ab", "checkpoints/tern.zip", "gull.rar",
    "gull-model.part1.rar", "resnet.pth.tar", "tern.bin.gz", "model.gz", "tern.keras", "tern.pmml", "tern.joblib",
    "tern.skops", "tern.onnx.data", "tern.ftz", "tern.bin", "tern.nemo", "tern.espdl",
    "tern.mlmodelc/weights/weight.bin", "ckpt/__0_0.distcp", "0/manifest.ocdbt 0/d/4c19",
    "tern.ckpt-1000.index tern.ckpt-1000.data-00000-of-00001",
    "flax_model-00001-of-00002.msgpack flax_model-00002-of-00002.msgpack", "nn.nnue", "eng.traineddata", "final.mdl",
    "saved_model.pb variables/variables.data-00000-of-00001",
]  # fmt: skip
UNTOLD = ["tern.zip", "tern.7z", "tern.ckpt-5000", "ner/tern", "tern.xyz", "d/4c19"]
OTHERS = [
    "index/passages.faiss", "index/passages.sqlite", "video/demo.mp4", "paper.pdf", "train.parquet", "dataset.zip",
    "wiki.csv.gz", "audio/samples.tar", "optimizer.tar.gz", "tokenizer.tgz", "gull.md.asc", "vocab.pkl.gz",
    "logs.zip", "song.opus", "scan.nii.gz",
]  # fmt: skip


def _answer(files: str, **info: object) -> Outcome:
    return weights(Repository(Snapshot("weather-lab/gull-2b", info=info, files=tuple(files.split())))).outcome


@pytest.mark.parametrize("files", FORMS)
def test_a_form_in_which_parameters_are_uploaded(files: str) -> None:
    assert _answer(files) is Outcome.YES


@pytest.mark.parametrize("files", UNTOLD)
def test_what_may_hold_parameters_is_unknown(files: str) -> None:
    assert _answer(files) is Outcome.UNKNOWN


def test_what_is_known_to_be_something_else_is_not() -> None:
    assert {files: _answer(files) for files in OTHERS} == dict.fromkeys(OTHERS, Outcome.NO)


@pytest.mark.parametrize(("library", "files"), [("stable-baselines3", "ppo-Harbour.zip"), ("lightgbm", "tern.txt")])
def test_a_library_writes_its_models_into_files_of_another_kind(library: str, files: str) -> None:
    assert _answer(files, library_name=library) is Outcome.YES
    assert _answer(files, tags=[library]) is Outcome.YES
    assert _answer(f"requirements.txt vec_normalize.zip {files}") is not Outcome.YES
    assert _answer("requirements.txt readme.txt vec_normalize.zip", library_name=library) is Outcome.NO
