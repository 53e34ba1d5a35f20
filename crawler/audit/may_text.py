"""The answer to `may I ship it?` as people read it: the line, then every question with its clause and its place."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from rich.console import Console
from rich.text import Text

from crawler.audit.may import NOT_ADVICE, Question, Shipping
from crawler.terminal import harmless, safe

CLAUSES = 2  # shown an answer; --json has all
NO_TEXT = "by the catalogue of licences, no text of this model was read. The publisher's text:"
STYLES = {"yes": "bold green", "conditional": "bold yellow", "no": "bold red", "unknown": "bold"}


def headline(shipping: Shipping, out: Console) -> None:
    """`May I ship it? Yes, if ...`, whole."""
    out.print(Text.assemble(("May I ship it? ", "bold"), (harmless(shipping.line), STYLES[shipping.may])))


def render(repo_id: str, shipping: Shipping, out: Console) -> None:
    """The whole answer."""
    out.print(Text(safe(repo_id), style="dim"))
    headline(shipping, out)
    for model, questions in groupby(shipping.questions, key=attrgetter("model")):
        _member(model, list(questions), repo_id, out)
    if not shipping.questions and shipping.may == "unknown":
        out.print("Nothing is known of its terms.")
    out.print(f"\n{NOT_ADVICE}", style="italic")


def _member(model: str, questions: list[Question], repo_id: str, out: Console) -> None:
    first = questions[0]
    whose = "this model" if model == repo_id else f"its ancestor {model}"
    read = f", read {first.read_at[:10]}" if first.read_at else ""
    out.print(Text(f"\n{safe(first.license)}, of {safe(whose)}{read}", style="bold"))
    if first.sha256:
        out.print(Text(f"  sha256 {first.sha256}", style="dim"))
    for one in questions:
        _beside(f"  {one.question}", safe(one.answer), 36, out)
        for clause in list({clause.quote: clause for clause in one.clauses}.values())[:CLAUSES]:
            _beside("", f'{safe(clause.where)} "{" ".join(harmless(clause.quote).split())}"', 6, out)
            if clause.url:
                out.print(Text(f"      {safe(clause.url, 2000)}", style="dim"), soft_wrap=True)
    if not any(one.clauses for one in questions):
        out.print(Text(f"      {NO_TEXT} {safe(first.source_url, 2000)}", style="dim"), soft_wrap=True)


def _beside(label: str, words: str, column: int, out: Console) -> None:
    """The words from a column on, however many lines they take, with the label before the first."""
    for line in Text(words).wrap(out, out.width - column):
        out.print(Text(f"{label:<{column}}{line.plain.rstrip()}"))
        label = ""
