"""The audit in other people's repositories: the pre-commit hook and the GitHub Action run what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from voltext.app import cli

ROOT = Path(__file__).resolve().parents[2]
GOOD = (ROOT / "corpora" / "golden" / "half-cell.md").read_text(encoding="utf-8")


pytestmark = pytest.mark.skipif(not (ROOT / "action.yml").is_file(), reason="hook and action stand in a checkout only")


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    path = tmp_path / "my manuscript; echo no.md"
    path.write_text(GOOD, encoding="utf-8")
    return path


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("least", "code"), [("0.01", 0), ("0.99", 1)])
def test_the_pre_commit_hook_passes_and_fails_by_the_score(manuscript: Path, least: str, code: int) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    program, *command = hook["entry"].split()
    assert program == "voltext"
    arguments = [least if argument == "0.7" else argument for argument in hook["args"]]
    assert cli.main([*command, *arguments, str(manuscript)]) == code


@pytest.mark.parametrize(("name", "taken"), [("paper.docx", True), ("main.tex", True), ("README.md", False)])
def test_the_hook_looks_at_manuscripts_only(name: str, taken: bool) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], name)) is taken


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action's script needs bash")
@pytest.mark.parametrize(("least", "code"), [("", 0), ("0.01", 0), ("0.99", 1)])
def test_the_script_of_the_action_reports_and_then_judges(
    manuscript: Path, tmp_path: Path, least: str, code: int
) -> None:
    (step,) = [step for step in loaded("action.yml")["runs"]["steps"] if step.get("id") == "audit"]
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "voltext").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m voltext.app.cli "$@"\n', encoding="utf-8")
    (bin / "voltext").chmod(0o755)
    report, summary = tmp_path / "audit.html", tmp_path / "summary.md"
    environment = {
        **os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / ".dev"),
        "FILES": f"\n{manuscript}\n", "CHECKLIST": "minimal", "REPORT": str(report), "FAIL_UNDER": least,
        "GITHUB_STEP_SUMMARY": str(summary),
    }  # fmt: skip
    assert set(step["env"]) <= set(environment)
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=environment, capture_output=True)
    assert done.returncode == code, done.stderr.decode()
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "## Reported" in summary.read_text(encoding="utf-8")


def test_no_input_of_the_action_stands_in_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in loaded("action.yml")["runs"]["steps"])
