"""What a bill of materials says of one model, before it takes a format: read from the published tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from packageurl import PackageURL

from crawler.audit.license import Proof
from crawler.audit.names import find
from crawler.audit.report import Ancestor, AuditReport
from crawler.audit.stored import audit_stored
from crawler.errors import WrongUsage
from crawler.hub import LIVE
from crawler.readonly import last_finished_run
from crawler.schema import OUTCOMES
from pipelines.licences.types import NON_LICENCES

TOOL = "hub-openness"
TERMS_OF = "SELECT DISTINCT term, value, unit, imposed_by FROM model_terms WHERE repo_id = ? ORDER BY 1, 2, 3, 4"
JUDGED = ("verdict", "verdict_own", "osaid", "mof_class", "openwashing", "gated")


@dataclass(frozen=True, slots=True)
class Bill:
    """A model's report with what only a bill needs.

    `terms` are the effective ones, each with its unit and the ancestor that imposes it. `spdx` maps licence ids to SPDX
    identifiers, where one is known.

    `made_at` is when the last run finished, UTC: the bill of one state is the same whenever it is written.
    """

    report: AuditReport
    hub: str
    terms: dict[str, str]
    spdx: dict[str, str]
    made_at: datetime

    @property
    def version(self) -> str:
        """The version of the program."""
        return version(TOOL)

    @property
    def serial(self) -> UUID:
        """The same for the same model at the same commit, as the same run left it."""
        return uuid5(NAMESPACE_URL, f"{self.address}@{self.report.sha}#{self.made_at.isoformat()}")

    @property
    def address(self) -> str:
        """Where the model is on the Hub."""
        return self.page(self.report.repo_id)

    def page(self, repo_id: str) -> str:
        """Where a model is on the Hub."""
        return f"{self.hub}/{quote(repo_id)}"

    @property
    def license_id(self) -> str:
        """The effective licence, empty where there is none or nobody knows it."""
        return known_license(self.report.license.effective)

    @property
    def outcomes(self) -> dict[str, str]:
        """What was concluded and is said, name and value, in the words of `models` and `licenses`."""
        report = self.report
        license = {"license_id": report.license.effective, "license_source": report.license.source}
        approved = str(report.license.terms.get("osi_approved") or "unknown")
        said = {
            **{name: getattr(report, name) for name in JUDGED},
            **{question: report.answer(question).outcome for question in OUTCOMES},
            **self.terms,
            **license,
            "osi_approved": approved,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def evidence(self) -> Iterator[tuple[str, str, Proof]]:
        """(question, outcome, proof) for everything that has an address on the web."""
        for question, answer in sorted(self.report.answers.items()):
            for proof in answer.evidence:
                if proof.url.startswith(("https://", "http://")):
                    yield question, answer.outcome, proof

    def parents(self, repo_id: str) -> list[Ancestor]:
        """The edges that lead up from a model."""
        return [edge for edge in self.report.lineage if edge.child == repo_id]


def known_license(license_id: str) -> str:
    """The id, or nothing where it names no licence."""
    return "" if license_id in NON_LICENCES else license_id


def purl(repo_id: str, commit: str = "") -> PackageURL:
    """`pkg:huggingface/owner/name@commit`."""
    owner, _, name = repo_id.rpartition("/")
    return PackageURL(type="huggingface", namespace=owner or None, name=name, version=commit or None)


def read(db: sqlite3.Connection, repo_id: str) -> Bill:
    """The bill of a stored model. Raises WrongUsage where no scan has seen it, or none has finished."""
    row, run = find(db, repo_id), last_finished_run(db)
    if row is None or run is None:
        raise WrongUsage(f"{repo_id} is not a model that a finished scan has seen")
    hub = db.execute("SELECT value FROM about WHERE key = 'hub'").fetchone()
    spdx = dict(db.execute("SELECT license_id, spdx FROM licenses WHERE spdx <> ''").fetchall())
    made_at = datetime.fromisoformat(run["finished_at"]).astimezone(UTC).replace(microsecond=0)
    return Bill(audit_stored(db, row), hub["value"] if hub else LIVE, _terms(db, row["repo_id"]), spdx, made_at)


def _terms(db: sqlite3.Connection, repo_id: str) -> dict[str, str]:
    """Term -> its values in words, `700000000 MAU by meta-llama/Llama-3.1-8B`; commercial use is at least unknown."""
    said: dict[str, list[str]] = {"commercial_use": []}
    for term, value, unit, imposed_by in db.execute(TERMS_OF, (repo_id,)):
        ancestor = f" by {imposed_by}" if imposed_by != repo_id else ""
        said.setdefault(term, []).append(f"{value} {unit or ''}".strip() + ancestor)
    return {term: ", ".join(values) or "unknown" for term, values in said.items()}
