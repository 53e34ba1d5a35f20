"""Evidence leads to the file it stands in, whatever that file is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.hub import LIVE
from crawler.judge.addresses import address
from crawler.model import CodeRepoFacts, DatasetFacts, Evidence, Kind, Ref, Snapshot
from crawler.store.database import connect

MODEL = Snapshot(
    "weather-lab/gull",
    "c0ffee",
    datasets={"old": DatasetFacts("old", True, sha="d1"), "tide/logs": DatasetFacts("tide/logs", True, sha="d2")},
    code_repos={"tide/buoy": CodeRepoFacts("Tide/Buoy", True, sha="g1")},
)


def listed(path, repo=None):
    return Evidence(path, path, "r", repo=repo)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (listed("datasets/train.py"), f"{LIVE}/weather-lab/gull/blob/c0ffee/datasets/train.py"),
        (listed("github/a/b.py"), f"{LIVE}/weather-lab/gull/blob/c0ffee/github/a/b.py"),
        (listed("README.md", Ref(Kind.DATASET, "old")), f"{LIVE}/datasets/old/blob/d1/README.md"),
        (listed("a b#1.md", Ref(Kind.DATASET, "Tide/logs")), f"{LIVE}/datasets/Tide/logs/blob/d2/a%20b%231.md"),
        (Evidence("", "exists: false", "r", repo=Ref(Kind.DATASET, "no/such")), f"{LIVE}/datasets/no/such"),
        (listed("what?.py", Ref(Kind.CODE, "tide/buoy")), "https://github.com/tide/buoy/blob/g1/what%3F.py"),
        (
            Evidence("README.md", "x", "r", 3, 5, Ref(Kind.DATASET, "tide/logs")),
            f"{LIVE}/datasets/tide/logs/blob/d2/README.md#L3-L5",
        ),
        (Evidence("https://tide.example/terms", "x", "r", 2, 2), "https://tide.example/terms"),
    ],
)
def test_evidence_leads_to_the_repository_it_stands_in(piece, expected):
    assert address(piece, MODEL, LIVE) == expected


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """A database with the one model; every piece of evidence of it is put in turn."""
    db = connect(tmp_path_factory.mktemp("view") / "x.db")
    db.execute("INSERT INTO about VALUES ('hub', ?)", (LIVE,))
    db.execute("INSERT INTO models (repo_id, read_sha, no) VALUES (?, ?, 1)", (MODEL.repo_id, MODEL.sha))
    db.execute("INSERT INTO rules VALUES (1, 'weights', 'yes', 'why', 'weights', 1, 'r')")
    yield db
    db.close()


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
)
def test_the_view_gives_a_models_own_files_the_same_address(view, path, start, end):
    piece = Evidence(path, "x", "r", start if path else None, end if path and start else None)
    values = (piece.path, piece.line_start, piece.line_end)
    view.execute("INSERT OR REPLACE INTO evidence_rows VALUES (1, 0, 1, NULL, ?, ?, ?, 'x')", values)
    assert view.execute("SELECT url FROM evidence").fetchone() == (address(piece, MODEL, LIVE),)
