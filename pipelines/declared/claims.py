"""Does a sentence claim that this very model is open source? English by its grammar, others by their words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import patterns
from pipelines.declared.claims_by_language import any_mention, claim_by_words
from pipelines.declared.names import Names
from pipelines.wording import pattern

_WINDOW = 200  # characters before and after a mention that are looked at
_PHRASE = 7  # words of the noun phrase after a mention
_CLAUSE = patterns.compile(r"[;!?。！？]|\. | \| ")
_TOKEN = patterns.compile(r"[\w'’&+./-]+|[,():–—：，（]")
_LISTED = patterns.compile(r"[\w.+-]+|,")
_JOINTS, _ARTICLES = {",", "and"}, {"the", "our", "all", "its"}
_WORDS = patterns.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention, the words of its clause around it, and what is open: "model", "artifact", "licence" or "" (unsaid)."""

    text: str
    before: str
    after: str
    what: str


def claim_in(text: str, names: Names, heading: bool = False) -> str:
    """The kind of claim a sentence makes of its own model, "" for none.

    "self", "self-ranking" (the best open one), "self-licence", "self-title" (heading or title), "self-label" (a label,
    or no subject), "self-definition", or "self-<language>". `heading` tells that the sentence is one.
    """
    definition = pattern("claims", "definition").search(text)
    if definition and not _says("not_yet", text[: definition.start()]):
        return "self-definition"
    for match in pattern("claims", "mention").finditer(text):
        mention = _mention(text, match)
        if rule := _english(mention, names, heading):
            return rule
    if heading and not names.of_itself(text):
        return ""
    return claim_by_words(text, names)


def mentions(text: str) -> bool:
    """Does a sentence speak of open source at all?"""
    return bool(any_mention().search(text))


def _mention(text: str, match: patterns.Match[str]) -> _Mention:
    before = _CLAUSE.split(text[max(0, match.start() - _WINDOW) : match.start()])[-1]
    after = _CLAUSE.split(text[match.end() : match.end() + _WINDOW])[0]
    return _Mention(match.group(), before, after, _head(after))


def _head(after: str) -> str:
    """What the noun phrase after a mention is about: its last noun that is known."""
    words = _head_words(after)
    if not words:
        return ""
    if pattern("claims", "artifact").fullmatch(words[-1]):
        return "licence" if words[-1].startswith("licen") else "artifact"
    return "model"


def _head_words(after: str) -> list[str]:
    """The known nouns of the noun phrase after a mention."""
    found: list[str] = []
    for token in _TOKEN.findall(after)[:_PHRASE]:
        word = token.lower().strip("-.")
        is_mark = not word[:1].isalnum()
        if pattern("claims", "phrase_end").fullmatch(word) or (is_mark and (found or token in {":", "("})):
            break
        if pattern("claims", "artifact").fullmatch(word) or pattern("claims", "model").fullmatch(word):
            found.append(word)
    return found


def _lists_a_model(after: str) -> bool:
    """Is one of the things listed after a verb a model: "the code, the data and all checkpoints"?"""
    kind = ""
    for token in _TOKEN.findall(after):
        word = token.lower().strip("-.")
        if word in _JOINTS:
            if kind == "model":
                return True
        elif pattern("claims", "phrase_end").fullmatch(word) or not word[:1].isalnum():
            break
        elif pattern("claims", "artifact").fullmatch(word):
            kind = "artifact"
        elif pattern("claims", "model").fullmatch(word):
            kind = "model"
    return kind == "model"


def _english(mention: _Mention, names: Names, heading: bool) -> str:
    before = mention.before
    if _says("not_yet", before) or names.of_base(before) or mention.after.startswith("-based"):
        return ""
    if mention.what == "licence":
        is_own = _says("licensed", before) and _is_subject(before, names) and not _says("others", before)
        return "self-licence" if is_own or before.rstrip().endswith(":") else ""
    if mention.what == "artifact":
        return "self" if _says("verbal", before) and _lists_a_model(mention.after) else ""
    if mention.what == "model" and _says("rivals", before):
        return ""
    if _says("ranking", before):
        ranked = (_is_subject(before, names) or _is_title(before)) and not _says("ranked_others", before)
        return "self-ranking" if ranked else ""
    if _says("others", before) and not names.of_itself(" ".join(before.split()[-2:])):
        return ""
    return _stated(mention, names, heading) or _labelled(mention, heading)


def _stated(mention: _Mention, names: Names, heading: bool) -> str:
    before, after = mention.before, mention.after
    subject = _is_subject(before, names)
    if mention.text.lower().endswith("ing") and _says("by_doing", before):
        return "self" if names.of_itself(" ".join(after.split()[:4])) or _says("done_to", after) else ""
    if mention.what == "model":
        if (
            subject
            or names.of_itself(" ".join(after.split()[:6]))
            or (_says("unnamed", before) and _says("reported", after))
        ):
            return "self"
        one = not _head_words(after)[-1].endswith("s") and _says("bare", before)
        return "self-title" if one or (not heading and _is_title(before) and _subject_is_model(before, names)) else ""
    named_next = names.of_itself(" ".join(after.split()[:4]))
    if before.endswith("(") and after.startswith(")"):
        return "self" if names.of_itself(" ".join(before.split()[-2:])) else ""
    if _says("verbal", before) and not _says("predicate", before):
        is_model = _subject_is_model(before, names) if _says("clause", before) else _is_model(after, names)
        return "self" if named_next or (subject and is_model) else ""
    if _says("predicate", before) and len(before.split()) > 1:
        return "self" if subject and _subject_is_model(before, names) else ""
    return "self" if named_next else ""


def _labelled(mention: _Mention, heading: bool) -> str:
    """Has the sentence no subject, so that it is about what the card is about?"""
    if heading or mention.what != "" or not _says("label", mention.before):
        return ""
    alone = not mention.after.strip(" *_.!()") and _says("emphatic", mention.before.strip() + mention.text)
    return "self-label" if alone or _says("label_told", mention.after) else ""


def _is_model(text: str, names: Names) -> bool:
    """Is what follows a verb a model, or nothing that is known to be something else?"""
    words = [word.lower() for word in _WORDS.findall(text)]
    if names.of_itself(text) or any(pattern("claims", "model").fullmatch(word) for word in words):
        return True
    return not any(pattern("claims", "artifact").fullmatch(word) for word in words)


def _subject_is_model(before: str, names: Names) -> bool:
    """Is the last known noun before "is open source" no data, code or tool, or one of a list with a model in it?"""
    words = _LISTED.findall(pattern("claims", "place").sub("", before.lower().replace("&", " and ")))
    if words and pattern("claims", "about_artifact").search(" ".join(words)):
        return False
    goes_on: bool | None = None  # read from the end: before a noun that is no model only its list may go on
    for word in reversed(words):
        if pattern("claims", "model").fullmatch(word) or names.of_itself(word):
            return goes_on is not False
        if pattern("claims", "artifact").fullmatch(word):
            goes_on = False
        elif goes_on is not None:
            goes_on = word in _JOINTS or (goes_on and word in _ARTICLES)
    return goes_on is not False


def _is_subject(before: str, names: Names) -> bool:
    return names.of_itself(before) or _says("itself", before) or bool(pattern("claims", "the_model", 0).search(before))


def _is_title(before: str) -> bool:
    return _says("title", before)


def _says(key: str, text: str) -> bool:
    return bool(pattern("claims", key).search(text))
