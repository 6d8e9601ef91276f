# The project's verbs; `make help` lists them.
#
# There are two environments. .venv is the product: what requirements.lock names, slimmed, small
# enough to be measured. .venv-dev holds the checkers, test tools and peers of evaluation/ beside
# it, so that running the tests can never put anything into the product.

PYTHON ?= python3
LOCAL := .venv/bin/python
DEV := .venv-dev/bin/python
INSTALL := -m pip install --disable-pip-version-check --quiet --no-deps --require-hashes --no-compile
COMPILE := .venv-dev/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes \
	--override requirements-overrides.txt
CODE := moderation models migrations demo evaluation benchmarks scripts training tests run.py
TESTS ?= tests
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: run demo test check bench evaluate lock screenshots clean help chromium site-tools python

run: .venv/installed  ## Start Balss: web and worker, on http://127.0.0.1:8000
	@exec $(LOCAL) run.py

demo: .venv/installed  ## Start a separate instance with sample reviews and a company's page
	@exec $(LOCAL) run.py demo

test: .venv-dev/installed chromium site-tools  ## Run all tests (TESTS=path for some of them)
	$(DEV) -m pytest -n $(WORKERS) $(TESTS)

check: .venv-dev/installed chromium site-tools  ## Lint, types, import rules, tests
	.venv-dev/bin/ruff check --quiet .
	.venv-dev/bin/ruff format --check --quiet .
	.venv-dev/bin/mypy
	.venv-dev/bin/lint-imports --no-logo
	$(DEV) -m pytest -n $(WORKERS) $(TESTS)

bench: .venv/installed .venv-dev/installed  ## Measure speed, size and memory (JSON=path writes them)
	$(DEV) -m benchmarks $(if $(JSON),--json "$(JSON)")

evaluate: .venv-dev/installed  ## Measure quality (SET=file FLORES=folder JSON=path)
	$(DEV) -m evaluation $(if $(SET),--set "$(SET)") $(if $(FLORES),--flores "$(FLORES)") \
		$(if $(JSON),--json "$(JSON)")

lock: .venv-dev/installed  ## Compile the locks anew, and the list of licences from them
	$(COMPILE) --upgrade requirements.txt --output-file requirements.lock
	$(COMPILE) --upgrade requirements-dev.txt --constraints requirements.lock \
		--output-file requirements-dev.lock
	$(DEV) scripts/licences.py requirements.lock > THIRD_PARTY.md

screenshots: .venv/installed .venv-dev/installed chromium  ## Picture every screen in build/screenshots, and docs/images
	$(DEV) -m scripts.screenshots build/screenshots docs/images

clean:  ## Remove environments and caches; instance/ with its data stays
	rm -rf .venv .venv-dev .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

help:  ## List these verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) \
		| awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Balss needs Python 3.11 or newer; set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python lacks venv: apt-get install python3-venv" >&2; exit 1; }

# Made afresh when the lock changes, so that nothing of the old one stays.
.venv/installed: requirements.lock scripts/slim.py scripts/libraries.py | python
	@echo "Installing Balss into .venv (once; about a minute)"
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(LOCAL) $(INSTALL) -r requirements.lock
	$(PYTHON) -B scripts/slim.py .venv
	@touch $@

.venv-dev/installed: requirements-dev.lock | python
	@echo "Installing the checkers into .venv-dev (once)"
	rm -rf .venv-dev
	$(PYTHON) -m venv .venv-dev
	$(DEV) $(INSTALL) -r requirements-dev.lock
	@touch $@

# What websites run: the tests of integrations/ and examples/ are about them.
site-tools:
	@need=; for pair in php:php-cli node:nodejs hugo:hugo openssl:openssl; do \
		command -v $${pair%%:*} >/dev/null || need="$$need $${pair##*:}"; done; \
	if [ -z "$$need" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing for the tests of integrations/ and examples/:$$need"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$need >/dev/null; \
	else echo "The tests of integrations/ and examples/ need:$$need" >&2; exit 1; fi

chromium:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Debian's chromium for the browser tests"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium: sudo apt-get install chromium" >&2; exit 1; \
	fi
