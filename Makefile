# make report, make test and make lab are all that a fresh machine needs: each makes .venv once, then runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CORES ?= 2

.PHONY: report test lab verify clean
report: $(INSTALLED)
	$(BIN)/python -m analysis run framework

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(CORES) --dist loadgroup

lab: $(INSTALLED)
	$(BIN)/jupyter lab --notebook-dir=notebooks

verify: $(INSTALLED)
	$(BIN)/python -m analysis verify framework

clean:
	rm -rf $(VENV) runs .mypy_cache .ruff_cache .pytest_cache

$(INSTALLED): requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/pip check
	touch $@
