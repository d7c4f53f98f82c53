# A fresh machine needs Python 3.11 or newer and make: `make answer` to see it work, `make test` to see it hold.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: answer test check clean

answer: .venv/installed
	$(BIN)/readout index seeds --home .readout
	$(BIN)/readout ask "How many vehicles have used the Lachin road since December 2022?" --home .readout

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/readout eval run eval/suites/seeds.yaml --home .readout --report .readout/eval-report

clean:
	rm -rf .venv .readout build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps stand in for what pip did: a second run installs nothing unless the project's needs have changed.
.venv/created:
	@$(PYTHON) -c 'import sys; sys.exit("Readout needs Python 3.11 or newer; name one: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: .venv/created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ .venv/installed
