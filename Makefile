# Two commands for newcomers: `make demo` and `make test`. Each makes its own .venv; Python 3.11 and make are all they need.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint docs bench clean

help:
	@echo "make demo   code the example articles and explain one sentence"
	@echo "make test   run the tests"
	@echo "make lint   ruff and mypy"
	@echo "make docs   rewrite the generated pages of docs/"
	@echo "make bench  speed and memory"

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 && P=$(PYTHON) || P=python3; \
	$$P -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "tocsin needs Python 3.11 or newer; set it with make PYTHON=/path/to/python3.11"; exit 1; }; \
	$$P -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run
	@$(BIN)/tocsin code examples/articles --format table
	@$(BIN)/tocsin code examples/articles -o demo/events.csv
	@$(BIN)/tocsin explain "South Korea urged China on Monday to stop North Korea from testing a bomb." --date 2022-11-30
	@echo
	@echo "The same records are in demo/events.csv; 'make test' runs the tests."

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.run
	$(BIN)/python docs/generate.py

bench: $(VENV)/.run
	$(BIN)/python benchmarks/throughput.py

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
