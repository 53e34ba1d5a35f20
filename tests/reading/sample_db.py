"""A small database built from the schema alone, with believable rows and hostile ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.schema import TABLES, Table

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}
OPEN, CAPPED, DERIVED, HOSTILE, GATED = "allen/open-7b", "meta/capped-8b", "maker/capped-8b-GGUF", "evil/x<b>y", "quiet/gated"
SCRIPT = "<script>document.title='owned'</script>"
FORMULAS = ("=cmd()", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx")
RUN = "20261122T030000Z-ab12"
SHA = "4f2a9c0d1e5b7788990011223344556677889900"


def build(path: Path) -> Path:
    """Write the database to `path` and give the path back."""
    with sqlite3.connect(path) as db:
        for table in TABLES:
            _create(db, table)
        for name, rows in ROWS.items():
            for row in rows:
                insert(db, name, row)
    db.close()
    return path


def insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """Insert one row; columns not named stay NULL."""
    columns = ", ".join(f'"{c}"' for c in row)
    target = "evidence_rows" if table == "evidence" else table
    db.execute(f"insert into {target} ({columns}) values ({', '.join('?' * len(row))})", list(row.values()))


def _create(db: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{c.name}" {SQL_TYPES[c.type]}' for c in table.columns)
    key = f", PRIMARY KEY ({', '.join(table.pk)})" if table.pk else ""
    if table.name == "evidence":
        db.execute(f"create table evidence_rows ({columns}) strict")
        db.execute("create view evidence as select * from evidence_rows")
    else:
        db.execute(f"create table {table.name} ({columns}{key}) strict")


def _model(repo_id: str, no: int, **known: object) -> dict[str, object]:
    unknown = dict.fromkeys(
        ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card"), "unknown"
    )
    facts = {"sha": SHA, "read_sha": SHA, "created_at": "2026-05-01T10:00:00Z", "gated": "", "private": 0, "disabled": 0}
    dates = {"last_modified": "2026-11-01T10:00:00Z", "first_seen": "2026-06-01", "last_seen": "2026-11-22T03:20:00Z"}
    return {"repo_id": repo_id, "author": repo_id.split("/")[0], "no": no, "likes": 3, **unknown, **facts, **dates, **known}


def _evidence(repo_id: str, question: str, outcome: str, reason: str, quote: str, **place: object) -> dict[str, object]:
    base = {"repo_id": repo_id, "sha": SHA, "question": question, "outcome": outcome, "reason": reason, "quote": quote}
    origin = {"detector": question, "detector_version": 2, "rule": "named-script", "path": "README.md"}
    url = f"https://huggingface.co/{repo_id}/blob/{SHA}/README.md#L7"
    return {**base, **origin, "url": url, "line_start": 7, "line_end": 7, **place}


_YES = dict.fromkeys(("weights", "inference_code", "training_code", "training_data", "data_card", "model_card"), "yes")
ROWS: dict[str, list[dict[str, object]]] = {
    "models": [
        _model(
            OPEN, 1, downloads=12_345, license_tag="apache-2.0", license_id="apache-2.0", license_source="file",
            license_class="permissive", license_text="a" * 40, osi_approved="yes", claims_open_source="yes",
            openwashing="no", verdict_own="open-source-ai", verdict="open-source-ai", osaid="meets", osaid_missing="",
            mof_class="I", library="transformers", pipeline_tag="text-generation", **_YES,
        ),
        _model(
            CAPPED, 2, downloads=900_000, gated="manual", license_tag="other", license_id="capped",
            license_source="file", license_class="custom", license_conflict="tag-body, no-text", license_text="b" * 40,
            osi_approved="no", claims_open_source="yes", openwashing="yes", verdict_own="open-weights",
            verdict="open-weights", osaid="does-not-meet", osaid_missing="training_code, training_data, license",
            mof_class="unclassified", **{**_YES, "training_code": "no", "training_data": "partial", "data_card": "no"},
        ),
        _model(
            DERIVED, 3, downloads=40, license_tag="apache-2.0", license_id="apache-2.0", license_source="tag",
            license_class="permissive", osi_approved="yes", base_model=CAPPED, relation="quantized",
            verdict_own="open-weights", verdict="open-weights", training_code="not-applicable", weights="yes",
            claims_open_source="no", openwashing="no", sha="f" * 40,
        ),
        _model(HOSTILE, 4, downloads=1, license_tag=SCRIPT, library='"><img src=x onerror=alert(1)>', verdict="closed",
               weights="no", osaid_missing="weights"),
        _model(GATED, 5, gated="auto", downloads=None, license_tag=None, verdict="not-determinable", read_sha=None),
        _model("gone/model", 6, removed_at="2026-11-20T03:00:00Z", verdict="closed", downloads=0, weights="error"),
        *(_model(f"sheet/{i}", 10 + i, license_tag=f, verdict=None, downloads=0) for i, f in enumerate(FORMULAS)),
    ],
    "evidence": [
        _evidence(OPEN, "training_code", "yes", "the card names the script that trained it", "Trained with train.py — see “Recipe”"),
        _evidence(OPEN, "weights", "yes", "parameter files are listed", "model.safetensors", path="model.safetensors",
                  line_start=None, line_end=None, url=f"https://huggingface.co/{OPEN}/blob/{SHA}/model.safetensors"),
        _evidence(CAPPED, "training_code", "no", "no training script is listed and none is linked", "README.md, config.json"),
        _evidence(CAPPED, "training_data", "partial", "the data is described but not named", "publicly available online data"),
        _evidence(CAPPED, "license_id", "yes", "the licence file was identified", "CAPPED COMMUNITY LICENSE", path="LICENSE",
                  line_start=1, line_end=3),
        _evidence(HOSTILE, "weights", "no", "no parameter file is listed", f'{SCRIPT}"\'&', url="javascript:alert(1)"),
        _evidence(GATED, "training_code", "unknown", "the card is behind a gate", "", path="", line_start=None, url=None),
    ],
    "licenses": [
        {"license_id": "apache-2.0", "name": "Apache License 2.0", "spdx": "Apache-2.0", "family": "apache",
         "license_class": "permissive", "osi_approved": "yes", "commercial_use": "yes", "attribution_duty": "yes",
         "derivative_same_license": "no", "source_url": "https://www.apache.org/licenses/LICENSE-2.0"},
        {"license_id": "capped", "name": "Capped Community License", "family": "capped", "license_class": "custom",
         "osi_approved": "no", "commercial_use": "conditional", "user_cap": 700_000_000, "user_cap_unit": "MAU",
         "geo_exclusion": "EU", "naming_duty": "yes", "use_restrictions": "yes", "source_url": "https://example.org/l"},
    ],
    "license_texts": [
        {"oid": "b" * 40, "license_id": "capped", "family": "capped", "score": 0.97, "user_cap": 700_000_000, "models": 1}
    ],
    "license_clauses": [
        {"oid": "b" * 40, "term": "user_cap", "quote": "more than 700 million monthly active users", "line_start": 40, "line_end": 42},
        {"oid": "b" * 40, "term": "geo_exclusion", "quote": f"not in the European Union {SCRIPT}", "line_start": 50, "line_end": 50},
    ],
    "lineage": [
        {"child": DERIVED, "parent": CAPPED, "relation": "quantized", "source": "tag", "parent_license": "capped",
         "child_license": "apache-2.0", "drift": "looser"},
        {"child": HOSTILE, "parent": "never/listed", "relation": "finetune", "source": "card", "drift": "unknown"},
    ],
    "claims": [
        {"repo_id": OPEN, "sha": SHA, "quote": "A fully open model.", "line_start": 3, "strength": "fully-open", "contradicted_by": ""},
        {"repo_id": CAPPED, "sha": SHA, "quote": "Our open source model <i>for all</i>.", "line_start": 5,
         "strength": "open-source-model", "contradicted_by": "license, training_data"},
    ],
    "datasets": [{"dataset_id": "allen/pile", "exists": "yes", "gated": "", "license_tag": "odc-by", "data_card": "yes"}],
    "code_repos": [{"url": "https://github.com/allen/open", "exists": "yes", "license": "Apache-2.0", "training_code": "yes"}],
    "changes": [
        {"repo_id": CAPPED, "seen_at": "2026-11-22T03:10:00Z", "run_id": RUN, "field": "license_id", "old": "apache-2.0",
         "new": "capped", "cause": "model"},
        {"repo_id": CAPPED, "seen_at": "2026-11-22T03:10:00Z", "run_id": RUN, "field": "verdict", "old": "open-source-ai",
         "new": "open-weights", "cause": "model"},
        {"repo_id": OPEN, "seen_at": "2026-11-21T03:10:00Z", "run_id": "20261121T030000Z-cd34", "field": "verdict",
         "old": None, "new": "open-source-ai", "cause": "rules"},
        {"repo_id": "gone/model", "seen_at": "2026-11-20T03:00:00Z", "run_id": "20261120T030000Z-ef56", "field": "removed",
         "old": "", "new": "deleted", "cause": "model"},
        {"repo_id": HOSTILE, "seen_at": "2026-10-02T03:00:00Z", "run_id": "20261002T030000Z-0000", "field": "license_tag",
         "old": "mit\x1b[31m", "new": SCRIPT, "cause": "model"},
        {"repo_id": HOSTILE, "seen_at": "2026-11-22T03:11:00Z", "run_id": RUN, "field": "license_tag",
         "old": "mit\x1b[31m\x00", "new": SCRIPT, "cause": "model"},
    ],
    "runs": [
        {"run_id": RUN, "started_at": "2026-11-22T03:00:00Z", "finished_at": "2026-11-22T04:05:00Z", "mode": "incremental",
         "scope": "notable", "models_listed": 6, "models_changed": 2, "requests_api": 10, "requests_resolvers": 30,
         "requests_github": 2, "bytes": 123_456, "errors": 1, "detector_versions": '{"training_code": 2}', "outcome": "done"},
        {"run_id": "20261123T030000Z-live", "started_at": "2026-11-23T03:00:00Z", "finished_at": None, "mode": "incremental",
         "outcome": "running"},
    ],
}  # fmt: skip
