"""A literature whose law is known: conductivity grows with the sintering temperature and falls with zirconium."""

from __future__ import annotations

import pytest

from voltext.insight.models.composition import substance_key
from voltext.insight.models.learning import Plan, learn
from voltext.insight.models.model import PropertyModel
from voltext.insight.models.row import Place, Row, Table

PLAN = Plan(learners=("mean", "linear", "extra trees"), trials=1, folds=3, seed=5)
MISREAD = "p03/r0"


def row(paper: int, number: int) -> Row:
    """One value; that of ``MISREAD`` is a thousand times too high, and was read with little confidence."""
    zirconium = 1 + 0.02 * (3 * paper + number)
    composition = f"Li7La3Zr{zirconium:.2f}Ta{2 - zirconium:.2f}O12"
    heat = 900.0 + 10 * ((7 * paper + 5 * number) % 30)
    id = f"p{paper:02}/r{number}"
    value = 10 ** (-6 - zirconium + heat / 100 - 9 + (3 if id == MISREAD else 0))
    text = f"Pellets of {composition} conduct with {value:.3g} S/cm."
    place = Place(
        f"p{paper:02}", f"r{number}", f"10.5555/{paper}", f"Paper {paper}", 2020, "b0", 0, len(text), text, "sentence"
    )
    return Row(
        id, value, f"doi:10.5555/{paper}", substance_key(composition, ""), composition, composition,
        {"sintering temperature": heat}, {"family": "garnet"}, {}, 0.3 if id == MISREAD else 0.9, place,
    )  # fmt: skip


@pytest.fixture(scope="session")
def table() -> Table:
    """Sixteen papers of three values each, one of them misread."""
    return Table("ionic_conductivity", "S/cm", tuple(row(paper, number) for paper in range(16) for number in range(3)))


@pytest.fixture(scope="session")
def model(table: Table) -> PropertyModel:
    """What was learned from them."""
    return learn(table, PLAN)
