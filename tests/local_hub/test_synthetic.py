"""The made-up Hub: a function of seed, index and day, in the shares of the real one."""

from __future__ import annotations

from itertools import islice

import httpx2 as httpx
import pytest
from huggingface_hub import HfApi, ModelCard
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.local_hub.repos.catalogue import SORT_KEYS, position
from crawler.local_hub.repos.repo import ABSENT
from crawler.local_hub.synthetic.draw import Shuffle
from crawler.local_hub.synthetic.hub import SyntheticHub
from crawler.local_hub.synthetic.population import Population
from crawler.local_hub.synthetic.truth import truth

SMALL = Population(3000, seed=7)


def state(hub: SyntheticHub) -> dict[str, tuple]:
    """All a sweep can see, by the id that stays."""
    models = hub.walk("models", "createdAt", None)
    return {m.hub_id: (m.id, m.sha, m.gated, m.last_modified, m.files.get("README.md")) for m in models}


def oid(blob) -> str:
    return blob.oid if blob else ""


@given(st.integers(1, 500), st.integers(0, 5))
def test_a_shuffle_goes_both_ways(size, seed):
    shuffle = Shuffle(size, seed, "x")
    assert sorted(shuffle) == list(range(size))
    assert all(shuffle.rank(shuffle.at(rank)) == rank for rank in range(size))


@settings(max_examples=25)
@given(st.sampled_from([*SORT_KEYS]), st.integers(1, 300), st.integers(0, 4), st.integers(0, 299))
def test_every_order_can_be_entered_anywhere(sort, size, day, start):
    hub = SyntheticHub(Population(size, seed=1), day)
    everything = [repo.id for repo in hub.walk("models", sort, None)]
    assert len(everything) == len(set(everything)) == hub.count("models")
    for place, repo in enumerate(islice(hub.walk("models", sort, None), start, start + 3), start):
        assert [r.id for r in hub.walk("models", sort, position(repo, sort))] == everything[place + 1 :]


@pytest.mark.parametrize("sort", ["createdAt", "lastModified"])
def test_dates_descend(sort):
    dates = [SORT_KEYS[sort](repo) for repo in SyntheticHub(SMALL, 3).walk("models", sort, None)]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("sort", ["downloads", "likes"])
def test_popularity_descends(sort):
    values = [SORT_KEYS[sort](repo) for repo in SyntheticHub(SMALL, 3).walk("models", sort, None)]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("day", [1, 2, 5])
def test_the_truth_of_a_day_is_what_two_sweeps_differ_in(day):
    before, after = (state(SyntheticHub(SMALL, d)) for d in (day - 1, day))
    told = truth(SMALL, day)
    assert {before[key][0] for key in before.keys() - after.keys()} == set(told["deleted"])
    assert {after[key][0] for key in after.keys() - before.keys()} == set(told["created"])
    both = {key: (before[key], after[key]) for key in before.keys() & after.keys()}
    assert {old[0]: new[0] for old, new in both.values() if old[0] != new[0]} == told["renamed"]
    assert {new[0]: [old[1], new[1]] for old, new in both.values() if old[1] != new[1]} == told["commits"]
    assert {new[0]: [old[2], new[2]] for old, new in both.values() if old[2] != new[2]} == told["gates"]
    texts = {new[0]: [oid(old[4]), oid(new[4])] for old, new in both.values() if oid(old[4]) != oid(new[4])}
    assert texts == told["texts"]
    assert {key for key, (old, new) in both.items() if old[3] != new[3]} == {
        key for key, (old, new) in both.items() if old[1] != new[1]
    }
    assert texts and told["renamed"] and told["gates"] and told["deleted"]


def test_the_same_seed_makes_the_same_hub_and_another_seed_another():
    first, second, other = (state(SyntheticHub(Population(100, seed), 2)) for seed in (1, 1, 2))
    assert {key: row[:4] for key, row in first.items()} == {key: row[:4] for key, row in second.items()}
    assert first.keys() != other.keys() or {r[0] for r in first.values()} != {r[0] for r in other.values()}


def test_the_shares_are_those_of_the_hub():
    models = list(SyntheticHub(Population(20_000, seed=0)).walk("models", "createdAt", None))

    def share(wanted) -> float:
        return sum(map(bool, map(wanted, models))) / len(models)

    assert share(lambda m: m.downloads == 0) == pytest.approx(0.64, abs=0.01)
    assert share(lambda m: m.likes >= 5 or m.downloads >= 1000) == pytest.approx(0.02, abs=0.005)
    assert share(lambda m: "README.md" in m.paths) == pytest.approx(0.70, abs=0.02)
    assert share(lambda m: any(tag.startswith("license:") for tag in m.tags)) == pytest.approx(0.356, abs=0.02)
    assert share(lambda m: "LICENSE" in m.paths) == pytest.approx(0.07, abs=0.01)
    related = [m.relation for m in models if m.relation]
    assert len(related) / len(models) == pytest.approx(0.281, abs=0.02)
    assert related.count("adapter") / len(related) == pytest.approx(0.426, abs=0.03)


def test_a_card_says_in_its_front_matter_what_the_list_says():
    models = SyntheticHub(SMALL).walk("models", "createdAt", None)
    for model in islice((m for m in models if m.card_data is not ABSENT), 50):
        data = ModelCard(model.files["README.md"].read().decode()).data.to_dict()
        assert {key: data[key] for key in model.card_data if key != "base_model_relation"} == {
            key: value for key, value in model.card_data.items() if key != "base_model_relation"
        }


def test_parents_are_older_and_can_be_asked_for():
    hub = SyntheticHub(SMALL)
    for model in islice((m for m in hub.walk("models", "createdAt", None) if m.relation), 100):
        assert hub.get("models", model.parent).created_at < model.created_at


def test_the_client_walks_it_and_sees_the_next_day(serve):
    address = serve(synthetic=500, seed=4)
    api = HfApi(endpoint=address, token=False)
    assert len(list(api.list_models(sort="created_at"))) == 500
    httpx.post(f"{address}/_day?d=1")
    told = httpx.get(f"{address}/_truth?day=1").json()
    ((old, new),) = told["renamed"].items()
    assert api.model_info(old).id == new
    assert not api.repo_exists(told["deleted"][0])
    (name, (_, after)) = next(iter(told["commits"].items()))
    assert api.model_info(name).sha == after
    assert next(iter(api.list_models(sort="last_modified", expand=["sha"]))).id in {*told["commits"], *told["created"]}
    assert {data.id for data in api.list_datasets()} == {data.id for data in api.list_datasets(sort="created_at")}
    assert httpx.post(f"{address}/_day?d=soon").status_code == 400
    assert httpx.post(f"{address}/_day?d=99999").status_code == 400


def test_what_cards_point_to_is_there(serve):
    address = serve(synthetic=2000)
    assert httpx.get(f"{address}/api/datasets/data-house-0/letters-d0").json()["id"] == "data-house-0/letters-d0"
    codes = [httpx.get(f"{address}/repos/code-team-{n}/train-c{n:x}").status_code for n in range(30)]
    assert {200, 404} == set(codes)
