"""A licence named in prose is that licence only where no word beside it makes it another."""

import pytest

from pipelines.licences.matchers.kinds import names_in
from pipelines.licences.parts import stated


@pytest.mark.parametrize(
    "sentence",
    [
        "The weights are under a modified MIT licence.",
        "Released under a [Modified MIT License](LICENSE).",
        "The gull models come with an Apache 2.0-style agreement.",
        "The model is released under a licence based on the MIT License.",
        "Licensed under the MIT License with additional restrictions for large companies.",
        "Our weights use a customised version of the Apache License 2.0.",
    ],
)
def test_a_modified_licence_is_not_the_licence(sentence):
    assert names_in(sentence) == []
    assert not [one for one in stated(sentence) if one.licence]


@pytest.mark.parametrize("sentence", ["The weights are under the MIT License.", "Licensed under Apache 2.0."])
def test_a_plain_name_is(sentence):
    assert len(names_in(sentence)) == 1
