"""Results of cells with a solid electrolyte, and sizes of what something was milled with."""

from __future__ import annotations

import pytest

from voltext.extract.analysis import MaterialMention
from voltext.extract.records.service import conducts_for_electrode

from .papers import facts, paper

MILLED = [
    "The garnet was attrition milled for 3 h, taking YSZ (0.4 mm in diameter) as the grinding medium.",
    "The garnet was ground with ZrO2 media with a particle size of 0.3 mm.",
]


@pytest.mark.parametrize("sentence", MILLED)
def test_sizes_of_milling_media_are_no_particle_sizes(sentence: str) -> None:
    assert facts(paper(("methods", sentence))) == []


def test_a_powder_that_was_milled_to_a_size_has_it() -> None:
    found = facts(paper(("methods", "The Li4Ti5O12 was milled with zirconia balls to a particle size of 45 μm.")))
    assert [(code, value) for code, value, *_ in found] == [("particle_size", 45)]


def test_an_electrolyte_powder_has_no_retention_where_the_electrode_is_known() -> None:
    text = (
        "For the batteries assembled with fine Li7La3Zr2O12 powder, the capacity retention was 97.2% after 60 cycles."
    )
    title = "Sintering of Li7La3Zr2O12, a solid electrolyte"
    cell = "LiMn2O4 was the active material of the cathode, Li7La3Zr2O12 the solid electrolyte."
    found = facts(paper(("methods", cell), ("conclusions", text), title=title))
    assert found == [("capacity_retention", 97.2, "LiMn2O4")]


def test_electrolytes_set_against_each_other_keep_their_results_apart() -> None:
    electrolytes = [MaterialMention(n, n, role="solid_electrolyte") for n in ("Li7La3Zr2O12", "LiTa2PO8")]
    assert not conducts_for_electrode(electrolytes[0], electrolytes, "capacity_retention", "")
    assert conducts_for_electrode(electrolytes[0], electrolytes[:1], "capacity_retention", "")
    assert not conducts_for_electrode(electrolytes[0], electrolytes[:1], "ionic_conductivity", "")
    assert conducts_for_electrode(electrolytes[0], electrolytes, "mass_loading", ", and the positive material loading ")
