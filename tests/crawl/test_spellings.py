"""A card's metadata says the same to `audit DIR` before it is published and to a scan after, however it is spelled."""

from __future__ import annotations

import json

import pytest

from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import scan

BODY = "# Knot\n\nReads knots in photographs of ropes, on boats and on land, and tells how to undo them again.\n"
SAME_LICENCE = {
    "plain": "license: mit",
    "comment": "license: mit # as before",
    "quoted-key": '"license": mit',
    "quoted-both": "'license' : 'mit'",
    "capital": "License: mit",
    "anchor": "license: &l mit\ntags: [knots]",
    "alias": "family: &l mit\nlicense: *l",
    "folded": "license: >\n  mit",
    "licenses": "licenses:\n- mit",
    "licence": "licence: mit",
    "liscence": "liscence: mit",
}
CHOICE = {
    "flow": "license: [mit, apache-2.0]",
    "flow-in-two-lines": "license: [mit,\n apache-2.0]",
    "block": "license:\n  - mit # as before\n  - apache-2.0",
}
UNREAD = {
    "colon": "license: mit\nabout: a model: for knots",
    "open-list": "license: [mit\nbase_model: tern/base",
    "tab": "license: mit\ntags:\n\t- knots",
    "list": "- license: mit",
}
FRONTS = {**SAME_LICENCE, **CHOICE, **UNREAD}
CARDS = {name: f"---\n{front}\n---\n{BODY}" for name, front in FRONTS.items()} | {
    f"{name}-after-a-mark": f"\ufeff---\n{FRONTS[name]}\n---\n{BODY}" for name in ("plain", "flow", "colon")
}
READ_BESIDE = {"colon", "tab"}  # the line that is no YAML is another one
JUDGED = ("verdict", "verdict_own", "osaid", "mof_class", "openwashing", "claims")


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """By card: what `audit` says of its folder, and what it says of the model after a scan."""
    root = tmp_path_factory.mktemp("spellings")
    db, found = root / "x.db", {}
    for name, card in CARDS.items():
        folder = root / "hub" / "models" / "spell" / name
        folder.mkdir(parents=True)
        (folder / "README.md").write_bytes(card.encode())
        (folder / "model.safetensors").write_bytes(b"\0" * 8)
    with running(Options(root / "hub")) as hub:
        assert scan(db, hub) == 0
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("crawler.commands.audit.say_json", lambda value: said.append(json.dumps(value)))
        for name in CARDS:
            assert run(["audit", str(root / "hub" / "models" / "spell" / name), "--json"]) == 0
            assert run(["audit", f"spell/{name}", "--db", str(db), "--json"]) == 0
            found[name] = tuple(map(json.loads, said[-2:]))
    return found


def told(audit):
    """What does not depend on where the files lie: outcomes with their quotes, the licence, the verdicts."""
    kept = {key: audit[key] for key in JUDGED}
    for key, value in audit.items():
        if isinstance(value, dict) and "outcome" in value:
            quotes = [(row["rule"], row["quote"], row["line_start"]) for row in value["evidence"]]
            kept[key] = (value["outcome"], value["reason"], quotes)
    licence = audit["license"]
    kept["lineage"] = [{**edge, "child": ""} for edge in audit["lineage"]]  # a folder knows no owner
    return kept | {"license": [licence[key] for key in ("declared", "effective", "source", "conflict", "terms")]}


@pytest.mark.parametrize("name", CARDS)
def test_a_folder_and_a_scan_of_it_say_the_same(audited, name):
    folder, scanned = map(told, audited[name])
    assert folder == scanned


@pytest.mark.parametrize("name", [name for name in CARDS if name.split("-after-")[0] in SAME_LICENCE])
def test_every_spelling_of_one_licence_is_that_licence(audited, name):
    for audit in audited[name]:
        assert (audit["license"]["declared"], audit["license"]["effective"]) == ("mit", "mit")
        assert audit["verdict"] == "open-weights"


@pytest.mark.parametrize("name", [name for name in CARDS if name.split("-after-")[0] in CHOICE])
def test_every_spelling_of_two_licences_is_both(audited, name):
    for audit in audited[name]:
        assert audit["license"]["declared"] == "mit, apache-2.0"


@pytest.mark.parametrize("name", [name for name in CARDS if name.split("-after-")[0] in UNREAD])
def test_what_could_not_be_read_is_unknown_and_never_a_no(audited, name):
    licence = "mit" if name.split("-after-")[0] in READ_BESIDE else "unknown"
    for audit in audited[name]:
        assert audit["license"]["effective"] == licence
        assert audit["training_data"]["outcome"] == audit["data_card"]["outcome"] == "unknown"
        assert audit["verdict"] == "not-determinable"
