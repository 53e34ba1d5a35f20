"""Licence texts: the catalogue, what a text is, its clauses; `effective` says what holds for a repository."""

from pipelines.licences.catalogue import catalogue, lookup
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.paths import licence_text_paths
from pipelines.licences.text.pages import html_to_text
from pipelines.licences.types import Clause, Licence, Reading, Terms

__all__ = [
    "Clause",
    "Licence",
    "Reading",
    "Terms",
    "catalogue",
    "html_to_text",
    "licence_text_paths",
    "lookup",
    "read_licence",
]
