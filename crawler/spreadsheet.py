"""Text that a spreadsheet would run as a formula, and how it is defused: with an apostrophe before it. Pure."""

from __future__ import annotations

from crawler import patterns

FORMULA_STARTS = "=+-@\t\r"  # what spreadsheets take for the start of a formula
FORMULA = rf"\A([{patterns.escape(FORMULA_STARTS)}])"  # RE2 and Python read it alike
_FORMULA = patterns.compile(FORMULA)
_NUMBER = patterns.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", patterns.I)


def defused(text: str) -> str:
    """`=cmd()` -> `'=cmd()`; a plain number below zero stays a number."""
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"'\1", text)
