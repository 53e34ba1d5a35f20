"""Dated tables of the Hub as they were published, brought to one shape. What a table does not have stays unknown.

Two kinds are known: exports of the list API (Parquet: `id` or `modelId`, `lastModified`, `downloads`, `likes`, `tags`
as a list, `cardData` as JSON), and tables of a relational dump written as CSV, in which a list is one text.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from crawler import patterns
from crawler.errors import WrongUsage

FIELDS = ("license_tag", "base_model", "gated")  # what is followed; NULL: the table does not say
NAMES = {  # spellings of a column, the first that is there counts
    "repo_id": ("id", "modelId", "model_id", "repo_id"),
    "tags": ("tags",), "card": ("cardData", "card_data"), "gated": ("gated",),
    "downloads": ("downloads",), "likes": ("likes",),
}  # fmt: skip
READERS = {".parquet": "read_parquet(?)", ".csv": "read_csv(?, all_varchar = true, header = true)"}
_DAY = patterns.compile(r"(20[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12][0-9]|3[01])(?![0-9])")
# Lists come as lists, as JSON and as the text of a Python list: one expression finds a tag in all of them.
_TAG = r"""(?:^|[\s,;|'"\[{{(]){key}:([^\s,;|'"\]}})]{{1,200}})"""
_ID = r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?"


def dated(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """(day, file), oldest first; the day stands in the file's name or that of its folder. Raises WrongUsage."""
    found: dict[str, Path] = {}
    for path in paths:
        match = next((m for name in (path.name, path.parent.name) if (m := _DAY.search(name))), None)
        if match is None:
            raise WrongUsage(f"{path}: neither the file's name nor its folder's holds a day such as 2024-03-05")
        if _reader(path) is None:
            raise WrongUsage(f"{path}: a table is .parquet, .csv or .csv.gz")
        day = "-".join(match.groups())
        if day in found:
            raise WrongUsage(f"{found[day]} and {path} are of one day")
        found[day] = path
    return sorted(found.items())


def _reader(path: Path) -> str | None:
    return READERS.get(Path(path.name.removesuffix(".gz")).suffix)


def look(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make `temp.looked`: repo_id, the FIELDS, downloads, likes; one row a model.

    Raises WrongUsage for a file that is no such table.
    """
    reader = _reader(path)
    assert reader is not None
    try:
        types = {
            name: kind for name, kind, *_ in db.execute(f"DESCRIBE SELECT * FROM {reader}", [str(path)]).fetchall()
        }
        columns = {ours: next((n for n in names if n in types), None) for ours, names in NAMES.items()}
        if columns["repo_id"] is None:
            raise WrongUsage(f"{path}: no column {' or '.join(NAMES['repo_id'])}")
        db.execute(f"CREATE TEMP TABLE looked AS {_shaped(columns, types, reader)}", [str(path)])
    except duckdb.Error as error:
        raise WrongUsage(f"{path}: {str(error).splitlines()[0]}") from error


def _shaped(columns: dict[str, str | None], types: dict[str, str], reader: str) -> str:
    """The SELECT that brings one table to our shape."""
    raw = ", ".join(f"{_text(theirs, types)} AS {ours}" for ours, theirs in columns.items())
    return (
        f"WITH raw AS (SELECT {raw} FROM {reader}),"
        " told AS (SELECT *, TRY_CAST(card AS JSON) AS data FROM raw)"
        f" SELECT repo_id, {_license()} AS license_tag, {_bases()} AS base_model, {_gate()} AS gated,"
        " coalesce(TRY_CAST(downloads AS BIGINT), 0) AS downloads, coalesce(TRY_CAST(likes AS BIGINT), 0) AS likes"
        f" FROM told WHERE length(repo_id) <= 200 AND regexp_full_match(repo_id, '{_ID}')"
        " QUALIFY row_number() OVER (PARTITION BY repo_id) = 1"
    )


def _text(column: str | None, types: dict[str, str]) -> str:
    """A column as text, whatever it is: a list joined by commas, a mapping as JSON."""
    if column is None:
        return "CAST(NULL AS VARCHAR)"
    kind, name = types[column], f'"{column}"'
    if kind.endswith("[]"):
        return f"array_to_string({name}, ',')"
    return f"CAST(to_json({name}) AS VARCHAR)" if kind.startswith(("STRUCT", "MAP")) else f"CAST({name} AS VARCHAR)"


def _quoted(pattern: str) -> str:
    return "'{}'".format(pattern.replace("'", "''"))


def _license() -> str:
    """The tag, else the card's own word; empty where either was to be seen and named none."""
    tag = f"regexp_extract(tags, {_quoted(_TAG.format(key='license'))}, 1)"
    card = "regexp_extract(json_extract_string(data, '$.license'), '[A-Za-z0-9][A-Za-z0-9.+_-]{0,99}')"
    none = "CASE WHEN coalesce(tags, card) IS NOT NULL THEN '' END"
    return f"lower(coalesce(nullif({tag}, ''), nullif({card}, ''), {none}))"


def _bases() -> str:
    """Base models by name. Tags of early years have none at all: only a card can say that there is none."""
    relation = "'^(?:finetune|adapter|quantized|merge):'"
    tags = f"regexp_extract_all(tags, {_quoted(_TAG.format(key='base_model'))}, 1)"
    stripped = f"list_transform({tags}, lambda name: regexp_replace(name, {relation}, ''))"
    card = f"regexp_extract_all(json_extract_string(data, '$.base_model'), '{_ID}')"
    joined = [f"nullif(array_to_string(list_sort(list_distinct({names})), ', '), '')" for names in (stripped, card)]
    return f"left(coalesce({', '.join(joined)}, CASE WHEN data IS NOT NULL THEN '' END), 1000)"


def _gate() -> str:
    """As the Hub says it today: auto, manual or nothing. Early tables have a truth value."""
    words = "WHEN 'false' THEN '' WHEN 'none' THEN '' WHEN '' THEN '' WHEN 'true' THEN 'manual' WHEN 'auto' THEN 'auto'"
    return f"CASE lower(trim(gated, '\"')) {words} WHEN 'manual' THEN 'manual' END"
