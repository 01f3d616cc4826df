"""What the README shows is what happens: each of its commands runs, each line of its transcripts is printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from voltext.app.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _transcripts(page: Path) -> list[tuple[str, list[str]]]:
    """(command, lines shown under it) of every console block of ``page``, in order."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() and found:
                found[-1][1].append(line.strip())
    return found


@pytest.mark.parametrize("page", [page for page in PAGES if _transcripts(page)], ids=lambda page: page.name)
def test_every_transcript_is_real(page: Path, tmp_path: Path) -> None:
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".dev"), "COLUMNS": "100"}
    environment.pop("VOLTEXT_KB", None)
    for command, shown in _transcripts(page):
        program, *arguments = shlex.split(command, comments=True)
        if program != "voltext":
            continue  # make, pip and git are tried by .ci/run
        done = subprocess.run(
            [sys.executable, "-m", "voltext.app.cli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        printed = done.stdout + done.stderr
        missing = [line for line in shown if "…" not in line and line not in printed]
        assert missing == [], f"{command}\n{printed}"


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_has_help(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "voltext.app.cli", name, "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT / ".dev")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Usage" in done.stdout
    assert len(done.stdout.splitlines()) > 3
