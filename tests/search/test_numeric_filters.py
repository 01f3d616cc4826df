"""Numeric filters are exact: every unit, values, ranges and bounds, compared with plain arithmetic."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from voltext.extract.pipeline import extract_document
from voltext.search.answer import found_records
from voltext.search.index import Index, open_index
from voltext.search.memory_index import MemoryIndex

from ..extract.papers import paper as written
from ..papers import LLZO, PaperMaker

# How many S/cm each is.
UNITS = {"S/cm": Fraction(1), "mS/cm": Fraction(1, 1000), "S/m": Fraction(1, 100), "µS/cm": Fraction(1, 10**6)}
Interval = tuple[Fraction, Fraction]


def stated(chance: random.Random) -> tuple[str, Interval]:
    """A value or a range, as a paper writes it, and the interval in S/cm."""
    unit = chance.choice(list(UNITS))
    low = Fraction(chance.randrange(1, 60), 10)
    high = low + (Fraction(chance.randrange(1, 30), 10) if chance.random() < 0.3 else 0)
    text = f"{float(low)} {unit}" if low == high else f"{float(low)}-{float(high)} {unit}"
    return text, (low * UNITS[unit], high * UNITS[unit])


@pytest.fixture(scope="module")
def facts() -> dict[str, Interval]:
    chance = random.Random(11)
    return {f"{place}:{text}": interval for place, (text, interval) in enumerate(stated(chance) for _ in range(80))}


@pytest.fixture(scope="module", params=["memory", "tantivy"])
def index(
    request: pytest.FixtureRequest, facts: dict[str, Interval], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    paper = PaperMaker("numbers0", "Numbers")
    for key in facts:
        value = key.partition(":")[2]
        paper.fact(f"The pellet conducts {value} here.", "ionic_conductivity", value, LLZO)
    folder: Path = tmp_path_factory.mktemp("numbers")
    made: Index = MemoryIndex() if request.param == "memory" else open_index(folder)
    made.add(paper.extraction())
    made.commit()
    yield made
    made.close()


def test_comparisons_in_every_unit_find_what_arithmetic_says(index: Index, facts: dict[str, Interval]) -> None:
    chance = random.Random(5)
    places = {f"r{place}": interval for place, interval in enumerate(facts.values())}
    for _ in range(60):
        unit, sign = chance.choice(list(UNITS)), chance.choice([">", ">=", "<", "<=", ".."])
        # Often exactly what some paper says, in another unit.
        low, high = chance.choice(list(facts.values()))
        bound = chance.choice([low, high, low * 2]) / UNITS[unit]
        top = bound + Fraction(chance.randrange(0, 20), 10)
        asked = f"{float(bound)}..{float(top)}" if sign == ".." else f"{float(bound)}"
        question = f"conductivity{':' if sign == '..' else sign}{asked} {unit}"
        least, most = bound * UNITS[unit], top * UNITS[unit]
        expected = {
            id
            for id, (start, end) in places.items()
            if (sign == ">" and end > least)
            or (sign == ">=" and end >= least)
            or (sign == "<" and start < least)
            or (sign == "<=" and start <= least)
            or (sign == ".." and end >= least and start <= most)
        }
        assert {record.id for record in found_records(index, question, limit=500)} == expected, question


@pytest.mark.parametrize(
    ("asked", "warm"),
    [("25C", (23, 27)), ("298.15K", (23, 27)), ("RT", (18, 30)), ("60°C", (58, 62)), ("20..40C", (20, 40))],
)
def test_how_near_a_temperature_must_be(asked: str, warm: tuple[int, int]) -> None:
    paper = PaperMaker("warm0000", "Temperatures")
    for degrees in range(10, 80):
        text = f"At {degrees} °C it conducts 1 mS/cm."
        paper.fact(text, "ionic_conductivity", "1 mS/cm", LLZO, conditions={"temperature": f"{degrees} °C"})
    text = "At room temperature it conducts 1 mS/cm."
    paper.fact(text, "ionic_conductivity", "1 mS/cm", LLZO, conditions={"temperature": "room temperature"})
    index = MemoryIndex()
    index.add(paper.extraction())
    index.commit()
    found = {record.id for record in found_records(index, f"conductivity>0 temperature:{asked}", limit=500)}
    # "room temperature" counts as 20 to 25 °C, see docs/search.md.
    room = {"r70"} if warm[0] <= 25 and warm[1] >= 20 else set()
    assert found == {f"r{degrees - 10}" for degrees in range(warm[0], warm[1] + 1)} | room


def test_a_rate_is_found_as_the_current_that_its_paper_makes_of_it() -> None:
    text = "Here 1C = 170 mA g^-1. LiFePO4 delivers 120 mAh g^-1 at 2C and 160 mAh g^-1 at C/10."
    index = MemoryIndex()
    index.add(extract_document(written(("results", text))))
    index.commit()
    found = found_records(index, "capacity>0 at current>=300mA/g", limit=9)
    assert [record.value for record in found] == [120]
