# The two commands: `make demo` and `make test`. Everything is installed inside this folder.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test demo test test-all check bench locks messages

SHELL := /bin/bash
BIN := .venv/bin
RUN_STAMP := .venv/run.stamp
TEST_STAMP := .venv/test.stamp
NPM_STAMP := node_modules/.kerong.stamp
LOCK := .tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(RUN_STAMP): requirements/run.txt requirements/build.txt requirements/install.sh pyproject.toml
	@requirements/install.sh run.txt && touch $@

$(TEST_STAMP): requirements/test.txt $(RUN_STAMP)
	@requirements/install.sh test.txt && touch $@

$(NPM_STAMP): package-lock.json requirements/install-npm.sh
	@requirements/install-npm.sh && touch $@

setup: $(RUN_STAMP) $(NPM_STAMP) ## Install what the product needs
	@$(BIN)/python -m kerong.config.messages compile

setup-test: setup $(TEST_STAMP) ## Install what the tests need as well

demo: setup ## Serve a filled example in the foreground (PORT=8000, RESET=1 starts anew)
	@$(BIN)/kerong demo $(if $(PORT),--port $(PORT)) $(if $(RESET),--reset)

test: setup-test ## Test on SQLite, and what depends on the database on PostgreSQL too
	@tests/run fast

test-all: setup-test ## The same with the slow tiers
	@tests/run all

check: setup-test ## Lint, types, layers, budgets, templates, translations, migrations
	@tests/run check

bench: setup-test ## Measure against the comparison named in bench/README.md
	@requirements/install.sh bench.txt
	@$(BIN)/python -m bench

messages: setup-test ## Collect the texts of every package into its django.po
	@$(BIN)/python -m kerong.config.messages extract

locks: ## Remake the hashed locks from requirements/*.in
	@$(LOCK) requirements/uv.in -o requirements/uv.txt
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) requirements/node.in -o requirements/node.txt
	@$(LOCK) requirements/run.in -o requirements/run.txt
	@$(LOCK) -c requirements/run.txt requirements/test.in -o requirements/test.txt
	@$(LOCK) -c requirements/run.txt requirements/bench.in -o requirements/bench.txt
	@$(LOCK) -c requirements/run.txt requirements/cluster.in -o requirements/cluster.txt
