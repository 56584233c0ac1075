# `make app` and `make test` do all the set-up on a fresh machine; nothing has to be installed by hand.
#
# On Linux the plain torch of PyPI brings gigabytes of CUDA packages. TORCH_INDEX names an index of CPU wheels:
#     make app TORCH_INDEX=https://download.pytorch.org/whl/cpu
PYTHON      ?= python3
VENV        ?= .venv
TORCH_INDEX ?=
PORT        ?= 8501
INDEX       ?= indexes/mac-dinh
BIN         := $(VENV)/bin
PIP_INDEX   := $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX),)
READY       := $(VENV)/.ready

# Nothing here may call out once the packages are in: hubs offline, tracing and telemetry off.
export HF_HUB_OFFLINE ?= 1
export TRANSFORMERS_OFFLINE ?= 1
export LANGSMITH_TRACING = false
export LANGCHAIN_TRACING_V2 = false

.PHONY: setup index app test check bench clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_INDEX) -c constraints.txt -e '.[dev]'
	touch $@

# Exit code 20 says that some files were reported instead of indexed: the sample corpus has one secret and one scanned file.
index: setup
	$(BIN)/tracuu ingest corpus --index $(INDEX) || test $$? -eq 20

app: index
	TRACUU_INDEX_DIR=$(INDEX) $(BIN)/python -m assistant.ui.launch --port $(PORT)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: setup
	$(BIN)/python -m eval bench --out out/bench

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache
