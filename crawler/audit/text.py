"""An audit as people read it: the verdict first, then every outcome with the lines it rests on."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.audit.license import Proof, where
from crawler.audit.may_text import headline
from crawler.audit.report import Answer, AuditReport
from crawler.model import README
from crawler.schema import CARDS, LAYERS
from crawler.terminal import harmless, safe, word
from pipelines.verdict import Freedom

LADDER = ("closed", "open-access", "open-weights", "open-source-ai")
MOST = 4  # pieces of evidence shown a question; --json has all
DISCLAIMER = "Evidence, not a certificate: the OSI issues none. Not legal advice."
ABOUT_MOF = "at most: technical report, evaluation and checkpoints were not looked for"


def render(report: AuditReport, out: Console) -> None:
    """Print the whole report."""
    gate = f", gated: {report.gated}" if report.gated else ""
    at = f" at {report.sha[:12]}" if report.sha else ""
    out.print(Text.assemble((safe(report.repo_id), "bold"), (safe(f"{at} ({report.looked_at}{gate})"), "dim")))
    headline(report.may(), out)
    _verdict(report, out)
    _next(report, out)
    _license(report, out)
    sections = (("What is released", LAYERS), ("How it is documented", CARDS), ("Further evidence", report.further))
    for title, questions in sections:
        if questions:
            _heading(title, out)
        for question in questions:
            _answer(question.replace("_", " "), report.answer(question), out)
    _claims(report, out)
    _lineage(report, out)
    out.print(f"\n{DISCLAIMER}", style="italic")


def _heading(title: str, out: Console) -> None:
    out.print(f"\n{title}", style="bold underline")


def _indented(words: str, by: int, out: Console) -> None:
    for line in Text(words).wrap(out, out.width - by, overflow="fold"):
        out.print(Text(" " * by + line.plain.rstrip()))


def _verdict(report: AuditReport, out: Console) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_row("verdict", word(report.verdict), _ladder(report.verdict))
    told = "tell the rest" if report.verdict_own == "not-determinable" else "cap it"
    capped = "" if report.verdict == report.verdict_own else f"its ancestors {told}"
    grid.add_row("own step", word(report.verdict_own), capped)
    missing = f"missing: {', '.join(report.osaid_missing)}" if report.osaid_missing else ""
    grid.add_row("OSAID 1.0", word(report.osaid), safe(missing))
    grid.add_row("freedoms", "", safe("; ".join(_freedom(one) for one in report.freedoms)))
    known = report.mof_class != "unclassified"
    grid.add_row("MOF class", word(report.mof_class), ABOUT_MOF if known else "")
    out.print()
    out.print(grid)
    for reason in report.because:
        _indented(f"- {safe(reason)}", 2, out)


def _freedom(freedom: Freedom) -> str:
    against = f" ({', '.join(freedom.against)})" if freedom.against else ""
    return f"{freedom.name}: {freedom.answer}{against.replace('_', ' ')}"


def _next(report: AuditReport, out: Console) -> None:
    if report.next_steps:
        _heading(f"To reach {report.next_steps[0].rung}, publish", out)
    for step in report.next_steps:
        _indented(f"- {step.component}: {step.publish}", 2, out)


def _ladder(verdict: str) -> Text:
    rungs = (Text(f"[{r}]" if r == verdict else r, style="" if r == verdict else "dim") for r in LADDER)
    return Text(" < ", style="dim").join(rungs)


def _answer(name: str, answer: Answer, out: Console) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=14)
    grid.add_column(width=14)
    grid.add_column()
    grid.add_row(name, word(answer.outcome), safe(answer.reason))
    out.print(grid)
    _proofs(answer.evidence, out)


def _proofs(evidence: tuple[Proof, ...], out: Console) -> None:
    distinct = list(dict.fromkeys(evidence))
    for proof in distinct[:MOST]:
        _quoted(proof.where, proof.quote, out)
        if proof.url:
            out.print(Text(f"      {safe(proof.url, 2000)}", style="dim"), soft_wrap=True)
    if len(distinct) > MOST:
        out.print(f"    and {len(distinct) - MOST} more: see --json", style="dim")


def _quoted(where: str, quote: str, out: Console) -> None:
    """The place and the words; a listed file is its own quote."""
    said = "" if where == quote else f' "{harmless(quote)}"'
    _indented(f"{safe(where)}{said}", 4, out)


def _license(report: AuditReport, out: Console) -> None:
    license = report.license
    _heading("Licence", out)
    declared = f"declared {license.declared}" if license.declared else "nothing declared"
    out.print(safe(f"{license.effective} ({declared}; effective by: {license.source or 'nothing found'})"))
    if license.contradictions:
        out.print(Text(f"declaration and text do not agree: {', '.join(license.contradictions)}", style="yellow"))
    for remark in license.remarks:
        out.print(safe(remark))
    _proofs(license.evidence, out)
    if license.effective == "none":
        _indented("No licence: all rights are reserved.", 2, out)
        return
    told = list(license.in_words())
    for question, answer, clauses in told:
        _indented(f"- {safe(question)} {safe(answer)}", 2, out)
        for clause in clauses[:MOST]:
            _quoted(clause.where, clause.quote, out)
    if not told:
        _indented("Nothing is known of its terms.", 2, out)


def _claims(report: AuditReport, out: Console) -> None:
    _heading("Claim beside evidence", out)
    answer = report.claims_open_source
    if not report.claims:
        _answer("open source?", answer, out)
    for claim in report.claims:
        _quoted(where(README, claim.line_start, None), claim.quote, out)
        lacks = claim.contradicted_by.replace(",", ", ") or "nothing found that contradicts it"
        _indented(f"evidence lacks: {safe(lacks)}", 6, out)


def _lineage(report: AuditReport, out: Console) -> None:
    _heading("Lineage", out)
    if not report.lineage:
        out.print("No base model is named.")
    for edge in report.lineage:
        license = f", licence {edge.parent_license} (drift: {edge.drift})" if edge.parent_license else ""
        said = safe(f"{edge.child}: {edge.relation or 'made'} of {edge.parent} (by {edge.source})")
        out.print(Text.assemble(f"{said}: ", word(edge.parent_verdict), safe(license)))
    for member in report.ancestors:
        _indented(f"- {safe(member.model)} imposes: {safe(member.imposed)}", 2, out)
