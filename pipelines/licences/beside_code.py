"""The licence of the code repository that a card presents as the model's own, beside that of the weights. Pure.

It is shown where it differs and never inherited: code and weights are licensed apart more often than not.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.model import Evidence, Kind, Ref
from pipelines.declared.code.links import CodeLink, Said, code_links
from pipelines.evidence import about
from pipelines.licences.catalogue import lookup
from pipelines.licences.expressions import named
from pipelines.licences.in_card import stated_in_card
from pipelines.licences.parts import Part
from pipelines.licences.types import NON_LICENCES, Licence
from pipelines.once import once
from pipelines.repository import Repository


def beside_code(repository: Repository, license_id: str) -> Evidence | None:
    """The code host's licence of the model's own repository, where it is of another family than the weights' licence.

    None where either is unknown, and where the card itself puts that licence on the code.
    """
    ours = lookup(license_id)
    if ours is None or ours.id in NON_LICENCES:
        return None
    told = {one.licence.family for one in stated_in_card(repository.card) if one.licence and one.part is Part.CODE}
    for slug, spdx, licence in _of_own_code(repository):
        if licence.family not in (ours.family, *told):
            return about(Ref(Kind.CODE, slug), f"license: {spdx}", "code-repo-licence")
    return None


@once
def _of_own_code(repository: Repository) -> tuple[tuple[str, str, Licence], ...]:
    return tuple(_licences(repository))


def _licences(repository: Repository) -> Iterator[tuple[str, str, Licence]]:
    for link in code_links(repository):
        facts = repository.snapshot.code_repos.get(link.ref.slug.lower())
        if facts and facts.exists and _is_own(link) and (licence := named(facts.license_spdx)):
            yield facts.slug, facts.license_spdx, licence


def _is_own(link: CodeLink) -> bool:
    return link.said is Said.OWN or (link.own and link.said is Said.NAMED)
