"""Believable rows, and what strangers may write into names, tags and quotes."""

from __future__ import annotations

from collections import Counter

Row = dict[str, object]

OPEN, CAPPED, DERIVED = "allen/open-7b", "meta/capped-8b", "maker/capped-8b-GGUF"
HOSTILE, GATED, GONE = "evil/x<b>y", "quiet/gated", "gone/model"
SCRIPT = "<script>document.title='owned'</script>"
FORMULAS = ("=cmd()", "+1", "-1+2", "@SUM(A1)", "\tx", "\rx")
RUN = "20261122T030000Z-ab12"
SHA = "4f2a9c0d1e5b7788990011223344556677889900"
QUESTIONS = ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card")
YES: Row = dict.fromkeys(QUESTIONS, "yes")
UNKNOWN: Row = dict.fromkeys(QUESTIONS, "unknown")
FACTS: Row = {"sha": SHA, "read_sha": SHA, "likes": 3, "gated": "", "private": 0, "disabled": 0}
DATES: Row = {"created_at": "2026-05-01T10:00:00Z", "first_seen": "2026-06-01", "last_seen": "2026-11-22T03:20:00Z"}
APACHE: Row = {"license_tag": "apache-2.0", "license_id": "apache-2.0", "license_class": "permissive"}


def _model(repo_id: str, no: int, **known: object) -> Row:
    return {"repo_id": repo_id, "author": repo_id.split("/")[0], "no": no, **UNKNOWN, **FACTS, **DATES, **known}


def _evidence(repo_id: str, question: str, outcome: str, reason: str, quote: str, **place: object) -> Row:
    said = {"repo_id": repo_id, "sha": SHA, "question": question, "outcome": outcome, "reason": reason, "quote": quote}
    origin = {"detector": question, "detector_version": 2, "rule": "named-script", "path": "README.md"}
    url = f"https://huggingface.co/{repo_id}/blob/{SHA}/README.md#L7"
    return {**said, **origin, "url": url, "line_start": 7, "line_end": 7, **place}


def _clause(term: str, line: int, quote: str) -> Row:
    return {"oid": "b" * 40, "term": term, "quote": quote, "line_start": line, "line_end": line + 2}


def _change(repo_id: str, seen_at: str, field: str, old: str | None, new: str | None, cause: str = "model") -> Row:
    run_id = RUN if seen_at > "2026-11-22" else f"{seen_at}-0001"
    change = {"repo_id": repo_id, "seen_at": seen_at, "run_id": run_id, "field": field}
    return {**change, "old": old, "new": new, "cause": cause}


MODELS = [
    _model(
        OPEN, 1, **{**YES, **APACHE}, downloads=12_345, license_source="file", license_text="a" * 40,
        osi_approved="yes", claims_open_source="yes", openwashing="no", verdict_own="open-source-ai",
        verdict="open-source-ai", osaid="meets", osaid_missing="", mof_class="I", library="transformers",
        pipeline_tag="text-generation",
    ),
    _model(
        CAPPED, 2, **{**YES, "training_code": "no", "training_data": "partial", "data_card": "no", "gated": "manual"},
        params=8_000_000_000, params_source="name", license_name="capped",
        downloads=900_000, license_tag="other", license_id="capped", license_source="file", license_class="custom",
        license_conflict="tag-body, no-text", license_text="b" * 40, osi_approved="no", claims_open_source="yes",
        openwashing="yes", verdict_own="open-weights", verdict="open-weights", osaid="does-not-meet",
        osaid_missing="training-code,training-data,license,base:training-data", mof_class="unclassified",
    ),
    _model(
        DERIVED, 3, **{**APACHE, "weights": "yes", "training_code": "not-applicable", "sha": "f" * 40}, downloads=40,
        license_source="tag", osi_approved="yes", base_model=CAPPED, relation="quantized", verdict_own="open-source-ai",
        verdict="open-weights", claims_open_source="no", openwashing="no",
    ),
    _model(
        HOSTILE, 4, weights="no", downloads=1, license_tag=SCRIPT, library='"><img src=x onerror=alert(1)>',
        verdict="closed", osaid_missing="weights",
    ),
    _model(GATED, 5, gated="auto", read_sha=None, verdict="not-determinable"),
    _model(GONE, 6, weights="error", removed_at="2026-11-20T03:00:00Z", verdict="closed", downloads=0),
    *(_model(f"sheet/{i}", 10 + i, license_tag=formula, downloads=0) for i, formula in enumerate(FORMULAS)),
]  # fmt: skip
EVIDENCE = [
    _evidence(OPEN, "training_code", "yes", "the card names the script", "Trained with train.py — see “Recipe”"),
    _evidence(OPEN, "weights", "yes", "files are listed", "w.safetensors", path="w.safetensors", line_start=None),
    _evidence(CAPPED, "training_code", "no", "no script is listed and none is linked", "README.md, config.json"),
    _evidence(CAPPED, "training_data", "partial", "the data is described but not named", "public online data"),
    _evidence(CAPPED, "license_id", "yes", "the file was identified", "CAPPED LICENSE", path="LICENSE", line_start=1),
    _evidence(CAPPED, "claims_open_source", "yes", "the card claims it", "Our open source model <i>for all</i>."),
    _evidence(CAPPED, "base_model", "no", "no base is named", "config.json", path="config.json", line_start=None),
    _evidence(HOSTILE, "weights", "no", "no parameter file is listed", f"{SCRIPT}\"'&", url="javascript:alert(1)"),
    _evidence(GATED, "training_code", "unknown", "the card is gated", "", path="", line_start=None, url=None),
]
CAPS: Row = {
    "osi_approved": "no", "commercial_use": "conditional", "user_cap": 700_000_000, "user_cap_unit": "MAU",
    "geo_exclusion": "EU", "naming_duty": "yes",
}  # fmt: skip
LICENSES: list[Row] = [
    {
        "license_id": "apache-2.0", "name": "Apache License 2.0", "spdx": "Apache-2.0", "family": "apache",
        "license_class": "permissive", "osi_approved": "yes", "commercial_use": "yes", "attribution_duty": "yes",
    },
    {
        "license_id": "capped", "name": "Capped Community License", "family": "capped", "license_class": "custom",
        "first_seen": "2026-11-20T03:00:00Z", **CAPS, "source_url": "https://example.org/licence",
    },
]  # fmt: skip
EDGE: Row = {"child": DERIVED, "parent": CAPPED, "relation": "quantized", "source": "tag", "drift": "looser"}
CLAIM: Row = {"sha": SHA, "strength": "open-source-model"}
FINISHED: Row = {"run_id": RUN, "started_at": "2026-11-22T03:00:00Z", "finished_at": "2026-11-22T04:05:00Z"}
COSTS: Row = {"requests_api": 10, "requests_resolvers": 30, "requests_github": 2, "bytes": 123_456, "errors": 1}


def _trend(dimension: str, value: str, models: int, month: str = "2026-11", basis: str = "scanned") -> Row:
    counts: Row = {"models": models, "downloads": 10 * models, "share": models / 11, "downloads_share": models / 11}
    return {"month": month, "population": "all", "dimension": dimension, "value": value, "basis": basis, **counts}


TRENDS = [
    _trend(dimension, value, models, month, basis)
    for month, basis in (("2026-10", "created-until"), ("2026-11", "scanned"), ("2026-05", "created-in"))
    for dimension, values in {
        "license_class": ("permissive", "custom"), "license_id": ("apache-2.0", "none", "openmdw-1.0"),
        "commercial_use": ("yes", "unknown"), "license_source": ("file", "tag", "none"),
        "verdict": ("open-weights", "open-source-ai", "not-determinable"),
        "gated": ("", "auto"), "openwashing": ("yes", "no"), "claims_open_source": ("yes", "no"),
        "weights": ("yes", "unknown"), "inference_code": ("yes", "unknown"), "training_code": ("yes", "no"),
        "training_data": ("partial", "no"), "mof_class": ("I", "unclassified"), "osaid": ("meets", "not-determinable"),
    }.items()
    for models, value in enumerate(values, 3)
]  # fmt: skip
for _dimension in ("verdict", *QUESTIONS):  # as counted of the models above
    TRENDS = [row for row in TRENDS if (row["dimension"], row["basis"]) != (_dimension, "scanned")]
    _counts = Counter(str(row.get(_dimension) or "") for row in MODELS if not row.get("removed_at"))
    TRENDS += [_trend(_dimension, value, models) for value, models in _counts.items()]


def _event(field: str, direction: str, repo_id: str, old: str, new: str, downloads: int) -> Row:
    known: Row = {"author": repo_id.split("/")[0], "license_id": "capped", "downloads": downloads, "likes": 3}
    moment: Row = {"run_id": RUN, "seen_at": "2026-11-22T03:10:00Z"}
    return {**moment, **known, "field": field, "direction": direction, "repo_id": repo_id, "old": old, "new": new}


EVENTS = [
    _event("license_id", "tighter", CAPPED, "apache-2.0", "capped", 900_000),
    _event("license_id", "looser", DERIVED, "capped", "apache-2.0", 40),
    _event("verdict", "up", OPEN, "open-weights", "open-source-ai", 12_345),
    _event("gated", "tighter", GATED, "", "auto", 0),
    _event("removed", "", GONE, "no", "deleted", 0),
    _event("claim", "", CAPPED, "", f"Our open source model {SCRIPT}.", 900_000),
    _event("license_text", "", CAPPED, "", "b" * 40, 900_000),
    _event("model", "", HOSTILE, "", "closed", 1),
]
RUNGS: Row = {"open_source_ai": 0, "open_weights": 1, "open_access": 0, "closed": 0, "not_determinable": 0}
KNOWN: Row = {**RUNGS, "gated": 0, "training_data": 1, "training_code": 1, "claims": 1, "contradicted": 0}

ROWS: dict[str, list[Row]] = {
    "models": MODELS,
    "evidence": EVIDENCE,
    "licenses": LICENSES,
    "license_texts": [
        {"oid": "b" * 40, "license_id": "capped", "family": "capped", "score": 0.97, "models": 1, **CAPS,
         "first_seen": "2026-11-22T03:09:00Z"},
    ],
    "license_clauses": [
        _clause("user_cap", 40, "more than 700 million monthly active users"),
        _clause("geo_exclusion", 50, f"not in the European Union {SCRIPT}"),
    ],
    "lineage": [
        {**EDGE, "parent_license": "capped", "child_license": "apache-2.0"},
        {"child": HOSTILE, "parent": "never/listed", "relation": "finetune", "source": "card", "drift": "unknown"},
    ],
    "claims": [
        {**CLAIM, "repo_id": OPEN, "quote": "A fully open model.", "line_start": 3, "contradicted_by": "",
         "first_seen": "2026-11-20T03:00:00Z"},
        {**CLAIM, "repo_id": CAPPED, "quote": "Our open source model <i>for all</i>.", "line_start": 7,
         "contradicted_by": "license"},
    ],
    "datasets": [{"dataset_id": "allen/pile", "exists": "yes", "gated": "", "license_tag": "odc-by"}],
    "code_repos": [{"url": "https://github.com/allen/open", "exists": "yes", "license": "Apache-2.0"}],
    "changes": [
        _change(CAPPED, "2026-11-22T03:10:00Z", "license_id", "apache-2.0", "capped"),
        _change(CAPPED, "2026-11-22T03:10:00Z", "verdict", "open-source-ai", "open-weights"),
        _change(OPEN, "2026-11-21T03:10:00Z", "verdict", None, "open-source-ai", "rules"),
        _change(GONE, "2026-11-20T03:00:00Z", "removed", "", "deleted"),
        _change(HOSTILE, "2026-10-02T03:00:00Z", "license_tag", "mit", "other"),
        _change(HOSTILE, "2026-11-22T03:11:00Z", "license_tag", "mit\x1b[31m\x00", SCRIPT),
    ],
    "trends": TRENDS,
    "events": EVENTS,
    "model_code_repos": [{"repo_id": OPEN, "url": "https://github.com/allen/open"}],
    "detector_scores": [
        {"measured_at": "2026-11-20T08:00:00Z", "half": half, "answer": "training_code = yes", "precision": 0.9,
         "recall": 0.8, "f1": 0.85, "f1_low": 0.7, "f1_high": 0.95, "labelled_so": 20, "cards": 90, "rules": "abc"}
        for half in ("tune", "check")
    ],
    "orgs": [
        {**KNOWN, "author": "meta", "type": "company", "country": "US", "models": 1, "downloads": 900_000, "likes": 3,
         "gated": 1, "contradicted": 1},
        {**KNOWN, "author": "allen", "type": "non-profit", "country": "US", "models": 1, "downloads": 12_345,
         "likes": 3, "open_source_ai": 1, "open_weights": 0},
        {**KNOWN, "author": "maker", "type": "unknown", "country": "unknown", "models": 1, "downloads": 40, "likes": 3},
    ],
    "imported_changes": [
        {"source": "weekly exports", "repo_id": CAPPED, "since": "2024-03-04", "seen_at": "2024-03-11",
         "field": "license_tag", "old": "apache-2.0", "new": "capped"},
    ],
    "imported_trends": [
        {"source": "weekly exports", "month": "2024-03", "population": "all", "dimension": "license_tag",
         "value": "apache-2.0", "models": 3, "downloads": 90},
    ],
    "runs": [
        {**FINISHED, **COSTS, "mode": "incremental", "models_listed": 6, "models_changed": 2, "outcome": "done",
         "detector_versions": '{"training_code": 2}'},
        {"run_id": "20261123T030000Z-live", "started_at": "2026-11-23T03:00:00Z", "outcome": "running"},
    ],
}  # fmt: skip
