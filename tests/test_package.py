"""The package as a whole: quick to import, without side effects, one public surface, documentation that runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import voltext

ROOT = Path(__file__).resolve().parent.parent
PROBE = """
import sys, time, threading
sys.path.insert(0, {path!r})
before, started = set(sys.modules), time.process_time()
import voltext
seconds = time.process_time() - started
heavy = {{"spacy", "pandas", "pint", "lxml", "numpy", "rich", "typer", "msgspec"}} & (set(sys.modules) - before)
print(seconds, ",".join(sorted(heavy)), threading.active_count())
"""


def test_import_is_instant_and_has_no_side_effects() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(path=str(ROOT / ".dev"))], capture_output=True, text=True, check=True
    )
    seconds, heavy, threads = done.stdout.rstrip("\n").split(" ")
    assert float(seconds) < 0.15
    assert heavy == ""
    assert threads == "1"
    assert done.stderr == ""


def test_every_public_name_is_there() -> None:
    for name in voltext.__all__:
        assert getattr(voltext, name) is not None
