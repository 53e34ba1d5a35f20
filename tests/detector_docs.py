"""Renders docs/detectors.md from the detectors' docstrings: `python tests/detector_docs.py > docs/detectors.md`."""

from __future__ import annotations

import inspect
import sys

from pipelines.detection import Detector, load

HEAD = """# What the detectors ask, and how they answer

Generated from the docstrings of `pipelines/detectors/` by `python tests/detector_docs.py > docs/detectors.md`.
Outcomes are `yes`, `partial`, `no`, `unknown` (could not look), `not-applicable` and `error`; each comes with evidence
whose quote stands literally at its path and lines. Raise the version when answers may change.
"""


def section(detector: Detector) -> str:
    """One detector: its name, version, question, and the rest of its docstring and of its file's."""
    module = sys.modules[detector.detect.__module__]
    about = inspect.getdoc(module) or ""
    question, _, rest = (inspect.getdoc(detector.detect) or "").partition("\n")
    parts = [f"## {detector.name}", f"Version {detector.version}. **{question}**", rest.strip(), about]
    return "\n\n".join(part for part in parts if part)


def render() -> str:
    """The whole page."""
    return "\n\n".join([HEAD.strip(), *map(section, load())]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render())
