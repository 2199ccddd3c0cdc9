# make run      start the app, and print its address      make test     run every test
# make bench    print speeds as ratios to their limits    make lint     ruff, pyright, eslint
#
# PYTHON=python3.12                  the Python that makes .venv (3.11 or later)
# PIP_ARGS="--extra-index-url …"     passed on to pip, so that a CPU build of torch can be chosen
# ARGS="--port 8000 --lang ja"       passed on to app.py, pytest or the benchmarks

PYTHON ?= python3
PIP_ARGS ?=
ARGS ?=

PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --disable-pip-version-check $(PIP_ARGS) -c constraints.txt
TOO_OLD := Kakusan needs Python 3.11 or later; name one with make PYTHON=python3.12

.PHONY: run test bench lint lint-scripts clean

run: .venv/.run
	$(PY) app.py $(ARGS)

test: .venv/.test
	$(PY) -m tests.browser.chromium
	$(if $(ARGS),$(PY) -m pytest $(ARGS),OMP_NUM_THREADS=1 $(PY) -m pytest -n 2 --dist loadfile)

bench: .venv/.test
	$(PY) -m tests.browser.chromium
	$(PY) -m tests.bench $(ARGS)

lint: .venv/.test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	find explainer -name '*.pyi' -delete # what Gradio wrote beside the views would hide them
	$(PY) -m pyright
	@command -v npm >/dev/null || echo "The scripts were not read: make lint needs node and npm for them."
	! command -v npm >/dev/null || $(MAKE) lint-scripts

lint-scripts: tests/lint/node_modules
	tests/lint/node_modules/.bin/eslint -c tests/lint/eslint.config.js explainer/views
	tests/lint/node_modules/.bin/tsc -p tests/lint

tests/lint/node_modules: tests/lint/package.json tests/lint/package-lock.json
	npm ci --prefix tests/lint --no-audit --no-fund
	@touch $@

clean:
	rm -rf .venv

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(TOO_OLD)"; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.run: requirements.txt constraints.txt | $(PY)
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.test: tests/requirements.txt .venv/.run
	$(PIP_INSTALL) -r requirements.txt -r tests/requirements.txt
	@touch $@
