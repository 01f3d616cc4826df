"""One rule, two ways to ask: search and graph give the same records, and those that ``kb.criteria`` says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voltext.extract.extraction import Condition, Extraction, Recipe, Sample
from voltext.kb.criteria import condition_interval, highest, interval_of
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.questions import SOLID_ELECTROLYTES
from voltext.search.answer import answer
from voltext.search.memory_index import MemoryIndex

from ..papers import LLZO, PaperMaker, all_papers, condition

ROOM = {"temperature": "room temperature"}


def pellets() -> Extraction:
    """Samples sintered once, twice, over a range; values, ranges and cited values of them."""
    paper = PaperMaker("pellets0", "Pellets fired in many ways")
    labels = ("P-once", "P-twice", "P-range")
    paper.samples += [Sample(f"s{n}", label, LLZO, f"recipe{n}") for n, label in enumerate(labels)]
    paper.recipe("P-once was sintered at 900 °C.", "P-once", "sintering", sample="s0", temperature="900 °C")
    paper.recipe("P-twice was sintered at 900 °C.", "P-twice", "sintering", sample="s1", temperature="900 °C")
    paper.recipe("P-range was sintered at 950-1100 °C.", "P-range", "sintering", sample="s2", temperature="950-1100 °C")
    again = replace(paper.recipes[1].operations[0], id="o2", conditions={"temperature": condition("1200 °C")})
    paper.recipes[1] = replace(paper.recipes[1], operations=(*paper.recipes[1].operations, again))
    for n, label in enumerate(labels):
        paper.fact(
            f"{label} conducts 2.0 mS cm^-1 at room temperature.", "ionic_conductivity", "2.0 mS cm^-1", LLZO,
            sample=f"s{n}", conditions=ROOM,
        )  # fmt: skip
    paper.fact(
        "P-once varied from 0.5-1.5 mS cm^-1 at 20-40 °C.", "ionic_conductivity", "0.5-1.5 mS cm^-1", LLZO,
        sample="s0", conditions={"temperature": "20-40 °C"},
    )  # fmt: skip
    paper.fact(
        "Others had found 5 mS cm^-1 at room temperature.", "ionic_conductivity", "5 mS cm^-1", LLZO, sample="s0",
        own=False, conditions=ROOM,
    )  # fmt: skip
    paper.fact("P-once conducts exactly 1.0 mS cm^-1 at 25 °C.", "ionic_conductivity", "1.0 mS cm^-1", LLZO,
               sample="s0", conditions={"temperature": "25 °C"})  # fmt: skip
    return paper.extraction()


def asked_both(papers: list[Extraction], low: float, below: int, *, warm: bool = True) -> list[set[str]]:
    """What the graph answers and what the search answers."""
    graph, index = MemoryGraph(), MemoryIndex()
    graph.load([rows_of(paper) for paper in papers])
    for paper in papers:
        index.add(paper)
    index.commit()
    bounds = {"low": low, "below": float(below)} | ({} if warm else {"coldest": None, "hottest": None})
    rows = graph.query(SOLID_ELECTROLYTES, **bounds)
    question = f"solid electrolytes conductivity>{low}S/cm {'temperature:25C' if warm else ''} sintering<{below}C"
    found = answer(index, question, limit=50).records
    return [{row["measurement"] for row in rows}, {f"{each.paper.id}/{each.id}" for each in found if each.paper}]


def test_ranges_steps_and_citations_count_as_the_rule_says() -> None:
    """A range counts where it reaches; a second step above the bound counts against; cited values have no recipe."""
    graph, search = asked_both([pellets()], 0.001, 1000)
    assert graph == search == {"pellets0/r0", "pellets0/r2", "pellets0/r3"}


@pytest.mark.parametrize("low", [0.0001, 0.0005, 0.0015, 0.002])
@pytest.mark.parametrize("below", [900, 950, 1300])
@pytest.mark.parametrize("warm", [True, False])
def test_graph_and_search_agree(low: float, below: int, warm: bool) -> None:
    graph, search = asked_both([pellets(), *all_papers()], low, below, warm=warm)
    assert graph == search


def test_a_recipe_of_another_sample_is_no_answer() -> None:
    """Nor is one joined by the paper where nothing else fits."""
    paper = pellets()
    recipes: tuple[Recipe, ...] = tuple(replace(each, target="TiO2", sample=None) for each in paper.recipes)
    samples = tuple(replace(each, recipe=None, label=f"Q{each.id}") for each in paper.samples)
    assert asked_both([replace(paper, recipes=recipes, samples=samples)], 0.0001, 2000) == [set(), set()]


def test_intervals() -> None:
    assert condition_interval("temperature", Condition("at RT")) == (20.0, 25.0)
    assert condition_interval("atmosphere", Condition("at RT")) is None
    assert condition_interval("temperature", condition("20-40 °C")) == (20.0, 40.0)
    assert interval_of(None) is None
    assert highest(pellets().recipes[1], "temperature") == {"sintering": 1200.0}
    assert highest(pellets().recipes[1], "time") == {}
