"""Licences: the catalogue, identification of a text, its clauses, and the effective licence of a model."""

from pipelines.licences.catalogue import catalogue, lookup
from pipelines.licences.read import read_licence
from pipelines.licences.words import Clause, Licence, Reading, Terms

__all__ = ["Clause", "Licence", "Reading", "Terms", "catalogue", "lookup", "read_licence"]
