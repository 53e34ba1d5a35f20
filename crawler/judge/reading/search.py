"""The full-text index of models: names, and the quotes their answers rest on."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.database import Writer

BATCH = 2_000
_DUE = f"(SELECT model_no FROM search_due ORDER BY model_no LIMIT {BATCH})"
_QUOTES = """
SELECT group_concat(quote, char(10)) FROM (
    SELECT DISTINCT quote FROM evidence_rows WHERE model_no = m.no AND line_start IS NOT NULL AND quote <> ''
)
"""


def index_models(writer: Writer) -> None:
    """Index again what triggers noted as changed, a batch a transaction: one broken off is gone on with."""
    while writer.call(index_batch):
        pass


def index_batch(db: Database) -> int:
    """Index again at most `BATCH` of what changed; gives how many, 0 when nothing is left."""
    with db.atomic():
        db.execute(f"DELETE FROM search WHERE rowid IN {_DUE}")
        db.execute(
            f"INSERT INTO search (rowid, repo_id, quotes) SELECT m.no, m.repo_id, ({_QUOTES}) FROM models AS m"
            f" WHERE m.no IN {_DUE}"
        )
        return int(db.execute(f"DELETE FROM search_due WHERE model_no IN {_DUE}").rowcount)
