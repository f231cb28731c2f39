.PHONY: check golden messages rules

check:
	ruff format --check .
	ruff check .
	mypy
	pytest -n auto

golden:
	JIXIAO_GOLDEN=write pytest tests/outputs

messages:
	python tests/catalogue.py

rules:
	JIXIAO_LANG=zh_CN PYTHONUTF8=1 python -m generator rules --format markdown > docs/rules.md
