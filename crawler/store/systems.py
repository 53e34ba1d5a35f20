"""Named systems that have no repository: what the Hub's own search answers about them is the evidence."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from sqlite_utils import Database

from crawler.store import frontier

WALK = "systems"


@dataclass(frozen=True, slots=True)
class System:
    """One system of the watch list, as looked for on the Hub."""

    name: str
    developer: str
    family: str
    search: str
    checked_at: str
    found: str  # ids of matching repositories of the developer, comma-separated
    url: str  # the search that was asked


def store_system(db: Database, system: System) -> None:
    """Store what the search answered and acknowledge the task."""
    with db.atomic():
        db.table("systems").upsert(asdict(system), pk="name")
        frontier.done(db, WALK, system.name)


def take(db: Database) -> None:
    """Take over from the attached shard the newer answers about systems."""
    columns = ", ".join(each.name for each in fields(System))
    db.execute(
        f"INSERT OR REPLACE INTO main.systems ({columns}) SELECT {columns} FROM shard.systems AS s WHERE NOT EXISTS"
        " (SELECT 1 FROM main.systems AS m WHERE m.name = s.name AND m.checked_at >= s.checked_at)"
    )
