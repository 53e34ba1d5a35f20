"""The JSON Schema of the document that `audit --json` prints, made of the words the code itself uses."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.model import Outcome
from crawler.schema import CARDS, LAYERS, TERMS
from pipelines.licences.shipping import May
from pipelines.verdict.types import MofClass, Osaid, Verdict

Json = dict[str, object]
TEXT: Json = {"type": "string"}
LINE: Json = {"type": ["integer", "null"], "minimum": 1}


def document_schema() -> Json:
    """Draft 2020-12. Further keys may stand beside these: each is the answer to a further question."""
    answer = {"$ref": "#/$defs/answer"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The audit of one model",
        **_object({
            "repo_id": TEXT, "sha": TEXT, "gated": TEXT, **dict.fromkeys((*LAYERS, *CARDS), answer),
            "license": _license(), "effective_terms": _list(_effective_term()),
            "claims": _list(_texts("quote", "strength", "contradicted_by", "url", line_start=LINE)),
            "lineage": _list(_ancestor()), "verdict_own": _one_of(Verdict), "verdict": _one_of(Verdict),
            "osaid": _one_of(Osaid), "osaid_missing": _list(TEXT),
            "freedoms": _list(_texts("name", answer=_one_of(Outcome), against=_list(TEXT))),
            "mof_class": _one_of(MofClass), "mof_components": _list(_component()),
            "openwashing": _one_of(Outcome), "may_i": _may_i(),
            "next_steps": _list(_texts("rung", "component", "publish")),
        }),
        "$defs": {"answer": _answer(), "proof": _proof(), "clause": _clause()},
    }  # fmt: skip


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _texts(*names: str, **more: Json) -> Json:
    return _object({**dict.fromkeys(names, TEXT), **more})


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _one_of(words: Iterable[str]) -> Json:
    return {"enum": [str(word) for word in words]}


def _answer() -> Json:
    return _object({"outcome": _one_of(Outcome), "reason": TEXT, "evidence": _list({"$ref": "#/$defs/proof"})})


def _proof() -> Json:
    return _texts("path", "url", "quote", "rule", line_start=LINE, line_end=LINE)


def _clause() -> Json:
    return _texts("term", "quote", "path", "url", "sha256", line_start=LINE, line_end=LINE)


def _license() -> Json:
    terms = {
        name: {"type": ["integer", "null"]} if kind is int else {"type": ["string", "null"]} for name, kind, _ in TERMS
    }
    return _texts(
        "declared", "effective", "source", "conflict", "class", "osi_list",
        terms={"type": "object", "properties": terms}, clauses=_list({"$ref": "#/$defs/clause"}),
        evidence=_list({"$ref": "#/$defs/proof"}),
    )  # fmt: skip


def _ancestor() -> Json:
    names = ("child", "parent", "relation", "source", "parent_license", "drift", "parent_verdict")
    return _texts(*names, known={"type": "boolean"})


def _component() -> Json:
    return _texts("name", mof_class=_one_of(MofClass), optional={"type": "boolean"}, answer=_one_of(Outcome))


def _effective_term() -> Json:
    names = ("term", "value", "license_id", "unit", "quote", "path", "text_sha256", "imposed_by", "read_at", "url")
    return _texts(*names, line_start=LINE)


def _may_i() -> Json:
    reason = _texts("says", "term", "model", may=_one_of(May))
    question = _texts(
        "question", "answer", "model", "license", "source_url", "sha256", "read_at",
        clauses=_list({"$ref": "#/$defs/clause"}),
    )  # fmt: skip
    return _texts("line", answer=_one_of(May), reasons=_list(reason), questions=_list(question))
