"""Who or what a clause on open source speaks of: this model, or data, code and the models of others. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import pattern

_LISTED = patterns.compile(r"[\w.+-]+|,")
_TOKEN = patterns.compile(r"[\w'’&+./-]+|[,():–—：，（]")
_OWNED = patterns.compile(r"\S+['’]s\b")  # "Gull's tokenizer" is none of Gull's weights
_SENTENCE = patterns.compile(r"[;!?]|\. ")
_STRANGER = patterns.compile(
    r"(?<=\w )(?<!\b[aio][nt] )[\w.-]*(?:[A-Z][a-z\d]|[a-z][A-Z])\w*"
)  # "from Tern", not "in Leith"
_RELATIVE_CLAUSE = patterns.compile(r", (?:which|who)\b")
_RESULT = {"the result", "the outcome"}  # of the work that the card is about
_OWNER = patterns.compile(r"([\w-]+)['’]s\b(?= \w)")
_WE = {"it", "this", "here", "team", "lab", "group", "company"}
_NAMED = 5  # words in which a subject is named
_PRONOUNS = {"it", "they", "these", "we", "everything"}
_RELATIVE = (["which"], ["that"], ["who"])
_OF = {"of", "for", "behind", "train", "run", "'s", "’s"}
_JOINTS, _ARTICLES = {",", "and"}, {"the", "our", "all", "its"}


def says(key: str, text: str) -> bool:
    """Does an expression of this list of claims.toml fit somewhere in a text?"""
    return bool(pattern("claims", key).search(text))


def first_words(text: str, number: int) -> str:
    """The first words of a text."""
    return " ".join(text.split()[:number])


def subject_of(text: str) -> str:
    """The subject in what stands before a verb: what follows the last comma, the first words where that only goes on.

    Of "Gull, made by Seabird, [is]" and "Gull reads tables, and [is]" the first words; of "We use Tern, which [is]" the
    name before the comma.
    """
    if headed := pattern("claims", "headed").match(text):  # "the plugin that loads Gull"
        return headed.group(1)
    _, colon, clause = text.rpartition(": ")
    if colon and clause.strip():
        return subject_of(clause)
    joints = [*pattern("claims", "joint").finditer(text)]
    if joints and (clause := text[joints[-1].end() :]).strip(" ,"):
        is_told_before = clause.strip().lower() in _PRONOUNS  # "we use Tern because it [is]"
        return _last_words(text[: joints[-1].start()], 2) if is_told_before else subject_of(clause)
    head, comma, last = text.rpartition(",")
    if last.split()[-1:] in _RELATIVE:
        return _antecedent(head if comma else text, bool(comma))
    if not comma or (" and " in last and len(head.split()) <= _NAMED):  # a list
        return text
    text = _RELATIVE_CLAUSE.split(text)[0]
    return first_words(text, _NAMED) if not last.strip() or says("goes_back", last) else last


def _antecedent(text: str, after_comma: bool) -> str:
    """What "which" is about: of "Gull is a model that [is]" the subject, of "we use Tern, which [is]" the last name."""
    verb = pattern("claims", "passive").search(text)
    if after_comma and capitalised(_last_words(text, 1)):  # "is a fork of Tern, which [is]"
        return capitalised(_last_words(text, 2))
    return text[: verb.start()] if verb else capitalised(_last_words(text, 2))


def _last_words(text: str, number: int) -> str:
    return " ".join(text.split()[-number:])


def capitalised(text: str) -> str:
    """The words that look like names: "math" in a model's name is a word of many sentences on others, "Math" is not."""
    return " ".join(word for word in text.split() if not word.islower() or "-" in word)


def is_of_another(text: str) -> bool:
    """Does a subject begin with another version, or with another model: "the first Gull", "its teacher"?"""
    return bool(pattern("claims", "earlier", 0).search(text))


def is_itself(text: str, names: Names) -> bool:
    """Does a subject name the model or its owner, or is it "we", "this" or "the model"? Not if it names the base."""
    named = capitalised(text)
    if is_of_another(text):
        return False
    if names.of_itself(named):
        return True
    if names.of_base(named) or says("of_base", text):
        return False
    return says("itself", text) or bool(pattern("claims", "the_model", 0).search(text))


def is_model(text: str, names: Names) -> bool:
    """Is the last known noun of a subject no data, code or tool, or one of a list with a model in it?"""
    words = _LISTED.findall(pattern("claims", "place").sub("", text.lower().replace("&", " and ")))
    if words and says("about_artifact", " ".join(words)):
        return False
    goes_on: bool | None = None  # read from the end: before a noun that is no model only its list may go on
    for before, word in reversed([*zip(["", *words], words, strict=False)]):
        own = names.of_itself(word) and before not in _OF  # "the data of Gull"
        if own or pattern("claims", "model").fullmatch(word):
            return goes_on is not False
        if pattern("claims", "artifact").fullmatch(word):
            goes_on = False
        elif goes_on is not None:
            goes_on = word in _JOINTS or (goes_on and word in _ARTICLES)
    return goes_on is not False


def is_introduced_otherwise(subject: str, earlier: str, names: Names) -> bool:
    """Is a pronoun a tool named last before it: "we trained with Tern, and it", "we recommend Tern. It"?"""
    words = subject.lower().strip(" ,*_").split()
    if words[-1:] not in (["it"], ["they"]) or (len(words) > 1 and not pattern("claims", "joined").search(subject)):
        return False
    if len(words) == 1 and earlier and not earlier.endswith(":"):
        last = _SENTENCE.split(earlier.rstrip(".;!? "))[-1].strip()
        goes_on = last.lower().startswith(("it ", "it's ", "it’s ", "this ", "they "))  # "It's fast. It is"
        if not (goes_on or names.of_itself(last)) and (_STRANGER.search(last) or not is_own_model(last, names)):
            return True
    told = f"{earlier} {subject}"
    used = [*pattern("claims", "used", 0).finditer(told)]
    return bool(used) and not names.of_itself(capitalised(told[used[-1].start() :]))


def is_own_model(subject: str, names: Names) -> bool:
    """Is a subject this model: "it", "this", or a noun or a name of it? "Our judge" and "its rival" are others."""
    words = subject.lower().strip(" ,.*_").replace(",", " ").split()
    if " ".join(words[-2:]) in _RESULT:
        return True
    owners = _OWNER.findall(subject)
    if owners and not any(names.of_itself(owner) or owner.lower() in _WE for owner in owners):
        return False  # "our partner's model"
    named = names.of_itself(_OWNED.sub(" ", subject)) or any(
        pattern("claims", "model").fullmatch(word) for word in words
    )
    alone = len(words) < 2 or words[0] in _PRONOUNS or pattern("claims", "copula").fullmatch(words[1])
    if not (names.of_itself(capitalised(subject)) or alone) and _is_of_others(subject):
        return False
    return bool(named or alone) and is_itself(subject, names) and is_model(subject, names)


def _is_of_others(subject: str) -> bool:
    """Is a subject without a name some models among many: "other models", "the models we compare with"?"""
    return bool(pattern("claims", "others", 0).search(pattern("claims", "place").sub("", subject)))


def lists_a_model(after: str) -> bool:
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
