"""Arguments of the Python API: what cannot be meant is refused in a sentence, as the command line does it."""

from __future__ import annotations

import os
from pathlib import Path

from ..ingest.errors import UsageError


def check_path(path: object) -> None:
    """Raise UsageError where ``path`` is no path of a file, or one that no file can have."""
    if not isinstance(path, str | os.PathLike):
        raise UsageError(f"a file is told by its path (str or Path), not by {type(path).__name__}: save it as a file")
    _check_name(path)


def folder_of(kb: object) -> Path:
    """The folder of the knowledge base ``kb``. Raises UsageError where it is no path, or one that has no name."""
    if not isinstance(kb, str | os.PathLike):
        raise UsageError(f"a knowledge base is told by its folder (str or Path), not by {type(kb).__name__}")
    _check_name(kb)
    if not str(kb).strip():
        raise UsageError("a knowledge base needs the name of a folder")
    return Path(kb)


def check_text(text: object, what: str) -> None:
    """Raise UsageError where ``text`` is no text, or holds half a character, which nothing stored can hold.

    ``what`` is how the sentence names it: ``a question``, ``the target``.
    """
    if not isinstance(text, str):
        raise UsageError(f"{what} is text, not {type(text).__name__}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{what} holds no whole character at place {error.start + 1}: give it as UTF-8") from error


def check_pair(pair: object) -> None:
    """Raise UsageError where ``pair`` is not the names of two materials."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise UsageError("materials to compare are two: ('LiFePO4', 'LiCoO2')")
    for name in pair:
        check_text(name, "a material")


def check_count(number: object, name: str, least: int) -> None:
    """Raise UsageError where ``number`` is no whole number of ``least`` or more."""
    if not isinstance(number, int) or number < least:
        raise UsageError(f"{name} is {str(number)[:40]}; it must be a whole number, {least} or more")


def _check_name(path: str | os.PathLike[str]) -> None:
    try:
        name = os.fsencode(path)
    except UnicodeEncodeError as error:
        raise UsageError(f"a path holds no whole character at place {error.start + 1}") from error
    if b"\0" in name:
        raise UsageError("a path holds a NUL character, which no file can be named with")
