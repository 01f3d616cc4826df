"""Curating: decisions of a person on the records of a knowledge base, written down and carried into its index."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import category

from ..extract.data import extract_vocabulary
from ..ingest.errors import ContractError, InputError, UsageError
from ..kb.decision import Anchor, Decision, Substance, from_line, in_force, now
from ..kb.editing import check_fit, edited
from ..kb.entry import StoredRecord
from ..kb.identity import key_of_material
from ..kb.ledger import find_record
from ..kb.sqlite import SqliteStore
from ..kb.store import RecordFilter, find
from .projection import bring_up_to_date

AUTHOR_VARIABLE = "VOLTEXT_AUTHOR"
# So many decisions are one transaction of an import: a killed one loses no more, and is given again.
IMPORT_BATCH = 200
_MAX_LINE = 1 << 20
# Of a reason, an author, a name: a decision must stay far below a line that an import reads.
MAX_TEXT = 10_000


def author_named(name: str) -> str:
    """``name``, else ``VOLTEXT_AUTHOR``, else the user's name. Raises UsageError where all are empty."""
    found = name.strip() or os.environ.get(AUTHOR_VARIABLE, "").strip()
    if not found:
        try:
            found = getpass.getuser()
        except (OSError, KeyError):  # a user without a name
            raise UsageError(f"say who decides: --author NAME, or {AUTHOR_VARIABLE}") from None
    return found


class Desk:
    """A curator at work on one knowledge base, closed by ``close`` (or a ``with`` block) when the work is done."""

    def __init__(self, kb: Path, author: str) -> None:
        self.kb = kb
        self.store = SqliteStore.open(kb)
        self.author = author

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Carry what was decided into the index, and let go of the store."""
        try:
            bring_up_to_date(self.kb, self.store)
        finally:
            self.store.close()

    def decide(
        self, stored: StoredRecord, action: str, *, reason: str = "", changes: Mapping[str, Any] | None = None
    ) -> Decision:
        """Accept, reject, edit or comment a record. Raises UsageError where an edit cannot be."""
        original = stored.original or stored.record
        if action == "comment" and not reason.strip():
            raise UsageError("a comment needs words")
        if changes is not None:
            made = edited(original, changes)
            check_fit(original, made)
            if changes.get("quantity_name") and made.quantity_name is None:
                raise UsageError(f"a quantity name is for the property other; that of the record is {made.property}")
        anchor = Anchor.of(stored.header, original)
        return self._write(
            Decision(action, self.author, now(), reason.strip(), record=anchor, changes=dict(changes or {}))
        )

    def record(self, name: str) -> StoredRecord:
        """The record that ``name`` names. Raises UsageError."""
        return find_record(self.store, name)

    def merge(self, name: str, into: str, *, reason: str = "") -> Decision:
        """Let one material count as another. Raises UsageError where one is unknown, or they are one already."""
        one, other = self.substance(name), self.substance(into)
        if one.key == other.key:
            raise UsageError(f"{name!r} and {into!r} are one material already ({one.key})")
        return self._write(Decision("merge", self.author, now(), reason.strip(), material=one, into=other))

    def unmerge(self, name: str, *, reason: str = "") -> Decision:
        """Let a material count as itself again, whether a curator merged it or its name was learned."""
        key = key_of_material(name, None)
        merged = {decision.material.key: decision.material for decision in in_force(self.store.decisions())
                  if decision.action == "merge" and decision.material is not None}  # fmt: skip
        names = {name, key, " ".join(name.lower().split())}
        found = next((merged[each] for each in sorted(names) if each in merged), None)
        if found is None:
            found = next((each for each in merged.values() if each.name.lower() == name.lower()), None)
        learned = next((each for each in sorted(names) if each in self.store.synonyms()), None)
        if found is None and learned is None:
            raise UsageError(f"{name!r} was not merged; `voltext curate materials` lists what was")
        material = found or Substance(str(learned), name)
        return self._write(Decision("unmerge", self.author, now(), reason.strip(), material=material))

    def substance(self, name: str) -> Substance:
        """The material that records call ``name`` (a name or a composition). Raises UsageError where none does."""
        keys: dict[str, Substance] = {}
        for stored in self.store.query(RecordFilter(material=name, rejected=True)):
            said = stored.record.material
            keys.setdefault(stored.identity, Substance(stored.identity, said.name, said.composition))
        if not keys:
            merged = next((each for each in in_force(self.store.decisions()) if _merges(each, name)), None)
            if merged is not None and merged.into is not None:
                raise UsageError(
                    f"{name!r} counts as {merged.into.name!r}; `voltext curate unmerge` keeps it apart first"
                )
            raise UsageError(f"no record is of a material {name!r}")
        if len(keys) > 1:
            named = ", ".join(sorted(keys))
            raise UsageError(f"{name!r} names several materials: {named}; give the composition")
        return next(iter(keys.values()))

    def undo(self, id: str | None = None, *, reason: str = "") -> Decision:
        """Take back a decision: the one whose id begins so, else the last of this author that is in force.

        Gives back what was taken back. Raises UsageError where there is none.
        """
        live = in_force(self.store.decisions())
        if id is None:
            chosen = [decision for decision in live if decision.author == self.author][-1:]
            if not chosen:
                raise UsageError(f"{self.author} has decided nothing that could be taken back")
        else:
            begins = id.strip().lower()
            chosen = [decision for decision in live if begins and decision.id.startswith(begins)]
            if len(chosen) != 1:
                raise UsageError(f"{id!r} names {len(chosen)} decisions in force; `voltext curate list` lists them")
        self._write(Decision("undo", self.author, now(), reason.strip(), undoes=chosen[0].id))
        return chosen[0]

    def _write(self, decision: Decision) -> Decision:
        for what, text in texts_of(decision):
            _check_text(what, text)
        signed = decision.signed()
        self.store.write([signed])
        return signed


def _merges(decision: Decision, name: str) -> bool:
    material = decision.material
    return decision.action == "merge" and material is not None and name.lower() in (material.name.lower(), material.key)


def texts_of(decision: Decision) -> Iterator[tuple[str, str]]:
    """What a person typed, with what it is."""
    yield "author", decision.author
    yield "reason", decision.reason
    for name, value in decision.changes.items():
        values = value.values() if isinstance(value, Mapping) else [value]
        yield from ((name, text) for text in values if isinstance(text, str))


def _check_text(what: str, text: str) -> None:
    """Raises UsageError where ``text`` is too long for a list, or would command a terminal."""
    if len(text) > MAX_TEXT:
        raise UsageError(f"the {what} has {len(text):,} characters; at most {MAX_TEXT:,} are kept")
    if any(category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
        raise UsageError(f"the {what} has control characters: {text[:60]!r}")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many decisions came in, and how many were known."""

    added: int
    known: int


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file of JSON Lines. Raises UsageError, or InputError naming the line that is none."""
    found = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_MAX_LINE), b""), 1):
                if not line.strip():
                    continue
                try:
                    found.append(from_line(line))
                except ContractError as error:
                    raise InputError(f"{path}, line {number}: {error}; nothing was imported") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    return found


def take_in(store: SqliteStore, decisions: Iterable[Decision]) -> Imported:
    """Add ``decisions``; those that are known already change nothing."""
    every = list(decisions)
    added = sum(store.write(every[start : start + IMPORT_BATCH]) for start in range(0, len(every), IMPORT_BATCH))
    return Imported(added, len(every) - added)


def filter_of(store: SqliteStore, property: str | None, paper: str | None, material: str | None) -> RecordFilter:
    """The filter that options of a command state. Raises UsageError where a paper or a property is unknown."""
    if property is not None and property not in extract_vocabulary("properties"):
        raise UsageError(f"no property {property!r}: it is one of {', '.join(extract_vocabulary('properties'))}")
    document = None
    if paper is not None:
        headers = find(store, paper)
        works = {edition.header.id: edition.work or edition.header.id for edition in store.editions()}
        ids = sorted({works.get(header.id, header.id) for header in headers})
        if len(ids) != 1:
            raise UsageError(f"{paper}: {len(ids)} papers are named so; `voltext status` lists them")
        document = ids[0]
    return RecordFilter(property=property, document=document, material=material)


def condition_changes(given: Iterable[str]) -> dict[str, str | None]:
    """Conditions of the form KEY=TEXT; None for a key without a text. Raises UsageError."""
    changes: dict[str, str | None] = {}
    for each in given:
        key, sign, text = each.partition("=")
        if not sign:
            raise UsageError(f"{each!r} is no condition: write KEY=TEXT, such as temperature='25 °C'")
        changes[key.strip()] = text.strip() or None
    return changes
