"""Who or what a clause on open source speaks of: this model, or data, code and the models of others. Pure."""

from __future__ import annotations

from itertools import takewhile

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import pattern

_WORD = patterns.compile(r"[\w.+-]+|,")
_OWNER = patterns.compile(r"([\w-]+)['’]s\b(?= \w)")  # "Gull's tokenizer" is none of Gull's weights
_SENTENCE = patterns.compile(r"[;!?]|\. ")
_STRANGER = patterns.compile(r"(?<=\w )(?<!\b[aio][nt] )[\w.-]*(?:[A-Z][a-z\d]|[a-z][A-Z])\w*")  # not "in Leith"
_ASIDE = patterns.compile(r", (?:which|who)\b")
_NAMED = 5  # words in which a subject is named
_AUXILIARY = 3  # words of a relative clause that is nothing but its pronoun and "has also"
_IT = ("it", "they")
_RESULT = {"result", "outcome"}  # of the work that the card tells of
_RELATIVE = ("which", "that", "who")
_OF = {"of", "for", "behind", "around", "in", "with", "to"}
_WORK = {"project", "initiative", "effort"}  # by which a model may be called, too
_DOERS, _DONE = {"we", "i", "to"}, {"release"}
_EVERY = {"all", "every", "each"}  # "all of Gull"
_JOINTS, _ARTICLES = {",", "and"}, {"the", "our", "all", "its"}


def says(key: str, text: str) -> bool:
    """Does an expression of this list of claims.toml fit somewhere in a text?"""
    return bool(pattern("claims", key).search(text))


def first_words(text: str, number: int) -> str:
    """The first words of a text."""
    return " ".join(text.split()[:number])


def last_words(text: str, number: int) -> str:
    """The last words of a text."""
    return " ".join(text.split()[-number:])


def capitalised(text: str) -> str:
    """The words that look like names: "math" in a model's name is a word of many sentences on others, "Math" is not."""
    return " ".join(word for word in text.split() if not word.islower() or "-" in word)


def subject_of(text: str) -> str:
    """The subject in what stands before a verb: the first words of its clause, or what a relative pronoun stands for.

    Of "Gull, made by Seabird, [is]" and "Gull reads tables, and [is]" the first words; of "We use Tern, which [is]" the
    name before the comma.
    """
    if headed := pattern("claims", "headed").match(text):  # "the plugin that loads Gull"
        return headed.group()
    joints = [joint.end() for joint in pattern("claims", "joint").finditer(text) if text[joint.end() :].strip(" ,")]
    clause = text[joints[-1] :] if joints else text
    if says("goes_on", clause):  # "Gull reads tables and [is]"
        named = first_words(clause, _NAMED)
        verb = pattern("claims", "passive").search(named)
        return named[: verb.start()] if verb and verb.start() else named
    head, comma, last = clause.rpartition(",")
    is_relative = comma and first_words(last, 1) in _RELATIVE and len(last.split()) <= _AUXILIARY
    if is_relative or last_words(last, 1) in _RELATIVE:  # "Gull, which has [been]"
        return _antecedent(last) or _antecedent(head)
    if not comma or (" and " in last and len(head.split()) <= _NAMED):  # a list
        return clause
    is_new = pattern("claims", "determiner").fullmatch(first_words(last, 2).partition(" ")[2].lower()) is not None
    if last.strip() and (is_new or not says("goes_back", last)):  # "Gull is small, but the code [is]"
        return last
    return first_words(_ASIDE.split(clause)[0], _NAMED)


def _antecedent(text: str) -> str:
    """What "which" is about: of "Gull is a model that [is]" the subject, of "we use Tern, which [is]" the last name."""
    named = capitalised(last_words(text, 2))
    if pattern("claims", "determiner").fullmatch(named.lower()):  # "Our app"
        return text
    verb = pattern("claims", "passive").search(text)
    return named if named or not verb else text[: verb.start()]


def is_itself(text: str, names: Names) -> bool:
    """Does a subject name the model or its owner, or is it "we", "this" or "the model"? Not if it names the base."""
    if pattern("claims", "earlier", 0).search(text):  # "the first Gull", "its teacher"
        return False
    named = capitalised(text)
    if names.of_itself(named):
        return True
    if names.of_base(named) or says("of_base", text):
        return False
    return says("itself", text) or bool(pattern("claims", "the_model", 0).search(text))


def is_model(text: str, names: Names) -> bool:
    """Is the last known noun of a subject no data, code or tool, or one of a list with a model in it?"""
    words = _WORD.findall(pattern("claims", "place").sub("", text.lower().replace("&", " and ")))
    if says("about_artifact", " ".join(words)):
        return False
    first = (words or [""])[0]
    is_thing = first not in _EVERY and pattern("claims", "determiner").fullmatch(first) is not None
    is_artifact = goes_on = hangs = False  # read from the end: before a noun that is no model only its list may go on
    for before, word in reversed([*zip(["", *words], words, strict=False)]):
        is_own = names.of_itself(word)
        hangs = hangs or (is_own and before in _OF and is_thing)  # "the backbone of Gull"
        is_verb = before in _DOERS and word in _DONE  # "all data that we release"
        if (is_own and before not in _OF) or (not is_verb and pattern("claims", "model").fullmatch(word)):
            return goes_on or not is_artifact
        if pattern("claims", "artifact").fullmatch(word) and word not in _WORK:
            is_artifact, goes_on = True, False
        else:
            goes_on = word in _JOINTS or (goes_on and word in _ARTICLES)
    return not (is_artifact or hangs)


def is_own_model(subject: str, names: Names) -> bool:
    """Is a subject this model: "it", "this", or a noun or a name of it? "Our partner's model" is another."""
    words = subject.lower().strip(" ,.*_").replace(",", " ").split()
    owners = _OWNER.findall(subject)
    if owners and not names.of_itself(" ".join(owners)):
        return False
    if words[-1:] and words[-1] in _RESULT and len(words) < 3:
        return True
    named = names.of_itself(_OWNER.sub(" ", subject)) or any(map(pattern("claims", "model").fullmatch, words))
    alone = len(words) < 2 or words[0] in {*_IT, "these", "everything", "all", "both"} or words[-1] in _IT
    is_of_others = pattern("claims", "others", 0).search(pattern("claims", "place").sub("", subject)) is not None
    if is_of_others and not alone and not names.of_itself(capitalised(subject)):
        return False
    return (named or alone) and is_itself(subject, names) and is_model(subject, names)


def is_told_otherwise(subject: str, earlier: str, names: Names) -> bool:
    """Is a pronoun what was named last before it: "we trained with Tern, and it", "we recommend Tern. It"?"""
    words = subject.lower().strip(" ,*_").split()
    if not words or words[-1] not in _IT:
        return False
    told = subject if len(words) > 1 else _SENTENCE.split(earlier.rstrip(".:;!? "))[-1].strip()
    if names.of_itself(told) or told.lower().startswith(_IT):
        return False
    return _STRANGER.search(told) is not None or (
        bool(earlier) and len(words) == 1 and not earlier.endswith("?") and not is_own_model(told, names)
    )


def lists_a_model(after: str, names: Names) -> bool:
    """Is one of the things listed after a verb a model: "the code and all checkpoints", "Gull and its code"?"""
    words = [word.strip("-.") for word in _WORD.findall(after.lower())]
    phrase = [*takewhile(lambda word: not pattern("claims", "phrase_end").fullmatch(word), words)]
    following = [*phrase[1:], ""]
    return any(
        _is_a_model(word, names) and end in {",", "and", ""} for word, end in zip(phrase, following, strict=True)
    )


def _is_a_model(word: str, names: Names) -> bool:
    own = names.of_itself(word) and not pattern("claims", "artifact").fullmatch(word)  # not "GullBench"
    return own or pattern("claims", "model").fullmatch(word) is not None
