"""Names of made-up repositories: made from an index, and an index read back from them."""

from __future__ import annotations

import re

from crawler.local_hub.synthetic.draw import Draw

MODEL_NAME = re.compile(r"[a-z]+-lab-\d+/[a-z]+-[a-z0-9]+-m([0-9a-f]{1,12})(?:-v([1-9]\d{0,5}))?")
DATASET_NAME = re.compile(r"data-house-\d+/[a-z]+-d([0-9a-f]{1,12})")
CODE_NAME = re.compile(r"code-team-\d+/train-c([0-9a-f]{1,12})", re.IGNORECASE)
PEOPLE = ("amber", "basalt", "cedar", "delta", "ember", "fjord", "grove", "harbour", "island", "juniper")
FAMILIES = ("otter", "heron", "lynx", "finch", "marten", "plover", "badger", "swift")
SIZES = ("125m", "350m", "1b", "3b", "7b", "8b", "13b", "70b")
TOPICS = ("letters", "recipes", "court", "weather", "chess", "songs", "maps", "trials")
HOUSES = 50  # namespaces of data sets and of code repositories


def model_name(draw: Draw, index: int, names: int) -> str:
    """The name after so many renames. Every fifth to twentieth model shares its namespace."""
    maker = f"{draw.pick(11, PEOPLE)}-lab-{int(draw.share(12) ** 2 * 20_000)}"
    again = f"-v{names}" if names else ""
    return f"{maker}/{draw.pick(13, FAMILIES)}-{draw.pick(14, SIZES)}-m{index:x}{again}"


def dataset_name(index: int) -> str:
    return f"data-house-{index % HOUSES}/{TOPICS[index % len(TOPICS)]}-d{index:x}"


def code_name(index: int) -> str:
    return f"code-team-{index % HOUSES}/train-c{index:x}"


def index_in(shape: re.Pattern[str], name: str) -> int | None:
    """The index a name of this shape speaks of, None for any other name."""
    found = shape.fullmatch(name)
    return int(found[1], 16) if found else None
