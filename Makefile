# `make demo` and `make test` need CPython 3.11 or later, pip and make; everything else is installed into .venv here.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test suite lint metadata clean

demo: .venv/installed
	$(BIN)/hub-openness demo

test: .venv/installed-test
	$(MAKE) --no-print-directory --jobs=2 suite lint

# In the order of the folders: whole crawls come first, so that no long file is left for the end. Four workers also on two
# cores: more than half of their time is spent waiting for servers and browsers.
suite: .venv/installed-test
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q

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
