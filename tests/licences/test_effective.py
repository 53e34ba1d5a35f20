"""Which licence a model is under, where that comes from, and which contradictions are facts of their own."""

from __future__ import annotations

import pytest

from crawler.model import Finding, Outcome, Snapshot
from pipelines.detectors.license_id import license_id
from pipelines.licences.effective import effective
from pipelines.repository import Repository
from tests.licences.texts import APACHE, CUSTOM, LFS, POLICY


def repo(card: str = "", files: tuple[str, ...] = (), **texts: str) -> Snapshot:
    contents = {name.replace("_dot_", "."): text for name, text in texts.items()}
    listed = ("README.md", *files, *contents)
    return Snapshot("org/model", files=listed, texts={"README.md": card, **contents})


def judged(snapshot: Snapshot) -> tuple[Outcome, str, str, str]:
    finding = license_id(Repository(snapshot))
    holds(finding, snapshot)
    columns = finding.columns
    return finding.outcome, columns["license_id"], columns["license_source"], columns["license_conflict"]


def holds(finding: Finding, snapshot: Snapshot) -> None:
    """Every outcome rests on evidence, and quotes stand literally within their lines."""
    assert finding.evidence
    for evidence in finding.evidence:
        if evidence.line_start is not None and evidence.line_end is not None:
            lines = snapshot.texts[evidence.path].split("\n")[evidence.line_start - 1 : evidence.line_end]
            assert evidence.quote in "\n".join(lines)


CARD = "---\nlicense: {}\n---\n# Model\n"
CC = "https://creativecommons.org/licenses/by-nc/4.0/"


def test_the_text_counts_more_than_the_tag() -> None:
    snapshot = repo(CARD.format("mit"), LICENSE=APACHE)
    assert judged(snapshot) == (Outcome.YES, "apache-2.0", "file", "tag-file")
    assert license_id(Repository(snapshot)).columns["license_path"] == "LICENSE"


def test_tag_and_text_that_agree_are_no_conflict() -> None:
    assert judged(repo(CARD.format("Apache-2.0"), LICENSE=APACHE)) == (Outcome.YES, "apache-2.0", "file", "")


def test_a_permissive_tag_without_the_text() -> None:
    assert judged(repo(CARD.format("apache-2.0"))) == (Outcome.YES, "apache-2.0", "tag", "no-text")


def test_a_custom_text_under_a_permissive_tag() -> None:
    assert judged(repo(CARD.format("mit"), LICENSE=CUSTOM)) == (Outcome.YES, "unknown", "file", "tag-file")


def test_the_weights_licence_is_chosen_over_that_of_the_code() -> None:
    snapshot = repo(CARD.format("other"), **{"LICENSE-CODE": APACHE, "LICENSE-MODEL": CUSTOM})
    assert license_id(Repository(snapshot)).columns["license_path"] == "LICENSE-MODEL"


def test_a_use_policy_beside_the_licence_is_read_too() -> None:
    snapshot = repo(CARD.format("apache-2.0"), LICENSE=APACHE, USE_POLICY_dot_md=POLICY)
    terms = effective(Repository(snapshot)).terms
    assert (terms.geo_exclusion, terms.use_restrictions) == ("EU (multimodal models only)", "yes")
    assert effective(Repository(snapshot)).license_id == "apache-2.0"


def test_the_linked_text() -> None:
    card = f"---\nlicense: other\nlicense_name: harbour\nlicense_link: {CC}\n---\n"
    snapshot = Snapshot("org/model", files=("README.md",), texts={"README.md": card, CC: CUSTOM})
    assert judged(snapshot) == (Outcome.YES, "unknown", "link", "")
    assert license_id(Repository(snapshot)).columns["license_path"] == CC


def test_a_link_to_a_known_address_needs_no_text() -> None:
    assert judged(repo(f"---\nlicense: other\nlicense_link: {CC}\n---\n"))[:3] == (Outcome.YES, "cc-by-nc-4.0", "link")


def test_the_name() -> None:
    card = "---\nlicense: other\nlicense_name: llama-3.1-community-license\n---\n"
    assert judged(repo(card))[:3] == (Outcome.YES, "llama3.1", "name")


def test_a_name_nobody_knows() -> None:
    assert judged(repo("---\nlicense: other\nlicense_name: harbour\n---\n"))[:3] == (Outcome.YES, "unknown", "tag")


def test_the_hubs_tag_alone() -> None:
    snapshot = Snapshot("org/model", info={"tags": ["gguf", "license:mit"]}, files=("a.gguf",))
    assert judged(snapshot)[1:3] == ("mit", "tag")


@pytest.mark.parametrize("card", ["", "# Model", "---\nlicense: unknown\n---\n", "---\nlanguage: en\n---\n"])
def test_nothing_said_is_all_rights_reserved(card: str) -> None:
    assert judged(repo(card)) == (Outcome.NO, "none", "none", "")


def test_a_text_that_cannot_be_read() -> None:
    gated = Snapshot("org/model", files=("LICENSE",), not_fetched={"LICENSE": "gated"})
    assert judged(gated) == (Outcome.UNKNOWN, "unknown", "", "text-unread")
    tagged = Snapshot("org/model", "", {"tags": ["license:llama3.1"]}, ("LICENSE",), {}, {"LICENSE": "gated"})
    assert judged(tagged) == (Outcome.YES, "llama3.1", "tag", "text-unread")


def test_an_unread_card_is_unknown() -> None:
    unread = Snapshot("org/model", files=("README.md",), not_fetched={"README.md": "unreachable"})
    assert judged(unread)[:2] == (Outcome.UNKNOWN, "unknown")


def test_no_listing_is_unknown() -> None:
    assert judged(Snapshot("org/model"))[0] is Outcome.UNKNOWN


def test_a_pointer_of_git_lfs_is_no_text() -> None:
    outcome, found, source, conflict = judged(repo(CARD.format("mit"), LICENSE=LFS))
    assert (outcome, found, source) == (Outcome.YES, "mit", "tag")
    assert conflict == "file-not-a-licence,no-text"


def test_the_cards_own_licence_section_names_another() -> None:
    card = CARD.format("mit") + "\n## License\n\nReleased under the Apache License 2.0.\n"
    assert judged(repo(card))[3] == "tag-body,no-text"


def test_several_tags() -> None:
    card = "---\nlicense:\n- apache-2.0\n- cc-by-nc-4.0\n---\n"
    assert judged(repo(card))[1:] == ("cc-by-nc-4.0", "tag", "several-tags")


def test_several_tags_of_which_one_is_unknown() -> None:
    card = "---\nlicense:\n- apache-2.0\n- other\n---\n"
    assert judged(repo(card))[1:3] == ("unknown", "tag")


@pytest.mark.parametrize(
    ("words", "license_class"),
    [
        ("**License** A custom commercial license is available at https://harbour.example/gulls", "custom"),
        ("Use of this model is governed by the Harbour Gull License.", "custom"),
        (
            "This model falls under the [`GULL.1 [wild]` Non-Commercial License](https://harbour.example/gull).",
            "non-commercial",
        ),
        ("Released under the `apache-2.0` licence, the model can be used by any boat.", "permissive"),
    ],
)
def test_a_licence_that_only_a_sentence_names(words: str, license_class: str) -> None:
    finding = license_id(Repository(repo(f"# Gull\n\n{words}\n")))
    assert finding.columns["license_class"] == license_class
    assert finding.columns["license_source"] == "card"
    assert [evidence.rule for evidence in finding.evidence][:1] == ["licence-in-words"]


def test_a_condition_in_words_leaves_the_tag_its_name() -> None:
    words = "Commercial use of the weights requires our prior written permission."
    card = CARD.format("creativeml-openrail-m") + f"\n{words}\n"
    assert judged(repo(card))[1:3] == ("creativeml-openrail-m", "tag")
    assert effective(Repository(repo(card))).terms.commercial_use == "conditional"


def test_a_tag_against_the_address_it_links() -> None:
    card = f"---\nlicense: mit\nlicense_link: {CC}\n---\n"
    assert judged(repo(card))[1:] == ("cc-by-nc-4.0", "link", "tag-link")
