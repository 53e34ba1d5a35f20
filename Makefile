# `make demo` and `make test` need CPython 3.11 or later, pip and make; everything else is installed into .venv here.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint metadata clean

demo: .venv/installed
	$(BIN)/hub-openness demo

test: .venv/installed-test lint
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy

metadata: .venv/installed
	$(BIN)/hub-openness metadata

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/installed-test: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@ .venv/installed

clean:
	rm -rf .venv build *.egg-info
