"""Training file: rows of a CSV file for a property model, its columns named by their roles."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

from ..extract.composition import canonical_composition
from ..extract.families import family_of
from ..ingest.errors import InputError, UsageError
from ..insight.models.composition import substance_key
from ..insight.models.row import Row, Table

# Roles that a column may have: those of one column, and those that carry a name of their own behind a colon.
ROLES = ("target", "composition", "material", "paper")
NAMED_ROLES = ("number", "name", "smiles")
_NUMBER = re.compile(r"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?\Z")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a file is what: ``number`` maps names of features to columns, as ``name`` and ``smiles`` do."""

    target: str | None = None
    composition: str | None = None
    material: str | None = None
    paper: str | None = None
    number: Mapping[str, str] = field(default_factory=dict)
    name: Mapping[str, str] = field(default_factory=dict)
    smiles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, told: list[str]) -> Columns:
        """``target=capacity``, ``number:temperature=T / K`` as columns. Raises UsageError for another role."""
        single: dict[str, str] = {}
        named: dict[str, dict[str, str]] = {role: {} for role in NAMED_ROLES}
        for text in told:
            role, equals, column = text.partition("=")
            kind, colon, name = role.partition(":")
            if not equals or not column or (kind not in NAMED_ROLES if colon else kind not in (*ROLES, *NAMED_ROLES)):
                wanted = ", ".join((*ROLES, *(f"{each}:NAME" for each in NAMED_ROLES)))
                raise UsageError(f"--column {text[:60]!r}: expected ROLE=COLUMN, a role of {wanted}")
            if kind in NAMED_ROLES:
                named[kind][name or column] = column
            else:
                single[kind] = column
        target, composition, material, paper = (single.get(role) for role in ROLES)
        return cls(target, composition, material, paper, named["number"], named["name"], named["smiles"])

    def all(self) -> list[str]:
        """The columns that must be there."""
        found = [each for each in (self.target, self.composition, self.material, self.paper) if each]
        return [*found, *self.number.values(), *self.name.values(), *self.smiles.values()]


def table_of_file(path: Path, target: str, columns: Columns, *, unit: str = "", limits: bool = False) -> Table:
    """The training table of ``path``; a row without a paper is a paper of its own.

    Values such as ``<1E-10`` count only with ``limits``, at their limit. Raises InputError where the file cannot be
    read or a column is missing, UsageError where no column is the target.
    """
    if columns.target is None:
        raise UsageError("--table needs --column target=NAME: which column is to be learned")
    left_out: Counter[str] = Counter()
    rows = []
    for number, cells in _lines(path, columns):
        text = cells[columns.target].strip()
        limit = text[:1] in "<>≤≥~" and bool(text)
        value = _number(text.lstrip("<>≤≥~ "))
        if value is None:
            left_out["no number"] += 1
        elif limit and not limits:
            left_out["only a limit"] += 1
        else:
            rows.append(_row(number, value, cells, columns))
    return Table(target, unit, tuple(rows), dict(left_out))


def candidates_of_file(path: Path, columns: Columns) -> list[Row]:
    """Rows to be predicted: those of a CSV file, or the lines of a text file, a composition each. Raises InputError."""
    if columns == Columns():
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read ({error})") from error
        if lines and "," not in lines[0] and lines[0].strip().lower() != "composition":
            return [candidate(line.strip(), {}, number) for number, line in enumerate(lines) if line.strip()]
        columns = Columns(composition="composition")
    return [_row(number, 0.0, cells, columns) for number, cells in _lines(path, columns)]


def candidate(text: str, numbers: Mapping[str, float], number: int = 0) -> Row:
    """A material to be predicted, by its composition or a name that has one."""
    composition = canonical_composition(text)
    family = family_of(composition) if composition else None
    names = {"family": family} if family else {}
    return Row(
        f"candidate {number} {text}", 0.0, f"candidate {number}", substance_key(composition, text), text, composition,
        dict(numbers), names,
    )  # fmt: skip


def _lines(path: Path, columns: Columns) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in columns.all() if name not in (reader.fieldnames or ())]
            if missing:
                there = ", ".join(reader.fieldnames or ())
                raise InputError(f"{path}: no column {', '.join(missing)}; there are {there[:300]}")
            for number, cells in enumerate(reader, 2):
                yield number, {name: cells.get(name) or "" for name in columns.all()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as CSV ({error})") from error


def _row(number: int, value: float, cells: Mapping[str, str], columns: Columns) -> Row:
    stated = cells[columns.composition].strip() if columns.composition else ""
    composition = canonical_composition(stated) or stated or None
    smiles = {name: text for name, column in columns.smiles.items() if (text := cells[column].strip())}
    shown = cells[columns.material].strip() if columns.material else stated
    material = shown or next(iter(smiles.values()), "") or f"line {number}"
    paper = cells[columns.paper].strip().lower() if columns.paper else ""
    names = {name: text for name, column in columns.name.items() if (text := cells[column].strip())}
    family = family_of(composition) if composition and "family" not in columns.name else None
    numbers = {
        name: each for name, column in columns.number.items() if (each := _number(cells[column].strip())) is not None
    }
    # Of what has a line notation the first is the substance: a polymer, whatever salt is in it.
    substance = next(iter(smiles.values()), "") or substance_key(composition, material)
    return Row(
        f"line {number}", value, paper or f"line {number}", substance, material, composition, numbers,
        names | ({"family": family} if family else {}), smiles,
    )  # fmt: skip


def _number(text: str) -> float | None:
    if not _NUMBER.match(text):
        return None
    value = float(text)
    return value if isfinite(value) else None
