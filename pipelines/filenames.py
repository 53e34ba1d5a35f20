"""What a file is for, by its name alone. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.wording import pattern

_RUNS = patterns.compile(
    r"(?:^|/)(?:modeling_|configuration_|pipeline|handler|infer|predict|generat|sampl|demo|app\b|run_|chat|cli|model|example|"
    r"usage|test_|quick|web_|api|server|main\b|tts|unet|transformer|hubconf)[\w.-]*\.(?:py|ipynb|js|cpp|swift|sh)$",
    patterns.I,
)
_RUNS_NOT = patterns.compile(r"train|finetun|setup\.py|conftest|tokeniz|preprocess|eval|convert|quanti", patterns.I)


def runs_model(path: str) -> bool:
    """Is this, by its name, a file that runs a model?"""
    return bool(_RUNS.search(path)) and not _RUNS_NOT.search(path)


def trains(path: str) -> bool:
    """Is this, by its name, a file that trains a model?"""
    files, not_files = pattern("training_code", "files"), pattern("training_code", "not_files")
    return bool(files.search(path)) and not not_files.search(path)
