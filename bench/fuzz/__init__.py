"""Fuzzing of everything that reads what strangers send: `python -m bench.fuzz` (pip install ".[fuzz]")."""
