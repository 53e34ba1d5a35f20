"""Labels and items of lists that call what the card is about open source, without a subject. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.declared.claims.language import any_mention, told_language
from pipelines.declared.claims.phrase import Mention
from pipelines.declared.claims.subject import is_model, says
from pipelines.declared.names import Names

_HEAD = patterns.compile(r"^(?:\[x\]|\d{1,2}[.)]|[^\w\[])*$")  # what may stand before an item: a number, a sign
_ENDS = patterns.compile(r"^[\s*_]*(?:$|[✓✔✅,:.!(、，：。！（–—&]|- |and\b)")
_LISTED = patterns.compile(
    r"^[*_]*(?:,| and| &) (?:[\w-]+,? ){0,4}[\w-]+[.!*_]*$"
)  # "open source and commercially usable"
_MARKS = ("✓", "✔", "✔\ufe0f", "✅", "☑", "🔓")
_EXAMPLES = patterns.compile(
    r"^[\s*_]*[:：–—-][\s*_]*(?:https?:|([A-Z][\w.-]*)(?:,|\W*$))"
)  # "Open source: Falcon, Tern"


def of_item(text: str, told: str, names: Names) -> bool:
    """Does an item begin with it: "- open source, fast, small", "- **Open source**: change it"?"""
    mention = any_mention().search(text)
    if mention is None or not _HEAD.search(text[: mention.start()]) or not _is_on_model(told, names):
        return False
    after = text[mention.end() :]
    examples = _EXAMPLES.search(after)
    if not _ENDS.search(after) or (examples and not names.of_itself(examples.group(1) or "")):
        return False
    return is_model(after.partition(".")[0], names) or says("label_told", after)


def _is_on_model(heading: str, names: Names) -> bool:
    """Does a heading, if there is one, name the model or its features; one in another language is not understood."""
    is_foreign = not heading.isascii() or told_language(heading) != ""
    return is_foreign or names.of_itself(heading) or says("features", f"{heading}:") or says("titled", heading)


def of_label(mention: Mention, kind: str) -> str:
    """Has the sentence no subject, so that it is about what the card is about: "Free and open source."?

    "Open source" as a heading is the subject of a section; "Fully open source" is said of the model.
    """
    is_stressed = len(mention.text) > len("open-sourced")
    if mention.what or (kind == "heading" and not is_stressed):
        return ""
    if says("features", mention.before):
        return "self-label" if _ENDS.search(mention.after) else ""
    if not says("label", mention.before):
        return ""
    return "self-label" if _is_all(mention, kind, is_stressed) or says("label_told", mention.after) else ""


def _is_all(mention: Mention, kind: str, is_stressed: bool) -> bool:
    """Does a sentence say nothing else? Where it begins with the mention more may follow: what else the model is."""
    if any(map(str.isalnum, mention.before)):
        return not mention.after.strip(" *_.!)")
    if is_stressed or mention.earlier.endswith(_MARKS):
        return _ENDS.search(mention.after) is not None
    return kind != "list" and _LISTED.search(mention.after) is not None
