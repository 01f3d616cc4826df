"""Citation marks leave the text without a hole and keep their place and their targets."""

from __future__ import annotations

import time

import pytest

from voltext.ingest.citations import expand_numbers, looks_like_citation
from voltext.ingest.normal import Run, join_runs, strip_citations


def cite(text: str, *targets: str) -> Run:
    return Run(text, "base", targets, True)


@pytest.mark.parametrize(
    ("runs", "text", "targets"),
    [
        ([Run("devices, etc. ["), cite("1", "r1"), Run("]. Traditional")], "devices, etc. Traditional", [("r1",)]),
        (
            [Run("cells ["), cite("2", "r2"), Run(","), cite("3", "r3"), Run("–"), cite("6", "r6"), Run("]. The")],
            "cells. The",
            [("r2", "r3", "r4", "r5", "r6")],
        ),
        ([Run("Mustermann et al. ["), cite("33", "r33"), Run("] made")], "Mustermann et al. made", [("r33",)]),
        (
            [Run("As shown by "), cite("Muster et al. (2019)", "m"), Run(", it")],
            "As shown by Muster et al. (2019), it",
            [("m",)],
        ),
        (
            [
                Run("known ("),
                cite("Muster and Beispiel, 2008", "a"),
                Run("; "),
                cite("Wang, 2010", "w"),
                Run("). Next"),
            ],
            "known. Next",
            [("a", "w")],
        ),
        (
            [Run("known (Muster et al., "), cite("2017", "m"), Run("; Li and Wu, "), cite("2018a", "l"), Run(") too")],
            "known too",
            [("m", "l")],
        ),
        ([Run("in ref. "), cite("6", "r6"), Run(" the")], "in ref. 6 the", [("r6",)]),
        ([Run("(see also "), cite("[7]", "r7"), Run(") the")], "the", [("r7",)]),
        ([Run("zeolite (Si/Al; "), cite("6", "r6"), Run(") the")], "zeolite (Si/Al) the", [("r6",)]),
        ([Run("oxides"), cite("1", "a"), Run(","), cite("2", "b"), Run(" and more")], "oxides and more", [("a", "b")]),
    ],
)
def test_marks_leave_no_hole(runs: list[Run], text: str, targets: list[tuple[str, ...]]) -> None:
    found, marks = join_runs(runs)
    assert found == text
    assert [ids for _, ids in marks] == targets


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("as reported [12]. Then [3-5, 7] follow", "as reported. Then follow"),
        ("the [110] direction of [001] films", "the [110] direction of [001] films"),
        ("[6,6]-phenyl butyric acid", "[6,6]-phenyl butyric acid"),
        ("it is known (Muster et al., 2019) that", "it is known that"),
        ("known (Muster and Beispiel, 2018; Chen, 2019a).", "known."),
        ("Muster et al. (2019) found", "Muster et al. (2019) found"),
        ("in the year (2019) of", "in the year (2019) of"),
    ],
)
def test_written_marks(raw: str, text: str) -> None:
    assert strip_citations(raw)[0] == text


def test_numbers_beyond_the_list_of_references_are_no_citations() -> None:
    assert strip_citations("along [211] it", n_references=40)[0] == "along [211] it"


def test_a_range_stands_for_all_its_numbers() -> None:
    assert expand_numbers("3-5, 9") == ("3", "4", "5", "9")


@pytest.mark.parametrize(
    ("before", "sup", "is_mark"),
    [
        ("10", "5", False),
        ("cm", "2", False),
        ("x", "2", False),
        ("sp", "3", False),
        ("electrolytes", "12", True),
        ("of 150", "12", True),
        ("cells.", "3,4", True),
        ("LiPF6", "7", True),
        ("g", "-1", False),
        ("", "13", False),
        ("capacity", "0.5", False),
    ],
)
def test_exponents_and_marks(before: str, sup: str, is_mark: bool) -> None:
    assert looks_like_citation(before, sup) is is_mark


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("(Le Muster et al., 2019)", ("Le Muster et al., 2019",)),
        ("(van der Beispiel 2020)", ("van der Beispiel 2020",)),
        ("(de Muster and Smith, 2018; dos Ejemplos, 2019a,b)", ("de Muster and Smith, 2018", "dos Ejemplos, 2019a,b")),
        ("(El Muster et al., 2020; and references therein)", ("El Muster et al., 2020",)),
        ("(J. Muster, 2019)", ("J. Muster, 2019",)),
        ("(Muster and Mac Beispiel 2012, p. 12)", ("Muster and Mac Beispiel 2012, p. 12",)),
        ("(O’Muster, 2019 and Beispiel, 2018)", ("O’Muster, 2019 and Beispiel, 2018",)),
    ],
)
def test_names_with_particles_are_authors(text: str, targets: tuple[str, ...]) -> None:
    assert strip_citations(f"It is so {text} here.", n_references=None) == ("It is so here.", ((8, targets),))


@pytest.mark.parametrize("text", ["(March 2019)", "(CR 2032)", "(from Muster Company, 2019)", "(heated in 2019)"])
def test_dates_cells_and_companies_are_no_authors(text: str) -> None:
    assert strip_citations(f"It is so {text} here.", n_references=None) == (f"It is so {text} here.", ())


@pytest.mark.parametrize("piece", ["Smith, ", "Smith, Smith et al., 2019; ", "de de de ", "A. B. ", "Smith, 2019a, "])
def test_hostile_lists_of_authors_end_soon(piece: str) -> None:
    begun = time.process_time()
    for text in (f"({piece * 5000}", f"({piece} " * 3000):
        strip_citations(text, n_references=None)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("text", ["It is so (e.g. [5]) here.", "It is so (see e.g. [5,6]) here.", "It is so [5] here."])
def test_brackets_around_bracketed_marks_leave_with_them(text: str) -> None:
    assert strip_citations(text, n_references=None)[0] == "It is so here."
