"""Printing words of strangers on a terminal: no control characters, no markup, a width people can read."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from crawler import patterns

WIDTH = 110
# C0 and C1 controls, and the marks that reorder or hide text.
_UNSAFE = patterns.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def console() -> Console:
    """A console on standard output: at most 110 columns, plain when piped."""
    out = Console(highlight=False, markup=False, emoji=False)
    out.width = min(out.width, WIDTH) if out.is_terminal else WIDTH
    return out


def safe(words: str, most: int = 300) -> str:
    """One line of harmless text, cut at `most` characters."""
    line = _UNSAFE.sub(" ", words).rstrip()
    return line if len(line) <= most else f"{line[: most - 1]}…"


STYLES = {
    "yes": "green",
    "partial": "yellow",
    "no": "red",
    "error": "red",
    "open-source-ai": "bold green",
    "meets": "bold green",
    "open-weights": "bold yellow",
    "open-access": "bold yellow",
    "closed": "bold red",
    "does-not-meet": "bold red",
}


def word(value: str) -> Text:
    """An outcome or verdict in its colour."""
    return Text(safe(value), style=STYLES.get(value, "dim"))
