"""Checklist: which reporting items a paper should have, each with its weight, as a readable data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..extract.data import extract_vocabulary
from ..ingest.errors import UsageError, VocabularyError
from ..ingest.slips import meant

FOLDER = Path(__file__).parent / "checklists"
FULL = "full"
_FIELDS = frozenset({"name", "title", "description", "source", "items"})
_ENTRY_FIELDS = frozenset({"key", "weight", "reason", "source", "unit", "template", "section"})


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """One line of a checklist.

    ``weight`` is its share in the score, ``reason`` why it is asked for, ``source`` the literature that says so,
    ``unit`` the one in which its values are best given, None for names.
    """

    key: str
    weight: float
    section: str
    template: str
    reason: str
    unit: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A named list of reporting items in the order in which they are shown."""

    name: str
    title: str
    entries: tuple[ChecklistEntry, ...]
    source: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The item keys."""
        return tuple(entry.key for entry in self.entries)


@cache
def full_checklist() -> Checklist:
    """All 42 items with the weights of the item vocabulary. Raises VocabularyError where the file lacks one."""
    found = load_checklist(FOLDER / f"{FULL}.yaml")
    lacking = [key for key in extract_vocabulary("items") if key not in found.keys]
    if lacking:
        raise VocabularyError(f"{FULL}.yaml: {', '.join(lacking)} is not there")
    return found


def _entry(key: str, fields: dict[str, Any]) -> ChecklistEntry:
    """The entry of ``fields``; what they leave out is that of the item vocabulary and of the full checklist."""
    term = extract_vocabulary("items")[key]
    common = _reasons().get(key, {})
    unit = fields.get("unit", term.get("unit"))
    return ChecklistEntry(
        key,
        float(fields.get("weight", term.get("weight", 1))),
        str(fields.get("section", term.get("section"))),
        str(fields.get("template", term.get("template"))),
        str(fields.get("reason", common.get("reason", term.definition))),
        None if unit is None else str(unit),
        fields.get("source", None if "reason" in fields else common.get("source")),
    )


@cache
def _reasons() -> dict[str, dict[str, str]]:
    """Reason and source of every item, as the full checklist gives them."""
    data = yaml.safe_load((FOLDER / f"{FULL}.yaml").read_text(encoding="utf-8"))
    return {item["key"]: item for item in data["items"]}


def checklists() -> tuple[str, ...]:
    """The names of the checklists that ship with voltext."""
    return (FULL, *sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != FULL))


def checklist(name_or_path: str) -> Checklist:
    """A checklist that ships with voltext, by name, or one of the user's, by path.

    Raises UsageError where there is none, or the file is malformed.
    """
    if name_or_path == FULL:
        return full_checklist()
    shipped = FOLDER / f"{name_or_path}.yaml"
    if shipped.parent == FOLDER and shipped.is_file():
        return load_checklist(shipped)
    path = Path(name_or_path)
    if not path.is_file():
        raise UsageError(f"there is no checklist {name_or_path!r}: give a file, or one of {', '.join(checklists())}")
    try:
        return load_checklist(path)
    except VocabularyError as error:
        raise UsageError(f"it is no checklist: {error}") from error


def load_checklist(path: Path) -> Checklist:
    """Read a checklist file. Raises VocabularyError, naming the file, the line's key and the field that is wrong."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:  # ValueError: bytes, dates that none are
        raise VocabularyError(f"{path.name}: cannot be read as YAML: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list) or not data["items"]:
        raise VocabularyError(f"{path.name}: expected a mapping with a list `items`")
    _only(path, "the checklist", data, _FIELDS)
    for field in ("name", "title", "source"):
        if field in data and not isinstance(data[field], str):
            raise VocabularyError(f"{path.name}: {field} must be text, not {data[field]!r}")
    entries: list[ChecklistEntry] = []
    for number, item in enumerate(data["items"], start=1):
        fields = {"key": item} if isinstance(item, str) else item
        entries.append(_checked(path, number, fields))
    keys = [entry.key for entry in entries]
    for key in keys:
        if keys.count(key) > 1:
            raise VocabularyError(f"{path.name}: {key} stands {keys.count(key)} times")
    return Checklist(data.get("name", path.stem), data.get("title", path.stem), tuple(entries), data.get("source"))


def _checked(path: Path, number: int, fields: Any) -> ChecklistEntry:
    place = f"{path.name}: item {number}"
    if not isinstance(fields, dict) or "key" not in fields:
        raise VocabularyError(f"{place}: expected a key, or a mapping with `key`")
    key = str(fields["key"])
    known = extract_vocabulary("items")
    if key not in known:
        raise VocabularyError(f"{place}: {key!r} is no reporting item{meant(key, known)}")
    _only(path, f"item {number} ({key})", fields, _ENTRY_FIELDS)
    weight = fields.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 100:
        raise VocabularyError(f"{place} ({key}): weight must be a number above 0 and up to 100, not {weight!r}")
    for field in ("reason", "source", "unit", "template", "section"):
        if field in fields and not isinstance(fields[field], str):
            raise VocabularyError(f"{place} ({key}): {field} must be text, not {fields[field]!r}")
    return _entry(key, fields)


def _only(path: Path, place: str, fields: dict[str, Any], allowed: frozenset[str]) -> None:
    for field in fields:
        if field not in allowed:
            raise VocabularyError(
                f"{path.name}: {place} has an unknown field {field!r}; known: {', '.join(sorted(allowed))}"
            )
