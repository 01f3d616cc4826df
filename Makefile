# `make demo` shows voltext at work, `make test` proves it; both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint types imports check readme eval bench fuzz wheel clean
.DEFAULT_GOAL := demo

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "voltext needs Python 3.11 or newer (make PYTHON=python3.12)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(STAMP) ## build a knowledge base from the sample papers; show a search, an extraction, an audit
	rm -rf demo.kb
	$(BIN)/voltext build corpora/sample --kb demo.kb
	$(BIN)/voltext search "ionic_conductivity>0.1mS/cm temperature:25C" --kb demo.kb
	$(BIN)/voltext extract corpora/sample/lfp-cathode.xml
	$(BIN)/voltext audit corpora/sample/lfp-cathode.xml

test: $(STAMP) ## all tests
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	PYTHONPATH=.dev $(BIN)/lint-imports

check: lint types imports test

eval: $(STAMP) ## score reading, audit, records, quantities, formulas, materials and recipes on the shared gold
	$(BIN)/python -m bench.evaluate_audit
	$(BIN)/python -m bench.evaluate_classes
	$(BIN)/python -m bench.evaluate_records
	$(BIN)/python -m bench.evaluate_records --gold corpora/gold/battery_audit --papers corpora/sample
	$(BIN)/python -m bench.evaluate_sentences
	$(BIN)/python -m bench.evaluate_topics
	$(BIN)/python bench/evaluate_quantities.py
	$(BIN)/python bench/evaluate_formulas.py
	$(BIN)/python bench/evaluate_materials.py
	$(BIN)/python bench/evaluate_recipes.py dev
	$(BIN)/python -m bench.evaluate_recipe_gold
	$(BIN)/python -m bench.evaluate_paragraphs
	$(BIN)/python -m bench.recipes_law
	$(BIN)/python -m bench.evaluate_search
	$(BIN)/python bench/twins.py ../shared/corpora/papers
	$(BIN)/python bench/twin_texts.py ../shared/corpora/papers

bench: $(STAMP) ## measure speed and memory
	$(BIN)/python -m bench.ingest
	$(BIN)/python bench/quantities.py
	$(BIN)/python -m bench.pipeline
	$(BIN)/python -m bench.amounts
	$(BIN)/python -m bench.search

fuzz: $(STAMP) ## fuzz every reader, the query language and the grammars, FUZZ_SECONDS each (Linux)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python -m bench.fuzz --seconds $(or $(FUZZ_SECONDS),600)

wheel: $(STAMP) ## sdist -> wheel -> empty environment -> voltext at work
	$(BIN)/python bench/wheel.py

clean:
	rm -rf $(VENV) demo.kb build dist
