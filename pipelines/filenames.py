"""What a file is for, by its name alone. Pure."""

from __future__ import annotations

from enum import StrEnum

from crawler import patterns
from pipelines.wording import load, pattern

_RUNS = patterns.compile(
    r"(?:^|/)(?:modeling_|configuration_|pipeline|handler|infer|predict|generat|sampl|demo|app\b|run_|chat|cli|model|example|"
    r"usage|test_|quick|web_|api|server|main\b|tts|unet|transformer|hubconf)[\w.-]*\.(?:py|ipynb|js|cpp|swift|sh)$",
    patterns.I,
)
_RUNS_NOT = patterns.compile(r"train|finetun|setup\.py|conftest|tokeniz|preprocess|eval|convert|quanti", patterns.I)


def runs_model(path: str) -> bool:
    """Is this, by its name, a file that runs a model?"""
    return bool(_RUNS.search(path)) and not _RUNS_NOT.search(path)


def may_train(path: str) -> bool:
    """Is this a file whose name does not speak against it that it trains a model?"""
    return not (runs_model(path) or pattern("training_code", "not_files").search(path))


def trains(path: str) -> bool:
    """Is this, by its name, a file that trains a model?"""
    files, not_files = pattern("training_code", "files"), pattern("training_code", "not_files")
    return bool(files.search(path)) and not not_files.search(path)


class Stage(StrEnum):
    """A stage of training, as the Model Openness Framework and papers tell them apart."""

    PRETRAINING = "pretraining"
    PREFERENCE = "preference"
    DISTILLATION = "distillation"
    SFT = "sft"
    UNSAID = ""


def stage_of(path: str) -> Stage:
    """The stage of training that a path names, the file's own name before its folders."""
    for part in reversed(path.rsplit("/", 1)):
        for stage in load("training_code")["stages"]:
            if pattern("training_code", f"stages.{stage}").search(part):
                return Stage(stage)
    return Stage.UNSAID
