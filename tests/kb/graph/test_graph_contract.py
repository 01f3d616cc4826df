"""One contract, every graph: the twin in memory and a real server hold and answer the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voltext.extract.extraction import Extraction, MaterialRef
from voltext.ingest.document import Reference
from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import rows_of, state_of
from voltext.kb.graph.questions import MATERIALS, MEASUREMENTS, SOLID_ELECTROLYTES
from voltext.kb.graph.schema import LABELS
from voltext.kb.graph.store import GraphStore, expected

from ...papers import all_papers, garnet, nickel, olivine


def load(graph: GraphStore, *papers: Extraction) -> None:
    graph.load([rows_of(paper) for paper in papers])


def test_counts_are_those_of_the_rows(graph: GraphStore) -> None:
    load(graph, *all_papers())
    assert graph.counts() == expected([rows_of(paper) for paper in all_papers()])
    assert graph.counts().nodes["Measurement"] == 9
    assert graph.counts().edges["Measurement-FROM->Paper"] == 9


def test_present_counts_what_is_there(graph: GraphStore) -> None:
    rows = [rows_of(paper) for paper in all_papers()]
    graph.load(rows[:1])
    missing = expected(rows) - graph.present(rows)
    assert missing.nodes["Measurement"] == 6
    graph.load(rows[1:])
    assert (expected(rows) - graph.present(rows)).total_nodes == 0
    assert (expected(rows) - graph.present(rows)).total_edges == 0


def test_loading_twice_changes_nothing(graph: GraphStore) -> None:
    load(graph, *all_papers())
    before = graph.counts()
    load(graph, *all_papers())
    load(graph, nickel())
    assert graph.counts() == before


def test_a_new_extraction_takes_the_place_of_the_old(graph: GraphStore) -> None:
    load(graph, garnet())
    load(graph, replace(garnet(), records=garnet().records[:1], recipes=(), samples=()))
    counts = graph.counts()
    assert counts.nodes["Measurement"] == 1
    assert "Recipe" not in counts.nodes
    assert "Operation" not in counts.nodes


def test_removing_takes_only_what_nobody_else_holds(graph: GraphStore) -> None:
    twin = replace(olivine(), document=replace(olivine().document, id="olivine1", doi="10.1000/other"))
    load(graph, olivine(), twin, nickel())
    graph.remove(["olivine0"])
    load_alone = expected([rows_of(twin), rows_of(nickel())])
    assert graph.counts() == load_alone
    graph.remove(["olivine1", "nickel00", "not there"])
    assert graph.counts().total_nodes == 0


def test_states_tell_what_is_loaded(graph: GraphStore) -> None:
    load(graph, garnet(), nickel())
    assert graph.states() == {"garnet00": state_of(garnet()), "nickel00": state_of(nickel())}
    changed = replace(nickel(), records=())
    assert state_of(changed) != state_of(nickel())


def test_two_papers_share_a_material_and_a_paper_has_one_node(graph: GraphStore) -> None:
    twin = replace(olivine(), document=replace(olivine().document, id="olivine1"))
    load(graph, olivine(), twin)
    counts = graph.counts()
    assert counts.nodes["Paper"] == 1
    assert counts.nodes["Material"] == expected([rows_of(olivine())]).nodes["Material"]
    assert counts.nodes["Measurement"] == 6


def test_citations_meet_papers_that_are_there(graph: GraphStore) -> None:
    citing = replace(
        nickel(), references=(Reference("r1", "Olivine.", "10.1000/OLIVINE0"), Reference("r2", "Far.", "10.9/x"))
    )
    load(graph, citing, olivine())
    assert graph.counts().nodes["Paper"] == 3
    assert graph.counts().edges["Paper-CITES->Paper"] == 2
    load(graph, nickel())
    assert "Paper-CITES->Paper" not in graph.counts().edges


def test_measurements_by_value_and_condition(graph: GraphStore) -> None:
    load(graph, *all_papers())
    found = graph.query(MEASUREMENTS, property="ionic_conductivity", unit="S/cm", low=0.001)
    assert [(row["sample"], row["value"]) for row in found] == [("LLZO-950", 0.0012)]
    assert found[0]["text"] == "1.2 mS cm^-1"
    cold = graph.query(MEASUREMENTS, property="ionic_conductivity", unit="S/cm", coldest=20.0, hottest=30.0)
    assert cold[0]["measurement"] == "garnet00/r0"
    own = graph.query(MEASUREMENTS, property="ionic_conductivity", unit="S/cm", own=True)
    assert len(own) == 2


def test_the_question_this_is_for(graph: GraphStore) -> None:
    """Solid electrolytes above 1 mS/cm at 25 °C whose recipe sinters below 1000 °C, with both sentences."""
    load(graph, *all_papers())
    assert graph.query(SOLID_ELECTROLYTES) == [
        {
            "paper": "doi:10.1000/garnet00", "measurement": "garnet00/r0", "value": 0.0012, "sample": "LLZO-950",
            "material": "Li7La3Zr2O12", "text": "1.2 mS cm^-1", "recipe": "garnet00/recipe0", "basis": "sample",
            "step": "sintering", "step_temperature": 950.0,
            "step_text": "Pellets of LLZO-950 were sintered at 950 °C for 6 h.",
        }
    ]  # fmt: skip
    assert graph.query(SOLID_ELECTROLYTES, low=0.0002, below=1300.0)[-1]["sample"] == "LLZO-1200"


def test_materials_by_element(graph: GraphStore) -> None:
    load(graph, *all_papers())
    found = {row["material"]: row["measurements"] for row in graph.query(MATERIALS, element="Zr")}
    assert sum(found.values()) == 3
    assert {row["material"] for row in graph.query(MATERIALS, element="Fe")} == {"LiFePO4"}


def test_clearing_leaves_nothing(graph: GraphStore) -> None:
    load(graph, *all_papers())
    graph.clear()
    assert graph.counts().total_nodes == 0


HOSTILE = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    st.sampled_from(
        [
            "$keys",
            "$ROWS",
            "row.key",
            "'}) DETACH DELETE n //",
            "`x`",
            "$rows",
            '"',
            "\\",
            "{a: 1}",
            "\u202e",
            "RETURN 1",
            "\x00",
            "/* */",
        ]
    ),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=HOSTILE, label=HOSTILE, source=HOSTILE)
def test_names_never_become_code(graph: GraphStore, name: str, label: str, source: str) -> None:
    paper = garnet()
    samples = tuple(replace(sample, label=label, material=MaterialRef(name)) for sample in paper.samples)
    records = tuple(replace(record, material=MaterialRef(name)) for record in paper.records)
    hostile = replace(
        paper, samples=samples, records=records, document=replace(paper.document, source=source, title=name)
    )
    rows = rows_of(hostile)
    graph.load([rows])
    assert graph.present([rows]) == expected([rows])
    assert set(graph.counts().nodes) <= {each.name for each in LABELS}


def test_the_twin_follows_edges() -> None:
    graph = MemoryGraph()
    load(graph, garnet())
    assert graph.ends(("Measurement", "garnet00/r0"), "FROM") == [("Paper", "doi:10.1000/garnet00")]


@pytest.mark.parametrize("paper", all_papers(), ids=lambda paper: str(paper.document.id))
def test_rows_point_at_rows(paper: Extraction) -> None:
    """Every edge has both its ends among the rows."""
    rows = rows_of(paper)
    for edge, links in rows.edges.items():
        for start, end, *_ in links:
            assert start in rows.nodes[edge.start]
            assert end in rows.nodes[edge.end]
