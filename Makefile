# make setup   .venv with everything locked, the project editable     make run     the program, in practice mode
# make test    everything: ruff, mypy, walls, every tier of tests     make quick   ruff, walls, unit tests
# make lint    ruff, format, mypy, walls                              make soak    long tests: PART=name for one
# make bench   speed bars: BAR=P4 for one                             make shots   pictures of every screen
# make fresh   proof on an empty Debian (root)                        make lock    new versions of the dependencies
# make clean   removes what these made

.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
PYTHON3 ?= python3
PYTHON := .venv/bin/python
PART ?=
BAR ?=

.PHONY: help setup run test quick lint soak bench shots fresh lock clean

help:
	@sed -n '/^#/!q;s/^# //p' Makefile

setup:
	@$(PYTHON3) installer/set_up.py

run: setup
	@$(PYTHON) installer/run.py

test: setup
	@$(PYTHON3) installer/test_tools.py
	@$(PYTHON) tests/tiers.py all

quick: setup
	@$(PYTHON) tests/tiers.py ruff format walls unit

lint: setup
	@$(PYTHON) tests/tiers.py ruff format mypy walls

soak: setup
	@$(PYTHON3) installer/test_tools.py
	$(PYTHON) -m pytest -m soak $(if $(PART),-k $(PART)) --timeout=0 tests

bench: setup
	@$(PYTHON) -m tests.bench $(BAR)

shots: setup
	@$(PYTHON) -m tests.shots build/shots

fresh:
	@sh installer/fresh.sh

lock: setup
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" --upgrade \
	    pyproject.toml -o installer/requirements.txt
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" --upgrade --group dev --group contract -c installer/requirements.txt \
	    pyproject.toml -o installer/requirements-dev.txt

clean:
	rm -rf .run .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -f resources/i18n/*.qm
	find guestreg tests installer -name __pycache__ -type d -prune -exec rm -rf {} +
