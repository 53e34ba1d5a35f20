"""Recorded families: what ancestors impose, where a licence drifts, whose claim it is; all of it in the database."""

from __future__ import annotations

import pytest

from crawler.judge.term_sets import sweep
from tests.verdict.families import Families, Member

CLOSED_RECIPE = {"training_code": "no", "training_data": "no", "data_card": "no"}
CONVERTED = {"training_code": "not-applicable", "training_data": "not-applicable"}
LLAMA = Member("meta/llama-8b", "llama3.1", outcomes=CLOSED_RECIPE)
TUNE = Member("tuner/gull-8b", "apache-2.0", ("meta/llama-8b",))
GGUF = Member("quants/gull-8b-GGUF", "apache-2.0", ("tuner/gull-8b",), "quantized", CONVERTED)


@pytest.fixture
def families(tmp_path):
    made = Families(tmp_path / "x.db")
    yield made
    made.db.close()


def test_a_cap_holds_however_freely_a_tune_and_its_copy_are_tagged_and_drifts_once(families):
    families.add(LLAMA, TUNE, GGUF)
    families.judge()
    for name in (TUNE.name, GGUF.name):
        terms, row = families.terms(name), families.row(name)
        assert terms["user_cap"] == ("700000000", LLAMA.name)
        assert terms["naming_duty"] == ("yes", LLAMA.name)
        assert terms["commercial_use"] == ("conditional", LLAMA.name)
        assert (row["user_cap"], row["commercial_use"], row["verdict"]) == (700_000_000, "conditional", "open-weights")
        assert row["derivative_same_license"] == "pass-through"
    assert (families.row(TUNE.name)["drift"], families.row(GGUF.name)["drift"]) == ("dropped-terms", "same")


def test_every_imposed_term_comes_with_its_clause_its_text_and_the_day_it_was_read(families):
    families.add(LLAMA, TUNE)
    families.judge()
    columns = "license_id, unit, quote, path, line_start, text_sha256, read_at, url"
    found = families.db.execute(
        f"SELECT {columns} FROM model_terms WHERE repo_id = ? AND term = 'user_cap'", (TUNE.name,)
    ).fetchall()
    assert found == [
        ("llama3.1", "MAU", "clause on user_cap of llama3.1", "LICENSE", 7, "5" * 64, "2026-11-01",
         "https://hub.example/meta/llama-8b/blob/c0ffee/LICENSE#L7"),
    ]  # fmt: skip


def test_an_open_tune_of_a_closed_recipe_keeps_its_layers_and_is_capped(families):
    families.add(Member("base/b", outcomes=CLOSED_RECIPE), Member("tuner/open", bases=("base/b",)))
    families.judge()
    row = families.row("tuner/open")
    assert (row["verdict_own"], row["verdict"], row["osaid"]) == ("open-source-ai", "open-weights", "does-not-meet")
    assert row["osaid_missing"] == "base:training-code,base:training-data"
    assert (row["training_code"], row["training_data"], row["commercial_use"]) == ("yes", "yes", "yes")


def test_a_conversion_of_an_open_model_is_open_by_what_its_base_answers(families):
    families.add(Member("base/open"), Member("quants/open", "apache-2.0", ("base/open",), "quantized", CONVERTED))
    families.judge()
    row = families.row("quants/open")
    assert (row["verdict_own"], row["verdict"]) == ("open-weights", "open-source-ai")


def test_an_edge_tells_the_licence_that_the_child_inherits(families):
    families.add(Member("base/b", "mit"), Member("tuner/silent", "", ("base/b",)))
    families.judge()
    edge = "SELECT parent_license, child_license, drift FROM lineage"
    assert families.db.execute(edge).fetchall() == [("mit", families.row("tuner/silent")["license_id"], "no-licence")]


def test_weights_that_were_never_published_bind_nobody(families):
    families.add(Member("lab/secret", "", outcomes={"weights": "no"}), Member("tuner/t", "mit", ("lab/secret",)))
    families.judge()
    assert (families.row("tuner/t")["commercial_use"], families.row("tuner/t")["verdict"]) == ("yes", "open-weights")


def test_a_merge_is_bound_by_its_strictest_parent(families):
    families.add(
        Member("a/free"), Member("b/nc", "cc-by-nc-4.0"), Member("m/merge", "mit", ("a/free", "b/nc"), "merge")
    )
    families.judge()
    assert families.terms("m/merge")["commercial_use"] == ("no", "b/nc")
    assert families.row("m/merge")["verdict"] == "open-access"
    assert families.drift("m/merge") == {"a/free": "same", "b/nc": "looser"}
    assert families.row("m/merge")["drift"] == "looser"


def test_two_roots_each_impose_their_own(families):
    families.add(LLAMA, Member("g/gemma", "gemma"), Member("m/both", "apache-2.0", (LLAMA.name, "g/gemma"), "merge"))
    families.judge()
    assert families.terms("m/both")["user_cap"] == ("700000000", LLAMA.name)
    assert families.terms("m/both")["use_restrictions"][0] == "yes"


@pytest.mark.parametrize("unread", [(), (Member("lost/base", None),)], ids=["deleted", "unread"])
def test_what_nobody_could_read_frees_nothing(families, unread):
    families.add(*unread, Member("tuner/t", bases=("lost/base",)))
    families.judge()
    row = families.row("tuner/t")
    assert families.terms("tuner/t")["commercial_use"] == ("unknown", "lost/base")
    assert (row["commercial_use"], row["geo_exclusion"], row["user_cap"]) == ("unknown", "unknown", None)
    assert (row["verdict"], row["osaid"], row["drift"]) == ("not-determinable", "not-determinable", "unknown")


def test_a_base_that_may_stand_in_what_could_not_be_read_binds_the_model_and_all_below_it(families):
    families.add(Member("t/torn", "mit"), Member("t/below", "mit", ("t/torn",)), Member("t/nc", "cc-by-nc-4.0"))
    families.db.execute("UPDATE models SET relation = 'unknown' WHERE repo_id IN ('t/torn', 't/nc')")
    families.judge()
    assert families.terms("t/torn")["commercial_use"] == ("unknown", "t/torn")
    assert families.terms("t/below")["commercial_use"] == ("unknown", "t/torn")
    assert {families.row(n)["verdict"] for n in ("t/torn", "t/below")} == {"not-determinable"}
    assert families.row("t/nc")["commercial_use"] == "no"  # what the model itself refuses stays refused
    assert families.drift("t/below") == {"t/torn": "same"}  # drift is about what both state


@pytest.mark.parametrize("relation", ["adapter", "quantized", "merge"])
def test_what_is_made_of_an_unnamed_model_is_bound_by_terms_nobody_knows(families, relation):
    families.add(Member("t/torn", "mit"), Member("t/below", "mit", ("t/torn",)), Member("t/tune", "mit"))
    families.db.execute("UPDATE models SET relation = ? WHERE repo_id = 't/torn'", (relation,))
    families.db.execute("UPDATE models SET relation = 'finetune' WHERE repo_id = 't/tune'")
    families.judge()
    assert families.terms("t/torn")["commercial_use"] == ("unknown", "t/torn")
    assert families.terms("t/below")["commercial_use"] == ("unknown", "t/torn")
    assert {families.row(n)["verdict"] for n in ("t/torn", "t/below")} == {"not-determinable"}
    assert families.row("t/tune")["commercial_use"] == "yes"  # its publisher may have kept the base


def test_a_known_refusal_stands_beside_a_parent_nobody_could_read(families):
    families.add(Member("b/nc", "cc-by-nc-4.0"), Member("m/merge", "mit", ("lost/base", "b/nc"), "merge"))
    families.judge()
    assert families.terms("m/merge")["commercial_use"] == ("no", "b/nc")
    assert families.row("m/merge")["verdict"] == "open-access"


def test_a_silent_copy_is_under_its_base_and_says_no_licence(families):
    families.add(LLAMA, Member("q/llama-GGUF", "", (LLAMA.name,), "quantized", CONVERTED))
    families.judge()
    row = families.row("q/llama-GGUF")
    assert (row["license_id"], row["license_source"], row["drift"]) == ("llama3.1", "base-model", "no-licence")
    assert families.terms("q/llama-GGUF")["user_cap"] == ("700000000", LLAMA.name)


def test_a_base_that_is_relicensed_binds_what_was_made_from_it_and_a_leaf_touches_itself_alone(families):
    families.add(Member("base/b"), Member("tuner/t", bases=("base/b",)), Member("tuner/u", bases=("tuner/t",)))
    families.judge()
    before = families.row("tuner/t")
    families.add(Member("base/b", "cc-by-nc-4.0"))
    families.judge()
    assert [families.row(n)["commercial_use"] for n in ("base/b", "tuner/t", "tuner/u")] == ["no"] * 3
    assert (families.drift("tuner/t"), families.drift("tuner/u")) == ({"base/b": "looser"}, {"tuner/t": "same"})
    changed = families.db.execute("SELECT repo_id, old, new FROM changes WHERE field = 'commercial_use'").fetchall()
    assert set(changed) >= {("tuner/t", "yes", "no"), ("tuner/u", "yes", "no")}
    families.add(Member("base/b"))
    families.judge()
    assert families.row("tuner/t") == before  # what an ancestor no longer imposes is gone
    writes = families.db.conn.total_changes
    families.add(Member("tuner/u", "mit", ("tuner/t",)))
    added = families.db.conn.total_changes
    families.judge()
    assert families.row("tuner/t") == before
    assert families.db.conn.total_changes - added < added - writes + 40


def test_a_circle_binds_all_that_are_in_it(families):
    families.add(
        Member("o/a", "mit", ("o/b",), "merge"), Member("o/b", "cc-by-nc-4.0", ("o/c",), "merge"),
        Member("o/c", "apache-2.0", ("o/a",), "merge"),
    )  # fmt: skip
    families.judge()
    for name in ("o/a", "o/b", "o/c"):
        assert families.terms(name)["commercial_use"] == ("no", "o/b")


def test_a_renamed_ancestor_is_named_as_it_is_called_now(families):
    from crawler.store import models

    families.add(LLAMA, TUNE)
    families.judge()
    row = families.row(LLAMA.name)
    models.update(families.db, "run", row, {**row, "repo_id": "meta/new-name"}, "model")
    assert families.terms(TUNE.name)["user_cap"] == ("700000000", "meta/new-name")


def test_a_copied_sentence_is_the_claim_of_the_card_it_was_copied_from(families):
    said, own = "Our model is fully open source.", "We open-source this tune."
    families.add(
        Member("base/b", outcomes=CLOSED_RECIPE, claims=(said,)),
        Member("q/copy", bases=("base/b",), relation="quantized", outcomes=CONVERTED, claims=(said,)),
        Member("t/tune", bases=("q/copy",), claims=(said, own)),
    )
    families.judge()
    found = families.db.execute("SELECT repo_id, quote, original FROM claims").fetchall()
    assert set(found) == {
        ("base/b", said, "base/b"), ("q/copy", said, "base/b"), ("t/tune", said, "base/b"), ("t/tune", own, "t/tune"),
    }  # fmt: skip
    assert [families.row(n)["openwashing"] for n in ("base/b", "q/copy", "t/tune")] == ["yes", "no", "yes"]


def test_a_long_line_and_a_broad_family_are_bound_from_end_to_end(families):
    line = [Member("z/0", "cc-by-nc-4.0"), *(Member(f"z/{n}", "mit", (f"z/{n - 1}",)) for n in range(1, 60))]
    star = [Member(f"s/{n}", "apache-2.0", (LLAMA.name,)) for n in range(300)]
    families.add(LLAMA, *line, *star)
    families.judge()
    assert families.terms("z/59")["commercial_use"] == ("no", "z/0")
    caps = families.db.execute(
        "SELECT count(*) FROM models WHERE repo_id LIKE 's/%' AND user_cap = 700000000"
    ).fetchone()
    assert caps == (300,)
    sets = families.db.execute("SELECT count(DISTINCT terms) FROM models WHERE repo_id LIKE 's/%'").fetchone()
    assert sets == (1,)


def test_sets_of_terms_that_no_model_has_go(families):
    families.add(LLAMA, TUNE)
    families.judge()
    bound = families.terms(TUNE.name)
    families.add(Member(LLAMA.name, "gemma", outcomes=CLOSED_RECIPE))
    families.judge()
    before = sets_of(families)
    sweep(families.db)
    used = {n for (n,) in families.db.execute("SELECT own_terms FROM models UNION SELECT terms FROM models").fetchall()}
    assert sets_of(families) == used < before
    assert families.terms(TUNE.name) != bound and families.terms(TUNE.name)["use_restrictions"] == ("yes", LLAMA.name)
    clauses = families.db.execute("SELECT DISTINCT license_id FROM term_clauses").fetchall()
    assert ("llama3.1",) not in clauses and ("gemma",) in clauses
    families.add(LLAMA)
    families.judge()
    assert families.terms(TUNE.name) == bound  # what was deleted is written anew when it is met again


def sets_of(families):
    return {number for (number,) in families.db.execute("SELECT DISTINCT set_no FROM term_sets").fetchall()}
