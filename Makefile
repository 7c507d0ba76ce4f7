# Every command of the house; `make` alone lists them. Each only calls ./opennrm, which needs nothing but python3.
PYTHON ?= python3
OPENNRM = $(PYTHON) opennrm
.DEFAULT_GOAL := help
.PHONY: help run test fast check fix bench verify drill pictures demo

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: ## make everything ready and serve the pages on PORT (default 8000)
	@$(OPENNRM) run

test: ## check the code and run every test
	@$(OPENNRM) test

fast: ## the law and the questions only, without a database
	@$(OPENNRM) test --group fast

check: ## lint, format, types, floors and migrations, without tests
	@$(OPENNRM) test --group checks

fix: ## put right what the linter and the formatter can
	@$(OPENNRM) test --fix

bench: ## measure, and write bench/results.json
	@$(OPENNRM) bench

verify: ## check the history, and every case, referral and letter against it
	@$(OPENNRM) verify

drill: ## kills, faults, restores and races at full size (one to two hours); writes docs/reference/drills.md
	@$(OPENNRM) drill

pictures: ## make the generated pages and pictures of docs/ anew
	@$(OPENNRM) pictures

demo: ## load the made-up people
	@$(OPENNRM) demo
