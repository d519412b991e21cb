# On a fresh machine make report, make test or make lab will do; whichever comes first fills .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CORES ?= 2

.PHONY: report test browser lab verify calibration bench train fuzz clean
report: $(INSTALLED)
	$(BIN)/python -m analysis run framework

test: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(CORES) --dist loadgroup

# The report and JupyterLab in Debian's Chromium (apt-get install chromium chromium-driver); axe-core comes from npm.
browser: $(INSTALLED)
	if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/browser; fi
	$(BIN)/python -m pytest -m browser -rs

# JupyterLab wants to be told that root, as in a container, means it.
lab: $(INSTALLED)
	$(BIN)/jupyter lab --notebook-dir=notebooks --LabApp.default_url=/lab/tree/00-start.ipynb \
		$(if $(filter 0,$(shell id -u)),--allow-root)

# False "differs" and coverage where nothing differs; real articles take part where newsarticles has been run.
calibration: $(INSTALLED)
	$(BIN)/python -m analysis.compare.calibration --out figures/calibration --seed 20240331 --corpora 1000 \
		$(addprefix --corpus ,$(wildcard runs/newsarticles/tables/measures.parquet))
	$(foreach articles,$(wildcard runs/newsarticles/tables/articles.parquet),$(BIN)/python -m \
		analysis.compare.word_calibration $(articles) --out figures/calibration --seed 20240331 \
		--corpora 100 --units 10 --labellings 1999)

# One table: ratios of medians in one run, beside the peers of requirements-bench.txt, on newsarticles. scattertext
# wants an older scipy and has an environment of its own.
NEWS := data/studies/newsarticles/articles/newsarticles.csv
PEER := .venv-bench
bench: $(INSTALLED) $(NEWS) $(PEER)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	$(BIN)/python -m tests.bench.speed $(NEWS) --peer $(PEER)/bin/python

$(PEER)/.installed: requirements-bench-peer.txt
	$(PYTHON) -m venv $(PEER)
	$(PEER)/bin/pip install --quiet --disable-pip-version-check -r requirements-bench-peer.txt
	touch $@

$(NEWS): $(INSTALLED)
	$(BIN)/python -m analysis fetch newsarticles

# 1,000 inputs for the reader of each format; `make test` gives each 25.
fuzz: $(INSTALLED)
	FUZZ_INPUTS=1000 $(BIN)/python -m pytest tests/fuzz -n $(CORES)

# Learn tone toward an actor again: make train LABELS=folder of NewsMTSC. The corpus holds the sentences that a teacher judged.
train: $(INSTALLED) $(NEWS)
	$(BIN)/python -m analysis.train.toward $(LABELS) --corpus $(NEWS)

verify: $(INSTALLED)
	$(BIN)/python -m analysis verify framework

clean:
	rm -rf $(VENV) $(PEER) runs .mypy_cache .ruff_cache .pytest_cache

$(INSTALLED): requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/pip check
	touch $@
