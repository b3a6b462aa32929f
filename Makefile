.DEFAULT_GOAL := help
.PHONY: help demo test soak bench run screenshots format words lock clean setup
.NOTPARALLEL:

BIN := .venv/bin
CATALOGUES := resources/translations
HOSTILE := tests/fuzz tests/app/evidence/test_hostile_files.py tests/ui/test_hostile_settings.py
ANY_ORDER := tests/app/findings/test_any_order.py
TRACED := tests/soak/test_strace.py tests/soak/test_offline.py

# $(call step,name,command): a failing step says its name.
step = @echo "== $(1)"; $(2) || { echo "make $@ stopped at: $(1)" >&2; exit 1; }

help:
	@echo "make demo         a sample audit with its report and findings, and the window on it"
	@echo "make test         format, lint, types, layers and all tests"
	@echo "make soak         500 seeded kills, every power cut, strace, full disks, flipped bytes, hostile files: an hour"
	@echo "make bench        speed, memory and waiting times beside bare baselines, each with its budget (SIZE=256M: quicker)"
	@echo "make run          the program (WORKSPACE=path opens that workspace)"
	@echo "make screenshots  every page of the sample, light and dark, into screenshots/"
	@echo "make format       lay out the code and mend what the linter can"
	@echo "make words        collect the words to translate and compile the translations"
	@echo "make lock         write requirements.lock anew from pyproject.toml"
	@echo "make clean        remove .venv and everything built; demo/ stays"

setup:
	@bash .ci/setup

demo: setup
	@bash .ci/demo

test: setup
	$(call step,format,$(BIN)/ruff format --check .)
	$(call step,lint,$(BIN)/ruff check .)
	$(call step,types,$(BIN)/mypy)
	$(call step,layers,$(BIN)/lint-imports)
	$(call step,tests,QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2)

# SEED=n for other moments than those of the last run, KILLS=n for more of them.
soak: export ASSAY_SOAK := 1
soak: export QT_QPA_PLATFORM := offscreen
soak: setup
	$(call step,kills,$(BIN)/python -m tests.soak.driver --kills $(or $(KILLS),500) --seed $(or $(SEED),1))
	$(call step,strace and network,$(BIN)/python -m pytest -q -rPs $(TRACED))
	$(call step,power cuts disks and bytes,$(BIN)/python -m pytest -n 2 -o faulthandler_timeout=900 \
		tests/soak $(addprefix --ignore=,$(TRACED)))
	$(call step,hostile input,$(BIN)/python -m pytest -n 2 -o faulthandler_timeout=900 $(HOSTILE))
	$(call step,commands in any order,$(BIN)/python -m pytest -q -o faulthandler_timeout=3600 $(ANY_ORDER))

# SIZE=n for another size of the large file, ONLY="name ..." for some of the rows, PLACE=folder for another disk.
bench: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(addprefix --size=,$(SIZE)) \
		$(addprefix --place=,$(PLACE)) $(ONLY)

run: setup
	@$(BIN)/assay $(if $(WORKSPACE),"$(WORKSPACE)")

screenshots: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.screenshots screenshots

format: setup
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

words: setup
	@mkdir -p $(CATALOGUES)
	@$(BIN)/pybabel --quiet extract --no-location --sort-output --omit-header -k plural:1,2 -k NN_:1,2 -o $(CATALOGUES)/assay.pot app ui models
	@for catalogue in $(CATALOGUES)/*/LC_MESSAGES/assay.po; do \
		[ -e "$$catalogue" ] || continue; \
		language=$$(basename "$$(dirname "$$(dirname "$$catalogue")")"); \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching -D assay -d $(CATALOGUES) -i $(CATALOGUES)/assay.pot -l "$$language" || exit 1; \
		$(BIN)/pybabel --quiet compile -D assay -d $(CATALOGUES) -l "$$language" || exit 1; \
	done

lock: setup
	@$(BIN)/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--extra dev pyproject.toml -o requirements.lock

clean:
	@rm -rf .venv build dist screenshots .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find app ui models migrations resources tests -type d -name __pycache__ -prune -exec rm -rf {} +
