"""The dashboards as configuration of datasette-dashboards: one TOML file each beside this one. Pure.

A chart is a line of shares by month (`dimension`), or bars or columns over its own `sql`. Its definition (`says`) is
shown beside it. The plugin draws with Vega-Lite, from the JSON of the query, which is an address of its own.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

POPULATIONS = ("all", "live", "popular")
SHARES = """
select month, case value when '' then '{empty}' else value end as answer, {measure} as percent, models,
       case basis when 'scanned' then '{scanned}' else '{created}' end as basis
from trends
where dimension = '{dimension}' and population = :population and basis in ('scanned', 'created-until') and month <> ''
order by month, answer
"""
SCANNED, CREATED = "as scanned", "by creation date, as of today"  # what a month rests on
EMPTY = {"gated": "open to everybody"}  # what an empty value of a dimension means
ACTIONS = {"embedOptions": {"actions": {"export": True, "source": False, "compiled": False, "editor": False}}}
DRAWN: dict[str, list[object]] = {  # what both kinds of month look like: never told apart by colour alone
    "strokeDash": [[1, 0], [5, 4]],
    "shape": ["circle", "triangle-up"],
}
CONFIG = {  # a legend beside the chart leaves it half of a phone
    "background": "#00000000",
    "line": {"point": {"size": 30}},
    "legend": {
        "orient": "bottom", "columns": 2, "labelLimit": 320, "symbolSize": 80,
        "layout": {"bottom": {"anchor": "start", "direction": "vertical"}},
    },
}  # fmt: skip
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"  # the version the plugin ships; a name, never fetched
Json = dict[str, object]


def dashboards(database: str) -> dict[str, Json]:
    """Name to dashboard, in the order of the files; `database` is the one its charts ask."""
    folder = sorted(files("crawler.web.dashboards").iterdir(), key=lambda f: f.name)
    found = [tomllib.loads(f.read_text(encoding="utf-8")) for f in folder if f.name.endswith(".toml")]
    return {one["name"]: _dashboard(one, database) for one in found}


def _dashboard(entry: dict[str, object], database: str) -> Json:
    charts = entry["chart"]
    assert isinstance(charts, list)
    population = {"name": "Population", "type": "select", "default": POPULATIONS[0], "options": list(POPULATIONS)}
    return {
        "title": entry["title"],
        "description": entry["description"],
        "filters": {"population": population},
        "charts": {chart["name"]: {"db": database, "library": "vega-lite", **_chart(chart)} for chart in charts},
    }


def _chart(entry: dict[str, str]) -> Json:
    dimension = entry.get("dimension")
    query = _shares(dimension, weighted=bool(entry.get("weighted"))) if dimension else entry["sql"].strip()
    return {"title": entry["title"], "says": entry["says"], "query": query, "display": _display(entry)}


def _shares(dimension: str, *, weighted: bool) -> str:
    share = "downloads_share" if weighted else "share"
    measure = f"round(100 * {share}, 2)"
    empty = EMPTY.get(dimension, "not judged yet")
    told = {"scanned": SCANNED, "created": CREATED}
    return SHARES.format(empty=empty, measure=measure, dimension=dimension, **told).strip()


def _display(entry: dict[str, str]) -> Json:
    drawn = {"bars": _bars, "columns": _columns}
    encoding = drawn[entry["kind"]](entry) if "kind" in entry else _lines()
    mark = {"type": "bar" if "kind" in entry else "line", "tooltip": True}
    return {"$schema": VEGA_LITE, "mark": mark, "encoding": encoding, "config": CONFIG, "usermeta": ACTIONS}


def _lines() -> Json:
    return {
        "x": {"field": "month", "type": "ordinal", "title": "month", "axis": {"labelOverlap": True}},
        "y": {"field": "percent", "type": "quantitative", "title": "percent", "scale": {"domainMin": 0}},
        "color": {"field": "answer", "type": "nominal", "title": None, "scale": {"scheme": "tableau10"}},
        **{channel: _basis(looks) for channel, looks in DRAWN.items()},
    }


def _basis(looks: list[object]) -> Json:
    scale = {"domain": [SCANNED, CREATED], "range": looks}
    return {"field": "basis", "type": "nominal", "title": None, "scale": scale}


def _bars(entry: dict[str, str]) -> Json:
    return {
        "y": {"field": entry["label"], "type": "nominal", "title": None, "sort": "-x"},
        "x": {"field": entry["value"], "type": "quantitative", "title": entry["value"]},
        "color": _colour(entry),
    }


def _columns(entry: dict[str, str]) -> Json:
    return {
        "x": {"field": entry["label"], "type": "ordinal", "title": entry["label"], "axis": {"labelOverlap": True}},
        "y": {"field": entry["value"], "type": "quantitative", "title": entry["value"]},
        "color": _colour(entry),
    }


def _colour(entry: dict[str, str]) -> Json:
    return {"field": entry["colour"], "type": "nominal", "title": None, "scale": {"scheme": "tableau10"}}
