"""The local Hub: a hub directory, or a made-up Hub of any size, served as the Hugging Face Hub's own HTTP API.

A repository is a `repo.Repo`, a set of them a `catalogue.Catalogue`; `hubdir` reads them from disk and `synthetic`
computes them. Everything else turns requests into answers: `lists`, `info`, `tree`, `files` and `github` one endpoint
family each, `access` says who may see what, `limits` counts, `faults` spoils on purpose, `app` puts them together.
"""
