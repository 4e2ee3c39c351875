# Everything from a machine with Python 3.11 or newer, git and make: `make demo`, `make test`, `make docs`.
COMPANY ?= zwaluw
PORT ?= 8000
BIN := .venv/bin
# tests that fail on their own must fail here too: one file stays on one worker, files run side by side
PYTEST ?= $(BIN)/pytest -n auto --dist loadfile

.PHONY: demo test lint format frontend docs soak bench clean setup setup-dev

demo: setup
	$(BIN)/kompas demo --company $(COMPANY) --port $(PORT)

test: setup-dev lint
	sh scripts/chromium.sh
	sh scripts/servers.sh
	sh scripts/frontend.sh test
	KOMPAS_NODE=$$(sh scripts/frontend.sh node) $(PYTEST)

lint: setup-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	sh scripts/frontend.sh check

format: setup-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	sh scripts/frontend.sh format

# the widget, the staff scripts and the translations; rebuilt only when their sources changed
frontend:
	sh scripts/setup.sh assets

# the documentation as a site in site/, with its search; nothing is fetched for it
docs:
	sh scripts/setup.sh docs
	$(BIN)/zensical build --strict --clean

soak: setup-dev
	$(BIN)/python -m benchmarks.soak

bench: setup-dev
	$(BIN)/python -m benchmarks.turns

setup:
	sh scripts/setup.sh

setup-dev:
	sh scripts/setup.sh dev

# what was made from the sources; the environments in .venv and .tools stay
clean:
	rm -rf src/kompas/static/built frontend/node_modules frontend/dist dist site test-output
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name '*.mo' -delete
	find src tests -name __pycache__ -prune -exec rm -rf {} +
