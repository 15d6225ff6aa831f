# The daily habits. `make` alone lists them. Needs Debian 12 or alike: make, python3 (3.11 or newer) and python3-venv.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ifndef PYTHON
PYTHON := $(shell for name in python3.13 python3.12 python3.11 python3; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
endif
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
INSTALLED := $(VENV)/.installed
TESTS_INSTALLED := $(VENV)/.installed-for-tests
LOCK := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links
WORKERS ?= auto

.PHONY: help run test lint unit browser acceptance bench soak screens sbom lock clean python chromium libreoffice postgres nginx

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(INSTALLED) ## install, make the example municipality, serve both zones
	@test -e "$${LAGESBILD_HOME:-data/local}/build/9999/public.json" || $(PY) -m lagesbild example
	@exec $(PY) -m lagesbild serve --without-login

test: $(TESTS_INSTALLED) chromium postgres nginx ## everything: lint, types, tests, browser
	@$(MAKE) --no-print-directory lint unit browser
	@echo "make test: all passed"

lint: $(TESTS_INSTALLED) ## ruff and pyright
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --diff . 2>/dev/null || { echo "Run: $(VENV)/bin/ruff format ."; exit 1; }
	$(VENV)/bin/pyright

unit: $(TESTS_INSTALLED) postgres ## tests without a browser
	$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not browser" --ignore tests/benchmarks

browser: $(TESTS_INSTALLED) chromium nginx ## tests with real servers and a real browser
	$(PY) -m pytest -n $(WORKERS) --dist loadfile -m browser tests/browser

acceptance: $(TESTS_INSTALLED) libreoffice ## long runs: large tables, random hierarchies, real municipalities, 4,000 edits at once, every page
	$(PY) -m pytest -s -m acceptance -o timeout=7200 tests

bench: $(TESTS_INSTALLED) ## speed and size
	@if [ -d tests/benchmarks ]; then $(PY) -m pytest -p no:xdist -s tests/benchmarks; else echo "There is no tests/benchmarks yet."; exit 1; fi

soak: $(TESTS_INSTALLED) ## large imports, builds and undoings for LAGESBILD_SOAK_MINUTES (10), then the long runs of faults
	$(PY) -m tests.benchmarks.soak
	$(PY) -m tests.soak

sbom: $(TESTS_INSTALLED) ## the list of what the product is made of, into sbom.cdx.json (CycloneDX)
	$(PY) -m tests.sbom sbom.cdx.json

screens: $(TESTS_INSTALLED) chromium ## a picture of every page at three widths, into screens/
	$(PY) -m tests.browser.screens screens

lock: $(VENV)/lock/bin/uv ## lock requirements.in with hashes for Python 3.11 to 3.13
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -o requirements.txt requirements.in
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -o tests/requirements.txt tests/requirements.in

clean: ## remove what can be made again; data/local stays
	rm -rf $(VENV) screens .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path "./data/local/*" -prune -exec rm -rf {} +

python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer was not found. On Debian 12: apt-get install python3 python3-venv"; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$(PYTHON) cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; fi

$(PY): | python
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.txt | $(PY)
	@echo "Installing the locked requirements (a minute or two the first time)"
	@$(PIP) -r requirements.txt
	@touch $@

$(TESTS_INSTALLED): tests/requirements.txt | $(PY)
	@echo "Installing what the tests need"
	@$(PIP) -r tests/requirements.txt
	@touch $@ $(INSTALLED)

$(VENV)/lock/bin/uv: | $(PY)
	@$(PY) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/pip install --quiet --disable-pip-version-check uv

chromium:
	@if ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" -ne 0 ]; then echo "The browser tests need Debian's chromium. As root: apt-get install chromium"; exit 1; fi; \
		echo "Installing Debian's chromium"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; fi

libreoffice:
	@if ! command -v soffice >/dev/null; then \
		if [ "$$(id -u)" -ne 0 ]; then echo "The tests of briefings need Debian's LibreOffice. As root: apt-get install libreoffice-writer libreoffice-impress"; exit 1; fi; \
		echo "Installing Debian's LibreOffice"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer libreoffice-impress >/dev/null; fi

postgres:
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then \
		if [ "$$(id -u)" -ne 0 ]; then echo "The tests of the work store need Debian's PostgreSQL. As root: apt-get install postgresql"; exit 1; fi; \
		echo "Installing Debian's PostgreSQL"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; fi

nginx:
	@if [ ! -x /usr/sbin/nginx ]; then \
		if [ "$$(id -u)" -ne 0 ]; then echo "The tests of the proxy need Debian's nginx. As root: apt-get install nginx-light"; exit 1; fi; \
		echo "Installing Debian's nginx"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light openssl >/dev/null; fi
