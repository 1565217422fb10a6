# Two commands matter: `make demo` and `make test`. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_FLAGS ?=

.PHONY: demo test setup setup-dev setup-ocr format lint types layers check unit lock clean

demo: setup
	$(BIN)/askall demo $(DEMO_FLAGS)

test: setup-dev check unit

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "askall needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# Readers of scanned pages, beside Debian's tesseract-ocr-eng, -cym and -osd.
setup-ocr: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock

format: setup-dev
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check . && $(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports --cache-dir .cache/import_linter

check: lint types layers

# Everything on the embedded database, then again on PostgreSQL what touches a database.
unit:
	$(BIN)/pytest -n auto --dist worksteal $(PYTEST_FLAGS)
	$(BIN)/pytest -n auto --dist worksteal --postgres $(PYTEST_FLAGS) -m "not browser and not embedded" tests/stages tests/journey tests/web

# Locked versions with hashes for every platform; run after changing pyproject.toml.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --extra ocr -c requirements.lock -o requirements-ocr.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .cache demo
