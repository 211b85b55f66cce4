# Two commands do everything: `make run` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
PORT ?= 8000

.PHONY: run test quick check install ingest serve bench eval documents clean

run: install ingest serve ## install, ingest documents/, serve on http://127.0.0.1:8000

install: $(STAMP)

# torch comes first and by exact version: pip then takes the CPU build from the extra index, where an unpinned torch would be the
# CUDA build of several gigabytes. Where that index cannot be reached, pip skips it and takes what the usual index has.
$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --retries 0 --extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(STAMP)

ingest: install
	$(BIN)/kb ingest documents || [ $$? -eq 1 ]

serve: install
	@echo "Serving on http://127.0.0.1:$(PORT) – try: curl -s 'http://127.0.0.1:$(PORT)/v1/search?q=methadone&limit=1'"
	$(BIN)/kb serve --port $(PORT)

test: install ## all tests, the slow ones included
	$(BIN)/python -m pytest

quick: install ## the fast tests
	$(BIN)/python -m pytest -m 'not slow'

check: install ## what CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

eval: ingest ## measure the answers on the questions in eval/: every system, other ways to cut, the stock way; ten minutes
	$(BIN)/kb eval --system all --variants --report evaluation.html

bench: install ## figures, not tests: machines are noisy, compare ratios within one run
	$(BIN)/python -m tests.bench

clean: ## forget the environment; the data folder stays
	rm -rf $(VENV)
