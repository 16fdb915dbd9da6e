# The project's commands. `make` lists them.

# As `requires-python` in pyproject.toml.
SUPPORTED = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
# The environment's own Python first: it is kept unless PYTHON= asks for another.
PYTHON ?= $(or $(shell for python in .venv/bin/python python3 python3.13 python3.12 python3.11; do \
	$$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done),python3)
TEMPLATES = find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2
# It asks nobody whether there is a newer one, and keeps its cache with the environment.
DENO = DENO_NO_UPDATE_CHECK=1 DENO_DIR=.venv/deno .venv/bin/deno
NEXT ?= wagtail==8.*
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help python environment run test screenshots check format lint types messages lock test-next bench-search bench-board bench-memory lighthouse clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r target does; do \
		printf '  make %-12s %s\n' "$$target" "$$does"; done

python:
	@$(PYTHON) -c '$(SUPPORTED)' 2>/dev/null || { \
		echo "$(PYTHON) is no Python 3.11, 3.12 or 3.13. PYTHON=/path/to/python3 names another one." >&2; exit 1; }

environment: python ## Make .venv from requirements/dev.txt (PYTHON= names another Python)
	@$(PYTHON) -m development.venv

run: python ## Serve the portal with its demo content on http://127.0.0.1:$PORT/ (PORT=8000)
	@exec $(PYTHON) -m development.server

test: environment ## Run all tests on every core, the browser's included (T= names some, or pytest's options, docs/testing.md)
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m pytest $(T)

test-next: environment ## Run the tests with the next Wagtail, in .venv-next (NEXT= names another version, T= as in test)
	@test -e .venv-next/bin/python || .venv/bin/python -m venv .venv-next
	@.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements/dev.txt
	@.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --upgrade '$(NEXT)'
	@.venv-next/bin/python -m pytest $(T)

check: environment ## Check format, lint and types, then run all tests; migrations and messages are among them
	@.venv/bin/ruff format --quiet --check --output-format concise . && $(TEMPLATES) --check && $(DENO) fmt --quiet --check \
		|| { echo "Run “make format”." >&2; exit 1; }
	@$(MAKE) --no-print-directory lint types test

screenshots: environment ## Take every page type in both languages, by day and by night, on phone and desk, into screenshots/
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m pytest -q tests/browser/screenshots.py

format: environment ## Format Python, templates, JavaScript and CSS
	@.venv/bin/ruff check --quiet --select I --fix .
	@.venv/bin/ruff format --quiet .
	@$(TEMPLATES) 2>/dev/null || $(TEMPLATES) --check # it fails when it has formatted something
	@$(DENO) fmt --quiet

lint: environment ## Look for mistakes in Python and JavaScript
	@.venv/bin/ruff check .
	@$(DENO) lint --quiet

types: environment ## Check types
	@.venv/bin/mypy

messages: environment ## Update locale/*/LC_MESSAGES/django.po from the code, and compile them
	@.venv/bin/python -m development.gettext

lock: environment ## Write requirements/*.txt from pyproject.toml (UPGRADE=--upgrade takes the newest versions)
	@if command -v uv >/dev/null; then uv pip install --quiet --python .venv/bin/python 'uv==0.13.*'; else \
		.venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv==0.13.*'; fi
	@for set in dev run pdf; do UV_CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/uv pip compile --quiet $(UPGRADE) \
		--universal --python-version 3.11 --generate-hashes --only-binary :all: --no-annotate --no-emit-index-url \
		$$(test $$set = dev && echo --group dev || echo --constraint requirements/dev.txt) \
		$$(test $$set = run || echo --extra pdf) \
		pyproject.toml --output-file requirements/$$set.txt || exit; done

bench-search: environment ## Measure search: the labelled queries, and 100,000 articles against 100 (ARTICLES=)
	@.venv/bin/python -m benchmarks.search

bench-board: environment ## Measure the translations' board: 10,000 pages in three languages against 100 (PAGES=)
	@.venv/bin/python -m benchmarks.board

bench-memory: environment ## Measure the translation memory at 100,000 texts
	@.venv/bin/python -m benchmarks.translation_memory

lighthouse: environment ## Measure home, list, article, glossary and search on Lighthouse's phone (needs Node; REPORTS= keeps the reports)
	@.venv/bin/python -m tests.browser.chromium
	@.venv/bin/python -m benchmarks.lighthouse

clean: ## Remove .venv, caches, compiled messages and collected files (the database and media stay)
	@rm -rf .venv .venv-next .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles test-results screenshots made
	@find . -name '*.mo' -delete -o -name __pycache__ -type d -prune -exec rm -rf {} +
