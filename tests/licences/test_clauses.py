"""Clauses are found by their wording, however the text is wrapped, quoted or capitalised."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.clauses.terms import of_clauses
from pipelines.licences.text.text import Text

SAYS = [
    ("commercial_use", "no", "The weights are for personal use only."),
    ("commercial_use", "no", "These parameters are to be used non-commercially only."),
    ("commercial_use", "no", "Any commercial use is prohibited."),
    ("commercial_use", "no", "L'utilisation commerciale est interdite."),
    ("commercial_use", "no", "El uso comercial está prohibido."),
    ("commercial_use", "no", "Die gewerbliche Nutzung ist untersagt."),
    ("commercial_use", "no", "本模型仅供学术研究使用。"),
    ("commercial_use", "no", "You may not: (a) use the model for commercial purposes."),
    ("commercial_use", "conditional", "Commercial use requires our prior written consent."),
    ("commercial_use", "conditional", "Firms with more than two hundred employees need a separate licence."),
    ("commercial_use", "conditional", "You may not sell the model."),
    ("commercial_use", "yes", "We grant you a royalty-free licence to use, modify and distribute the model."),
    ("commercial_use", "yes", "Sie dürfen das Modell zu jedem Zweck nutzen."),
    ("commercial_use", "unknown", "The model is described in a paper."),
    ("commercial_use", "unknown", "Nothing here restricts commercial use by others."),
    ("commercial_use", "unknown", "The licensor grants you a non-transferable licence to use the model."),
    ("derivatives", "yes", "You may use and modify the model."),
    ("derivatives", "no", "You may not modify the model."),
    ("derivatives", "not-shared", "You may not distribute modified versions of it."),
    ("derivatives", "unknown", "The model has seven layers."),
    ("user_cap", 200_000, "Once your yearly active users exceed 200,000 you need another licence."),
    ("geo_exclusion", "EU", "This licence is not offered to anybody in the European Union."),
    ("commercial_use", "no", "The model is released for non-commercial purposes only."),
    ("commercial_use", "no", "You may not use the weights for any commercial purpose."),
    ("commercial_use", "no", "Sie dürfen das Modell ausschließlich für nichtkommerzielle Zwecke nutzen."),
    ("commercial_use", "no", "使用者不可以任何商业目的使用此模型。"),
    ("commercial_use", "conditional", "如需将模型用于商业目的，请先在网站登记并获得授权。"),
    ("commercial_use", "yes", "You may copy the model for any purpose, commercial or not."),
    ("user_cap", 700_000_000, "If the service has greater than 700 million monthly active users, request a license."),
    ("user_cap", 5_000_000, "Companies with more than five million monthly active users must obtain a license."),
    ("user_cap", 100_000_000, "若月活跃用户超过1亿，您应当另行申请授权。"),
    ("user_cap", None, "Our service has monthly active users in many countries."),
    ("revenue_cap", 1_000_000, "Organizations with annual revenue of more than US $1,000,000 need a paid license."),
    ("revenue_cap", 20_000_000, "You need consent when yearly revenue exceeds 20 million US dollars."),
    ("revenue_cap", None, "Our liability for lost revenue shall not exceed $50,000."),
    (
        "geo_exclusion",
        "EU, UK, KR",
        "The license excluding the territory of the European Union, the UK and South Korea.",
    ),
    ("geo_exclusion", "", "The sanctions of the European Union apply to you."),
    ("derivative_same_license", "yes", "You may only do so under the terms of this Agreement."),
    ("derivative_same_license", "pass-through", "Use restrictions must be included as an enforceable provision."),
    ("naming_duty", "yes", 'Prominently display "Built with Harbour" on your page.'),
    ("naming_duty", "unknown", 'You are encouraged to display "Built with Harbour" on your page.'),
    ("attribution_duty", "yes", "You must retain all copyright notices."),
    ("output_training_ban", "yes", "You will not use outputs to improve any other large language model."),
    ("output_training_ban", "unknown", "Use includes, but is not limited to, training and generating output."),
    ("use_restrictions", "yes", "You agree not to use it for military purposes."),
    ("use_restrictions", "unknown", "You must follow the law."),
    ("tiered_commercial", "yes", "A commercial license must be obtained if you sell a derivative work."),
]


@pytest.mark.parametrize(("term", "value", "sentence"), SAYS)
def test_a_sentence_sets_its_term(term: str, value: object, sentence: str) -> None:
    assert getattr(of_clauses(find(Text(sentence))), term) == value


@given(
    case=st.sampled_from([c for c in SAYS if c[2].isascii()]),
    width=st.integers(min_value=30, max_value=200),
    loud=st.booleans(),
    indent=st.sampled_from(["", "  ", "> ", "    "]),
)
def test_layout_does_not_matter(case: tuple[str, object, str], width: int, loud: bool, indent: str) -> None:
    term, value, sentence = case
    wrapped = textwrap.fill(
        sentence.upper() if loud else sentence, width, break_long_words=False, break_on_hyphens=False
    )
    text = textwrap.indent(wrapped, "" if indent == "> " else indent)
    assert getattr(of_clauses(find(Text(text))), term) == value


@given(st.text(alphabet="ab .\n\"“”'’*#_-()<>İßﬁ。不得商业 \r\t", max_size=300), st.sampled_from(SAYS))
def test_quotes_stand_literally_within_their_lines(noise: str, case: tuple[str, object, str]) -> None:
    raw = f"{noise}\n\n{case[2]}\n{noise}"
    text = Text(raw)
    for clause in quotes(find(text), text):
        lines = "\n".join(raw.split("\n")[clause.line_start - 1 : clause.line_end])
        assert clause.quote in lines
        assert 0 < len(clause.quote) <= 300


def test_a_cap_that_only_asks_for_a_name_leaves_commercial_use_free() -> None:
    terms = of_clauses(
        find(Text('With more than 100 million monthly active users, you shall display "Harbour" there.'))
    )
    assert (terms.user_cap, terms.user_cap_unit) == (100_000_000, "MAU (naming only)")
    assert (terms.commercial_use, terms.tiered_commercial) == ("unknown", "unknown")


def test_the_unit_says_per_what() -> None:
    monthly = of_clauses(
        find(Text("A license is needed when you earn more than 20 million US dollars in monthly revenue."))
    )
    yearly = of_clauses(find(Text("A license is needed when revenue over 12 months exceeds EUR 5,000,000.")))
    assert (monthly.revenue_cap_unit, yearly.revenue_cap_unit) == ("USD/month", "EUR/yr")
