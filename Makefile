# Everything that a newcomer or CI needs, with plain Python and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Containers often say that Python keeps no compiled files: then each process that a test starts compiles argmap anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: build test test-long test-browser crash lint types bench lock licences fuzz coverage site clean

build: $(VENV)/.ready ## the main job: report, maps, letter and findings of this project into build/
	$(BIN)/argmap build

# each worker begins with tests that stand together, which share what they set up, and takes from another when it is done
PARALLEL := -n auto --dist worksteal

test: $(VENV)/.ready-dev ## on all cores
	$(BIN)/python -m pytest $(PARALLEL)

test-long: $(VENV)/.ready-dev ## what `make test` leaves out, and all properties anew on 300 inputs each: what CI runs besides
	$(BIN)/python -m pytest $(PARALLEL) -m "(long or hypothesis) and not browser" --hypothesis-profile=thorough

# by files: what the tests of a file share is made once
test-browser: $(VENV)/.ready-dev ## needs Debian's Chromium
	$(BIN)/python -m pytest -n auto --dist loadfile -m browser

crash: $(VENV)/.ready-dev ## kills every command that writes at every step, and lets commands race: minutes
	$(BIN)/python tests/crashing.py
	ARGMAP_THOROUGH=4 $(BIN)/python -m pytest $(PARALLEL) -m long tests/workshop

lint: $(VENV)/.ready-dev ## ruff, and the walls between the rooms
	$(BIN)/ruff check src tests benchmarks .ci
	$(BIN)/ruff format --check src tests benchmarks .ci
	$(BIN)/lint-imports --no-logo --cache-dir build/walls

types: $(VENV)/.ready-dev
	$(BIN)/mypy

bench: $(VENV)/.ready-dev ## prints the tables that the documentation quotes
	for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# Only what the lock files name is installed, by its hash, and no code of a package is run to install it.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --only-binary :all:
ITSELF := $(PIP) --no-deps --no-build-isolation -e .

$(VENV)/.ready: pyproject.toml requirements.txt | $(VENV)/bin/python
	$(LOCKED) -r requirements.txt
	$(ITSELF)
	touch $@

$(VENV)/.ready-dev: pyproject.toml requirements-dev.txt | $(VENV)/bin/python
	$(LOCKED) -r requirements-dev.txt
	$(ITSELF)
	touch $@ $(VENV)/.ready

# the build backend and what it needs to install argmap itself are locked too
LOCK := printf 'hatchling\neditables\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header pyproject.toml -

lock: $(VENV)/.ready-dev ## locks what pyproject.toml asks for anew; UPGRADE=--upgrade takes the newest releases
	$(PIP) uv
	$(LOCK) $(UPGRADE) -o requirements-dev.txt --extra dev
	$(LOCK) -c requirements-dev.txt -o requirements.txt

licences: $(VENV)/.ready-dev ## the table of docs/licences.md
	@$(BIN)/python .ci/licences.py

FUZZ_INPUTS ?= 10000
fuzz: $(VENV)/.ready-dev ## damaged files for every reader, in workers with limits; what fails is kept in build/fuzz
	$(BIN)/python tests/fuzz.py --inputs $(FUZZ_INPUTS)

coverage: $(VENV)/.ready-dev ## which lines and branches the tests reach, by room, with the commands that run as processes of their own
	$(BIN)/python .ci/coverage_of_rooms.py $(PARALLEL)

site: $(VENV)/.ready-dev ## the documentation as pages, into build/site; a broken link is an error
	$(BIN)/mkdocs build --quiet

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
