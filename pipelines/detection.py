"""The registry of detectors, and the one function that runs them. Pure: no network, no database, no clock."""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from crawler.model import Finding, Outcome, Snapshot
from pipelines.evidence import fact
from pipelines.repository import Repository

Detect = Callable[[Repository], Finding]


@dataclass(frozen=True, slots=True)
class Detector:
    """A registered detector: `name` is its file name and the column of `models` its outcome fills."""

    name: str
    version: int  # raise it when the answer may change: stored findings of older versions are recomputed
    question: str
    detect: Detect


_REGISTRY: dict[str, Detector] = {}


def detector(*, version: int) -> Callable[[Detect], Detect]:
    """Register the decorated function under the name of its file.

    Raises ValueError for a second detector in one file and for a docstring that does not begin with a question.
    """

    def register(detect: Detect) -> Detect:
        name = detect.__module__.rpartition(".")[2]
        if name in _REGISTRY:
            raise ValueError(f"two detectors in one file: {name}")
        question = (detect.__doc__ or "").strip().partition("\n")[0]
        if not question.endswith("?"):
            raise ValueError(f"{name}: the docstring must begin with the question it answers")
        _REGISTRY[name] = Detector(name, version, question, detect)
        return detect

    return register


@cache
def load() -> tuple[Detector, ...]:
    """Every detector of the package, by name."""
    package = import_module("pipelines.detectors")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))


def versions() -> dict[str, int]:
    """Version of every detector, by name."""
    return {detector.name: detector.version for detector in load()}


@cache
def rules_digest() -> str:
    """A digest of every rule kept as data (wordings, licences, classes): a changed entry is a changed rule."""
    digest = hashlib.sha256()
    for file in sorted(_data(files("pipelines")), key=str):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _data(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def run(of: Snapshot | Repository) -> Iterator[tuple[Detector, Finding]]:
    """Ask every question of one repository; a detector that fails costs one `error` finding and nothing else.

    A caller that goes on with what was worked out (the effective licence, the texts read) hands in its `Repository`.
    """
    repository = of if isinstance(of, Repository) else Repository(of)
    for detector in load():
        try:
            yield detector, detector.detect(repository)
        except Exception as error:  # hostile repositories must not stop the run
            yield detector, failed(error)


def failed(error: Exception) -> Finding:
    """What stands in place of an answer that could not be given, or not be stored."""
    row = fact(f"{type(error).__name__}: {error}", "detector-error")
    return Finding(Outcome.ERROR, "the detector failed", (row,))
