"""Which part of a release a licence speaks of, and what that does to the weights."""

from __future__ import annotations

import pytest

from pipelines.licences.by_part import licences_by_part
from pipelines.licences.conflicts import conflicts
from pipelines.licences.effective import effective
from pipelines.licences.parts import Part, part_of_path, stated
from pipelines.licences.types import Source
from pipelines.repository import Repository
from tests.licences.test_effective import CARD, repo
from tests.licences.texts import APACHE, CUSTOM


def made(card: str, **texts: str) -> Repository:
    return Repository(repo(card, **texts))


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("LICENSE", Part.UNSAID),
        ("LICENSES/MIT.txt", Part.UNSAID),
        ("legal/LICENSE", Part.UNSAID),
        ("LICENSE-MODEL", Part.WEIGHTS),
        ("weights/LICENSE", Part.WEIGHTS),
        ("LICENSE-CODE.md", Part.CODE),
        ("src/LICENSE", Part.CODE),
        ("vendor/LICENSE", Part.THIRD_PARTY),
        ("NOTICE", Part.THIRD_PARTY),
        ("speech_tokenizer/LICENSE", Part.COMPONENT),
        ("DATA_LICENSE", Part.DATA),
    ],
)
def test_the_folder_and_name_of_a_file_say_what_it_governs(path: str, part: Part) -> None:
    assert part_of_path(path) is part


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The code is Apache 2.0, the weights are CC BY-NC 4.0.", {"code": "apache-2.0", "weights": "cc-by-nc-4.0"}),
        ("Weights are CC BY-NC 4.0 while code is under the MIT license.", {"weights": "cc-by-nc-4.0", "code": "mit"}),
        ("This model is released under the MIT license.", {"weights": "mit"}),
        ("Der Code steht unter Apache-2.0, die Gewichte unter CC0-1.0.", {"code": "apache-2.0", "weights": "cc0-1.0"}),
        ("Los pesos bajo CC0-1.0, el código bajo Apache-2.0.", {"weights": "cc0-1.0", "code": "apache-2.0"}),
        ("The base model is under the MIT license.", {}),
        ("The weights come from Gull 8B, which its publisher licenses under the Llama 3.1 license.", {}),
        ("It is derived from Gull 8B and was originally licensed under the Llama 3.1 license.", {}),
    ],
)  # fmt: skip
def test_a_sentence_names_a_licence_for_a_part(sentence: str, said: dict[str, str]) -> None:
    assert {one.part.value: one.licence.id for one in stated(sentence) if one.licence} == said


@pytest.mark.parametrize(
    "sentence",
    [
        "Our models are for research use only.",
        "Die Modelle dürfen nicht kommerziell genutzt werden.",
        "模型仅用于学术研究。",
    ],
)
def test_a_sentence_limits_the_weights_without_naming_a_licence(sentence: str) -> None:
    assert [(one.part, one.terms.commercial_use) for one in stated(sentence)] == [(Part.WEIGHTS, "no")]


@pytest.mark.parametrize(
    ("sentence", "commercial_use"),
    [
        ("Use of the Gull Base/Chat models is subject to the Model License.", "unknown"),
        ("License: Gull Lab Non-Commercial Research Community License.", "no"),
        ("License: the Gull licence", "unknown"),
    ],
)
def test_a_licence_of_its_own_is_one_that_nobody_knows(sentence: str, commercial_use: str) -> None:
    assert [(one.licence, one.terms.commercial_use) for one in stated(sentence)] == [(None, commercial_use)]


def test_a_licence_of_a_part_is_not_that_of_the_weights() -> None:
    found = effective(made(CARD.format("other"), **{"src/LICENSE": APACHE}))
    assert (found.license_id, found.terms.commercial_use) == ("unknown", "unknown")


def test_the_card_limits_what_the_tag_allows() -> None:
    repository = made(
        CARD.format("apache-2.0") + "\n## License\n\nCode: Apache 2.0. The weights are under CC BY-NC 4.0.\n"
    )
    found = effective(repository)
    assert (found.license_id, found.source, found.terms.commercial_use) == ("cc-by-nc-4.0", Source.CARD, "no")
    assert "tag-body" in {name for name, _ in conflicts(repository, found)}


def test_the_card_lifts_no_limit_of_the_tag() -> None:
    found = effective(made(CARD.format("cc-by-nc-4.0") + "\n## License\n\nThis model is under the MIT license.\n"))
    assert (found.license_id, found.terms.commercial_use) == ("cc-by-nc-4.0", "no")


def test_an_offer_for_the_trade_lifts_nothing_of_a_non_commercial_licence() -> None:
    words = "License: Gull Lab Non-Commercial Research License. To use this model commercially, please contact us.\n"
    found = effective(made(CARD.format("other") + f"\n## License\n\n{words}"))
    assert (found.license_class, found.terms.commercial_use) == ("non-commercial", "no")


def test_a_notice_limits_the_weights() -> None:
    notice = "The model weights are for non-commercial research only. The code is under the Apache License 2.0.\n"
    found = effective(made(CARD.format("apache-2.0"), LICENSE=APACHE, NOTICE=notice))
    assert (found.license_id, found.terms.commercial_use) == ("apache-2.0", "no")


def test_one_answer_a_part() -> None:
    repository = made(CARD.format("other"), **{"LICENSE-MODEL": CUSTOM, "LICENSE-CODE": APACHE})
    found = {one.part: (one.license_id, one.source) for one in licences_by_part(repository)}
    assert found == {Part.WEIGHTS: ("unknown", Source.FILE), Part.CODE: ("apache-2.0", Source.FILE)}
