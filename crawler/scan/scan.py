"""A scan, in one page: retrieve, read, find, judge, store. `HUB`, `SHARD` and `NAMED` are its steps in order.

Retrieve: the walks of `walks.py` send the spiders out; whatever they bring is stored at once, each item with the end of
its task. Read, find, judge: `crawler.judge` puts every repository that changed together again, asks the detectors, and
judges along the lineage. A step can be broken off anywhere; what a killed run left is finished by the next.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import Unhealthy, WrongUsage
from crawler.fetch.runner import Run, WalkFailed
from crawler.fetch.services import Asked, Service
from crawler.hub import LIVE
from crawler.judge.judge import judge, judge_changed_rules
from crawler.judge.processes import processes
from crawler.judge.reading.prepare import prepare
from crawler.judge.workers import Engines
from crawler.scan import walks
from crawler.scan.scope import in_scope
from crawler.scan.shard import WHOLE, Shard
from crawler.scan.walks import Aim
from crawler.store import frontier, runs
from crawler.store.database import Writer, compact
from crawler.store.lock import locked
from pipelines import detection


@dataclass(frozen=True, slots=True)
class Options:
    """What a scan is told."""

    db: Path
    hub: str
    github: str
    tokens: dict[Asked, str] = field(default_factory=dict)  # by the service they are for, whatever its address
    contact: str = ""  # told to every host that is asked
    private: bool = False  # the repositories named are read although they are private
    scope: str = "all"
    full: bool = False
    repo_ids: tuple[str, ...] = ()
    shard: Shard = WHOLE  # of the models in scope, those that are read here
    engines: Engines = processes  # what detectors run on
    hub_name: str = ""  # what the database is told it was scanned from, where that is not the address

    @property
    def services(self) -> dict[Asked, Service]:
        """Each service with its own token."""
        addresses = {Asked.HUB: self.hub, Asked.GITHUB: self.github}
        return {asked: Service(address, self.tokens.get(asked, "")) for asked, address in addresses.items()}

    @property
    def public(self) -> str:
        """The Hub's address as readers are told it: that of a Hub with a name of its own is gone after the run."""
        return LIVE if self.hub_name else self.hub


@dataclass(frozen=True, slots=True)
class Result:
    """How a scan ended: figures by column of `runs`, and why it is incomplete (empty when it is not)."""

    run_id: str
    mode: str
    figures: dict[str, int]
    incomplete: tuple[str, ...]


def _judge_by_changed_rules(run: Run, aim: Aim) -> list[str]:
    judge_changed_rules(run.writer, run.run_id, run.figures, aim.engines)
    return []


def _judge_what_changed(run: Run, aim: Aim) -> list[str]:
    judge(run.writer, run.run_id, run.figures, engines=aim.engines)
    return []


def _prepare_reading(run: Run, _: Aim) -> list[str]:
    prepare(run.writer, run.run_id)
    return []


Step = Callable[[Run, Aim], list[str]]  # gives what it could not finish, in words
HUB: tuple[Step, ...] = (
    _judge_by_changed_rules,  # before anything new is stored: these changes have another cause
    walks.list_models,  # every model: its row, its file names; who left the list
    walks.search_systems,  # systems known by name that have no repository
    walks.read_texts,  # cards and licences of what changed, then of what it was made from
    walks.read_links,  # licences that cards link to, at other addresses
    walks.read_neighbours,  # datasets and code repositories that cards point to
    _judge_what_changed,  # findings, licences and verdicts along the lineage
    _prepare_reading,  # trends, organisations and the index of words, as readers ask for them
)
SHARD: tuple[Step, ...] = (  # of which `merge` makes one database, and judges that
    walks.list_models,
    walks.search_systems,
    walks.read_texts,
    walks.read_links,
    walks.read_neighbours,
)
NAMED: tuple[Step, ...] = (
    _judge_by_changed_rules,
    walks.look_up_names,
    walks.read_texts,
    walks.read_links,
    walks.read_neighbours,
    _judge_what_changed,
    _prepare_reading,
)


def _steps(options: Options) -> tuple[Step, ...]:
    if options.repo_ids:
        return NAMED
    return HUB if options.shard == WHOLE else SHARD


def scan(options: Options) -> Result:
    """Run one scan. Raises Locked when another run has the database, WrongUsage when it holds another shard."""
    with locked(options.db), _writer(options) as writer:
        writer.call(frontier.release)
        last = writer.call(runs.last_good)
        mode = "repositories" if options.repo_ids else "full" if options.full or not last else "incremental"
        scope = " ".join(options.repo_ids) or options.scope
        aim = Aim(mode, options.scope, options.repo_ids, last, options.private, options.shard, options.engines)
        run_id = writer.call(runs.begin, mode, scope, detection.versions())
        run = Run(
            options.hub, options.public, options.github, writer, run_id, options.services, options.contact, Counter()
        )
        try:
            writer.call(runs.note, "hub", options.public)
            writer.call(runs.note, "scanned", options.hub_name or options.hub)
            incomplete = [what for step in _steps(options) for what in step(run, aim)]
        except KeyboardInterrupt:
            writer.break_off()
            writer.call(runs.finish, run_id, "interrupted", dict(run.figures))
            raise
        except BaseException as error:
            with suppress(sqlite3.Error):  # a full disk cannot even be told so
                writer.call(runs.finish, run_id, f"failed: {error or type(error).__name__}", dict(run.figures))
            if isinstance(error, sqlite3.Error | OSError | WalkFailed):
                raise Unhealthy(f"the scan broke off: {error}; what was stored is kept") from error
            raise
        if mode == "full":
            with suppress(sqlite3.Error):  # a convenience: without it the file is only larger
                writer.call(compact)
        outcome = f"incomplete: {'; '.join(incomplete)}" if incomplete else "done"
        writer.call(runs.finish, run_id, outcome, dict(run.figures))
        return Result(run_id, mode, dict(run.figures), tuple(incomplete))


@contextmanager
def _writer(options: Options) -> Iterator[Writer]:
    writer = Writer(options.db)
    try:
        writer.call(_register, options.shard)
        writer.call(_hold, options)
        yield writer
    except KeyboardInterrupt:
        writer.break_off()
        raise
    finally:
        writer.close()


def _register(db: Database, shard: Shard) -> None:
    def notable(hub_id: str, author: str, likes: int, downloads: int) -> bool:
        return in_scope("notable", hub_id, author or "", likes or 0, downloads or 0)

    def here(hub_id: str) -> bool:
        return shard.holds(hub_id)

    for function in (notable, here):
        db.register_function(function, deterministic=True)


def _hold(db: Database, options: Options) -> None:
    """A database holds one shard for good: with another one, what was read would no longer be what is kept up."""
    held = runs.fact(db, "shard") or (str(WHOLE) if db.table("runs").count else str(options.shard))
    if held != str(options.shard):
        what = "the whole Hub" if held == str(WHOLE) else f"shard {held}"
        raise WrongUsage(f"{options.db} holds {what}; it cannot be scanned as {options.shard}")
    if options.shard != WHOLE:
        runs.note(db, "shard", held)
