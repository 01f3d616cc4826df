"""Copolymers that no list knows, by their systematic names."""

from __future__ import annotations

import pytest

from voltext.extract.materials import materials_in

from .papers import facts, paper


@pytest.mark.parametrize(
    "name",
    [
        "poly(vinylidene difluoride-co-hexafluoropropylene)",
        "Poly(styrene-co-acrylonitrile)",
        "poly(ethylene glycol)-co-poly(propylene carbonate)",
        "P(VDF-TrFE-CTFE)",
    ],
)
def test_a_polymer_goes_by_its_units(name: str) -> None:
    assert [mention.text for mention in materials_in(f"A film of {name} was cast.")] == [name]


@pytest.mark.parametrize(
    "text",
    ["A poly(furan) film.", "A monopoly (of two firms) held it.", "The pressure P(H2) was low.", "poly() and P(x)"],
)
def test_other_brackets_are_no_polymers(text: str) -> None:
    assert [mention.text for mention in materials_in(text) if mention.family == "polymer"] == []


def test_a_value_is_of_the_polymer_of_its_own_sentence() -> None:
    text = (
        "The glass fibre mat has a conductivity of 0.2 mS/cm. The porous poly(styrene-co-acrylonitrile) separator "
        "has a conductivity of 1.13 mS/cm."
    )
    assert "poly(styrene-co-acrylonitrile)" in facts(paper(("results", text), title="A comparison"))[-1][2]
