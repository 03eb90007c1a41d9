# Everything starts here: `make review` shows the main job, `make test` sets up and runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE ?= sample_contracts/typical
OUT ?= out
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: review test check format bench bench-reading bench-fuzz bench-redline bench-portfolio bench-terms bench-dpas bench-hands bench-cases evaluate lock clean
.DEFAULT_GOAL := review

review: $(VENV)/run
	$(BIN)/clausegap review $(SAMPLE) --out $(OUT)

test: $(VENV)/dev
	$(MAKE) check

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/clausegap library check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

format: $(VENV)/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks

# What is typeset and what the other readers make of it is kept in $(WORK), where one is named.
bench-reading: $(VENV)/bench
	$(BIN)/python -m benchmarks.reading $(if $(CORPUS),"$(CORPUS)") $(if $(WORK),--work "$(WORK)") $(BENCH)

# Hostile files, 2,000 a format; CORPUS may name a folder of real files to mutate beside the samples.
bench-fuzz: $(VENV)/dev
	$(BIN)/python -m benchmarks.fuzz $(if $(CORPUS),"$(CORPUS)") $(BENCH)

# WORD names Word files, or folders with some, beside the hundred drawn by chance.
WORD ?=
bench-redline: $(VENV)/dev
	$(BIN)/python -m benchmarks.redline $(WORD) $(BENCH)

# 500 suppliers; BENCH="--suppliers 30 --no-hang --steps first,second" for a quick look.
bench-portfolio: $(VENV)/bench
	$(BIN)/python -m benchmarks.portfolio $(if $(WORK),--work "$(WORK)") $(BENCH)

# Values found against those that readers of the corpus noted; sentences of its labelled_dpas.csv.
bench-terms: $(VENV)/dev
	@if [ -d "$(CORPUS)" ]; then $(BIN)/python -m benchmarks.terms "$(CORPUS)" $(BENCH); else echo "$(NO_CORPUS)"; fi

bench-hands: $(VENV)/dev
	@for hand in a b c d e; do echo "Texts of hand $$hand"; COUNTERFACTUAL_TEXTS=hands/$$hand $(BIN)/python -m tests.counterfactual | grep -E "^[a-z-]+ +[0-9]+ +right"; done

# Cases of strangers; BENCH="--show" lists what is not right.
bench-cases: $(VENV)/dev
	$(BIN)/python -m benchmarks.cases $(BENCH)

bench-dpas: $(VENV)/dev
	@if [ -d "$(CORPUS)" ]; then $(BIN)/python -m benchmarks.dpas "$(CORPUS)" $(BENCH); else echo "$(NO_CORPUS)"; fi

CORPUS ?=
NO_CORPUS := Skipped: name an annotated corpus, make TARGET CORPUS=path/to/corpus
evaluate: $(VENV)/run
	@if [ -d "$(CORPUS)" ]; then $(BIN)/clausegap evaluate "$(CORPUS)" $(BENCH); else echo "$(NO_CORPUS)"; fi

# Needs uv; the lock files hold for Python 3.11 to 3.13 on every platform.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o lock/run.txt
	printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile - -c lock/run.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o lock/build.txt
	uv pip compile pyproject.toml --group dev -c lock/run.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o lock/dev.txt
	uv pip compile pyproject.toml --group bench -c lock/dev.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o lock/bench.txt

clean:
	rm -rf $(VENV) $(OUT) dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "clausegap needs Python 3.11 to 3.13; this is %d.%d. Say which one: make PYTHON=python3.12 review" % v)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: lock/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r lock/run.txt
	$(PIP) install --quiet --require-hashes -r lock/build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: lock/dev.txt $(VENV)/run
	$(PIP) install --quiet --require-hashes -r lock/dev.txt
	@touch $@

$(VENV)/bench: lock/bench.txt $(VENV)/dev
	$(PIP) install --quiet --require-hashes -r lock/bench.txt
	@touch $@
