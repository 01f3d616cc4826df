"""No input can make the record rules run away: each regular expression meets text built against it."""

from __future__ import annotations

import re
import time
from types import ModuleType

import pytest

from voltext.extract import (
    cell_values,
    cells,
    coinages,
    column_contents,
    decimal_commas,
    grades,
    header_units,
    headers,
    lettered,
    properties,
    property_rows,
    samples,
    tables,
    unnamed_columns,
)
from voltext.extract.materials import materials_in
from voltext.extract.properties import find_properties
from voltext.extract.properties import properties as all_properties
from voltext.extract.records import (
    about,
    amounts,
    attaching,
    bases,
    belief,
    cell_of,
    changes,
    clauses,
    conditions,
    elided,
    elliptic,
    finding,
    forms,
    identities,
    lives,
    meanings,
    naming,
    nearness,
    no_result,
    nouns,
    ownership,
    pairs,
    prose,
    rates,
    reach,
    referring,
    retold,
    row_conditions,
    row_owners,
    row_subjects,
    rows,
    service,
    settings,
    subjects,
    supposed,
    untested,
    verbs,
    wholes,
)

MODULES: tuple[ModuleType, ...] = (
    amounts, attaching, belief, grades, cell_of, cells, changes, clauses, coinages, conditions, finding, headers,
    identities, lives, naming,
    nearness, no_result, nouns, ownership, properties, prose, reach, referring, row_conditions, row_owners,
    row_subjects, rows, samples, service, subjects, tables, wholes, cell_values, column_contents, header_units,
    property_rows, unnamed_columns, bases, elliptic, forms, meanings, settings, rates, retold, verbs,
    about, elided, lettered, pairs, supposed, untested, decimal_commas,
)  # fmt: skip
PATTERNS = [
    pytest.param(value, id=f"{module.__name__.rpartition('.')[2]}.{name}")
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
]
HOSTILE = [
    "a " * 1000, "of the " * 600, "1" * 2500, "1 " * 1000, "- " * 1000, "and " * 600, "(" * 2500, "initial " * 400,
    "high " * 600, "A-" * 1000, "than that of " * 800, "increase of ", "x = " * 600, "AB-1 " * 600, "C/" * 1000,
    "sintered at " * 1000, "bare sample " * 400, "With the coating of the " * 200, "cell-" * 800, "to 1 " * 500,
    "discharge " * 1000, "of its initial " * 800, "10^-4 " * 400, "\t " * 1000,
    "the doped porous " * 150, "the 40 h " * 300, "Unlike a, " * 250, "electrode of " * 200,
    "capacity per the total mass " * 90,
    "1/" * 1200, "1 (2) " * 500, "a Values from Ref " * 200, "values with an asterisk " * 150, "mAh g^-1/" * 300,
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_safe_against_backtracking(pattern: re.Pattern[str]) -> None:
    for text in HOSTILE:
        started = time.process_time()
        pattern.search(text)
        for _ in zip(range(5), pattern.finditer(text), strict=False):
            pass
        pattern.match(text)
        assert time.process_time() - started < 1.0, text[:20]


def test_the_statement_of_a_basis_is_safe_against_backtracking() -> None:
    for text in HOSTILE:
        started = time.process_time()
        bases._statement().search(f"capacities {text} mass of sulfur")
        assert time.process_time() - started < 2.0, text[:20]


def test_property_names_are_safe_against_backtracking() -> None:
    hints = " ".join({hint for prop in all_properties().values() for hint in prop.hints})
    for text in HOSTILE:
        started = time.process_time()
        find_properties(f"{text} {hints}")
        assert time.process_time() - started < 2.0, text[:20]


def test_a_long_run_of_solvents_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "EC/DEC " * count
        started = time.process_time()
        materials_in(text)
        return time.process_time() - started

    materials_in("EC/DEC")
    assert seconds(6000) < 2.0
