"""A bill as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): a machine-learning model and its pedigree."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.model.license import DisjunctiveLicense, LicenseAcknowledgement
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.spdx import is_supported_id

from crawler.bom.bill import TOOL, Bill, known_license, purl

Json = dict[str, object]
DECLARED, CONCLUDED = LicenseAcknowledgement.DECLARED, LicenseAcknowledgement.CONCLUDED


def document(bill: Bill) -> Json:
    """The document. Answers are properties, evidence is references with their quotes, ancestors are its pedigree."""
    tool = Component(type=ComponentType.APPLICATION, name=TOOL, version=bill.version, bom_ref=TOOL)
    metadata = BomMetaData(component=_model(bill), timestamp=bill.made_at)
    metadata.tools.components.add(tool)
    bom = Bom(serial_number=bill.serial, metadata=metadata)
    written: Json = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    return written


def _model(bill: Bill) -> Component:
    report = bill.report
    component = _component(report.repo_id, report.sha)
    component.licenses = list(_licenses(bill))
    component.external_references = list(_references(bill))
    component.properties = [Property(name=f"{TOOL}:{name}", value=value) for name, value in bill.outcomes.items()]
    component.pedigree = _pedigree(bill, report.repo_id, {report.repo_id})
    return component


def _component(repo_id: str, commit: str = "") -> Component:
    at = purl(repo_id, commit)
    kind = ComponentType.MACHINE_LEARNING_MODEL
    return Component(
        type=kind, group=at.namespace, name=at.name, version=commit or None, purl=at, bom_ref=at.to_string()
    )


def _licenses(bill: Bill) -> Iterator[DisjunctiveLicense]:
    """What the publisher declares and what we conclude, each under its SPDX identifier where it has one."""
    for license_id, who in ((known_license(bill.report.license.declared), DECLARED), (bill.license_id, CONCLUDED)):
        if license_id:
            yield _license(bill, license_id, who)


def _license(bill: Bill, license_id: str, who: LicenseAcknowledgement) -> DisjunctiveLicense:
    spdx = bill.spdx.get(license_id, license_id)
    if is_supported_id(spdx):
        return DisjunctiveLicense(id=spdx, acknowledgement=who)
    return DisjunctiveLicense(name=license_id, acknowledgement=who)


def _references(bill: Bill) -> Iterator[ExternalReference]:
    kind = ExternalReferenceType
    yield ExternalReference(type=kind.DISTRIBUTION, url=XsUri(f"{bill.address}/tree/{bill.report.sha or 'main'}"))
    yield ExternalReference(type=kind.MODEL_CARD, url=XsUri(bill.address))
    if bill.license_id and bill.report.license.source_url:
        yield ExternalReference(type=kind.LICENSE, url=XsUri(bill.report.license.source_url))
    for question, outcome, proof in bill.evidence:
        said = f"{question}: {outcome} ({proof.rule}): {proof.quote}"
        yield ExternalReference(type=kind.EVIDENCE, url=XsUri(proof.url), comment=said)


def _pedigree(bill: Bill, repo_id: str, met: set[str]) -> Pedigree | None:
    """Ancestors within ancestors; each once, so that circles end."""
    ancestors = []
    for edge in bill.parents(repo_id):
        if edge.parent in met:
            continue
        met.add(edge.parent)
        parent = _component(edge.parent)
        if license_id := known_license(edge.parent_license):
            parent.licenses = [_license(bill, license_id, CONCLUDED)]
        said = {"relation": edge.relation, "source": edge.source, "drift": edge.drift}
        parent.properties = [Property(name=f"{TOOL}:{name}", value=value) for name, value in said.items() if value]
        parent.pedigree = _pedigree(bill, edge.parent, met)
        ancestors.append(parent)
    return Pedigree(ancestors=ancestors) if ancestors else None
