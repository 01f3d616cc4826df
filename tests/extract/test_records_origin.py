"""Laws of how values came about: measured, calculated, theoretical; it is told apart from whose they are."""

from __future__ import annotations

import time

import pytest

from voltext.extract.analysis import Analysis
from voltext.extract.pipeline import analyse
from voltext.extract.records.barriers import is_migration_barrier
from voltext.extract.records.origin import Origins

from .papers import paper, records_of, table


def _told(text: str) -> list[tuple[float | None, bool, str]]:
    return [(record.value, record.own, record.origin) for record in records_of(paper(("results", text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LiFePO4 has a theoretical capacity of 170 mAh/g.", [(170.0, False, "theoretical")]),
        ("Silicon has a theoretical capacity of 4200 mAh/g, ten times that of graphite (372 mAh/g).",
         [(4200.0, False, "theoretical"), (372.0, False, "theoretical")]),
        ("The theoretical density of LLZO is 5.1 g/cm3.", [(5.1, False, "theoretical")]),
        ("DFT calculations show a migration barrier of 0.32 eV for LiCoO2.", [(0.32, True, "calculated")]),
        ("The band gap of LLZO was 5.8 eV by DFT.", [(5.8, True, "calculated")]),
        ("The simulated capacity of the graphite cell is 150 mAh/g.", [(150.0, True, "calculated")]),
        ("First-principles calculations by Wang et al. predicted a conductivity of 80 mS/cm for Li10SnP2S12.[[3]]",
         [(80.0, False, "calculated")]),
        # what is worked out from an experiment was measured
        ("The Li+ diffusion coefficient of NMC calculated from the GITT curve is 1.2e-11 cm2/s.",
         [(1.2e-11, True, "measured")]),
        ("The activation energy of LLZO calculated from the Arrhenius plot is 0.34 eV.", [(0.34, True, "measured")]),
        ("Nyquist fitting and simulation show an Rct of 79 Ω for LFP.", [(79.0, True, "measured")]),
        ("A capacity of 150 mAh/g was obtained for LFP, in good agreement with DFT predictions.",
         [(150.0, True, "measured")]),
        ("As predicted, the LNO cathode delivers 220 mAh/g.", [(220.0, True, "measured")]),
    ],
)  # fmt: skip
def test_a_value_says_how_it_came_about(text: str, expected: list[tuple[float | None, bool, str]]) -> None:
    assert _told(text) == expected


def test_a_paper_that_computes_has_computed_energies_and_what_it_merely_calls_calculated() -> None:
    text = "We used density functional theory. The adsorption energy of Li on TiN is 1.9 eV."
    assert _told(text) == [(1.9, True, "calculated")]
    assert _told("The binding of TiN was studied. The adsorption energy of Li on TiN is 1.9 eV.")[0][2] == "measured"


def test_columns_and_rows_of_a_table_say_how_their_values_came_about() -> None:
    found = records_of(
        table([["Sample", "E_a,DFT (eV)", "E_a,exp (eV)"], ["LLZO-1", "0.31", "0.35"], ["LLZO-2", "0.29", "0.33"]],
              "Activation energies of the pellets")
    )  # fmt: skip
    assert {(record.value, record.origin) for record in found} == {
        (0.31, "calculated"), (0.35, "measured"), (0.29, "calculated"), (0.33, "measured"),
    }  # fmt: skip
    found = records_of(
        table([["Sample", "Theoretical capacity (mAh/g)", "Capacity (mAh/g)"], ["LFP-1", "170", "161"]], "Cathodes")
    )
    assert {(record.value, record.own, record.origin) for record in found} == {
        (170.0, False, "theoretical"), (161.0, True, "measured"),
    }  # fmt: skip


def test_a_theoretical_value_and_a_cited_one_are_two_facts() -> None:
    text = "Wang et al. reported a capacity of 170 mAh/g for LiFePO4.[[3]] Its theoretical capacity is 170 mAh/g."
    assert _told(text) == [(170.0, False, "measured"), (170.0, False, "theoretical")]


@pytest.mark.parametrize(
    "text", ["theoretical 1 " * 4000, "simulated " * 9000, "from the a b " * 8000, "calculated, " * 7000]
)
def test_hostile_sentences_take_no_longer_than_they_are(text: str) -> None:
    document = paper(("results", f"The energy {text} of LFP is 3 eV."))
    analysis: Analysis = analyse(document)
    origins = Origins(analysis, computational=True)
    began = time.perf_counter()
    for sentence in analysis.sentences:
        for quantity in analysis.quantities_in(sentence.span)[:3]:
            origins.of(sentence, quantity, "other", theory=False, own=False)
    assert time.perf_counter() - began < 3.0


@pytest.mark.parametrize(
    ("caption", "header", "own"),
    [
        ("Bond energies of M-O taken from.", "D (kJ mol^-1)", False),
        ("Bond energies, adapted from ref. 26", "D (kJ mol^-1)", False),
        ("Bond energies from a handbook of chemistry", "D (kJ mol^-1)", False),
        ("Bond energies", "D (kJ mol^-1) (ref. 26)", False),
        ("Bond energies of samples taken from the furnace", "D (kJ mol^-1)", True),
    ],
)
def test_a_table_that_is_taken_from_elsewhere_is_cited(caption: str, header: str, own: bool) -> None:
    found = records_of(table([["Bond", header], ["Zr-O", "766.1"], ["Al-O", "501.9"]], caption))
    assert [record.own for record in found] == [own, own]


def test_a_symbol_alone_in_its_table_is_what_the_caption_says() -> None:
    found = records_of(table([["Bond", "D (kJ mol^-1)"], ["Zr-O", "766.1"]], "Table 4. Bond energies at 298 K"))
    assert [record.quantity_name for record in found] == ["bond energy"]


@pytest.mark.parametrize("sign", ["5", "=", "¼", "~"])
def test_a_definition_of_1c_is_no_result_whatever_became_of_its_equals_sign(sign: str) -> None:
    assert _told(f"The S/C cathode (1 C {sign} 1672 mAh/g) delivered 900 mAh/g at 1 C.") == [(900.0, True, "measured")]


def test_values_behind_a_rate_in_brackets_stay_results() -> None:
    assert _told("The LFP cathode keeps its capacity (1 C 140 mAh/g, 2 C 120 mAh/g).")[0] == (140.0, True, "measured")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # named far before the value, in a passage that speaks of computing
        ("DFT was used. The adsorption energy between one lithium atom and the unoccupied hollow site above the second "
         "layer of the slab of TiN is found to be -1.49 eV.", [(-1.49, True, "calculated")]),
        ("DFT calculations show a barrier of 0.32 eV for LLZO.", [(0.32, True, "calculated")]),
        ("The computed barrier is 0.4 eV for LATP.", [(0.4, True, "calculated")]),
        ("DFT shows a barrier of 0.8 eV for the decomposition of Li2S on TiN.", []),
        ("A Schottky barrier of 0.5 eV was calculated for TiO2.", []),
        # a bracket with the same unit right behind the theoretical value
        ("The plateau of FeNCN has a theoretical voltage of 1.6 V (1.1 V) in a lithium (sodium) cell.",
         [(1.6, False, "theoretical"), (1.1, False, "theoretical")]),
        ("LFP delivers 95% of its theoretical capacity of 170 mAh/g (162 mAh/g).",
         [(170.0, False, "theoretical"), (162.0, True, "measured")]),
        # a textbook capacity is theory, cited or not, unless a cell gave it
        ("Co3O4 has 890 mAh/g theoretical capacity, much more than commercial graphite (372 mAh/g) [[3]].",
         [(890.0, False, "theoretical"), (372.0, False, "theoretical")]),
        ("Commercial graphite anodes have 372 mAh/g.[[3]]", [(372.0, False, "theoretical")]),
        ("Wu et al. reported a graphite anode that delivered 372 mAh/g.[[3]]", [(372.0, False, "measured")]),
        # nothing swells by volts
        ("Swelling of the LCO cell was 10 V.", []),
        ("The swelling of the LCO cathode was 10%.", [(10.0, True, "measured")]),
    ],
)  # fmt: skip
def test_what_a_passage_computes_and_what_a_textbook_says_is_told_from_results(
    text: str, expected: list[tuple[float | None, bool, str]]
) -> None:
    assert _told(text) == expected


def test_a_density_that_is_once_called_theoretical_is_so_wherever_nobody_found_it() -> None:
    theory = "The theoretical density of LLZO is 5.20 g/cm3."
    assert _told(f"{theory} The density of the LLZO powder was 5.20 g/cm3.") == [(5.2, False, "theoretical")]
    assert (5.2, True, "measured") in _told(f"{theory} The measured density of LLZO was 5.20 g/cm3.")


def test_an_introduction_that_tells_the_paper_s_own_results_states_no_second_fact() -> None:
    told = "Herein, we report NMC nanowires. In the first cycle, charge capacities of NMC are 1120 mAh/g."
    result = ("results", "The NMC nanowires have a first charge capacity of 1120 mAh/g.")
    found = records_of(paper(("introduction", told), result))
    assert [(record.value, record.own) for record in found] == [(1120.0, True)]
    alone = records_of(paper(("introduction", told), ("results", "The NMC nanowires are long.")))
    assert [record.own for record in alone] == [False]


@pytest.mark.parametrize("text", ["barrier is " * 9000, "a barrier for a " * 9000, "DFT barrier hop " * 9000])
def test_hostile_barriers_take_no_longer_than_they_are(text: str) -> None:
    began = time.perf_counter()
    is_migration_barrier(f"DFT {text}", text)
    assert time.perf_counter() - began < 2
