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
    ("commercial_use", "no", "Commercieel gebruik is verboden."),
    ("commercial_use", "no", "Użycie komercyjne jest zabronione."),
    ("commercial_use", "no", "Ticari kullanım yasaktır."),
    ("commercial_use", "no", "يحظر الاستخدام التجاري للنموذج."),
    ("derivative_same_license", "yes", "If you build upon it you must pass on the result under these very terms."),
    ("derivative_same_license", "yes", "Abgeleitete Modelle sind unter der gleichen Lizenz weiterzugeben."),
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
    (
        "commercial_use",
        "conditional",
        "You may use the Model for commercial purposes only if your annual revenue is below $1 million.",
    ),
    ("commercial_use", "conditional", "Commercial use is permitted provided that you register with us first."),
    ("commercial_use", "conditional", "Commercial use requires payment of a royalty of 10% of your revenue."),
    (
        "commercial_use",
        "conditional",
        "You shall pay royalties of 5% on gross revenue exceeding $100,000 from products that use "
        "the model. You may use, modify and distribute it otherwise.",
    ),
    (
        "commercial_use",
        "conditional",
        "Free for individuals and for companies with fewer than 50 employees. Larger companies need a paid licence.",
    ),
    (
        "commercial_use",
        "conditional",
        "You may use, modify and distribute the software. You may not provide the software to "
        "third parties as a hosted or managed service.",
    ),
    (
        "commercial_use",
        "conditional",
        "You may make production use of the licensed work, provided that you do not offer it as a competing service.",
    ),
    (
        "commercial_use",
        "conditional",
        "The model weights can be used for commercial purposes after filling in a questionnaire.",
    ),
    ("commercial_use", "conditional", "本模型支持免费商用，但需填写问卷进行登记。"),
    ("commercial_use", "conditional", "学术研究完全开放，商业用途需申请书面授权。"),
    ("commercial_use", "conditional", "商用利用する場合は別途ライセンス契約が必要です。"),
    ("commercial_use", "conditional", "상업적 이용을 원하는 경우 별도의 라이선스 계약이 필요합니다."),
    (
        "commercial_use",
        "conditional",
        "Any company that uses the model in a product must obtain a commercial licence from us. "
        "Individuals may use it freely.",
    ),
    (
        "commercial_use",
        "conditional",
        "You can use the model commercially if you credit us and share 2% of your revenue.",
    ),
    (
        "commercial_use",
        "conditional",
        "If you wish to use the model for commercial purposes, you need a licence, which you can buy at our shop.",
    ),
    (
        "commercial_use",
        "conditional",
        "You may not use the model to compete with us. Otherwise you may use, modify and "
        "distribute it for commercial purposes.",
    ),
    (
        "commercial_use",
        "conditional",
        "Organisations with more than 100 employees must enter into an enterprise agreement. You "
        "may use the model for any purpose otherwise.",
    ),
    (
        "commercial_use",
        "conditional",
        "Commercial use is allowed up to 1,000 generated images per day; beyond that a subscription is required.",
    ),
    (
        "commercial_use",
        "conditional",
        "The software converts to Apache 2.0 after four years; until then production use requires "
        "a commercial license.",
    ),
    ("commercial_use", "yes", "Use of the model for commercial purposes is permitted free of charge."),
    ("commercial_use", "yes", "The model is free for research and commercial use."),
    (
        "commercial_use",
        "yes",
        "You may use, reproduce, modify, distribute and sell the model and works derived from it.",
    ),
    ("commercial_use", "yes", "学术研究与商业使用均完全免费开放。"),
    ("commercial_use", "yes", "本モデルは商用利用可能です。"),
    ("commercial_use", "yes", "이 모델은 상업적 이용이 가능합니다."),
    ("commercial_use", "yes", "Le modèle peut être utilisé à toute fin, y compris commerciale."),
    ("commercial_use", "yes", "Das Modell darf auch kommerziell genutzt werden."),
    ("commercial_use", "no", "You may use this model for academic research only."),
    ("commercial_use", "no", "The licensee may use the model solely for internal, non-commercial evaluation."),
    ("commercial_use", "no", "This model is not for commercial use."),
    ("commercial_use", "no", "Commercial use of any kind is off limits."),
    ("commercial_use", "no", "本模型禁止商用。"),
    ("commercial_use", "no", "商用利用は禁止します。"),
    ("commercial_use", "no", "상업적 이용을 금지합니다."),
    (
        "commercial_use",
        "no",
        "It is licensed for research purposes, and no rights for commercial exploitation are given.",
    ),
    ("commercial_use", "no", "Nutzung nur zu Forschungszwecken."),
    ("commercial_use", "yes", "Permission is given to use the model in commercial products."),
    ("commercial_use", "yes", "There are no restrictions on the use of the model, commercial use included."),
    ("commercial_use", "yes", "Do whatever you want with the weights, for any purpose."),
    ("commercial_use", "yes", "Commercial use is allowed."),
    ("commercial_use", "yes", "Commercial use is welcome and free of charge."),
    ("commercial_use", "yes", "You can use, change and share the model for both personal and commercial purposes."),
    ("commercial_use", "yes", "Anybody may use, copy, modify and distribute the model."),
    (
        "commercial_use",
        "yes",
        "You may use the weights in products and services that you sell, and change and distribute them.",
    ),
    (
        "commercial_use",
        "yes",
        "You have the right to use, reproduce, distribute, create derivative works of and make "
        "modifications to the materials.",
    ),
    (
        "commercial_use",
        "yes",
        "A non-exclusive, worldwide, royalty-free licence to use, reproduce, distribute, copy, create "
        "derivative works of, and make modifications to the materials is granted to you.",
    ),
    ("commercial_use", "yes", "您可以免费将模型用于商业用途。"),
    ("commercial_use", "yes", "授予您全球范围内的、免费的使用、复制、修改和分发模型的权利。"),
    ("commercial_use", "yes", "允许商业使用。"),
    ("commercial_use", "yes", "商用利用を許可します。"),
    ("commercial_use", "yes", "Puoi usare il modello per qualsiasi scopo, anche commerciale."),
    ("commercial_use", "yes", "Puede usar, modificar y distribuir el modelo, incluso con fines comerciales."),
    ("commercial_use", "yes", "Die Nutzung ist für kommerzielle Zwecke erlaubt."),
    ("commercial_use", "yes", "L'usage commercial est autorisé."),
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


@pytest.mark.parametrize(
    "sentence",
    [
        "You may use the model with our hardware only.",
        "Customers of Gull may use the model as part of the service they subscribed to.",
        "We grant you a licence to evaluate the model for 90 days.",
        "Licensee may use the model for its internal business purposes.",
        "We grant members of the consortium the right to use, modify and distribute the model.",
        "You may download and use one copy of the model.",
        "You may use and share it. The rights are made subject to your ongoing compliance with the "
        "following conditions.",
        "You must respect human rights. You may use, modify and distribute the model.",
        "Toute utilisation commerciale doit être préalablement autorisée. Vous pouvez utiliser et diffuser le modèle.",
    ],
)
def test_a_grant_to_some_or_on_conditions_of_conduct_frees_nobody(sentence: str) -> None:
    assert of_clauses(find(Text(sentence))).commercial_use != "yes"


@pytest.mark.parametrize(
    "sentence",
    [
        "The tests are only used in development builds.",
        "The research was done at the university, and only weights are licensed. You may use them for any purpose.",
        "The dataset was collected for research purposes only; the model may be used for any purpose.",
        "You may not use our name for commercial purposes. You may use, modify and distribute the model.",
        "This licence does not limit commercial use.",
        "You do not need a licence for commercial use. You may use and modify the model for any purpose.",
        "It is provided for informational purposes only. You may use, modify and distribute the model.",
        "Unlike models for research only, this one is free for commercial use.",
    ],
)
def test_words_of_research_or_trade_that_limit_nothing_forbid_nothing(sentence: str) -> None:
    assert of_clauses(find(Text(sentence))).commercial_use not in ("no", "conditional")
