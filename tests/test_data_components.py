"""Cards of Tern that enumerate what it was trained on: is all of it had, or has a component no address?"""

from __future__ import annotations

import pytest

from crawler.model import DatasetFacts, Outcome, Snapshot
from pipelines.detectors.training_data import training_data
from pipelines.repository import Repository

WEB, TALK = "https://huggingface.co/datasets/tern/web", "https://huggingface.co/datasets/tern/talk"


def _facts(name: str, card: str = "# data\n", files: tuple[str, ...] = ("README.md", "a.parquet")) -> DatasetFacts:
    return DatasetFacts(name, exists=True, files=files, texts={"README.md": card})


def _answer(body: str, *facts: DatasetFacts) -> Outcome:
    named = [f"- tern/{name}\n" for name in ("web", "talk") if name in body.lower()]
    texts = {"README.md": f"---\ndatasets:\n{''.join(named)}---\n# Tern\n\n{body}\n"}
    known = {one.dataset_id: one for one in (_facts("tern/web"), _facts("tern/talk"), *facts)}
    return training_data(Repository(Snapshot("tern/tern", texts=texts, datasets=known))).outcome


LACKING = {
    "shares-in-a-list": f"## Data\n\n- 60 %: [web]({WEB})\n- 30 %: [talk]({TALK})\n- 10 %: minutes of a council",
    "french-list": (
        f"## Données\n\n1. [web]({WEB}) : pages du pays\n2. [talk]({TALK}) : forums\n"
        "3. Lettres d'un musée, prêtées pour ce projet"
    ),
    "table-without-a-heading-on-data": (
        f"## Mengsel\n\n| bron | woorden |\n|---|---|\n| [web]({WEB}) | 900 M |\n"
        f"| [talk]({TALK}) | 40 M |\n| Brieven | 12 M |"
    ),
    "table-with-the-link-last": (
        f"## Data\n\n| part | words | link |\n|---|---|---|\n| web | 9 B | [here]({WEB}) |\n"
        f"| logs | 1 B | |\n| talk | 2 B | [here]({TALK}) |"
    ),
    "table-with-marks": (
        "## Korpus\n\n| Teil | öffentlich |\n|---|---|\n| Web | ja |\n| Talk | ja |\n| Logbücher | nein |"
    ),
    "table-of-names-that-are-datasets": (
        "## Données\n\n| corpus | mots |\n|---|---|\n| web | 9 G |\n| talk | 1 G |\n| journaux de bord | 2 G |"
    ),
    "bold-stages-spanish": (
        f"## Etapas\n\n**Preentrenamiento.** 900 mil millones de palabras, [web]({WEB}).\n\n"
        "**Ajuste con instrucciones.** 40 mil diálogos escritos por el personal."
    ),
    "bold-stages-english": (
        f"## How it was made\n\n**Pre-training**: 40B words of [web]({WEB}) and [talk]({TALK}).\n\n"
        "**Preference tuning**: 12k comparisons by six harbour pilots."
    ),
    "stages-in-a-list": (
        f"## Training\n\n- Pretraining: 2B words, [web]({WEB})\n- SFT: 40k dialogues, [talk]({TALK})\n"
        "- DPO: 9k pairs rated by our staff"
    ),
    "stages-chinese": f"## 训练\n\n- 预训练:900 亿词,[web]({WEB})\n- 偏好对齐:3 万对由员工打分的回答",
    "ordinals-english": (
        "## Training data\n\n"
        f"Tern read two corpora. The first is [web]({WEB}) with 2 billion words. The second is a set of 40 "
        "thousand letters from the archive of a shipping company."
    ),
    "ordinals-german": (
        f"## Trainingsdaten\n\nDer erste Teil ist [web]({WEB}), der zweite besteht aus 30 000 Briefen einer Reederei."
    ),
    "ordinals-french": (
        "## Données\n\n"
        f"Le premier corpus, [web]({WEB}), compte 2 milliards de mots. Le deuxième compte 300 000 lettres "
        "d'une compagnie maritime."
    ),
    "coordination": (
        "## Training\n\n"
        f"Tern was trained on [web]({WEB}), [talk]({TALK}) and 40 hours of recordings from a harbour radio."
    ),
    "with-an-extra": (
        "## Training\n\n"
        f"Tern was fine-tuned on [web]({WEB}), with an extra 28 minutes of speech from a language course."
    ),
    "nested-list": (
        f"## Data\n\n- Web\n  - [web]({WEB})\n  - [talk]({TALK})\n  - pages of our customers\n- Filter: none"
    ),
    "config": (
        "```yaml\nbase_model: tern/base\ndatasets:\n  - path: tern/web\n    type: alpaca\n"
        "  - path: tern/talk\n    type: alpaca\n  - path: /mnt/own/tickets.jsonl\n    ds_type: json\n```"
    ),
}


@pytest.mark.parametrize("body", LACKING.values(), ids=LACKING)
def test_a_component_has_no_address(body):
    assert _answer(body) is Outcome.PARTIAL


WHOLE = {
    "settings-beside": (
        f"## Training\n\n- Data: [web]({WEB}), 2B words\n- Learning rate: 2e-5\n"
        "- Hardware: 8 GPUs for 3 days\n- Optimizer: AdamW"
    ),
    "settings-beside-in-german": (
        f"## Training\n\n- Daten: [web]({WEB}), 2 Mrd. Wörter\n- Lernrate: 2e-5\n- Rechner: 8 Karten, 3 Tage"
    ),
    "table-of-settings": (
        f"## Training\n\n| | |\n|---|---|\n| data | [web]({WEB}) |\n| steps | 40000 |\n| optimizer | AdamW |"
    ),
    "table-of-two-stages": (
        "## Training\n\n| setting | SFT | DPO |\n|---|---|---|\n"
        f"| data | [web]({WEB}) | [talk]({TALK}) |\n| rate | 2e-5 | 5e-7 |\n"
        "| schedule | cosine | linear |"
    ),
    "public-by-name": f"## Data\n\n- [web]({WEB})\n- [talk]({TALK})\n- Wikipedia\n- CC-News",
    "sum": (
        f"## Data\n\n| source | words |\n|---|---|\n| [web]({WEB}) | 9 B |\n| [talk]({TALK}) | 1 B |\n| Total | 10 B |"
    ),
    "part-of-another": f"## Data\n\n- [web]({WEB})\n- [talk]({TALK})\n- forums, also in [talk]",
    "evaluation": (
        f"Trained on [web]({WEB}) and [talk]({TALK}).\n\n## Evaluation\n\n| set | F1 |\n|---|---|\n"
        f"| [web]({WEB}) | 91 |\n| harbour letters | 77 |"
    ),
    "bold-parts-of-a-card": (
        f"## Details\n\n**Training data:** [web]({WEB}), 2B words.\n\n**Hardware:** 8 GPUs, 3 days.\n\n"
        "**Contact:** the harbour office, room 12."
    ),
    "ordinals-of-stages": (
        f"Tern was trained on [web]({WEB}) and [talk]({TALK}). In the first stage we trained for 3 epochs, "
        "in the second stage the learning rate was lowered for 2000 steps."
    ),
    "with-settings": (
        f"Tern was trained on [web]({WEB}) and [talk]({TALK}) with a batch of 32 and a rate of 2e-5 for 3 epochs."
    ),
    "for-somebody": (
        f"Tern was trained on [web]({WEB}) and [talk]({TALK}), and answers 40 questions a second about harbours."
    ),
    "config-with-files-of-sets-named": (
        "It read tern/web and tern/talk.\n\n```yaml\nbase_model: tern/base\ndatasets:\n"
        "  - path: /mnt/own/web-talk.jsonl\n    ds_type: json\n```"
    ),
}


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_all_of_it_is_had(body):
    assert _answer(body) is Outcome.YES


LACKED = {
    "a-tenth-of-the-hours": _facts("tern/web", "# web\n\nHere are 300 hours, drawn by lot.\n"),
    "a-picture": _facts("tern/web", files=("README.md", ".gitattributes", "overview.png")),
    "ids": _facts("tern/web", files=("README.md", "tweet_ids.txt", "fetch.py")),
}


@pytest.mark.parametrize("facts", LACKED.values(), ids=LACKED)
def test_a_dataset_lacks_data(facts):
    assert _answer(f"Trained on 12,000 hours of [web]({WEB}).", facts) is Outcome.PARTIAL


def test_epochs_over_a_dataset_make_no_sample_of_it():
    assert _answer(f"Trained on 12,000 hours of [web]({WEB}).", _facts("tern/web", "3,000 hours")) is Outcome.YES
