# Everything that a newcomer or CI needs, with plain Python and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test test-browser lint types bench clean

build: $(VENV)/.ready ## the main job: report, maps, letter and findings of this project into build/
	$(BIN)/argmap build

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest

test-browser: $(VENV)/.ready-dev ## needs Debian's Chromium
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks

types: $(VENV)/.ready-dev
	$(BIN)/mypy

bench: $(VENV)/.ready-dev ## prints the tables that the documentation quotes
	for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.ready-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(VENV)/.ready

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
