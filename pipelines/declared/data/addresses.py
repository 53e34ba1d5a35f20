"""What the address and the text of a link show of its being data, whatever stands around it. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.card import Link
from pipelines.declared.data.beside import HUB
from pipelines.declared.references import is_tool

_MODEL_OR_PAPER = patterns.compile(
    r"https?://(?:www\.)?(?:(?:huggingface\.co|hf\.co)/(?!datasets/|collections/)|arxiv\.org|doi\.org|aclanthology|openreview|"
    r"\w+\.wikipedia\.org|kaggle\.com/(?:code/|\S+/notebook)|twitter|x\.com|medium|youtu|colab|discord|wandb|blog\.)|^[#./]|^mailto",
    patterns.I,
)
_HOME = patterns.compile(r"https?://[^/]+/?")
_OF_DATA = patterns.compile(
    r"data(?!camp|bricks)|corp(?:us|ora)|コーパス|データ|语料|数据|데이터|말뭉치|treebank|universaldependencies|\.(?:jsonl?|csv|tsv|txt|zip|gz)\b"
    r"|\b(?:zenodo|kaggle|openslr|figshare|lindat|clarin|elrc-share|osf\.io|statmt|opus\.nlpl|tatoeba|physionet|dumps\.wikimedia)\b",
    patterns.I,
)
_NOT_DATA_TEXT = patterns.compile(
    r"\b(?:paper|report|blog|post|article|licen[sc]e|model|code|procedure|repo\w*|script|website|leaderboard|notebook|github"
    r"|training(?! (?:data|set|corp))|gpus?|tpus?|cloud|cluster|supercomputer|colab|(?:un)?cased)\b",
    patterns.I,
)
_CALLED_DATA = patterns.compile(r"\b(?:data ?sets?|corp(?:us|ora))\W*$", patterns.I)  # "the game script dataset"
_PAGE = patterns.compile(
    r"\W*(?:(?:on|our|the|this|my) )?(?:git ?hub|git|repo\w*|web ?site)(?: (?:page|repo\w*|link))?\W*", patterns.I
)


def is_address_of_data(link: Link) -> bool:
    """Is it data by its address or text?"""
    return bool(_OF_DATA.search(f"{link.url} {link.text}")) and not is_home(link.url) and may_be_data(link)


def may_be_data(link: Link) -> bool:
    """Does neither the address nor the text say that it is something else?"""
    other = _NOT_DATA_TEXT.search(link.text) and not _CALLED_DATA.search(link.text)
    return link.where == "text" and not other and is_elsewhere(link)


def may_be_place(link: Link) -> bool:
    """Where "the data is at" stands before, the text may be that of any page."""
    return bool(_PAGE.fullmatch(link.text) or not _NOT_DATA_TEXT.search(link.text))


def is_elsewhere(link: Link) -> bool:
    """Does an address lead out of the Hub, and to no paper and no program for any model?"""
    return not (is_model_or_paper(link.url) or is_tool(link.url) or HUB.match(link.url))


def is_model_or_paper(url: str) -> bool:
    """Is it an address of models, papers, talk or notebooks?"""
    return bool(_MODEL_OR_PAPER.search(url))


def is_home(url: str) -> bool:
    """Is it the home page of a host?"""
    return bool(_HOME.fullmatch(url))
