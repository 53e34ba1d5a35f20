"""What a night changed, for tests to compare with what a crawler found."""

from __future__ import annotations

from crawler.local_hub.synthetic.churn import UNTOUCHED, Ledger
from crawler.local_hub.synthetic.hub import SyntheticHub
from crawler.local_hub.synthetic.population import Population


def truth(population: Population, day: int) -> dict[str, object]:
    """The difference between the end of the day before and the end of `day` (1, 2, ...), by name at the end of it.

    `created` and `deleted` list ids, `renamed` maps old to new, `gates` ids to [before, after], `commits` ids to
    [sha before, sha after], `texts` ids to [git id of the README before, after] for the cards that changed.
    """
    ledger = Ledger(population, day - 1)
    pasts = dict(ledger.pasts)
    happened = ledger.advance()
    hub = SyntheticHub(population, ledger=ledger)
    found: dict[str, dict[str, object]] = {"delete": {}, "rename": {}, "gate": {}, "commit": {}, "text": {}}
    for event in happened:
        old, new = hub.model(event.model, pasts.get(event.model, UNTOUCHED)), hub.model(event.model)
        values = {
            "delete": (old.id, True),
            "rename": (old.id, new.id),
            "gate": (new.id, [old.gated, new.gated]),
            "commit": (new.id, [old.sha, new.sha]),
        }
        key, value = values[event.deed]
        found[event.deed][key] = value
        if old.has_card and old.past.texts != new.past.texts:
            found["text"][new.id] = [old.files["README.md"].oid, new.files["README.md"].oid]
    born = range(population.at(day - 1), population.at(day))
    return {
        "day": day,
        "created": [hub.model(index).id for index in born],
        "deleted": list(found["delete"]),
        "renamed": found["rename"],
        "gates": found["gate"],
        "commits": found["commit"],
        "texts": found["text"],
    }
