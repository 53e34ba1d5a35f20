"""What is worked out of the judged models once a run, so that no reader waits for it."""

from __future__ import annotations

from crawler.clock import now
from crawler.judge.reading.events import store_events
from crawler.judge.reading.orgs import store_orgs
from crawler.judge.reading.scores import store_scores
from crawler.judge.reading.search import index_models
from crawler.judge.reading.trends import store_trends
from crawler.store.database import Writer


def prepare(writer: Writer, run_id: str) -> None:
    """Trends of this month, organisations, news, measured accuracy, and the words of what changed."""
    moment = now()
    writer.call(store_trends, moment[:7])
    writer.call(store_orgs)
    writer.call(store_events, run_id, moment)
    writer.call(store_scores)
    index_models(writer)
