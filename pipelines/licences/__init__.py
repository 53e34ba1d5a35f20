"""Licences: the catalogue, identification of a text, its clauses, and the effective licence of a model."""

from pipelines.licences.catalogue import catalogue, lookup
from pipelines.licences.effective import Effective, effective
from pipelines.licences.links import allowed_link, linked_licence
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.paths import licence_text_paths
from pipelines.licences.text.pages import html_to_text
from pipelines.licences.types import Clause, Licence, Reading, Terms

__all__ = [
    "Clause",
    "Effective",
    "Licence",
    "Reading",
    "Terms",
    "allowed_link",
    "catalogue",
    "effective",
    "html_to_text",
    "licence_text_paths",
    "linked_licence",
    "lookup",
    "read_licence",
]
