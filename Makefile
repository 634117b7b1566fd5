# Everything here needs Python 3.11 or newer and nothing else: each target sets up what it uses.
# PYTHON=python3.12 make demo    takes another interpreter.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
BIN = .venv/bin

.PHONY: help demo test quick check docs wheel clean

help: ## what can be made here
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/'

demo: .venv/installed ## read the example reports and show the brief; the record stays in demo/
	$(BIN)/herodotus demo

test: .venv/tested ## run all tests
	$(BIN)/python -m pytest -q -n auto

quick: .venv/tested ## run the tests that are not slow
	$(BIN)/python -m pytest -q -n auto -m "not slow"

check: .venv/linted ## lint, types, the import contract
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/tested ## write the pages that are made from the code again
	$(BIN)/python docs/make_reference.py
	$(BIN)/python docs/make_voices.py

wheel: .venv/built ## build the wheel into dist/
	$(BIN)/python -m build --wheel

clean: ## remove what was made here, but no record
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or newer was found"; \
		echo "hint: install one, or name it: make demo PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

# `pip install --group` came with pip 25.1; older ones get the same list from pyproject.toml.
GROUP = $(BIN)/python -c 'import sys, tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"][sys.argv[1]]))'

.venv/tested: .venv/installed
	$(GROUP) test > .venv/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/test.txt
	$(GROUP) lint > .venv/lint.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/lint.txt
	touch $@

.venv/linted: .venv/tested
	touch $@

.venv/built: .venv/installed
	$(GROUP) build > .venv/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/build.txt
	touch $@
