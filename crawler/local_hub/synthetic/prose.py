"""Cards of made-up models and data sets: front matter and a few plain sentences that hold together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

CLAIMS = (
    "",
    "This model is fully open source.",
    "The weights are open; the recipe is not.",
    "",
    "An open-source model for everyone.",
    "",
)
DATA = (
    "The training data is not released.",
    "It was trained on publicly available text from the internet.",
    "No statement about the training data is made here.",
)
CODE = (
    "The training code is not public.",
    "Training used the standard Trainer of the transformers library.",
    "",
)


def front_matter(card: Mapping[str, object]) -> str:
    """YAML of the card data; every value is written as JSON, which YAML reads."""
    return "".join(["---\n", *(f"{key}: {json.dumps(value)}\n" for key, value in card.items()), "---\n"])


def model_card(name: str, card: Mapping[str, object], code: str, variant: int, version: int) -> bytes:
    """The README: `code` names a code repository or is empty, `variant` chooses sentences, `version` counts edits."""
    return "\n".join([front_matter(card) + f"# {name}", *_sections(card, code, variant, version), ""]).encode()


def _sections(card: Mapping[str, object], code: str, variant: int, version: int) -> Iterator[str]:
    yield f"\nA language model for everyday use. {CLAIMS[variant % len(CLAIMS)]}\n"
    yield "## Training data\n"
    datasets = card.get("datasets")
    if isinstance(datasets, list):
        yield "".join(f"- [{name}](https://huggingface.co/datasets/{name})\n" for name in datasets)
    else:
        yield f"{DATA[variant % len(DATA)]}\n"
    yield "## Training\n"
    yield f"The code that trained this model is at https://github.com/{code}.\n" if code else f"{CODE[variant % 3]}\n"
    if version:
        yield f"## Changes\n\nThis page has been edited {version} times since it was first written.\n"


def dataset_card(name: str, card: Mapping[str, object]) -> bytes:
    about = "Collected by hand, checked twice, with the consent of the authors. Every row names its source."
    return f"{front_matter(card)}# {name}\n\n{about}\n".encode()
