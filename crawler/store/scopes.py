"""Conditions on which models' texts are read, over `models` as m and facts.reads as r (see texts.queue_changed)."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.store.refs import BASES

# A private model is read by name only.
# Beside its own models a scope holds every base model that a model it opened names, and what was opened before. Where
# several scans share the Hub, `here` are the models of this one's shard; bases that no shard opens are read by those
# that name them.
BASE = f"m.hub_id IN (SELECT hub_id FROM models WHERE repo_id IN ({BASES}))"
NOTABLE = "notable(m.hub_id, m.author, m.likes, m.downloads)"
SCOPES = {
    "all": "m.private IS NOT 1 AND here(m.hub_id)",
    "notable": f"m.private IS NOT 1 AND (r.sha IS NOT NULL OR CASE WHEN {NOTABLE} THEN here(m.hub_id) ELSE {BASE} END)",
}


def with_ancestors(hub_ids: Iterable[str]) -> str:
    """Some models and whatever they are made from, as far as it has been read."""
    ids = ", ".join("'{}'".format(hub_id.replace("'", "''")) for hub_id in hub_ids)
    return (
        f"m.hub_id IN (WITH RECURSIVE up (id) AS (SELECT hub_id FROM models WHERE hub_id IN ({ids}) UNION"
        " SELECT coalesce(b.hub_id, a.hub_id) FROM up"
        " JOIN facts.refs AS f ON f.hub_id = up.id AND f.kind = 'models'"
        " LEFT JOIN models AS b ON b.repo_id = f.name"
        " LEFT JOIN facts.aliases AS a ON a.name = f.name) SELECT id FROM up)"
    )
