"""The schema as Datasette metadata: a sentence for every table and column, facets, order, and the canned queries.

Pure. The canned queries are data: one TOML file a theme in `crawler/web/queries/`, so a new question is a new entry.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import chain

from crawler.schema import TABLES, Table
from crawler.web.dashboards import dashboards

DATABASE = "hub-openness"  # the name in every address, whatever the file is called
PAGE_SIZE = 50
LABELS = {"licenses": "name"}  # what a row is called elsewhere, where its key says too little
TITLE = "How open are the models on the Hugging Face Hub?"
DESCRIPTION = (
    "Every model judged by what can be read in its repository: four layers, the licence, its claims and its ancestors. "
    "Each answer rests on quoted evidence with address, commit and line. "
    "Unknown means that nobody could look; it is never counted as no. "
    "Evidence, not a certificate: the OSI issues none."
)
LICENSE = "CC BY 4.0 for the derived facts; quotes are excerpts of third-party texts under their own terms"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
SOURCE = "Hugging Face Hub"
SOURCE_URL = "https://huggingface.co/models"

Json = dict[str, object]


def datasette_metadata() -> Json:
    """The whole metadata document, ready for `json.dumps`."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "license": LICENSE,
        "license_url": LICENSE_URL,
        "source": SOURCE,
        "source_url": SOURCE_URL,
        "plugins": {"datasette-dashboards": dashboards(DATABASE)},
        "databases": {
            DATABASE: {
                "title": "Tables and queries",
                "description": "One row per model in models; what it rests on in evidence; history in changes.",
                "tables": {table.name: table_metadata(table) for table in TABLES},
                "queries": canned_queries(),
            }
        },
    }


def table_metadata(table: Table) -> Json:
    """What Datasette is told about one table, in plain text as it renders no Markdown.

    `sort_desc` is left out where the natural order is as good.
    """
    described: Json = {
        "title": table.name,
        "description": table.says.replace("`", ""),
        "columns": {column.name: column.says.replace("`", "") for column in table.columns},
        "facets": [] if table.large else list(table.facets),
        "size": PAGE_SIZE,
    }
    if table.sort_desc:
        described["sort_desc"] = table.sort_desc
    if table.search[0]:
        described["fts_table"], described["fts_pk"] = table.search
    if table.pk:
        described["label_column"] = LABELS.get(table.name, table.pk[0])
    return described


def canned_queries() -> dict[str, Json]:
    """Name to title, description, SQL and parameters, by theme and then in the order of the file.

    Raises ValueError for a name used twice: addresses of queries are cited and must stay unambiguous.
    """
    folder = files("crawler.web").joinpath("queries")
    themes = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    entries = list(chain.from_iterable(tomllib.loads(f.read_text(encoding="utf-8"))["query"] for f in themes))
    queries: dict[str, Json] = {}
    for entry in entries:
        name = entry.pop("name")
        if name in queries:
            raise ValueError(f"two canned queries are named {name}")
        queries[name] = {**entry, "sql": entry["sql"].strip()}
    return queries
