"""Datasette put together: our database, metadata, templates and plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from crawler.metadata import DATABASE, datasette_metadata
from crawler.schema import MODELS
from crawler.web import model_routes, plugin, search, site_routes, xlsx_answers
from crawler.web.dashboards import dashboards
from crawler.web.database import FollowedDatabase

HERE = Path(__file__).parent
SETTINGS = {
    "sql_time_limit_ms": 8_000,  # shares of downloads read every row: three to five seconds on three million models
    "facet_time_limit_ms": 1_500,
    "suggest_facets": False,  # on a table of forty columns the suggestions cost more than the page
    "max_returned_rows": 1_000,
    "allow_csv_stream": False,  # whole tables are files: see `hub-openness export`
    "allow_download": False,
}


def build(path: Path, reports: str = "") -> Datasette:
    """A Datasette over the database at `path`, under one stable name whatever the file is called.

    `reports` is the address of a form that takes `title` and `body`, to which "this answer is wrong" leads.
    """
    for ours in (plugin, model_routes, site_routes, search, xlsx_answers):
        if not pm.is_registered(ours):
            pm.register(ours, ours.NAME)
    pm.get_plugin(
        "datasette.handle_exception"
    ).rich = None  # else every page not found costs a second of printing all local variables
    datasette = Datasette(
        metadata=_metadata(reports),
        settings=SETTINGS,
        template_dir=str(HERE / "templates"),
        static_mounts=[("-/openness", str(HERE / "static"))],
        cors=True,
        memory=False,
    )
    datasette.remove_database("_memory")
    datasette.add_database(FollowedDatabase(datasette, path), DATABASE)
    return datasette


def _metadata(reports: str) -> dict[str, object]:
    """What Datasette is told: the schema, the queries and the dashboards, and where wrong answers are reported."""
    plugins = {"datasette-dashboards": dashboards(DATABASE), model_routes.NAME: {"reports": reports}}
    told: Any = datasette_metadata()
    del told["databases"][DATABASE]["tables"][MODELS.name]["fts_table"]  # it is searched by a plugin of ours
    return {**told, "plugins": plugins}
