# Verbs for people and for CI. `make help` lists them. Nothing is needed but Python >= 3.11 (with
# venv) and make; every verb sets up what it needs and is quick when nothing has changed.
.DEFAULT_GOAL := help
.PHONY: help run test coverage setup setup-dev setup-ocr setup-milvus lint format types imports unit bench soak eval eval-scans lock audit sbom clean

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
SBOM   ?= dist/sbom.cdx.json
# What is asked for when `make run` is given no ARGS: Telegram with a token, this terminal without.
COMMAND = $(if $(ARGS),$(ARGS),run --or-chat)
SOURCES := bot retrieval config scripts tests hatch_build.py
# What an editable install does not follow by itself.
COMPILED := hatch_build.py retrieval/index/blockmax.c

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 12

run: $(VENV)/.run-stamp ## start: Telegram when a token is set, else this terminal (ARGS='ask "…"' for any subcommand)
	@$(BIN)/youju $(COMMAND)

setup: $(VENV)/.run-stamp ## the run-time set-up alone

setup-dev: $(VENV)/.dev-stamp

setup-ocr: $(VENV)/.run-stamp ## what reads scanned pages: 400 MB, so only where it is wanted
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ocr.txt >&2 </dev/null

setup-milvus: $(VENV)/.run-stamp ## the client of a Milvus cluster (docs/scaling.md)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/milvus.txt >&2 </dev/null

test: setup-dev lint types imports unit ## everything CI runs: lint, types, import rules, all tests

lint: setup-dev ## style, common errors, the Dockerfile
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/hadolint Dockerfile

format: setup-dev ## rewrite the sources in the house style
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

types: setup-dev ## mypy --strict
	$(BIN)/mypy --strict bot retrieval config

imports: setup-dev ## who may import whom
	$(BIN)/lint-imports --no-cache

unit: setup-dev
	$(BIN)/python -m pytest -n auto

coverage: setup-dev ## all tests again, slower: lines and branches that they run; fails under 95 %
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto -q
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

eval: setup-dev ## retrieval and answer quality on the public question sets, written to docs/quality.md
	$(BIN)/python -m tests.eval.quality $(ARGS)

eval-scans: setup-dev setup-ocr ## the seed reports as scanned newspaper pages, read and asked; fails under what is promised
	$(BIN)/python -m tests.eval.scans $(ARGS)

bench: $(VENV)/.bench-stamp ## speed, compared in one run with the alternatives
	$(BIN)/python -m tests.bench $(ARGS)

soak: setup-dev ## 1,000 questions and 100 kills, long outages, 5,000 conversations: is anything lost or refused?
	YOUJU_SOAK=1 $(BIN)/python -m pytest -s tests/e2e/test_nothing_lost.py tests/e2e/test_limits.py \
	  tests/e2e/test_replicas.py tests/e2e/test_hostile_updates.py tests/e2e/test_flood.py \
	  tests/e2e/test_generated_conversations.py

lock: setup-dev ## pin the dependencies of pyproject.toml anew
	$(BIN)/uv pip compile pyproject.toml --extra fast --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --quiet -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra fast --extra postgres --extra milvus --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --quiet -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra ocr --universal --python-version 3.11 -c requirements/run.txt \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --quiet -o requirements/ocr.txt
	$(BIN)/uv pip compile pyproject.toml --extra milvus --universal --python-version 3.11 -c requirements/run.txt \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --quiet -o requirements/milvus.txt
	$(BIN)/uv pip compile --group bench --universal --python-version 3.11 -c requirements/dev.txt \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --quiet -o requirements/bench.txt

audit: setup-dev ## known weaknesses of the locked dependencies; asks a public service, so it needs the network
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/run.txt -r requirements/ocr.txt

sbom: setup-dev ## what is locked, with its hashes, as CycloneDX: dist/sbom.cdx.json (or SBOM=FILE)
	@mkdir -p $(dir $(SBOM))
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-format JSON --output-file $(SBOM) requirements/run.txt

clean: ## remove what the verbs above made
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache

# Set-up talks on stderr and never reads stdin: `echo question | make run` must hand the question on.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "youju needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) >&2 </dev/null \
	  || { echo "python3 could not make a virtual environment; on Debian: apt install python3-venv" >&2; exit 2; }

$(VENV)/.run-stamp: requirements/run.txt pyproject.toml $(COMPILED) | $(VENV)/bin/python
	@echo "setting up: installing the locked dependencies (a minute the first time)" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt >&2 </dev/null
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable . >&2 </dev/null
	@test -e retrieval/index/libblockmax.so \
	  || echo "no C compiler (cc): searching by NumPy, which is slower from 100,000 passages on" >&2
	@touch $@

$(VENV)/.dev-stamp: requirements/dev.txt $(VENV)/.run-stamp
	@echo "setting up: installing the development tools" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt >&2 </dev/null
	@touch $@

$(VENV)/.bench-stamp: requirements/bench.txt $(VENV)/.dev-stamp
	@echo "setting up: installing what the bench compares with" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt >&2 </dev/null
	@touch $@
