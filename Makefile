# The commands of the project. `make help` lists them; each does its own set-up.
# Works with GNU make 3.81, which macOS has.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON_BIN := .venv/bin
MANAGE := $(PYTHON_BIN)/python manage.py
PYTEST := $(PYTHON_BIN)/python -m pytest
COMPILE := bin/uv pip compile -q --universal --generate-hashes --python-version 3.12 \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
EXTRA = -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: ## Run the site with its demo newsroom: HOST, PORT and WORKERS can be set; EMPTY=1 starts without the demo
	@if [ -n "$$DATABASE_URL" ]; then bin/setup server; else bin/setup local; fi
	@exec $(MANAGE) demo

.PHONY: test
test: ## Run every test, the browser's included
	@bin/setup dev
	@CHROMIUM=$$(bin/chromium) && export CHROMIUM && exec $(PYTEST) $(EXTRA) $(ARGS)

.PHONY: test-fast
test-fast: ## Run the tests that need neither a browser nor patience
	@bin/setup dev
	@exec $(PYTEST) $(EXTRA) -m "not browser and not slow and not fault" $(ARGS)

.PHONY: check
check: ## Check style, types, imports, templates, migrations and versions
	@bin/setup dev
	@PATH="$$PWD/$(PYTHON_BIN):$$PATH" bin/check

.PHONY: format
format: ## Put code and templates into the house style
	@bin/setup dev
	@$(PYTHON_BIN)/ruff check --fix .
	@$(PYTHON_BIN)/ruff format .
	@find templates -name '*.html' -exec $(PYTHON_BIN)/djade --target-version 6.1 {} +

.PHONY: locale
locale: ## Bring the translations up to date with the words in code and templates
	@bin/setup dev
	@$(PYTHON_BIN)/python bin/locale

.PHONY: bench
bench: ## Measure, and write docs/benchmarks.md
	@bin/setup dev
	@exec $(MANAGE) bench $(ARGS)

.PHONY: bench-quick
bench-quick: ## Measure for a minute, and write nothing
	@bin/setup dev
	@exec $(MANAGE) bench --quick $(ARGS)

.PHONY: lock
lock: ## Make the locks again from pyproject.toml (ARGS="--upgrade" for newer versions)
	@$(COMPILE) $(ARGS) --all-extras --group dev -o requirements-dev.lock pyproject.toml
	@$(COMPILE) -c requirements-dev.lock -o requirements.lock pyproject.toml
	@$(COMPILE) -c requirements-dev.lock --extra embedded -o requirements-local.lock pyproject.toml
	@echo uv | $(COMPILE) $(ARGS) -o requirements-uv.lock -

.PHONY: clean
clean: ## Remove the virtual environment and the tools; var/ and its data stay
	@rm -rf .venv .tools
