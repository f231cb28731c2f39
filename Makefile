.PHONY: check golden messages

check:
	ruff format --check .
	ruff check .
	mypy
	pytest -n auto

golden:
	JIXIAO_GOLDEN=write pytest tests/outputs

messages:
	pybabel -q extract -o /dev/null generator
	python -m tests.catalogue
