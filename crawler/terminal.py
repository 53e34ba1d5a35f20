"""Printing words of strangers on a terminal: no control characters, no markup, a width people can read.

The one way to print: `say` for a line, `say_json` for a document, `console` for tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

WIDTH = 110
TOLD_EVERY = 30  # seconds between two lines of progress where there is no terminal
# C0 and C1 controls, the marks that reorder or hide text, and halves of characters that no terminal can be sent.
_UNSAFE_RANGES = (
    (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E), (0x2060, 0x2069),
    (0xFEFF, 0xFEFF), (0xD800, 0xDFFF), (0xE0000, 0xE007F),
)  # fmt: skip
_UNSAFE = [code for low, high in _UNSAFE_RANGES for code in range(low, high + 1)]
_BLANKED = dict.fromkeys(_UNSAFE, " ")
_ESCAPED = {code: json.dumps(chr(code))[1:-1] for code in _UNSAFE}


def console() -> Console:
    """A console on standard output: at most 110 columns, plain when piped."""
    out = Console(highlight=False, markup=False, emoji=False)
    out.width = min(out.width, WIDTH) if out.is_terminal else WIDTH
    return out


class _Told(Progress):
    """A bar on a terminal; elsewhere, in the log of a night, a line every half minute."""

    def update(self, task_id: TaskID, **fields: Any) -> None:  # noqa: ANN401 - as rich has it
        """One step, told if it is time."""
        super().update(task_id, **fields)
        self._tell(task_id)

    def advance(self, task_id: TaskID, advance: float = 1) -> None:
        """The same."""
        super().advance(task_id, advance)
        self._tell(task_id)

    def _tell(self, task_id: TaskID) -> None:
        task, now = self._tasks[task_id], self.get_time()
        last = task.fields.setdefault("told", task.start_time or now)
        if self.disable and now - last >= TOLD_EVERY:
            task.fields["told"] = now
            of = f" of {task.total:,.0f}" if task.total else ""
            say(f"{task.description}: {task.completed:,.0f}{of}", error=True)


def progress(clock: Callable[[], float] | None = None) -> Progress:
    """The one look of every progress bar; on stderr, a line every TOLD_EVERY seconds where that is no terminal."""
    out = Console(stderr=True)
    return _Told(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(), console=out, transient=True, disable=not out.is_terminal,
        get_time=clock,
    )  # fmt: skip


def safe(words: str, most: int = 300) -> str:
    """One line of harmless text, cut at `most` characters."""
    line = harmless(words).rstrip()
    return line if len(line) <= most else f"{line[: most - 1]}…"


def harmless(words: str) -> str:
    """The words on one line, of any length; what a terminal might obey is a blank."""
    return words.translate(_BLANKED)


def say(line: str = "", *, error: bool = False) -> None:
    """Print one line, on stderr with `error`."""
    click.echo(harmless(line), err=error)


def warn(sentence: str) -> None:
    """A sentence on standard error about what went on all the same."""
    say(f"hub-openness: {sentence}", error=True)


def say_json(document: object, *, indent: int | None = 2) -> None:
    """Print one JSON document; what a terminal might obey is written as an escape, so nothing is lost."""
    written = json.dumps(document, ensure_ascii=False, indent=indent)
    click.echo("\n".join(line.translate(_ESCAPED) for line in written.split("\n")))


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
