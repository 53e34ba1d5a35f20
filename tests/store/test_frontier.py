"""The leased frontier: every task is handed out, none is lost, whatever happens to its claimer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.store import frontier
from crawler.store.database import connect


def keys(tasks):
    return {task.key for task in tasks}


def test_a_claimed_task_is_not_handed_out_twice(db):
    frontier.add(db, "texts", [("a", {}), ("b", {})])
    assert keys(frontier.claim(db, "texts", 1)) | keys(frontier.claim(db, "texts", 5)) == {"a", "b"}
    assert frontier.claim(db, "texts", 5) == []
    assert frontier.left(db, "texts") == 2


def test_a_killed_run_leaves_its_leases_to_the_next(db):
    frontier.add(db, "texts", [("a", {"sha": "1"})])
    frontier.claim(db, "texts", 1)
    frontier.release(db)
    (task,) = frontier.claim(db, "texts", 1)
    assert (task.key, task.payload, task.attempts) == ("a", {"sha": "1"}, 1)


def test_a_task_that_fails_every_time_is_left_in_peace_until_the_next_run(db):
    frontier.add(db, "texts", [("a", {})])
    for attempt in range(1, frontier.MOST_ATTEMPTS + 1):
        (task,) = frontier.claim(db, "texts", 1)
        assert task.attempts == attempt
        frontier.failed(db, "texts", "a", "answered 500")
    assert frontier.claim(db, "texts", 1) == []
    assert frontier.left(db, "texts") == 1


def test_walks_do_not_share_tasks(db):
    frontier.add(db, "datasets", [("a", {})])
    assert frontier.claim(db, "texts", 1) == []


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["claim", "done", "fail", "crash"]), max_size=40), st.integers(1, 12))
def test_no_task_is_lost_whatever_happens(tmp_path_factory, steps, n):
    db = connect(tmp_path_factory.mktemp("frontier") / "x.db")
    names, finished, held = {f"t{i}" for i in range(n)}, set(), []
    frontier.add(db, "w", [(name, {}) for name in sorted(names)])
    for step in steps:
        if step == "claim":
            held += frontier.claim(db, "w", 2)
        elif step == "crash":
            held = []
            frontier.release(db)
        elif held:
            task = held.pop()
            if step == "done":
                frontier.done(db, "w", task.key)
                finished.add(task.key)
            else:
                frontier.failed(db, "w", task.key, "odd")
    frontier.release(db)
    rest = keys(frontier.claim(db, "w", 100))
    assert rest | finished == names
    assert not rest & finished
    db.close()
