.PHONY: setup check test test-fast
PY := .venv/bin/python
setup:
	@true
