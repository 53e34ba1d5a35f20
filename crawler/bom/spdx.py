"""A bill as SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/): packages, their descent, evidence as annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO

from cyclonedx.spdx import is_supported_id
from spdx_tools.common.spdx_licensing import spdx_licensing
from spdx_tools.spdx.model import (
    Actor,
    ActorType,
    Annotation,
    AnnotationType,
    CreationInfo,
    Document,
    ExternalPackageRef,
    ExternalPackageRefCategory,
    ExtractedLicensingInfo,
    Package,
    Relationship,
    RelationshipType,
    SpdxNoAssertion,
    SpdxNone,
)
from spdx_tools.spdx.writer.json.json_writer import write_document_to_stream

from crawler import patterns
from crawler.bom.bill import TOOL, Bill, known_license, purl

Json = dict[str, object]
DOCUMENT = "SPDXRef-DOCUMENT"
_ODD = patterns.compile(r"[^A-Za-z0-9.-]+")


def document(bill: Bill) -> Json:
    """The document, as the library's own validation lets it pass."""
    report = bill.report
    names = dict.fromkeys((report.repo_id, *(edge.parent for edge in report.lineage)))
    parents = {edge.parent: edge.parent_license for edge in report.lineage if edge.parent != report.repo_id}
    ids = {name: f"SPDXRef-Model-{n}" for n, name in enumerate(names)}
    described = Document(_creation(bill))
    described.packages = [_model(bill, ids), *(_parent(bill, ids, *parent) for parent in parents.items())]
    described.relationships = list(_relationships(bill, ids))
    described.annotations = list(_annotations(bill, ids[report.repo_id]))
    described.extracted_licensing_info = list(
        _own_licenses(bill, {bill.license_id, _declared(bill), *parents.values()})
    )
    stream = StringIO()
    write_document_to_stream(described, stream)
    written: Json = json.loads(stream.getvalue())
    return written


def _creation(bill: Bill) -> CreationInfo:
    return CreationInfo(
        spdx_version="SPDX-2.3",
        spdx_id=DOCUMENT,
        name=bill.report.repo_id,
        document_namespace=f"https://spdx.org/spdxdocs/{TOOL}-{bill.serial}",
        creators=[_tool(bill)],
        created=bill.made_at.replace(tzinfo=None),
    )


def _tool(bill: Bill) -> Actor:
    return Actor(ActorType.TOOL, f"{TOOL}-{bill.version}")


def _declared(bill: Bill) -> str:
    return known_license(bill.report.license.declared)


def _model(bill: Bill, ids: dict[str, str]) -> Package:
    report = bill.report
    package = _package(bill, ids, report.repo_id, report.sha)
    package.license_declared = _license(bill, _declared(bill))
    package.license_concluded = _license(bill, bill.license_id)
    if report.license.effective == "none":
        package.license_concluded = SpdxNone()
    return package


def _parent(bill: Bill, ids: dict[str, str], repo_id: str, license_id: str) -> Package:
    package = _package(bill, ids, repo_id)
    package.license_concluded = _license(bill, known_license(license_id))
    return package


def _package(bill: Bill, ids: dict[str, str], repo_id: str, commit: str = "") -> Package:
    at = ExternalPackageRef(ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", purl(repo_id, commit).to_string())
    return Package(
        spdx_id=ids[repo_id],
        name=repo_id,
        download_location=bill.page(repo_id),
        version=commit or None,
        files_analyzed=False,
        external_references=[at],
    )


def _license(bill: Bill, license_id: str) -> object:
    """An expression, or the library's word for not knowing."""
    return spdx_licensing.parse(_expression(bill, license_id)) if license_id else SpdxNoAssertion()


def _expression(bill: Bill, license_id: str) -> str:
    """The SPDX identifier; a name of our own where the list has none."""
    spdx = bill.spdx.get(license_id, license_id)
    return spdx if is_supported_id(spdx) else f"LicenseRef-{_ODD.sub('-', license_id)}"


def _own_licenses(bill: Bill, ids: set[str]) -> Iterator[ExtractedLicensingInfo]:
    """What stands behind the names of our own: the clauses that were read, or that none was."""
    for license_id in sorted(filter(known_license, ids)):
        reference = _expression(bill, license_id)
        if reference.startswith("LicenseRef-"):
            read = bill.report.license.clauses if license_id == bill.license_id else ()
            text = "\n\n".join(f"[{clause.term}, {clause.where}] {clause.quote}" for clause in read)
            yield ExtractedLicensingInfo(reference, text or f"The licence known as {license_id}.", license_id)


def _relationships(bill: Bill, ids: dict[str, str]) -> Iterator[Relationship]:
    yield Relationship(DOCUMENT, RelationshipType.DESCRIBES, ids[bill.report.repo_id])
    for edge in bill.report.lineage:
        said = f"{edge.relation or 'derived'}, by {edge.source or 'the card'}; licence drift: {edge.drift}"
        yield Relationship(ids[edge.child], RelationshipType.DESCENDANT_OF, ids[edge.parent], said)


def _annotations(bill: Bill, spdx_id: str) -> Iterator[Annotation]:
    concluded = "; ".join(f"{name}: {value}" for name, value in bill.outcomes.items())
    proved = (f"{q}: {o} ({p.rule}): {p.quote} {p.url}" for q, o, p in bill.evidence)
    for said in (concluded, *proved):
        made_at = bill.made_at.replace(tzinfo=None)
        yield Annotation(spdx_id, AnnotationType.OTHER, _tool(bill), made_at, said)
