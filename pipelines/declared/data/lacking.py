"""What a dataset that exists lacks of the data it stands for, by its files and its own card. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crawler import patterns
from crawler.model import README, DatasetFacts, Evidence, Kind, Ref
from pipelines.card import Card, Sentence, neighbour_card
from pipelines.declared.data.amounts import amounts
from pipelines.declared.data.beside import DATASET
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
_PICTURE = patterns.compile(r"\.(?:png|jpe?g|gif|svg|webp|pdf)$", patterns.I)
_PICTURES = 5  # that make a dataset: of fewer each illustrates a page
_IDS = patterns.compile(
    r"(?:^|[/_-])(?:ids?|urls?|links|addresses)(?:[_-]\w+)?\.(?:csv|tsv|txt|jsonl?|parquet)(?:\.gz)?$", patterns.I
)
_SCRIPT = patterns.compile(r"\.(?:py|sh|ipynb)$", patterns.I)
_CUT = 1_000  # files at which the Hub's listing of a dataset ends: what is missing from such a one says nothing
_MANY = 1_000  # of anything: a smaller number may count files, columns or epochs
_SAMPLE = 10  # times as many make a whole of which this is a sample, not epochs over it
_LONGEST = 1500  # characters of a sentence that is looked at


def lacking(facts: DatasetFacts, of: Repository) -> Evidence | None:
    """What a dataset that exists lacks of the data it stands for: all of it, or all but a sample. None for nothing.

    That the rest of a sample is not given is said by the dataset's card, or shown by a model of the same owner whose
    card counts ten times as many of something, or billions of words or tokens; of these, the dataset's name may be what
    calls it a sample, or its card says "only". A few pictures, or files of ids or addresses with a script, are no
    data.
    """
    dataset = Ref(Kind.DATASET, facts.dataset_id)
    data = [path for path in facts.files if not _NO_DATA.search(path)]
    if facts.files and (len(data) < _PICTURES and all(_PICTURE.search(path) for path in data)):
        return about(dataset, f"files: {len(facts.files)}, none that holds data", "dataset-without-data")
    if len(facts.files) < _CUT and (pieces := [path for path in unfinished(data) if "-of-" in path]):
        return listed(pieces[0], "dataset-with-pieces-missing", dataset)
    if data and all(_IDS.search(path) or _SCRIPT.search(path) for path in data) and any(map(_IDS.search, data)):
        return listed(next(path for path in data if _IDS.search(path)), "dataset-without-data", dataset)
    card = neighbour_card(facts.texts.get(README, ""))
    prose = [sentence for sentence in card.sentences if sentence.kind != "code" and len(sentence.text) < _LONGEST]
    if empty := next((one for one in prose if pattern("training_data", "without").search(one.text)), None):
        quote = card.quote(empty.line_start, empty.line_end, empty.text)
        return Evidence(README, quote, "dataset-without-data", empty.line_start, empty.line_end, dataset)
    called = [sentence for sentence in prose if pattern("training_data", "sample").search(sentence.text)]
    told = called and [sentence for sentence in prose if any(withheld(sentence.text, on_data=True))]
    if not told and _owner(facts.dataset_id) == _owner(of.snapshot.repo_id):
        if _is_of_more(of) and pattern("training_data", "sample_name").search(facts.dataset_id):
            return about(dataset, f"name: {facts.dataset_id}", "dataset-is-a-sample")
        told = [one for one in called if _is_of_more(of) and pattern("training_data", "only").search(one.text)]
        told = told or _counted_less(prose, _counted_of(of.card, facts.dataset_id))
    if not told:
        return None
    quote = card.quote(told[0].line_start, told[0].line_end, told[0].text)
    return Evidence(README, quote, "dataset-is-a-sample", told[0].line_start, told[0].line_end, dataset)


def _owner(repo_id: str) -> str:
    return repo_id.partition("/")[0].lower()


def _counted_of(card: Card, dataset_id: str) -> Mapping[str, float]:
    """What a model's card counts where it links to this dataset and to no other."""
    to_data = {(link.block, link.url.lower()) for link in card.links if DATASET.match(link.url)}
    several = {block for block, times in Counter(block for block, _ in to_data).items() if times > 1}
    blocks = {block for block, url in to_data if dataset_id.lower() in url} - several
    return amounts(" ; ".join(card.blocks[block].text[:_LONGEST] for block in sorted(blocks)))


def _counted_less(prose: Sequence[Sentence], whole: Mapping[str, float]) -> list[Sentence]:
    """The first sentence that counts a tenth, or less, of what the model was trained on, where none counts more."""
    here = {one: amounts(one.text) for one in prose} if whole else {}
    for unit, number in whole.items():
        counts = {one: found[unit] for one, found in here.items() if unit in found}
        if number >= _MANY and counts and max(counts.values()) * _SAMPLE <= number:
            return list(counts)[:1]
    return []


@once
def _is_of_more(repository: Repository) -> bool:
    """Does a model's card count the data in billions of words, tokens or bytes?"""
    sentences = (one for one in repository.card.sentences if one.kind != "code")
    return any(pattern("training_data", "billions").search(one.text[:_LONGEST]) for one in sentences)
