"""What property models learn from is the same out of every graph."""

from __future__ import annotations

import pytest

from voltext.kb.graph.memory import MemoryGraph
from voltext.kb.graph.projection import rows_of
from voltext.kb.graph.questions import Question
from voltext.kb.graph.store import GraphStore
from voltext.kb.graph.training import TRAINING_PARTS, TRAINING_QUESTIONS, TRAINING_STEPS, TRAINING_VALUES

from ...papers import all_papers

PROPERTIES = ["ionic_conductivity", "discharge_capacity", "capacity"]


@pytest.mark.parametrize("question", TRAINING_QUESTIONS, ids=lambda question: str(question.name))
def test_every_graph_answers_alike(graph: GraphStore, question: Question) -> None:
    papers = [rows_of(paper) for paper in all_papers()]
    twin = MemoryGraph()
    twin.load(papers)
    graph.load(papers)
    answer = graph.query(question, properties=PROPERTIES)
    assert answer
    assert answer == twin.query(question, properties=PROPERTIES)


def test_a_property_that_nobody_measured_has_no_rows(graph: GraphStore) -> None:
    graph.load([rows_of(paper) for paper in all_papers()])
    for question in (TRAINING_VALUES, TRAINING_STEPS, TRAINING_PARTS):
        assert graph.query(question, properties=["transference_number"]) == []
