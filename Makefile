# Needs Python 3.11 or newer and make, nothing else: every target first makes what it stands on.
# An environment, an installation and a snapshot that are still good are used again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# Where gongkai keeps its data and finds its reports; it reads the same names, from the same places, by itself.
setting = $(or $($(1)),$(shell sed -n 's/^ *\(export \)\{0,1\} *$(1) *= *//p' .env 2>/dev/null | tr -d "\"'"),$(2))
DATA := $(call setting,GONGKAI_DATA,data)
CORPUS := $(call setting,GONGKAI_CORPUS,corpus)

# Through the environment as it was typed: quotes, $ and backticks in a question mean nothing to make or the shell.
override Q := $(value Q)
export Q DATA CORPUS

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -qq -c constraints.txt

.PHONY: help ask question build snapshot telegram test exams check lint quick bench pictures wheel wheel-check clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

ask: question snapshot  ## answer one question: make ask Q="2020年法律援助案件有多少件？"
	@$(BIN)/gongkai ask -- "$$Q"

question:
	@test -n "$$Q" || { echo 'Ask with: make ask Q="2020年法律援助案件有多少件？"' >&2; exit 2; }

build: .venv/.installed  ## read the reports in corpus/ and publish a snapshot of them
	@$(BIN)/gongkai build
	@touch "$$DATA/CURRENT"

telegram: snapshot  ## run the Telegram bot; wants GONGKAI_TELEGRAM_TOKEN
	@exec $(BIN)/gongkai telegram

test: .venv/.installed-dev  ## run the tests, all but the long exams
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile -m "not long"

exams: .venv/.installed-dev  ## ask the long exams too, and hold each to what it had right at the last look
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist loadfile tests/test_exams.py tests/test_several_reports.py

check: lint quick  ## format, lint, types, import rules and the quick tests, in about a minute

lint: .venv/.installed-dev  ## format, lint, types and import rules alone
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Not formatted; mend it with: $(BIN)/ruff format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

quick: .venv/.installed-dev  ## the quick tests alone
	@$(BIN)/python -m pytest -q -m "not slow"

bench: .venv/.installed-dev  ## measure reading, search and answers; results go to benchmarks/results/
	@$(BIN)/python -m benchmarks

pictures: snapshot .venv/.installed-dev  ## draw the README's pictures anew
	@$(BIN)/python -m docs.make_pictures --data "$$DATA"

wheel: .venv/.installed-dev  ## build the wheel into dist/
	@rm -rf build dist
	@$(BIN)/python -m build --quiet --wheel . >/dev/null
	@ls dist/*.whl

wheel-check: wheel  ## install the wheel, with all it needs, into a new environment elsewhere and start it there
	@set -e; wheel=$$(ls "$$PWD"/dist/*.whl); constraints="$$PWD/constraints.txt"; \
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(PYTHON) -m venv "$$folder/venv"; \
	"$$folder/venv/bin/python" -m pip --disable-pip-version-check install -q -c "$$constraints" "$$wheel"; \
	cd "$$folder"; venv/bin/gongkai --help >/dev/null; \
	echo "$$(basename "$$wheel") installs and starts in a new environment."

clean:  ## remove what tools left behind; .venv and data stay
	@rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find bot index ingest tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# An installation is renewed when its list of libraries is; a missing, moved or half-made environment is made anew.
.venv/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	@echo "Installing gongkai and its libraries into .venv (once, some minutes) …" >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(INSTALL) -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	@echo "Installing the tools for tests and checks (once) …" >&2
	@$(INSTALL) -e '.[dev]'
	@touch $@

# Not a file rule: names of reports may hold anything, which make's own prerequisites may not. A folder is newer than
# the snapshot when a report was added, replaced or removed.
snapshot: .venv/.installed
	@if test ! -e "$$DATA/CURRENT" || test -n "$$( \
		{ find "$$CORPUS" "$$DATA/received" -newer "$$DATA/CURRENT"; \
		find ingest index \( -name '*.py' -o -name '*.toml' \) -newer "$$DATA/CURRENT"; \
		find .venv/.installed -newer "$$DATA/CURRENT"; } 2>/dev/null | head -n 1)"; \
	then $(BIN)/gongkai build && touch "$$DATA/CURRENT"; fi
