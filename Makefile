# The verbs of this project; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MO := bot/locales/ja/LC_MESSAGES/tsudoi.mo bot/locales/en/LC_MESSAGES/tsudoi.mo

.PHONY: run test setup check bench menus texts lock clean

run: setup ## the bot and a simulated LINE on this machine
	@$(BIN)/python -m bot simulate

setup: $(VENV)/.run $(MO) ## .venv with the run-time dependencies

test: $(VENV)/.test $(MO) ## every check and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: $(VENV)/.test ## ruff and mypy --strict only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test $(MO) ## the figures in benchmarks/README.md, measured anew
	$(BIN)/python -m benchmarks

menus: $(VENV)/.test ## draw the pictures of the rich menus anew
	$(BIN)/python -m bot.richmenu.drawing

texts: $(VENV)/.test ## bring both catalogues up to date with the code
	$(BIN)/python -m bot.locales.catalogues update

lock: ## choose the newest versions the bounds allow, and write them down with hashes
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

clean:
	rm -rf $(VENV) $(MO)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

%.mo: %.po | $(VENV)/.run
	$(BIN)/pybabel --quiet compile --domain tsudoi --input-file $< --output-file $@
