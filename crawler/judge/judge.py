"""Detectors and verdicts over what is stored: no network. The one path by which outcomes reach the database."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import Unhealthy
from crawler.judge import license_texts, term_sets
from crawler.judge.findings import Judging, store_findings
from crawler.judge.lineage import judge_lineage
from crawler.judge.neighbours import describe_all
from crawler.judge.processes import processes
from crawler.judge.reading.prepare import prepare
from crawler.judge.workers import Answers, Engine, Engines, detect
from crawler.store import dirty, runs, snapshots
from crawler.store.database import UNSTORABLE, Writer
from crawler.store.lock import locked
from crawler.store.snapshots import Stored
from crawler.terminal import progress
from pipelines import detection, verdict

BATCH = 256


def judge(
    writer: Writer, run_id: str, figures: Counter[str], cause: str = "model", engines: Engines = processes
) -> int:
    """Re-run detectors and verdicts of every model marked dirty; gives how many were looked at again.

    `cause` goes into `changes`: `model` when facts changed, `rules` when ours did. Repositories of which a detector
    failed are added to the errors of `figures`. `engines` is what detectors run on.
    """
    writer.call(license_texts.store_catalogue)
    total = writer.call(dirty.left)
    if not total:
        return 0
    judging = Judging(run_id, cause)
    with progress() as bar, engines(total) as engine:
        task = bar.add_task("detecting", total=total, completed=writer.call(dirty.found))
        for stored, waiting in _under_way(writer, engine):
            found = list(waiting)
            writer.call(_store, judging, stored, found)
            figures["errors"] += sum(answers.failed for answers in found)
            bar.advance(task, len(stored))
    writer.call(_along_lineage, run_id, cause)
    return total


def _under_way(writer: Writer, engine: Engine) -> Iterator[tuple[list[Stored], Iterator[Answers]]]:
    """Batches with their answers to come. The next are handed over meanwhile, so that no slot waits for the writer."""
    ahead = max(1, 2 * engine.slots * engine.chunk // BATCH)
    batches: deque[tuple[list[Stored], Iterator[Answers]]] = deque()
    last = ""
    while stored := writer.call(_load, last):
        last = stored[-1].hub_id
        batches.append((stored, detect(engine, [one.snapshot for one in stored])))
        if len(batches) > ahead:
            yield batches.popleft()
    yield from batches


def judge_changed_rules(writer: Writer, run_id: str, figures: Counter[str], engines: Engines = processes) -> int:
    """Judge everything again, with cause `rules`, when a rule is not the one that last judged."""
    if writer.call(runs.fact, "rules") == _rules():
        return 0
    return _judge_everything(writer, run_id, figures, engines)


def _judge_everything(writer: Writer, run_id: str, figures: Counter[str], engines: Engines) -> int:
    """Goes on where a run with the same rules was broken off: hours of one core on the whole Hub."""
    rules = _rules()
    if writer.call(runs.fact, "judging") != rules:
        writer.call(_everything_dirty, rules)
    judged = judge(writer, run_id, figures, "rules", engines)
    writer.call(runs.note, "rules", rules)
    return judged


def _rules() -> str:
    """What outcomes and verdicts were made with: detector and policy versions, and the rules that are data."""
    versions = {**detection.versions(), "verdict": verdict.VERSION}
    return f"{runs.versions_text(versions)} {detection.rules_digest()}"


def _everything_dirty(db: Database, rules: str) -> None:
    with db.atomic():
        runs.note(db, "judging", rules)
        license_texts.forget_license_texts(db)
        describe_all(db)
        dirty.mark_all_read(db)


def _load(db: Database, last: str) -> list[Stored]:
    """The next models after `last` in the order of their ids; those of which no row is left are passed over."""
    ids = dirty.undetected(db, BATCH, last)
    stored = [snapshots.load(db, hub_id) for hub_id in ids]
    for hub_id, found in zip(ids, stored, strict=True):
        if found is None:
            dirty.forget(db, hub_id)
    if ids and not any(stored):
        return _load(db, ids[-1])
    return [found for found in stored if found is not None]


def _store(db: Database, judging: Judging, stored: list[Stored], found: list[Answers]) -> None:
    """One model whose answers cannot be stored costs its own, which become errors, and nobody else's."""
    try:
        _store_all(db, judging, stored, found)
    except UNSTORABLE as error:
        judging.forget()
        if len(stored) > 1:
            for one, answers in zip(stored, found, strict=True):
                _store(db, judging, [one], [answers])
        else:
            failed = tuple((name, detection.failed(error)) for name, _ in found[0].findings)
            _store_all(db, judging, stored, [Answers(failed, None)])


def _store_all(db: Database, judging: Judging, stored: list[Stored], found: list[Answers]) -> None:
    with db.atomic():
        for one, answers in zip(stored, found, strict=True):
            store_findings(db, judging, one, answers)
            dirty.detected(db, one.hub_id)


def _along_lineage(db: Database, run_id: str, cause: str) -> None:
    judge_lineage(db, run_id, cause)
    runs.forget(db, "judging")  # nothing is dirty any more, whoever marked it
    license_texts.count_models(db)
    license_texts.note_first_found(db, cause)
    term_sets.sweep(db)


def judge_stored(path: Path, engines: Engines = processes) -> int:
    """Judge every stored model again, as a run of its own; gives how many. Raises Locked."""
    with locked(path):
        writer = Writer(path)
        try:
            run_id = writer.call(runs.begin, "judge", "", detection.versions())
            figures: Counter[str] = Counter()
            judged = _judge_everything(writer, run_id, figures, engines)
            prepare(writer, run_id)
            writer.call(runs.finish, run_id, "done", figures)
            return judged
        except KeyboardInterrupt:
            writer.break_off()
            raise
        except Unhealthy as error:
            writer.call(runs.finish, run_id, f"failed: {error}", figures)
            raise
        finally:
            writer.close()
