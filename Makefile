.PHONY: check golden messages

check:
	ruff format --check .
	ruff check .
	mypy
	pytest -n auto

golden:
	JIXIAO_GOLDEN=write pytest tests/outputs

messages:
	python tests/catalogue.py
