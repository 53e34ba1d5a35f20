"""What readers are told of datasets and code repositories, by rule."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store import neighbours
from pipelines.neighbours import neighbour_row


def describe_all(db: Database) -> None:
    """Write every row anew, after a rule changed."""
    for known in neighbours.known_neighbours(db):
        neighbours.show(db, known.ref.kind, neighbour_row(known.facts))
