"""Hub directories for the tests of the local Hub."""

from __future__ import annotations

import json
from pathlib import Path

CARD = """---
license: apache-2.0
language: en
library_name: transformers
pipeline_tag: text-generation
datasets: [acme/rows]
base_model: acme/base
tags: [lora, demo]
---
# One
A small model, trained on [rows](https://huggingface.co/datasets/acme/rows).
"""
BIG = {"path": "weights/model.safetensors", "size": 3_000_000, "lfs": True}


def add(root: Path, name: str, content: dict[str, str | bytes], /, kind: str = "models", **facts: object) -> Path:
    """Write one repository; `facts` become its .hub.json."""
    folder = root / kind / name
    folder.mkdir(parents=True)
    for path, text in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)
    if facts:
        (folder / ".hub.json").write_text(json.dumps(facts))
    return folder


def small_hub(root: Path) -> Path:
    """One repository of every kind a client can meet."""
    one = {"README.md": CARD, "LICENSE": "Do as you like.\n", "src/train.py": "print('go')\n", "empty.txt": ""}
    dates = {"createdAt": "2024-05-06T07:08:09.000Z", "lastModified": "2025-01-02T03:04:05.000Z"}
    add(root, "acme/one", one, **dates, downloads=70, likes=7, tags=["arxiv:2401.00001"], files=[BIG])
    add(root, "acme/base", {"README.md": "# Base\n"}, downloads=5, likes=9, lastModified="2024-12-01T00:00:00Z")
    add(root, "gpt2", {"README.md": "---\nlicense: mit\n---\n# GPT\n", "config.json": "{}"}, downloads=900)
    gated = {"README.md": "# Gated\n", "LICENSE": "Ask first.\n", "config.json": "{}"}
    add(root, "acme/gated", gated, gated="manual", granted=["hf_friend"], files=[BIG])
    add(root, "acme/secret", {"README.md": "# Secret\n"}, private=True, granted=["hf_friend"])
    add(root, "acme/off", {"README.md": "# Off\n"}, disabled=True)
    rows = {"README.md": "---\nlicense: cc-by-4.0\n---\n# Rows\n", "data/rows.csv": "a,b\n1,2\n"}
    add(root, "acme/rows", rows, kind="datasets", gated="auto", downloads=3)
    add(root, "acme/plain", {"README.md": "# Plain\n"}, kind="datasets")
    renames = {"models": {"old/one": "acme/one"}, "datasets": {"rows": "acme/rows"}}
    (root / "renames.json").write_text(json.dumps(renames))
    train = {"Train.py": "import torch\n", "README.md": "# Code\n", ".repo.json": json.dumps(REPO_FACTS)}
    add(root, "Acme/Code", dict(train), kind="github")
    return root


REPO_FACTS = {
    "default_branch": "trunk",
    "sha": "a" * 40,
    "license": {"spdx_id": "MIT"},
    "archived": True,
    "truncated": True,
    "files": ["deep/er/run.sh"],
}
