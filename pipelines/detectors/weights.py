"""Parameter files are told by their names; a sharded set is held against its own numbering."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from crawler.model import Finding, Outcome
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, listed, looked, unknown_files
from pipelines.filenames import is_weight
from pipelines.repository import Repository
from pipelines.wording import words

_SHARD = re.compile(r"^(?P<stem>.*?)-?(?P<n>\d{3,6})-of-(?P<of>\d{3,6})(?P<rest>\..*)?$")
_DATA = re.compile(r"\.(?:jsonl?|csv|tsv|txt|xml|parquet)\.\w+$")
_INDEX = re.compile(r"\.(?:safetensors|bin|h5|msgpack)\.index\.json$")


@detector(version=1)
def weights(repository: Repository) -> Finding:
    """Can the parameters be downloaded from this repository?

    A gate does not make it a `no`. An adapter's parameters count for an adapter repository. A set of shards with a
    number missing, and an index without any file it speaks of, are `partial`.
    """
    if repository.snapshot.files is None:
        return unknown_files()
    found = [path for path in repository.snapshot.files if is_weight(path) or _is_archive(path, repository.own_words)]
    if missing := _missing_shards(path for path in found if is_weight(path)):
        rows = tuple(listed(path, "shard") for path in missing[:MAX_EVIDENCE])
        return Finding(Outcome.PARTIAL, "parts of a sharded set of parameters are missing", rows)
    if found:
        rows = tuple(listed(path, "weight-file") for path in _telling(found))
        return Finding(Outcome.YES, "parameter files are in the repository", rows)
    if index := [path for path in repository.snapshot.files if _INDEX.search(path)]:
        rows = (
            listed(index[0], "index-without-shards"),
            *looked(repository, "none with a weight suffix", "no-weights"),
        )
        return Finding(Outcome.PARTIAL, "an index of parameters is there, the files it names are not", rows)
    evidence = looked(repository, "none with a weight suffix", "no-weights")
    return Finding(Outcome.NO, "no parameter file is in the repository", evidence)


def _is_archive(path: str, names: frozenset[str]) -> bool:
    name = path.lower().rpartition("/")[2]
    said = words("weights", "archive_words") | names
    if not name.endswith(tuple(words("weights", "archives"))) or _DATA.search(name):
        return False
    return any(word in name for word in said)


def _missing_shards(paths: Iterable[str]) -> list[str]:
    """One file of each set of shards that is not whole."""
    sets: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for path in paths:
        if match := _SHARD.match(path):
            key = (f"{match['stem']}|{match['rest']}", int(match["of"]))
            sets[key][int(match["n"])] = path
    return [min(parts.values()) for (_, of), parts in sorted(sets.items()) if len(parts) < of]


def _telling(paths: list[str]) -> list[str]:
    """The few files worth showing: those at the root first."""
    return sorted(paths, key=lambda path: (path.count("/"), path))[:MAX_EVIDENCE]
