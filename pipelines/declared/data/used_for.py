"""Data that a model was made with, in other words than "trained on": used for it, and in other languages. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.wording import pattern, spelled_out

_MAY = patterns.compile(
    r"(?:\b(?:can|could|may|might|should|must|not|never|cannot|will|would|be)|n['’]t)"
    r"(?: (?:also|then|easily|further|be|been|directly|only|have|has))*\s*$",
    patterns.I,
)
_TRAIN = r"(?:pre-?|fine-?\s?)?(?:train|tun)(?!\w* (?:\w+ )?tokeni)"  # a model, no tokenizer
_FOR = r"(?:to|for|as|in|during) (?:the |this )?(?:[\w-]+ ){0,2}?"
_USES = patterns.compile(rf"\bus(?:e|es|ed|ing)\s+((?:[^.]|\.\d){{2,150}}?)\s+(?:to|for) (?:the )?{_TRAIN}", patterns.I)
_WAS_USED = patterns.compile(rf"\s(?:is|was|were|are|been) used {_FOR}{_TRAIN}", patterns.I)
_DATA_BEHIND = patterns.compile(
    r"\W{0,3}(?:[\w-]+ ){0,2}?(?:data ?sets?|corp(?:us|ora)|treebanks?|data)\s*(?:(?:is|was|were|are) used )?"
    rf"{_FOR}{_TRAIN}",
    patterns.I,
)
_TRAINS = patterns.compile(spelled_out("withheld", "<trains>"), patterns.I)
_DATA_BEFORE = patterns.compile(
    spelled_out("withheld", r"<data>[\W_]{0,3}(?:(?:de|del|von|der|från|z|van) )?[\W_]{0,3}$"), patterns.I
)
_CALLED_DATA = patterns.compile(
    r"korpus|corpus|data ?set|датасет|корпус|语料|数据|コーパス|データ|데이터|말뭉치", patterns.I
)
_EAST_ASIAN = patterns.compile(
    r"([A-Za-z][A-Za-z0-9 ._+-]*[A-Za-z0-9])\s*(?:数据集?|資料集|语料库?|データ(?:セット)?|コーパス|데이터 ?셋?|말뭉치)"
)


def is_meant(text: str, cue: int) -> bool:
    """Is what begins at `cue` said of what may be, or is not: "can be fine-tuned on", "was not trained on"?"""
    return bool(_MAY.search(text[max(0, cue - 40) : cue]))


def phrases(text: str) -> list[str]:
    """What a sentence says was used: "we used X to train", "X was used for training", in Chinese "在X数据集上训练"."""
    if not text.isascii() and _TRAINS.search(text):
        return [match[1] for match in _EAST_ASIAN.finditer(text)]
    if " use" not in text and "using " not in text:
        return []
    if match := _USES.search(text):
        return [match[1]] if not is_meant(text, match.start()) else []
    return [text[: match.start()]] if (match := _WAS_USED.search(text)) else []


def is_used(text: str, begin: int, end: int) -> bool:
    """Does a sentence say of a link, from `begin` to `end`, that it is data and that the model was made with it?"""
    if pattern("training_data", "evaluation").search(text):
        return False
    if _DATA_BEHIND.match(text[end:]):
        return True
    told = _TRAINS.search(text)
    return bool(told and (_DATA_BEFORE.search(text[:begin]) or _CALLED_DATA.search(text[begin:end])))
