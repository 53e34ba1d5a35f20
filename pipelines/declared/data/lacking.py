"""What a dataset that exists lacks of the data it stands for, by its files and its own card. Pure."""

from __future__ import annotations

from crawler import patterns
from crawler.model import README, DatasetFacts, Evidence, Kind, Ref
from pipelines.card import neighbour_card
from pipelines.declared.data.withheld import withheld
from pipelines.evidence import about, listed
from pipelines.once import once
from pipelines.parameter_files import unfinished
from pipelines.repository import Repository
from pipelines.wording import pattern

_NO_DATA = patterns.compile(
    r"(?:^|/)(?:readme|licen[sc]e|notice|citation|changelog)[\w.-]*$|(?:^|/)\.git\w+$|\.md$|"
    r"(?:^|/)(?:assets?|fig(?:ure)?s?|docs?|logos?)/[^?]*\.(?:png|jpe?g|gif|svg|webp|pdf)$",
    patterns.I,
)
_CUT = 1_000  # files at which the Hub's listing of a dataset ends: what is missing from such a one says nothing
_LONGEST = 1500  # characters of a sentence that is looked at


def _owner(repo_id: str) -> str:
    return repo_id.partition("/")[0].lower()


def lacking(facts: DatasetFacts, of: Repository) -> Evidence | None:
    """What a dataset that exists lacks of the data it stands for: all of it, or all but a sample. None for nothing.

    That the rest of a sample is not given is said by the dataset's card, or shown by a model of the same owner whose
    card counts billions of words or tokens; there its name may be what calls it a sample, or its card says "only".
    """
    dataset = Ref(Kind.DATASET, facts.dataset_id)
    data = [path for path in facts.files if not _NO_DATA.search(path)]
    if facts.files and not data:
        return about(dataset, f"files: {len(facts.files)}, none that holds data", "dataset-without-data")
    if len(facts.files) < _CUT and (pieces := [path for path in unfinished(data) if "-of-" in path]):
        return listed(pieces[0], "dataset-with-pieces-missing", dataset)
    card = neighbour_card(facts.texts.get(README, ""))
    prose = [sentence for sentence in card.sentences if sentence.kind != "code" and len(sentence.text) < _LONGEST]
    if empty := next((one for one in prose if pattern("training_data", "without").search(one.text)), None):
        quote = card.quote(empty.line_start, empty.line_end, empty.text)
        return Evidence(README, quote, "dataset-without-data", empty.line_start, empty.line_end, dataset)
    called = [sentence for sentence in prose if pattern("training_data", "sample").search(sentence.text)]
    told = called and [sentence for sentence in prose if any(withheld(sentence.text, on_data=True))]
    if not told and _owner(facts.dataset_id) == _owner(of.snapshot.repo_id) and _is_of_more(of):
        if pattern("training_data", "sample_name").search(facts.dataset_id):
            return about(dataset, f"name: {facts.dataset_id}", "dataset-is-a-sample")
        told = [sentence for sentence in called if pattern("training_data", "only").search(sentence.text)]
    if not told:
        return None
    quote = card.quote(told[0].line_start, told[0].line_end, told[0].text)
    return Evidence(README, quote, "dataset-is-a-sample", told[0].line_start, told[0].line_end, dataset)


@once
def _is_of_more(repository: Repository) -> bool:
    """Does a model's card count the data in billions of words, tokens or bytes?"""
    sentences = (one for one in repository.card.sentences if one.kind != "code")
    return any(pattern("training_data", "billions").search(one.text[:_LONGEST]) for one in sentences)
