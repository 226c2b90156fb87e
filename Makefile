# Two commands are enough: `make run` sets up and starts the program, `make test` sets up and runs the tests.
# They need Python 3.11 or newer with pip and venv, git and make.

PYTHON ?= python3
VENV ?= .venv
PY = $(VENV)/bin/python
PIP = $(PY) -m pip --disable-pip-version-check --quiet --no-input

# Each of the tests' many processes would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types imports test-more torture bench validity screenshots snapshots clean

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s  %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Set up and start the program
	@$(PY) -m brainstorm $(ARGS)

test: $(VENV)/.test ## Set up and run the tests (under five minutes)
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: format lint types imports test ## Everything a change must pass

format: $(VENV)/.test ## Is it formatted?
	@$(PY) -m ruff format --check --quiet .

lint: $(VENV)/.test ## Does it follow the house's rules?
	@$(PY) -m ruff check --quiet .
	@$(PY) -m codespell_lib

types: $(VENV)/.test ## Do the types hold?
	@$(PY) -m mypy --no-error-summary

imports: $(VENV)/.test ## Does each room import lower floors only?
	@$(VENV)/bin/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }

test-more: $(VENV)/.test ## Tests that need more than Python (tmux, Chromium); says what it skipped
	@$(PY) -m pytest -m more -rs $(ARGS)

torture: $(VENV)/.test ## Hours of kills, bursts and random runs
	@HYPOTHESIS_PROFILE=torture $(PY) -m pytest -m "not more" -rs $(ARGS)

bench: $(VENV)/.test ## Speed and memory, as ratios against something measured in the same run
	@$(PY) -m benchmarks $(ARGS)

validity: $(VENV)/.test ## Do the offline labels say what people say? make validity DATA=folder
	@$(PY) -m benchmarks.validity $(if $(DATA),--data "$(DATA)") $(ARGS)

screenshots: $(VENV)/.test ## The README's pictures, from the running program
	@$(PY) docs/screenshots.py

snapshots: $(VENV)/.test ## Accept what the pages look like now; refused on any other Python or Textual than the pictures'
	@cd tests && ../$(PY) -c "import sys; from support.pictures import not_the_baseline as no; sys.exit(f'refused: {no()}' if no() else 0)"
	@$(PY) -m pytest -n 0 tests/tui/test_pictures.py --snapshot-update --no-header $(ARGS)
	@echo "Look at what changed before you commit it: git diff --stat tests/tui/__snapshots__"

clean: ## Remove what was set up
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# A virtual environment remembers where it stands, so one that was moved is made anew.
$(VENV)/.made: Makefile
	@echo "Setting up in $(VENV); this takes a minute or two the first time."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "brainstorm needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …"; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements.txt requirements-angles.txt
	@echo "  1 of 3: the libraries it needs"
	@$(PIP) install -r requirements.txt
	@echo "  2 of 3: the program itself"
	@$(PIP) install --no-build-isolation --no-deps -e .
	@echo "  3 of 3: word vectors, for a better first guess (optional)"
	@$(PIP) install -r requirements-angles.txt 2> $(VENV)/angles.log || \
		echo "The extra [angles] is not to be had here; the program does without (why: $(VENV)/angles.log)."
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	@echo "  and what the tests need"
	@$(PIP) install -r requirements-dev.txt
	@touch $@

