"""What is concluded of a dataset or a code repository by itself, whoever's card points to it. Pure."""

from __future__ import annotations

from crawler.model import README, CodeRepoFacts, DatasetFacts, Evidence, Kind, Outcome, Ref
from pipelines.card import neighbour_card
from pipelines.declared.data.attributes import documented, of_dataset
from pipelines.evidence import listed
from pipelines.filenames import runs_model, trains


def neighbour_row(facts: DatasetFacts | CodeRepoFacts) -> dict[str, str]:
    """The row of `datasets` or `code_repos`."""
    return dataset_row(facts) if isinstance(facts, DatasetFacts) else code_repo_row(facts)


def dataset_row(facts: DatasetFacts) -> dict[str, str]:
    """The dataset's row of `datasets`."""
    return {
        "dataset_id": facts.dataset_id,
        "exists": _exists(facts.exists),
        "gated": facts.gated,
        "license_tag": facts.license_tag,
        "data_card": _data_card(facts).value,
    }


def code_repo_row(facts: CodeRepoFacts) -> dict[str, str]:
    """The repository's row of `code_repos`; what its file list shows is not yet training code of a particular model."""
    training = next((path for path in facts.files if trains(path)), "")
    inference = next((path for path in facts.files if runs_model(path)), "")
    return {
        "url": code_repo_url(facts),
        "exists": _exists(facts.exists),
        "license": facts.license_spdx,
        "training_code": _shown(training, facts).value,
        "inference_code": _shown(inference, facts).value,
        "evidence_path": training or inference,
    }


def code_repo_url(facts: CodeRepoFacts) -> str:
    """Where people find it; the key of `code_repos`."""
    return f"https://github.com/{facts.slug}"


def rated_card(dataset: Ref, text: str) -> tuple[Outcome, Evidence]:
    """Does the README of a dataset document it: yes (two attributes of the data), partial or no, with the words."""
    card = neighbour_card(text)
    said = [one for one in card.sentences if one.kind != "code" and "more information needed" not in one.text.lower()]
    if not said:
        return Outcome.NO, listed(README, "dataset-card-empty", dataset)
    found = of_dataset(card)
    shown = next(iter(found.values()), max(said, key=lambda sentence: min(len(sentence.text), 200)))
    quote = card.quote(shown.line_start, shown.line_end, shown.text)
    outcome, rule = (Outcome.YES, "dataset-card") if documented(found) else (Outcome.PARTIAL, "dataset-card-thin")
    return outcome, Evidence(README, quote, rule, shown.line_start, shown.line_end, dataset)


def _data_card(facts: DatasetFacts) -> Outcome:
    if not facts.exists:
        return Outcome.UNKNOWN if facts.exists is None else Outcome.NO
    if README not in facts.texts:
        return Outcome.UNKNOWN if README in facts.files else Outcome.NO
    return rated_card(Ref(Kind.DATASET, facts.dataset_id), facts.texts[README])[0]


def _shown(path: str, facts: CodeRepoFacts) -> Outcome:
    if path:
        return Outcome.YES
    return Outcome.UNKNOWN if facts.exists is None or facts.truncated else Outcome.NO


def _exists(exists: bool | None) -> str:
    return "unknown" if exists is None else ("yes" if exists else "no")
