"""The database, described once: data dictionary, Datasette metadata and exports are all read from TABLES and VIEWS.

`migrations.py` is the history that builds it; a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from crawler.model import Outcome

By = Literal["list", "outcome", "detector", "policy", "run"]

ANSWERS = tuple(outcome.value for outcome in Outcome)
YES_NO = ("yes", "no", "unknown")
TERMS = (
    ("osi_approved", str, "yes, no or unknown: is the licence on the OSI's list of approved licences"),
    ("commercial_use", str, "yes, no, conditional or unknown: may everybody use it commercially"),
    ("user_cap", int, "number of users above which free use ends or a duty begins"),
    ("user_cap_unit", str, "what user_cap counts, e.g. MAU (monthly active users)"),
    ("revenue_cap", int, "yearly revenue above which free use ends"),
    ("revenue_cap_unit", str, "currency and period of revenue_cap, e.g. USD/yr"),
    ("geo_exclusion", str, "territories excluded (EU, UK ...), comma-separated; a note where only some models"),
    ("derivative_same_license", str, "yes, pass-through, no or unknown: what must travel with derivatives"),
    ("use_restrictions", str, "yes, no or unknown: purposes are forbidden"),
    ("naming_duty", str, "yes, no or unknown: a name or a 'Built with' line must be displayed"),
    ("attribution_duty", str, "yes, no or unknown: notices or a copy of the licence must be kept"),
    ("output_training_ban", str, "yes, no or unknown: outputs may not train other models"),
    ("tiered_commercial", str, "yes, no or unknown: free for a class of users, a separate licence above it"),
    ("derivatives", str, "yes, not-shared (may be made, not passed on), no or unknown: may it be changed"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type (nullable unless in the key) and one sentence.

    SQLite has neither moments nor truth: datetime is text there (ISO 8601, UTC), bool is 0 or 1. Snapshots have both.
    `values` are all that it can hold, empty where that is open. A `local` column means something in this file only.

    `by` says who fills a column of `models`: `list` the Hub's list page; `outcome` the detector of that name with its
    answer; `detector` a detector through `Finding.columns`; `policy` the verdict; `run` the store's own notes.
    """

    name: str
    type: type[str] | type[int] | type[float] | type[bool] | type[datetime]
    says: str
    by: By = "run"
    history: bool = False  # its changes are rows of `changes`
    trend: bool = False  # its values are counted in `trends`
    values: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view; `facets` (categorical columns), `sort_desc` and `leads` (shown first) are for Datasette."""

    name: str
    says: str
    columns: tuple[Column, ...]
    pk: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    sort_desc: str = ""
    search: tuple[str, str] = ("", "")  # full-text table of its rows, and the column that numbers them as there
    leads: tuple[str, ...] = ()
    view: bool = False  # spelt out from compact tables when it is read
    large: bool = False  # as many rows as models, or more: facets are offered, and counted when asked for

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(c.name for c in self.columns)

    @property
    def shared(self) -> tuple[Column, ...]:
        """The columns that mean something outside the file, in order: those of a snapshot."""
        return tuple(c for c in self.columns if not c.local)

    def filled_by(self, *by: By) -> tuple[str, ...]:
        """Names of the columns that one of `by` fills, in order."""
        return tuple(c.name for c in self.columns if c.by in by)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every model: the column that holds the answer, its title and the question in words."""

    name: str
    title: str
    asks: str


_listed = partial(Column, by="list")
_detected = partial(Column, by="detector")
_judged = partial(Column, by="policy")


def _outcome(name: str, asks: str) -> Column:
    """The column of a detector's outcome: `asks` is its question in lower case without the mark."""
    return Column(name, str, asks, by="outcome", history=True, trend=True, values=ANSWERS)


def _columns(*described: tuple[str, type, str] | Column) -> tuple[Column, ...]:
    return tuple(c if isinstance(c, Column) else Column(*c) for c in described)


LAYERS = ("weights", "inference_code", "training_code", "training_data")
CARDS = ("data_card", "model_card")
VERDICTS = ("open-source-ai", "open-weights", "open-access", "closed", "not-determinable")

MODELS = Table(
    "models",
    "One model repository of the Hub, as of its last scan.",
    (
        _listed("repo_id", str, "owner/name on the Hub", history=True),
        Column("hub_id", str, "the Hub's own id, stable through renames"),
        _listed("author", str, "user or organisation that owns the repository"),
        _listed("sha", str, "head commit of main as last listed"),
        _listed(
            "created_at", datetime, "creation date on the Hub (never before 2022-03-02, when it began to record them)"
        ),
        _listed("last_modified", datetime, "date of the head commit as last listed"),
        _listed(
            "downloads", int, "requests to query files in the last 30 days, as the Hub counts; do not add up over time"
        ),
        _listed("likes", int, "likes on the Hub"),
        _listed("gated", str, "empty, auto or manual: must readers ask for access", history=True, trend=True),
        _listed("private", bool, "1 or true when the Hub says the repository is private", history=True),
        _listed("disabled", bool, "1 or true when the Hub has disabled the repository", history=True),
        _listed("library", str, "library the repository names"),
        _listed("pipeline_tag", str, "task the Hub lists it under"),
        _detected("license_tag", str, "licence as declared in the card's front matter, or the Hub's licence tag"),
        _detected(
            "license_id",
            str,
            "effective licence: id in `licenses`, unknown, or none (= all rights reserved)",
            history=True,
            trend=True,
        ),
        _detected(
            "license_source",
            str,
            "where the effective licence comes from: file, link, tag, name, base-model or none",
            trend=True,
        ),
        _detected("license_class", str, "class of the effective licence, see `licenses`", trend=True),
        _detected(
            "license_conflict",
            str,
            "contradictions about the licence, comma-separated: tag-file, tag-body, no-text ...",
        ),
        _detected("license_text", str, "git blob oid of the licence text that was read, see `license_texts`"),
        _detected("osi_approved", str, "yes, no or unknown: is the effective licence OSI-approved", trend=True),
        _outcome("weights", "can parameter files be downloaded"),
        _outcome("inference_code", "is there code to run it: here, in the linked repository or in a named library"),
        _outcome("training_code", "is the code that trained this model reachable"),
        _outcome("training_data", "is the data this model was trained on named and obtainable"),
        _outcome("data_card", "is the training data documented"),
        _outcome("model_card", "does the README say more than a template"),
        _outcome("claims_open_source", "does the card claim that this model itself is open source"),
        _judged(
            "openwashing",
            str,
            "yes when the card claims open source and the verdict is below open-source-ai",
            trend=True,
            values=ANSWERS,
        ),
        _detected("base_model", str, "models it was made from, comma-separated", history=True),
        _detected(
            "relation",
            str,
            "finetune, adapter, quantized or merge; none: said to be made from no other model; empty: nothing said",
            trend=True,
        ),
        _judged("verdict_own", str, "verdict on its own last step, before the lineage is considered", values=VERDICTS),
        _judged(
            "verdict",
            str,
            "closed, open-access, open-weights, open-source-ai or not-determinable, capped by ancestors",
            history=True,
            trend=True,
            values=VERDICTS,
        ),
        _judged(
            "osaid",
            str,
            "meets, does-not-meet or not-determinable: the evidence against OSAID v1.0",
            trend=True,
            values=("meets", "does-not-meet", "not-determinable"),
        ),
        _judged("osaid_missing", str, "parts the OSAID asks for that were not found, comma-separated"),
        _judged(
            "mof_class",
            str,
            "I, II, III or unclassified by the Model Openness Framework",
            trend=True,
            values=("I", "II", "III", "unclassified"),
        ),
        Column("read_sha", str, "commit whose texts the outcomes and the evidence rest on; empty while none was read"),
        Column("read_at", datetime, "when the outcomes were last computed from a fresh reading"),
        Column("first_seen", datetime, "when a scan first saw it"),
        Column(
            "last_seen", datetime, "when a scan last recorded something; while removed_at is empty it is still listed"
        ),
        Column("removed_at", datetime, "when it was found to be gone (deleted, private or disabled)"),
        Column("no", int, "row number that evidence refers to; not an identifier outside this file", local=True),
        _judged(
            "commercial_use",
            str,
            "yes, conditional, no or unknown: commercial use under its own terms and its ancestors', see `model_terms`",
            history=True,
            trend=True,
        ),
        _judged("user_cap", int, "least number of users above which free use ends, itself and ancestors", history=True),
        _judged(
            "geo_exclusion",
            str,
            "territories that it or an ancestor excludes, comma-separated; unknown where terms could not be read",
            history=True,
        ),
        _judged("derivative_same_license", str, "yes, pass-through, no or unknown: what must travel with derivatives"),
        _judged(
            "drift",
            str,
            "worst drift from a parent: looser, dropped-terms, no-licence, unknown, tighter or same; empty: no base",
            trend=True,
        ),
        Column(
            "own_terms",
            int,
            "number of the set of terms its own texts state; not an identifier outside this file",
            local=True,
        ),
        Column("terms", int, "number of its set of effective terms, as `model_terms` spells them out", local=True),
        _listed("params", int, "number of parameters, see params_source; empty where neither says it"),
        _listed(
            "params_source",
            str,
            "safetensors: headers of its files, as the Hub adds them up; name: the repository's own name",
            values=("", "safetensors", "name"),
        ),
        _listed("license_name", str, "name that the card gives its licence, beside the tag other"),
        _listed("license_link", str, "where the card says the licence stands"),
        _outcome("data_information", "is the training data described so that it can be put together again"),
    ),
    pk=("repo_id",),
    facets=(
        "verdict",
        "license_class",
        "license_source",
        "commercial_use",
        *LAYERS,
        *CARDS,
        "osaid",
        "mof_class",
        "gated",
        "relation",
        "drift",
        "pipeline_tag",
        "library",
    ),
    sort_desc="downloads",
    search=("search", "no"),
    leads=("repo_id", "verdict", "license_id", *LAYERS),
    large=True,
)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


QUESTIONS = tuple(
    Question(name, _title(name), f"{column.says[:1].upper()}{column.says[1:]}?")
    for name, column in zip(MODELS.column_names, MODELS.columns, strict=True)
    if column.by == "outcome"
)
OUTCOMES = tuple(question.name for question in QUESTIONS)


def question(name: str) -> Question:
    """The question of that name; one that has no column of its own is known by its name only."""
    return next((one for one in QUESTIONS if one.name == name), Question(name, _title(name), ""))


HISTORY = tuple(column.name for column in MODELS.columns if column.history)
DIMENSIONS = tuple(column.name for column in MODELS.columns if column.trend)

STAGES = ("", "pretraining", "preference", "distillation", "sft")

EVIDENCE = Table(
    "evidence",
    "One piece of evidence: the text an outcome rests on, pinned to address, commit and line.",
    _columns(
        ("repo_id", str, "the model it speaks about"),
        ("sha", str, "commit of the model repository that was read"),
        ("question", str, "the column of `models` it supports"),
        Column("outcome", str, "yes, partial, no, unknown, not-applicable or error", values=ANSWERS),
        ("reason", str, "why that outcome, in one sentence"),
        ("detector", str, "detector that answered"),
        ("detector_version", int, "its version"),
        ("rule", str, "rule of the detector that fired"),
        ("url", str, "address of the file at that commit and line, or of the Hub's own answer"),
        ("path", str, "file it stands in; `datasets/` and `github/` name other repositories, empty: the Hub row"),
        ("line_start", int, "first line, counted from 1; empty when the evidence is that a file is listed"),
        ("line_end", int, "last line, inclusive"),
        ("quote", str, "the words as they stand there"),
        Column("stage", str, "stage of training that the name of a training file tells; else empty", values=STAGES),
    ),
    view=True,
    # no facets: grouping a view of tens of millions of rows at every visit takes seconds; readers can ask for one
)

LICENSES = Table(
    "licenses",
    "One licence of the catalogue with the terms it sets.",
    _columns(
        ("license_id", str, "id used on the Hub, or ours where the Hub has none"),
        ("name", str, "full name"),
        ("spdx", str, "SPDX identifier, or a LicenseRef of ours"),
        ("family", str, "family of licences it belongs to"),
        ("license_class", str, "permissive, copyleft, rail, custom, non-commercial, research-only, data or none"),
        *TERMS[:-1],
        ("source_url", str, "where its publisher shows the text"),
        TERMS[-1],  # SQLite adds columns at the end
        ("first_seen", datetime, "when a scan first found a model under it; empty for those the first scan found"),
        ("osi_list", str, "version and day of the list its approval was looked up in; empty where it is not listed"),
    ),
    pk=("license_id",),
    facets=("license_class", "family", "osi_approved", "commercial_use"),
)

LICENSE_TEXTS = Table(
    "license_texts",
    "One distinct licence file met on the Hub, and what was read in it.",
    _columns(
        ("oid", str, "git blob oid of the file"),
        ("license_id", str, "licence it was identified as, or unknown"),
        ("spdx", str, "SPDX expression"),
        ("family", str, "family of licences"),
        ("score", float, "how much of the text the identification explains, 0 to 1"),
        *TERMS[:-1],
        ("models", int, "models that carry this very text as their effective licence"),
        TERMS[-1],
        ("first_seen", datetime, "when it was first met; empty for texts met before this was noted"),
    ),
    pk=("oid",),
    facets=("license_id", "family"),
)

LICENSE_CLAUSES = Table(
    "license_clauses",
    "One clause of a licence text with the term it sets, quoted.",
    _columns(
        ("oid", str, "git blob oid of the file, see `license_texts`"),
        ("term", str, "the term it sets, a column of `licenses`"),
        ("path", str, "file it stands in: the licence, or the use policy that lay beside it"),
        ("quote", str, "the clause as it stands there"),
        ("line_start", int, "first line, counted from 1"),
        ("line_end", int, "last line, inclusive"),
    ),
    facets=("term",),
    search=("license_clauses_fts", "rowid"),
)

MODEL_LICENSES = Table(
    "model_licenses",
    "The licence of one part of a model, as its own repository states it.",
    _columns(
        ("repo_id", str, "the model"),
        ("part", str, "weights, and where one is told: code, data, component, documentation, third-party"),
        ("license_id", str, "licence of that part, see `licenses`; unknown, or none"),
        ("source", str, "where it stands: file, link, card, tag, name or none; empty where it could not be read"),
        ("conflict", str, "what contradicts it, comma-separated"),
        ("path", str, "file it stands in; empty where the Hub's own row says it"),
        ("line_start", int, "line, counted from 1"),
        ("quote", str, "the words as they stand there"),
    ),
    pk=("repo_id", "part"),
    facets=("part", "source", "license_id"),
    large=True,
)

MODEL_TERMS = Table(
    "model_terms",
    "One effective term of a model: the strictest that it or any of its ancestors imposes, and who imposes it.",
    _columns(
        ("repo_id", str, "the model that is bound"),
        ("term", str, "a term, as the column of `licenses`; territories are a row each"),
        ("value", str, "its value; unknown where terms of the model or an ancestor could not be read"),
        ("unit", str, "what a cap counts: MAU, USD/yr ..."),
        ("imposed_by", str, "the model whose terms these are: itself, or an ancestor"),
        ("license_id", str, "licence of that model that says so"),
        ("quote", str, "the clause; empty where the catalogue says it of that licence"),
        ("path", str, "file of the imposing model it stands in, or an address"),
        ("line_start", int, "line, counted from 1"),
        ("text_sha256", str, "SHA-256 of that text as UTF-8, as it was read"),
        ("read_at", datetime, "when the imposing model was last read"),
        ("url", str, "address of the line at the commit that was read"),
    ),
    view=True,
)

LINEAGE = Table(
    "lineage",
    "One edge of the family tree: a model and one model it was made from.",
    _columns(
        ("child", str, "the derived model"),
        ("parent", str, "the model it was made from, as the child names it (renames followed)"),
        ("relation", str, "finetune, adapter, quantized or merge"),
        ("source", str, "where the child says so: tag, card, config or name"),
        ("parent_license", str, "effective licence of the parent, empty while unknown"),
        ("child_license", str, "effective licence of the child"),
        Column(
            "drift",
            str,
            "the child's own terms beside the parent's: same, tighter, looser, dropped-terms, no-licence or unknown",
            values=("same", "tighter", "looser", "dropped-terms", "no-licence", "unknown"),
        ),
    ),
    pk=("child", "parent"),
    facets=("relation", "drift"),
    large=True,
)

CLAIMS = Table(
    "claims",
    "One sentence of a card that claims the model is open source.",
    _columns(
        ("repo_id", str, "the model"),
        ("sha", str, "commit of the card"),
        ("quote", str, "the sentence"),
        ("line_start", int, "line of the card it begins on"),
        ("strength", str, "kind of claim: the rule that recognised it"),
        ("contradicted_by", str, "what the evidence lacks for open-source-ai, comma-separated; empty when nothing"),
        ("original", str, "the model whose card says it first: itself, or the ancestor whose sentence it repeats"),
        ("first_seen", datetime, "when a scan first met it; empty where it stood there before that was noted"),
    ),
    facets=("strength",),
)

DATASETS = Table(
    "datasets",
    "One dataset that a card refers to, as the Hub knows it.",
    _columns(
        ("dataset_id", str, "owner/name on the Hub"),
        Column("exists", str, "yes, no or unknown", values=YES_NO),
        ("gated", str, "empty, auto or manual"),
        ("license_tag", str, "licence as declared"),
        ("data_card", str, "yes, partial, no or unknown: does its README document the data"),
    ),
    pk=("dataset_id",),
    facets=("exists", "gated", "data_card"),
)

CODE_REPOS = Table(
    "code_repos",
    "One code repository that a card refers to.",
    _columns(
        ("url", str, "address of the repository"),
        Column("exists", str, "yes, no or unknown", values=YES_NO),
        ("license", str, "SPDX id the code host gives"),
        ("training_code", str, "yes, partial, no or unknown: does its file list show training code"),
        ("inference_code", str, "yes, no or unknown: does its file list show code to run the model"),
        ("evidence_path", str, "file that shows it"),
    ),
    pk=("url",),
    facets=("exists", "training_code", "license"),
)

MODEL_CODE_REPOS = Table(
    "model_code_repos",
    "One code repository that the card of a model points to.",
    _columns(
        ("repo_id", str, "the model"),
        ("url", str, "address of the repository, see `code_repos`"),
    ),
    pk=("repo_id", "url"),
)

CHANGES = Table(
    "changes",
    "One change of one field of one model, with its cause.",
    _columns(
        ("repo_id", str, "the model"),
        ("seen_at", datetime, "when the scan noticed"),
        ("run_id", str, "the run that noticed, see `runs`"),
        ("field", str, "column of `models` that changed, or repo_id (renamed) or removed"),
        ("old", str, "value before"),
        ("new", str, "value after"),
        Column("cause", str, "model: the repository changed; rules: ours did", values=("model", "rules")),
    ),
    facets=("field", "cause"),
    large=True,
    sort_desc="seen_at",
)

EVENTS = Table(
    "events",
    "One piece of news of a night: what changed in the repositories themselves, never what our rules changed.",
    _columns(
        ("run_id", str, "the run that told it, see `runs`"),
        ("seen_at", datetime, "when the scan noticed"),
        ("field", str, "column of `models` that changed; removed; model, license_text or claim: one met first"),
        Column(
            "direction",
            str,
            "of a licence or gate: tighter, looser, lateral or unknown; of a verdict: up or down; empty: has none",
            values=("", "tighter", "looser", "lateral", "unknown", "up", "down"),
        ),
        ("repo_id", str, "the model; of a new licence text the most downloaded one that carries it"),
        ("author", str, "its user or organisation"),
        ("license_id", str, "effective licence then"),
        ("old", str, "value before"),
        ("new", str, "value after; of a licence text its oid, of a claim the sentence"),
        ("downloads", int, "downloads of the model in 30 days, then"),
        ("likes", int, "its likes, then"),
    ),
    facets=("field", "direction"),
    large=True,
    sort_desc="seen_at",
)

RUNS = Table(
    "runs",
    "One run: what it looked at, what it cost, how it ended.",
    _columns(
        ("run_id", str, "start time and a random suffix"),
        ("started_at", datetime, "when it began, UTC"),
        ("finished_at", datetime, "when it ended, UTC; empty when it was killed"),
        ("mode", str, "full, incremental, repositories or judge"),
        ("scope", str, "all, notable or the repositories named"),
        ("models_listed", int, "rows the Hub listed"),
        ("models_changed", int, "rows that were new or changed"),
        ("requests_api", int, "requests in the Hub's api bucket"),
        ("requests_resolvers", int, "requests in the Hub's resolvers bucket"),
        ("requests_github", int, "requests to the code host"),
        ("bytes", int, "bytes received"),
        ("errors", int, "requests given up and detectors that failed"),
        ("detector_versions", str, "JSON object: version of every detector"),
        ("outcome", str, "running, done, incomplete or failed, with the reason"),
    ),
    pk=("run_id",),
    sort_desc="started_at",
)

SYSTEMS = Table(
    "systems",
    "One AI system of the watch list that people know by name, and what a search of the Hub found of it.",
    _columns(
        ("name", str, "name the system is known by"),
        ("developer", str, "who develops it"),
        ("family", str, "family of systems it belongs to"),
        ("search", str, "words the Hub was searched for"),
        ("checked_at", datetime, "when the Hub was searched"),
        ("found", str, "repositories of the developer that the search found, comma-separated; empty when none"),
        ("url", str, "address of the search"),
    ),
    pk=("name",),
    facets=("developer", "family"),
)

DETECTOR_SCORES = Table(
    "detector_scores",
    "How often one answer of a detector was right on labelled cards, on the day it was measured.",
    _columns(
        ("measured_at", datetime, "when it was measured"),
        Column("half", str, "tune: rules were made on these cards; check: they were not", values=("tune", "check")),
        ("answer", str, "column of `models` and the answer that counts, e.g. training_code = yes"),
        ("precision", float, "part of the answers given that are labelled so, 0 to 1"),
        ("recall", float, "part of the cards labelled so that were answered so, 0 to 1"),
        ("f1", float, "harmonic mean of the two"),
        ("f1_low", float, "lower end of its 95 % interval, organisations resampled"),
        ("f1_high", float, "upper end"),
        ("labelled_so", int, "cards labelled so"),
        ("cards", int, "cards with a label"),
        ("rules", str, "digest of the rules that were measured"),
    ),
    pk=("measured_at", "half", "answer"),
    facets=("half",),
)

TRENDS = Table(
    "trends",
    "One answer's share of the models in one month.",
    _columns(
        ("month", str, "YYYY-MM"),
        Column(
            "population",
            str,
            "all, live (downloaded at least once in 30 days) or popular (1,000 downloads or 5 likes)",
            values=("all", "live", "popular"),
        ),
        ("dimension", str, "a column of `models`"),
        ("value", str, "its value; empty for models never read"),
        ("models", int, "listed models with that value"),
        ("downloads", int, "their downloads in 30 days; do not add up over months"),
        (
            "basis",
            str,
            "scanned: listed models as of the month's last scan; created-in: models created in that month, as they are "
            "now; created-until: models created up to then, as they are now, for months before the first scan",
        ),
        ("share", float, "part of the models of that month, population and basis, 0 to 1"),
        ("downloads_share", float, "part of their downloads, 0 to 1; empty where there are none"),
    ),
    pk=("month", "population", "dimension", "value", "basis"),
    facets=("population", "dimension", "basis"),
)

ORGS = Table(
    "orgs",
    "One user or organisation and what its listed models release.",
    _columns(
        ("author", str, "name on the Hub"),
        ("type", str, "company, university, non-profit, public, community or unknown; only the largest are known"),
        ("country", str, "country of its seat (ISO 3166-1 alpha-2), many where it has no single one, or unknown"),
        ("source", str, "address that shows type and country"),
        ("models", int, "its listed models"),
        ("downloads", int, "their downloads in 30 days"),
        ("likes", int, "their likes"),
        *((f"{rung.replace('-', '_')}", int, f"models whose verdict is {rung}") for rung in VERDICTS),
        ("gated", int, "models behind a gate"),
        ("training_data", int, "models whose training data is named and obtainable, yes or partial"),
        ("training_code", int, "models whose training code can be reached, yes or partial"),
        ("claims", int, "models whose card claims open source"),
        ("contradicted", int, "models whose card claims it above the evidence"),
    ),
    pk=("author",),
    facets=("type", "country"),
    sort_desc="downloads",
)

IMPORTED_CHANGES = Table(
    "imported_changes",
    "One change between two dated tables of the Hub that others kept, from before our own first look.",
    _columns(
        ("source", str, "who kept the tables"),
        ("repo_id", str, "the model, by its name then"),
        ("since", str, "day of the last table with the old value"),
        ("seen_at", str, "day of the table with the new value: the change lies between the two"),
        ("field", str, "license_tag, base_model, gated or removed"),
        ("old", str, "value before; empty when none was stated"),
        ("new", str, "value after"),
    ),
    facets=("source", "field"),
    sort_desc="seen_at",
)

IMPORTED_TRENDS = Table(
    "imported_trends",
    "One value's count in one month of the dated tables that others kept.",
    _columns(
        ("source", str, "who kept the tables"),
        ("month", str, "YYYY-MM, as of the month's last table"),
        ("population", str, "as in `trends`"),
        ("dimension", str, "license_tag or gated"),
        ("value", str, "its value; empty when none was stated, unknown when the table does not say"),
        ("models", int, "models of the table with that value"),
        ("downloads", int, "their downloads as the table has them"),
    ),
    pk=("source", "month", "population", "dimension", "value"),
    facets=("source", "population", "dimension"),
)

TABLES = (
    MODELS, EVIDENCE, LICENSES, LICENSE_TEXTS, LICENSE_CLAUSES, MODEL_LICENSES, MODEL_TERMS, LINEAGE, CLAIMS, DATASETS,
    CODE_REPOS, CHANGES, RUNS, SYSTEMS, TRENDS, IMPORTED_CHANGES, IMPORTED_TRENDS, ORGS, EVENTS, MODEL_CODE_REPOS,
    DETECTOR_SCORES,
)  # fmt: skip
