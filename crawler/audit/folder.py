"""The audit of a folder: detectors and policy run over it at once, knowing nothing of its ancestors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from crawler.audit.effective import folder_terms
from crawler.audit.license import Clause, License, Proof
from crawler.audit.may import Member
from crawler.audit.report import Ancestor, Answer, AuditReport, Claim
from crawler.deadline import deadline
from crawler.localdir import snapshot as hubdir
from crawler.model import Edge, Evidence, Finding, Snapshot
from pipelines import detection, verdict
from pipelines.licences import lookup, spdx_list
from pipelines.licences.effective import effective
from pipelines.licences.own_terms import own_terms
from pipelines.licences.texts_read import policies, texts_read
from pipelines.repository import Repository
from pipelines.verdict import Imposed, Judgement, LicenseFacts, OwnFacts


def audit_folder(folder: Path) -> AuditReport:
    """Audit a folder. Raises ValueError where it is not one that can be read (see hubdir.snapshot)."""
    snapshot = hubdir.snapshot(folder)
    repository = Repository(snapshot)
    with deadline():
        findings = {detector.name: finding for detector, finding in detection.run(repository)}
    answers = {name: _answer(finding, folder) for name, finding in findings.items()}
    columns = dict(chain.from_iterable(finding.columns.items() for finding in findings.values()))
    edges = tuple(chain.from_iterable(finding.edges for finding in findings.values()))
    license = _license(repository, columns, answers.get("license_id", Answer()), bool(edges))
    own = _own_facts(snapshot, answers, columns, edges, license)
    terms = folder_terms(
        () if license.source == "base-model" else own_terms(repository), _bases(edges), own.base_unknown
    )
    return _report(snapshot, answers, license, own, verdict.judge(own), edges, terms)


def _bases(edges: tuple[Edge, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edge.parent for edge in edges))


def _own_facts(
    snapshot: Snapshot,
    answers: Mapping[str, Answer],
    columns: Mapping[str, str],
    edges: tuple[Edge, ...],
    license: License,
) -> OwnFacts:
    return OwnFacts(
        outcomes={name: answer.outcome for name, answer in answers.items()},
        license=license_facts(license),
        gated=str(snapshot.info.get("gated") or ""),
        relation=columns.get("relation") or (edges[0].relation if edges else ""),
        base_named=bool(edges),
    )


def license_facts(license: License) -> LicenseFacts:
    """What the policy asks of a licence."""
    terms = {name: str(value or "") for name, value in license.terms.items()}
    osi, use = (terms.get(term, "") for term in ("osi_approved", "commercial_use"))
    return LicenseFacts(license.effective, license.license_class, osi, use, terms)


def _report(
    snapshot: Snapshot,
    answers: Mapping[str, Answer],
    license: License,
    own: OwnFacts,
    judged: Judgement,
    edges: tuple[Edge, ...],
    terms: tuple[Imposed, ...],
) -> AuditReport:
    """What is unknown of the parents caps as unknown, and what they ask is unknown as well."""
    cap = verdict.UNKNOWN_ANCESTOR if edges else verdict.NO_ANCESTOR
    use = next((one.term.value for one in terms if one.term.term == "commercial_use"), "unknown")
    final = verdict.bound_by(verdict.verdict_of(judged.verdict_own, cap, judged.floor), use)
    claims = answers.get("claims_open_source", Answer())
    return AuditReport(
        repo_id=snapshot.repo_id,
        sha=snapshot.sha,
        gated=own.gated,
        looked_at="a local folder",
        answers=answers,
        license=license,
        claims_open_source=claims,
        claims=tuple(_claims(claims, judged, own.license)),
        lineage=tuple(_ancestor(snapshot.repo_id, edge) for edge in edges),
        verdict_own=judged.published,
        verdict=final,
        osaid=verdict.osaid_of(judged.osaid, verdict.UNKNOWN_ANCESTOR_OSAID) if edges else judged.osaid,
        osaid_missing=judged.osaid_missing,
        mof_class=verdict.mof_of(judged.mof_class, verdict.UNKNOWN_ANCESTOR_MOF) if edges else judged.mof_class,
        openwashing=verdict.openwashing(claims.outcome, final),
        because=verdict.reasons(own, judged, terms, silent=license.source in ("none", "base-model")),
        ancestors=tuple(Member(edge.parent, License(), known=False) for edge in edges),
        task=str(snapshot.info.get("pipeline_tag") or ""),
        terms=terms,
        components=verdict.components(own),
        base_unknown=own.base_unknown,
    )


def _ancestor(child: str, edge: Edge) -> Ancestor:
    return Ancestor(child, edge.parent, edge.relation, edge.source, "", "unknown", "unknown")


def _claims(claims: Answer, judged: Judgement, license: LicenseFacts) -> Iterable[Claim]:
    against = ",".join(verdict.contradicted_by(judged.osaid_missing, license.license_id))
    if claims.outcome == "yes":
        for proof in claims.evidence:
            yield Claim(proof.quote, proof.line_start, proof.rule, against)


def _license(repository: Repository, columns: Mapping[str, str], answer: Answer, has_base: bool) -> License:
    """The effective licence; its terms are those of the text it was read from, else those of the catalogue.

    A model that says nothing of a licence is under that of its base, which nobody has looked at here.
    """
    source = columns.get("license_source", "")
    inherited = has_base and source in ("none", "base-model")
    license_id = "unknown" if inherited else columns.get("license_id", "unknown")
    found = effective(repository)
    texts = texts_read(repository)
    read = [one for one in texts if one.place == found.text]
    osi = {} if inherited else {"osi_approved": columns.get("osi_approved", "unknown")}
    return License(
        declared=columns.get("license_tag", ""),
        effective=license_id,
        source="base-model" if inherited else source,
        conflict=columns.get("license_conflict", ""),
        terms={**({} if inherited else found.terms.as_dict()), **osi},
        license_class="" if inherited else columns.get("license_class", ""),
        clauses=tuple(
            Clause(c.term, c.quote, c.line_start, c.line_end, one.place)
            for one in (*read, *(policies(texts) if read else ()))
            for c in one.reading.clauses
        ),
        evidence=answer.evidence,
        osi_list=spdx_list.looked_up(entry.spdx) if (entry := lookup(license_id)) else "",
    )


def _answer(finding: Finding, folder: Path) -> Answer:
    return Answer(finding.outcome, finding.reason, tuple(_proof(e, folder.resolve()) for e in finding.evidence))


def _proof(evidence: Evidence, folder: Path) -> Proof:
    """Paths of neighbours are relative to the hub directory, two or three levels up; without a file, no address."""
    homes = (folder.parent.parent, folder.parent.parent.parent) if evidence.repo else (folder,)
    found = [home / evidence.place for home in homes if evidence.path and (home / evidence.place).is_file()]
    url = found[0].as_uri() if found else ""
    return Proof(evidence.place, url, evidence.line_start, evidence.line_end, evidence.quote, evidence.rule)
