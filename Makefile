# `make demo` and `make test` need CPython 3.11 or later, pip and make; everything else is installed into .venv here.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test suite lint metadata clean

demo: .venv/installed
	$(BIN)/hub-openness demo

test: .venv/installed-test
	$(MAKE) --no-print-directory --jobs=2 suite lint

# In the order of the folders: whole crawls come first, so that no long file is left for the end. Three workers also on two
# cores: a third of the time is spent waiting for servers and browsers (6:15 where two workers took 7:18).
suite: .venv/installed-test
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q

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
