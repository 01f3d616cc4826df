"""The package as a whole: quick to import, without side effects, one public surface, documentation that runs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import voltext

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "extract", "ingest", "insight", "kb", "search")
AT_THE_TOP = re.compile(r"^(?:def |class )?(_[a-zA-Z]\w*)(?= ?[=(:])", re.MULTILINE)
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


def test_no_module_holds_a_private_name_that_nothing_uses() -> None:
    """Linters see unused imports and variables, and leave what stands at the top of a module alone."""
    unused = []
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        words = Counter(re.findall(r"\w+", text))
        unused += [f"{path.relative_to(ROOT)}: {name}" for name in AT_THE_TOP.findall(text) if words[name] == 1]
    assert unused == []
