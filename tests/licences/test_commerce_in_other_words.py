"""Sentences on commercial use in the words of many: none that takes something back leaves a text free."""

from __future__ import annotations

import pytest

from pipelines.licences import read_licence

TEXTS = [
    """Gull Terms

1. Grant. Subject to these terms, Gull AI gives you a worldwide, royalty-free right to reproduce, adapt, use and share
the Model and its derivatives.

2. {}

3. Keep this notice with every copy.
""",
    """Gull Open Model Agreement

Permission is hereby granted, free of charge, to anyone who obtains the weights, to use, copy, change, merge, publish
and pass them on for any purpose.

{}

The weights come as they are, with no warranty.
""",
]
AGAINST = [
    "Use of the model is reserved to scholarly work; any revenue-earning activity lies outside this grant.",
    "You are free to run and study the weights, though never to make money with them.",
    "The licensee shall refrain from any exploitation of the weights in the course of trade.",
    "This licence is confined to teaching and study at institutions of learning.",
    "Only individuals may use the model, and only in their private life.",
    "The weights may be used for research purposes. All other uses are excluded.",
    "We let you try the model for thirty days in order to evaluate it; no other use is licensed.",
    "You may evaluate the model internally, but you may not put it to productive or revenue-generating use.",
    "Harbour grants a licence for scientific research exclusively.",
    "Profit-making companies are not licensed under these terms.",
    "The weights are for study and restricted from any commercial use.",
    "No commercial exploitation of any kind is permitted.",
    "The model is made available to academics for non-profit research alone.",
    "Permission is given to use and copy the weights for study and teaching only.",
    "Under no circumstances shall the weights serve a business purpose.",
    "The rights granted herein do not extend to commercial applications.",
    "It is not allowed to sell access to the model or otherwise to profit from it.",
    "Licensed for evaluation only. Production use is prohibited.",
    "The model may not be employed within products or services offered for a fee.",
    "Use in any for-profit setting is strictly off limits.",
    "Users from industry have no right to use the weights.",
    "These weights are for non-commercial use, unless Harbour Lab has agreed otherwise in writing.",
    "Unless you hold a paid licence from us, you may use the model only non-commercially.",
    "Commercial use is subject to a separate agreement with Harbour Lab.",
    "For commercial use contact sales@harbour.example.",
    "If your group's turnover in the past year was above 10 million euros, you need a separate licence.",
    "Organisations with an annual revenue exceeding US$ 1,000,000 must purchase an enterprise licence.",
    "Should your services reach over 100 million monthly active users, you shall request a licence from us.",
    "Commercial users must first register at harbour.example and will receive a licence free of charge.",
    "A commercial licence is required before any use in production.",
    "Businesses wishing to deploy the model shall obtain our prior written approval.",
    "You may use the model commercially once we have confirmed your application by e-mail.",
    "Companies earning less than $2 million a year may use it for free; larger ones pay.",
    "Enterprises that employ more than 500 people require a licence agreement of their own.",
    "Commercial deployment needs a licence; write to us for terms.",
    "Parties with more than one million users a month are asked to conclude a contract before they use the model.",
    "Use for commercial ends is permitted only with our express consent.",
    "You may not use the model commercially without having obtained a commercial licence.",
    "To use the model in a commercial product, please get in touch with us for a licence.",
    "The licence ends if your yearly gross income goes beyond 5 million dollars, unless you sign an agreement.",
    "Gull AI keeps all rights to exploit the Model for profit to itself.",
    "Those who run a shop, a bank or a factory with it owe us five percent of what they take in.",
    "Startups below 20 employees are exempt from the licence fee.",
    "The fee for each server is listed in Schedule A.",
    "Hosting the Model for third parties calls for a hosting licence.",
    "A hosted service built on the Model is for us to offer.",
    "It is for students, pupils and their teachers.",
    "Government bodies and firms use the paid edition.",
    "The Model is meant for study. We do not license it for anything else.",
    "Commercial exploitation remains with Gull AI.",
    "Those with over 700 million users a month have no licence under this text.",
    "If you earn money with the Model, you owe us a share.",
    "You will not compete with Gull AI by means of the Model.",
    "Licensees in the automotive field shall come to terms with us beforehand.",
    "This grant ends on 31 December 2027.",
    "We can withdraw this permission whenever we like.",
    "Use by competitors is ruled out.",
    "The Model is free for personal projects.",
    "This version is a preview for testers.",
    "Free for hobbyists, schools and charities.",
    "Only the holders of a key may run it.",
    "Organisations must sign the attached form and return it to us.",
    "For business customers a price list applies.",
    "You may deploy it on one machine.",
    "Die Nutzung zu gewerblichen Zwecken ist ausgeschlossen.",
    "Toute exploitation commerciale est soumise à notre accord préalable.",
    "El uso con ánimo de lucro queda prohibido.",
    "商业使用须事先取得书面授权。",
    "営利目的での利用は禁止します。",
    "L'utilizzo commerciale richiede una licenza separata.",
    "Nur für Forschung und Lehre.",
]
FOR = [
    "Anyone may use, change and share the weights, for business or otherwise, free of charge.",
    "Everyone is granted the right to use, modify and distribute it for any purpose, including commercial purposes.",
    "You may use the model for research and commercial purposes alike.",
    "Commercial use is allowed.",
    "You are welcome to build commercial products on the model.",
    "The weights can be used for any lawful purpose, commercial or not, without asking us.",
    "Permission is granted to use, copy, alter and redistribute the model, whether for profit or not.",
    "Commercial and academic use alike are permitted at no charge.",
    "Credit to Gull AI is welcome but not needed.",
    "We wish you good luck.",
    "Bugs can be reported on our page.",
    "The weights are provided without any warranty, and we are not liable for damages.",
    "Every copy must carry this text.",
    "You may sell copies and services built on it.",
    "Nothing here gives you a right to our name or logo.",
    "Modified files must say that they were modified.",
    "This includes commercial use.",
    "The laws of Norway apply.",
]


@pytest.mark.parametrize("sentence", AGAINST)
def test_what_takes_something_back_frees_nobody(sentence: str) -> None:
    for text in TEXTS:
        assert read_licence(text.format(sentence)).terms.commercial_use != "yes", text


@pytest.mark.parametrize("sentence", FOR)
def test_what_takes_nothing_back_leaves_it_free(sentence: str) -> None:
    for text in TEXTS:
        assert read_licence(text.format(sentence)).terms.commercial_use == "yes", text
