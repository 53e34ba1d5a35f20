"""Which files of a listing hold parameters, told by their names: formats, split files, archives. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from crawler import patterns
from pipelines.wording import load, words

# A file cut in pieces: "x.gguf.part1of3", "x.gguf-split-a", "x.safetensors.002", "x-00001-of-00003.bin".
_PART = patterns.compile(
    r"^(?P<stem>.+?)[._-](?:split[._-]?|part[._-]?)(?P<n>[a-z]{1,2}|\d{1,4})(?:of(?P<of>\d{1,4}))?$"
)
_NUMBERED = patterns.compile(r"^(?P<stem>.+\.\w+)\.(?P<n>\d{2,4})$")
_LETTERED = patterns.compile(r"^(?P<stem>.+\.[a-z]\w*)[._-](?P<n>aa?[a-z])$")  # as split(1) gives them
_SHARD = patterns.compile(r"^(?P<stem>.*?)[-_]?(?P<n>\d{3,6})-of-(?P<of>\d{3,6})(?P<rest>\..*)?$")
_DATA = patterns.compile(r"\.(?:jsonl?|csv|tsv|txt|xml|parquet)\.\w+$")
_SEPARATORS = patterns.compile(r"[-_. ]+")


class FileKind(StrEnum):
    """What the name of a file says of its content."""

    PARAMETERS = "parameters"
    OTHER = "other"  # text, code, pictures, tokenizers, states of a training
    UNKNOWN = "unknown"  # a kind of file that nobody has named: it may hold parameters


def kind_of(path: str) -> FileKind:
    """What a file of this name holds; a packed one what it holds unpacked. An archive is asked by `is_archive`, too."""
    folder, _, name = path.lower().rpartition("/")
    whole = _whole(name)
    if (bare := _unpacked(whole)) != whole:
        return _kind_of_packed(folder, bare)
    if whole.endswith(_entries("formats")):
        return FileKind.OTHER if _is_state(whole) else FileKind.PARAMETERS
    if whole.endswith(_entries("suffixes")) or _SHARD.fullmatch(name):
        aside = folder.partition("/")[0] in words("weights", "not_weights_under") or _is_not_parameters(whole)
        return FileKind.OTHER if aside or _is_plain(name) else FileKind.PARAMETERS
    return FileKind.OTHER if _is_plain(whole) else FileKind.UNKNOWN


def is_weight(path: str) -> bool:
    """Does the name of this file say that it holds parameters?"""
    return kind_of(path) is FileKind.PARAMETERS


def is_archive(path: str, names: frozenset[str]) -> bool:
    """Is this an archive that says it holds a model, or lies in a folder that does?

    `names` are words of the repository's own name.
    """
    folder, _, name = path.lower().rpartition("/")
    name = _whole(name)
    if not name.endswith(_entries("archives")) or _DATA.search(name):
        return False
    told = words("weights", "archive_words")
    if any(word in name for word in told | names):
        return True
    return kind_of(path) is FileKind.UNKNOWN and any(word in folder for word in told)


def is_saved_by(path: str, libraries: frozenset[str]) -> bool:
    """Does a library of these write its models into files that end like this one, whatever they are called?"""
    name = path.lower().rpartition("/")[2]
    saved: Mapping[str, list[str]] = load("weights")["saved_as"]
    endings = tuple(ending for library in libraries & saved.keys() for ending in saved[library])
    if not endings or not name.endswith(endings):
        return False
    return not (name.partition(".")[0] in words("weights", "plain_names") or _is_not_parameters(name))


def unfinished(paths: Iterable[str]) -> list[str]:
    """One file of each set of pieces that is not whole, unless its folder holds another set or file that is."""
    whole: set[str] = set()
    broken: dict[str, str] = {}
    for (folder, _, _), parts in sorted(_sets(paths).items()):
        if _is_whole(parts):
            whole.add(folder)
        else:
            broken[folder] = min(path for path, _, _ in parts)
    return [path for folder, path in broken.items() if folder not in whole]


def _sets(paths: Iterable[str]) -> Mapping[tuple[str, str, int], Sequence[tuple[str, str, int]]]:
    """`(path, number or letter, how many there should be)` by set; a file that is whole is a set of its own."""
    sets: dict[tuple[str, str, int], list[tuple[str, str, int]]] = defaultdict(list)
    for path in paths:
        folder, _, name = path.rpartition("/")
        match = _SHARD.match(name.lower()) or _piece(name.lower())
        told = match.groupdict() if match else {}
        of = int(told.get("of") or 0)
        stem = f"{told['stem']}|{told.get('rest') or ''}" if told else name.lower()
        sets[folder, stem, of].append((path, told.get("n", ""), of))
    return sets


def _is_whole(parts: Sequence[tuple[str, str, int]]) -> bool:
    """All of "n of m"; of letters and bare numbers an unbroken row from the first on."""
    marks = sorted({mark for _, mark, _ in parts})
    if of := parts[0][2]:
        return len(marks) >= of
    if not marks[0]:
        return True
    first = int(marks[0]) if marks[0].isdigit() else _place(marks[0])
    places = [int(mark) if mark.isdigit() else _place(mark) for mark in marks]
    return first <= 1 and places == list(range(first, first + len(places)))


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("a")
    return number


def _piece(name: str) -> patterns.Match[str] | None:
    return _PART.match(name) or _NUMBERED.match(name) or _LETTERED.match(name)


def _whole(name: str) -> str:
    """The name of a file without what says which piece of it this is."""
    match = _piece(name)
    return match["stem"] if match else name


def _unpacked(name: str) -> str:
    """The name without the endings of archives and compressed files: "gull" of "gull.tar.gz"."""
    while name.endswith(_entries("archives")):
        name = name.rpartition(".")[0]
    return name


def _kind_of_packed(folder: str, bare: str) -> FileKind:
    """Of what an archive is called: its name may end like a file's ("gull.pth.tar") or tell what it is about."""
    kind = kind_of(bare) if "." in bare else FileKind.UNKNOWN
    words_of = {*_SEPARATORS.split(bare), *folder.split("/")}
    is_other = not words_of.isdisjoint(words("weights", "archives_of_data")) or _is_not_parameters(f"{bare}.zip")
    return FileKind.OTHER if is_other else kind


def _is_state(name: str) -> bool:
    return bool({"imatrix", "optimizer", "optim"} & set(_SEPARATORS.split(name)))


def _is_not_parameters(name: str) -> bool:
    parts = _SEPARATORS.split(name)[:-1]
    if any(_fits_not_weights(part) for part in (*parts, name.rpartition(".")[0])):
        return True
    told = words("weights", "not_weights_alone")
    beside = told | words("weights", "beside")
    return not told.isdisjoint(parts) and all(part in beside or part.isdigit() for part in parts)


@lru_cache(maxsize=1_000)  # words of names are the same in most repositories
def _fits_not_weights(part: str) -> bool:
    return any(fnmatchcase(part, entry) for entry in _entries("not_weights"))


def _is_plain(name: str) -> bool:
    if name.startswith(".") or name.endswith(_entries("plain")):
        return True
    return name.partition(".")[0] in words("weights", "plain_names")


@cache
def _entries(key: str) -> tuple[str, ...]:
    return tuple(words("weights", key))
