"""The databases of all shards, one at a time attached to the database they are merged into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import WrongUsage
from crawler.readonly import address, require
from crawler.scan.shard import Shard, shard_of
from crawler.store import runs
from crawler.store.database import connect, facts_path


@dataclass(frozen=True, slots=True)
class Part:
    """One shard and the file that holds it. `facts` are those about the whole file: the Hub it was scanned from."""

    shard: Shard
    path: Path
    facts: dict[str, str]


def parts(paths: Sequence[Path]) -> list[Part]:
    """The shards of one Hub in order of their numbers, all of them. Raises WrongUsage where one is missing or twice."""
    found = sorted((_part(path) for path in paths), key=lambda part: part.shard.number)
    of = found[0].shard.of
    for part in found:
        if part.shard.of != of or part.facts != found[0].facts:
            raise WrongUsage(
                f"{part.path} ({part.shard}) and {found[0].path} ({found[0].shard}) are of different scans"
            )
    numbers = [part.shard.number for part in found]
    if numbers != list(range(of)):
        wrong = next(n for n in range(of) if numbers.count(n) != 1)
        how = "is missing" if wrong not in numbers else "is given twice"
        raise WrongUsage(f"shard {wrong}/{of} {how}: a merge takes all shards together")
    return found


def _part(path: Path) -> Part:
    """Brings the file to the newest schema. Raises WrongUsage for a file that holds no shard."""
    require(path)
    require(facts_path(path))
    with closing(connect(path)) as db:
        held = runs.fact(db, "shard")
        if not held or runs.last_good(db) is None:
            raise WrongUsage(f"{path} holds no shard that was scanned to its end; `scan --shard` makes one")
        return Part(Shard.parse(held), path, {key: runs.fact(db, key) or "" for key in ("hub", "scanned")})


@contextmanager
def attached(db: Database, part: Part) -> Iterator[None]:
    """The shard's files as schemas `shard` and `shard_facts`, read only; `here(hub_id)`: does a model live in it?"""
    db.conn.create_function("here", 1, lambda hub_id: shard_of(hub_id, part.shard.of) == part.shard.number)
    for schema, path in (("shard", part.path), ("shard_facts", facts_path(part.path))):
        db.execute(f"ATTACH ? AS {schema}", (address(path, "ro"),))
    try:
        yield
    finally:
        for schema in ("shard", "shard_facts"):
            db.execute(f"DETACH {schema}")
