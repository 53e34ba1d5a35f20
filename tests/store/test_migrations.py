"""A database that an earlier version made is brought up to date, and loses nothing on the way."""

from sqlite_utils import Database

from crawler.model import CodeRepoFacts, DatasetFacts, Kind, Ref
from crawler.store import frontier, migrations, neighbours, refs
from crawler.store.database import connect, facts_path, pack


def test_what_was_named_keeps_its_kind_and_its_name(tmp_path):
    old = Database(facts_path(tmp_path / "x.db"))
    migrations.facts.apply(old, stop_before="f0002_kind_and_name_of_what_is_named")
    targets = ("datasets/tide/logs", "datasets/old", "github/tide/buoy", "models/Tide/Gull")
    old["refs"].insert_all({"hub_id": "h1", "target": target} for target in targets)
    old["neighbours"].insert({"target": "datasets/old", "read_at": "2026", "facts": pack({"exists": True})})
    old["frontier"].insert_all([
        {"walk": "github", "key": "github/tide/buoy", "payload": '{"id": "Tide/Buoy"}'},
        {"walk": "texts", "key": "h1", "payload": "{}"},
    ])  # fmt: skip
    old.close()
    db = connect(tmp_path / "x.db")
    names = (("datasets", "old"), ("datasets", "tide/logs"), ("github", "tide/buoy"), ("models", "Tide/Gull"))
    assert refs.of_model(db, "h1") == [Ref(Kind(kind), name) for kind, name in names]
    datasets, code_repos = neighbours.neighbours_of(db, "h1")
    assert datasets == {"old": DatasetFacts("old", exists=True), "tide/logs": DatasetFacts("tide/logs")}
    assert code_repos == {"tide/buoy": CodeRepoFacts("tide/buoy")}
    assert [(t.key, t.payload["id"]) for t in frontier.claim(db, "github", 5)] == [("tide/buoy", "Tide/Buoy")]
    assert [task.key for task in frontier.claim(db, "texts", 5)] == ["h1"]
    db.close()
