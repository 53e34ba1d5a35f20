"""What is worked out of the judged models once a run, so that no reader waits for it."""

from __future__ import annotations

from crawler.judge.reading.orgs import store_orgs
from crawler.judge.reading.search import index_models
from crawler.judge.reading.trends import store_trends
from crawler.store.database import Writer


def prepare(writer: Writer, month: str) -> None:
    """Trends of `month` (YYYY-MM), organisations, and the words of what changed."""
    writer.call(store_trends, month)
    writer.call(store_orgs)
    index_models(writer)
