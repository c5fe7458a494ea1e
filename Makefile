# Sourcebook. Every target sets up what it needs by itself; GNU make 3.81 or newer will do.
#
#   make                    build content/ into site/
#   make preview            the same, live in a browser
#   make import FILE=page   begin a source from a saved article; the first time, install what reads HTML
#   make book               dist/NAME-VERSION.epub and .pdf; the first time, install what sets PDF; TOPICS=1 for topics, too
#   make import-score FOLDER=pages  how the import reads a folder of pages with truth.json, beside trafilatura and Readability
#   make schemas            write the JSON Schemas, docs/problems.md and the references of docs/theming.md and docs/writing.md
#   make languages          take words and notations of languages from CLDR, for the rules
#   make check              the fast loop, a minute: lint, types, unit tests, what the example's pages say
#   make alterations        what share of altered figures, dates, speakers and terms the rules catch, by operator
#   make test               all tests: also those of the scripts, in a browser and in the Nu HTML checker
#   make validate           every page in a browser and before the Nu HTML checker, every table before its checker
#   make firefox            the pages that matter most in an installed Firefox, beside Chromium
#   make scripts            lint and unit tests of the scripts in assets/
#   make docs               docs/ as a site, built by the program into dist/docs/
#   make wheel              the package, in dist/: for pipx, uv and pip
#   make release            dist/NAME-VERSION.zip, a copy of the site to open from a disk
#   make lighthouse         Lighthouse's four scores for one page of each kind
#   make verify             build content/ and the example in hostile surroundings: the same bytes each time
#   make audit              known faults of all that the locks name, as PyPI and npm tell of them
#   make bench              how fast it builds, beside its peers and an older commit: PARTS="dossier claims plain" SIZES="5 1000"
#                           PEERS="hugo lektor" (or none) BASE=commit ROUNDS=3 BENCH_WRITE=1 for bench/README.md
#   make torture            harm builds in every way it knows: KILLS=n FAULTS=n SYSCALLS=n READERS=n EDITS=n ENVIRONMENTS=n PAYLOADS=n FUZZ=n
#                           of these parts alone, SEED=n, MINUTES=n for edits and fuzz each, TORTURE_WRITE=1 for docs/reliability.md
#   make format             lay out the Python files
#   make lock               take the newest versions into requirements/*.txt
#   make clean              remove what was built and remembered
#   make distclean          remove what was installed as well
#
# Variables: TEST_PROCESSES=n ADDRESS=https://... NOINDEX=1 REPORT=https://... CONTENT=folder OUT=folder PORT=8000, and PYTHON=python3.x

.DEFAULT_GOAL := build
.NOTPARALLEL:
unexport PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
.PHONY: build preview import book import-score schemas languages check alterations test validate firefox scripts docs wheel release lighthouse verify audit bench torture lint format lock clean distclean

python := .venv/bin/python
setup := sh tools/environment.sh

units := $(addprefix tests/,model schema prose rules stages test_architecture.py test_broken.py test_golden.py)
shared := --numprocesses $(or $(TEST_PROCESSES),2) --dist loadfile --no-loadscope-reorder
folder := $(if $(CONTENT),--content "$$CONTENT")
options := $(folder) $(if $(OUT),--out "$$OUT") $(if $(ADDRESS),--address "$$ADDRESS") \
	$(if $(NOINDEX),--noindex) $(if $(REPORT),--report "$$REPORT")

build:
	@$(setup) build
	@$(python) build.py build $(options)

preview:
	@$(setup) build
	@$(python) build.py preview $(folder) $(if $(PORT),--port "$$PORT")

import:
	@$(setup) build
	@$(setup) import
	@$(python) build.py import $(folder) $(if $(FILE),"$$FILE")

book:
	@$(setup) build
	@$(setup) pdf
	@$(python) build.py book $(folder) $(if $(TOPICS),--topics)

import-score:
	@$(setup) test
	@$(python) -m tools.import_score "$$FOLDER"

schemas:
	@$(setup) build
	@$(python) build.py schemas
	@$(python) build.py explain >docs/problems.md
	@$(python) -m tools.theming
	@$(python) -m tools.fields

languages:
	@$(setup) build
	@$(python) -m tools.languages

check: lint
	@$(python) -m pytest $(shared) --hypothesis-profile quick $(units)

alterations:
	@$(setup) test
	@$(python) -m pytest -q -s -m "" tests/rules/test_alterations.py

test: lint scripts
	@$(python) -m tools.setup_tests
	@$(python) -m pytest $(shared)

validate:
	@$(setup) test
	@$(python) -m tools.setup_tests
	@$(python) -m pytest $(shared) --dist load -m validate

firefox:
	@$(setup) test
	@$(python) -m tools.setup_tests
	@$(python) -m pytest -m firefox tests/test_firefox.py

scripts:
	@$(setup) test
	@$(python) -m tools.scripts

lint:
	@$(setup) test
	@$(python) -m ruff check
	@$(python) -m ruff format --check --quiet || { echo "Run: make format" >&2; exit 1; }
	@$(python) -m mypy

docs:
	@$(setup) build
	@$(python) -m tools.docs

wheel:
	@$(setup) build
	@$(python) -m tools.wheel

release:
	@$(setup) build
	@$(python) build.py release $(folder) $(if $(ADDRESS),--address "$$ADDRESS") $(if $(REPORT),--report "$$REPORT")

lighthouse:
	@$(setup) test
	@$(python) -m tools.lighthouse

verify:
	@$(setup) build
	@$(python) build.py build --verify $(options)
	@$(python) build.py build --verify --content examples/lighthouse

audit:
	@$(setup) build
	@$(python) -m tools.audit

bench:
	@$(setup) build
	@$(python) -m bench $(if $(PARTS),--parts $$PARTS) $(if $(SIZES),--sizes $$SIZES) $(if $(PEERS),--peers $$PEERS) \
		$(if $(BASE),--base "$$BASE") $(if $(ROUNDS),--rounds "$$ROUNDS") $(if $(BENCH_WRITE),--write)

torture:
	@$(setup) test
	@$(python) -m tools.setup_tests
	@$(python) -m torture $(foreach part,KILLS FAULTS SYSCALLS READERS EDITS ENVIRONMENTS PAYLOADS FUZZ, \
		$(if $($(part)),--$(shell echo $(part) | tr A-Z a-z) "$$$(part)")) \
		$(if $(MINUTES),--minutes "$$MINUTES") $(if $(SEED),--seed "$$SEED") $(if $(TORTURE_WRITE),--write)

format:
	@$(setup) test
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

lock:
	@$(setup) test
	@$(python) -m tools.lock

clean:
	@[ ! -f site/.sourcebook ] || { sed 1d site/.sourcebook | while IFS= read -r path; do rm -f "site/$$path"; done; \
		find site -mindepth 1 -type d -empty ! -path "site/.git/*" -delete; }
	@rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/sourcebook" .site.* dist .bench .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find build.py sourcebook tools tests -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean
	@rm -rf .venv .tools
