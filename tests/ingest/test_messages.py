"""What is said of a file that cannot be read: the reason in one sentence, what helps in another."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import voltext.ingest

ROOT = Path(voltext.ingest.__file__).parent
_REMEDY = re.compile(r"[.)] (?:[A-Z]\w+ \S|\{\})")


def messages() -> Iterator[tuple[str, str]]:
    """Each message of a ReadError with its file and line; ``{}`` for what is filled in."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ReadError":
                message = node.args[1]
                if isinstance(message, ast.Constant):
                    yield f"{path.name}:{node.lineno}", str(message.value)
                elif isinstance(message, ast.JoinedStr):
                    parts = (str(p.value) if isinstance(p, ast.Constant) else "{}" for p in message.values)
                    yield f"{path.name}:{node.lineno}", "".join(parts)


@pytest.mark.parametrize(("place", "message"), list(messages()))
def test_every_refusal_says_what_helps(place: str, message: str) -> None:
    assert _REMEDY.search(message), place


def test_the_messages_are_found() -> None:
    assert len(list(messages())) > 25
