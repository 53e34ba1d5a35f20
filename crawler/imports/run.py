"""`import-history`, from the files to the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.archive.engine import engine
from crawler.errors import WrongUsage
from crawler.imports.fold import changes_and_shares
from crawler.imports.keep import first_night, replace_source
from crawler.imports.tables import dated
from crawler.nightly.publish import working_path
from crawler.store.database import Writer
from crawler.store.lock import locked


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: its tables by day, the changes found, and the database they went to."""

    source: str
    days: tuple[str, ...]
    changes: int
    database: Path


def import_history(db: Path, files: tuple[Path, ...], source: str, tell: Callable[[str], None]) -> Imported:
    """Read dated tables of one source and keep what they tell of the time before our first night.

    The tables of a source are given all together: they replace what it told before. Where nights publish `db`, the
    import goes to the database they work on and is published with the next. Raises WrongUsage for files that are no
    such tables, Locked while a run is at work.
    """
    tables = dated(files)
    target = working_path(db) if working_path(db).exists() else db
    with locked(db), TemporaryDirectory(prefix=".import-", dir=db.absolute().parent) as folder:
        writer = Writer(target)
        try:
            ours = writer.call(first_night)
            earlier = [(day, path) for day, path in tables if not ours or day < ours]
            for day, path in tables[len(earlier) :]:
                tell(f"{path} is left out: {day} is not before our own first look on {ours}")
            if len(earlier) < 1:
                raise WrongUsage("no table is left that is older than our own first look")
            with engine(Path(folder)) as duck:
                changes = writer.call(replace_source, source, changes_and_shares(duck, earlier, tell))
        finally:
            writer.close()
    return Imported(source, tuple(day for day, _ in earlier), changes, target)
