# Every command of the project. A fresh Debian or Ubuntu needs Python 3.11+, make, and nothing else.
.PHONY: help setup product system check test test-fast run demo bench chaos shots lock docs clean
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Every process of a run would compile all modules again where the environment forbids keeping them.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPATH := src
export DJANGO_SETTINGS_MODULE := motcua.project.settings

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: $(VENV)/.ready ## Make .venv with the hashed dependencies

$(VENV)/.ready: requirements-dev.txt setup.sh
	@PYTHON=$(PYTHON) sh setup.sh python
	@touch $@

product: ## Install (or name) the programs that the product calls
	@sh setup.sh product

system: ## Install (or name) the system packages that the tests use
	@sh setup.sh system

check: setup ## Format, lint, types, floors, templates, house rules
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/lint-imports --no-cache > /dev/null || $(VENV)/bin/lint-imports --no-cache
	git ls-files -z 'src/**/*.html' | xargs -0r $(VENV)/bin/djade --target-version 5.2 --check
	$(VENV)/bin/mypy
	$(PY) -m pytest -q -n 2 --dist loadgroup tests/house -p no:randomly

.venv-doubles/.ready: requirements-doubles.txt setup.sh
	@PYTHON=$(PYTHON) sh setup.sh doubles
	@touch $@

test: setup system .venv-doubles/.ready ## The whole suite, then the database's part on the system's PostgreSQL
	$(PY) -m pytest -q -n 2 --dist loadgroup
	$(PY) -m pytest -q -n 2 --dist loadgroup -m postgres --postgres=system

test-fast: setup ## Without browsers and other programs, without what takes minutes or `make check` asks
	$(PY) -m pytest -q -n 2 --dist loadgroup -m "not slow and not browser" --hypothesis-profile=fast \
		--ignore=tests/house

run: setup product ## The demo province, the story told over HTTP, then the server
	$(PY) -m motcua run --demo --story

demo: setup ## Load the demo province only
	$(PY) -m motcua demo

bench: setup ## Measure the workloads against their floors
	$(PY) -m bench

chaos: setup ## The nightly proofs: kills, full disk, lost database, restoration, clock jumps
	$(PY) -m tests.chaos.crash --receptions 10000 --kills 60
	$(PY) -m tests.chaos.outage
	$(PY) -m tests.chaos.disk
	$(PY) -m tests.chaos.restore
	$(PY) -m tests.chaos.clock

shots: setup ## Take the screenshots of the README again
	$(PY) docs/shots.py

docs: setup ## Write the generated pages of docs/ again
	$(PY) docs/generate.py

lock: setup ## Resolve the dependencies again, hashed and without addresses
	@sh setup.sh lock

clean: ## Remove what was built, never the state folder
	rm -rf $(VENV) .venv-doubles .mypy_cache .ruff_cache .pytest_cache .hypothesis build out
