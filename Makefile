# Everything there is to do with a checkout. Each target sets up for itself what it needs; `make` alone lists them.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

# The browser is the system's: nothing may bring its own.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export PUPPETEER_SKIP_DOWNLOAD := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --constraint constraints.txt

READY := .venv/.ready
READY_DEV := .venv/.ready-dev
NODE_MODULES := frontend/node_modules/.package-lock.json
BUNDLE := sysmap/static/page.js
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print)

# The last line of a failure that a user can do something about: $(call failed,PROGRAM,WHAT)
failed = { echo "sysmap: $(1) could not install $(2): see above, and check the connection to its package index" >&2; exit 1; }

# Processes that the tests are spread over, a file at a time so that a file's fixtures are made once.
WORKERS ?= 2

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

# ---- using it

.PHONY: demo
demo: $(READY) $(BUNDLE) ## import Thornmere and a real spend file, print first answers, write both maps to out/
	$(BIN)/sysmap demo --out out/

.PHONY: build
build: $(BUNDLE) ## build the browser bundle where it is older than its sources

.PHONY: dist
dist: $(READY_DEV) $(BUNDLE) ## wheel, sdist, and an offline wheelhouse for each platform, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/python scripts/wheelhouse.py dist/*.whl --constraints constraints.txt --out dist

# ---- checking it

.PHONY: test
test: check test-frontend test-python ## everything: style, types, imports, docstrings, and all the tests in a real browser

.PHONY: check
check: $(READY_DEV) ## style, types, import contracts, docstrings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/numpydoc lint $$(find sysmap -name '*.py' | LC_ALL=C sort)

.PHONY: test-frontend
test-frontend: $(NODE_MODULES) $(BUNDLE) ## tests of the browser sources
	npm --prefix frontend test

.PHONY: test-python
test-python: $(READY_DEV) $(BUNDLE) chromium compiler neo4j ## unit, contract, golden, browser and packaging tests
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

.PHONY: coverage
coverage: $(READY_DEV) $(BUNDLE) chromium compiler neo4j ## the same, and which lines no test reaches: half as long again
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --cov --cov-report term

.PHONY: soak
soak: $(READY_DEV) compiler neo4j neo4j-gds ## the long tests: kill -9 and injected faults, some hundreds of times
	$(BIN)/pytest -m soak

.PHONY: bench
bench: $(READY_DEV) $(BUNDLE) chromium neo4j ## measure against the libraries underneath
	@for benchmark in $(filter-out benchmarks/_%,$(wildcard benchmarks/*.py)); do echo "== $$benchmark"; PYTHONPATH=. $(BIN)/python "$$benchmark"; done

.PHONY: docs-check
docs-check: $(READY_DEV) ## links, generated pages and the command line's documentation
	$(BIN)/pytest tests/docs tests/project/test_documents.py tests/project/test_dependencies.py

.PHONY: fmt
fmt: $(READY_DEV) ## put the Python sources into the one format, and mend what can be mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: pins
pins: $(READY_DEV) ## renew the versions in constraints.txt
	python=$$(mktemp -d) && trap 'rm -rf "$$python"' EXIT \
	    && $(BIN)/python -m venv "$$python" \
	    && "$$python/bin/pip" install --quiet uv \
	    && "$$python/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header \
	        --group dev pyproject.toml --output-file constraints.txt

.PHONY: clean
clean: ## remove whatever was built; the map files you made stay
	rm -rf .venv build dist frontend/node_modules sysmap/static .coverage htmlcov \
	    .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find sysmap tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- what the targets above need

.PHONY: neo4j
neo4j: tests/neo4j_server/target/lib

tests/neo4j_server/target/lib: tests/neo4j_server/pom.xml
	@scripts/system.sh need java default-jdk-headless
	@scripts/system.sh need mvn maven
	rm -rf $@ $@.part
	mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib.part \
	    || $(call failed,Maven,the Neo4j that the tests run against)
	mv $@.part $@

.PHONY: neo4j-gds
neo4j-gds: tests/neo4j_server/target/lib-gds

tests/neo4j_server/target/lib-gds: tests/neo4j_server/gds.xml tests/neo4j_server/pom.xml
	rm -rf $@ $@.part
	mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib-gds.part \
	    || $(call failed,Maven,the Neo4j with Graph Data Science that the soak tests run against)
	mv $@.part $@

.PHONY: chromium
chromium:
	@test -n "$${SYSMAP_CHROMIUM:-}" || scripts/system.sh need chromium chromium
	@scripts/system.sh library libatomic.so.1 libatomic1 # playwright's own driver needs it and does not bring it

.PHONY: compiler
compiler: # builds what makes the disk fail in the tests of the store
	@scripts/system.sh need cc gcc libc6-dev

.venv/bin/python:
	python=$$(scripts/system.sh python) && "$$python" -m venv .venv

$(READY): .venv/bin/python pyproject.toml constraints.txt
	$(PIP) --editable . || $(call failed,pip,sysmap and what it needs)
	touch $@

$(READY_DEV): $(READY)
	$(PIP) --upgrade pip || $(call failed,pip,a pip that knows dependency groups)
	$(PIP) --group dev || $(call failed,pip,the development tools)
	touch $@

$(NODE_MODULES): frontend/package.json frontend/package-lock.json
	@scripts/system.sh node
	npm --prefix frontend ci --no-audit --no-fund --loglevel error || $(call failed,npm,the packages of frontend/)
	touch $@

$(BUNDLE): $(FRONTEND) $(NODE_MODULES)
	npm --prefix frontend run build
	touch $@
