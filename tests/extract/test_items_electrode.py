"""Electrode items in the phrasings that papers use; every sentence was written for this test."""

from __future__ import annotations

import pytest

from .items_papers import said, values

RECIPES = [
    ("The slurry contained NMC622, Super P and PVDF (8:1:1 by weight) in NMP.", (8, 1, 1), "Super P", "PVDF"),
    (
        "Electrodes were made of 70 wt% Fe2O3, 20 wt% acetylene black and 10 wt% CMC.",
        (70, 20, 10),
        "acetylene black",
        "CMC",
    ),
    (
        "A slurry of LiFePO4 (80%), Ketjen black (10%) and PVDF (10%) was cast on Al foil.",
        (80, 10, 10),
        "Ketjen black",
        "PVDF",
    ),
    (
        "Powder, carbon black and polyvinylidene fluoride (PVDF) were mixed at a weight ratio of 75:15:10.",
        (75, 15, 10),
        "carbon black",
        "polyvinylidene fluoride (PVDF)",
    ),
    (
        "Electrodes were made by mixing active material, Super-P and sodium alginate in a ratio of 7 : 2 : 1.",
        (7, 2, 1),
        "Super-P",
        "sodium alginate",
    ),
    ("The cathode was an 85:10:5 mixture of LiCoO2, C65 and PTFE.", (85, 10, 5), "C65", "PTFE"),
    (
        "Anodes consisted of 90% graphite, 5% conductive carbon and 5% CMC binder.",
        (90, 5, 5),
        "conductive carbon",
        "CMC",
    ),
    (
        "Seventy percent of powder, twenty percent of Super P and ten percent of PAA formed the slurry.",
        (70, 20, 10),
        "Super P",
        "PAA",
    ),
    (
        "The electrode slurry had the composition Si:acetylene black:PAA = 60:20:20 (w/w).",
        (60, 20, 20),
        "acetylene black",
        "PAA",
    ),
]


@pytest.mark.parametrize(("sentence", "shares", "additive", "binder"), RECIPES)
def test_a_recipe_gives_names_and_shares(
    sentence: str, shares: tuple[float, float, float], additive: str, binder: str
) -> None:
    items = said(sentence)
    keys = ("active_material_fraction", "conductive_additive_fraction", "binder_fraction")
    assert tuple(values(items[key])[0] for key in keys) == shares
    assert values(items["conductive_additive"]) == [additive]
    assert values(items["binder"])[0] == binder


def test_the_share_of_a_ratio_is_normalised_to_per_cent() -> None:
    value = said(RECIPES[0][0])["active_material_fraction"].values[0]
    assert value.unit == "ratio 8:1:1"
    assert value.normalised is not None
    assert value.normalised.value == pytest.approx(80)


def test_the_solid_electrolyte_of_a_composite_electrode_is_no_active_material() -> None:
    items = said("The cathode slurry held NMC811, Li6PS5Cl, VGCF and HNBR in a weight ratio of 70:26:2:2.")
    assert values(items["active_material"]) == ["NMC811"]
    assert values(items["active_material_fraction"]) == [70]


def test_a_ratio_of_solvents_is_no_recipe() -> None:
    items = said("The electrolyte was 1 M LiPF6 in EC and DMC (1:1 by volume); PVDF membranes were used as separator.")
    assert items["binder_fraction"].status == "missing"


@pytest.mark.parametrize(
    ("sentence", "key", "expected"),
    [
        ("The slurry was cast on copper foil.", "current_collector", "copper foil"),
        ("The paste was spread onto nickel foam and pressed.", "current_collector", "nickel foam"),
        ("The ink was coated on carbon-coated Al foil.", "current_collector", "carbon-coated Al foil"),
        (
            "PVDF and Super P were dispersed in N-methyl-2-pyrrolidone to form a slurry.",
            "slurry_solvent",
            "N-methyl-2-pyrrolidone",
        ),
        (
            "The binder CMC was dissolved in deionized water and the slurry was stirred.",
            "slurry_solvent",
            "deionized water",
        ),
        ("The mass loading of the electrodes was 3.2 mg cm^-2.", "mass_loading", 3.2),
        ("Each electrode carried between 2.0 and 2.5 mg/cm^2 of active material.", "mass_loading", (2.0, 2.5)),
        ("Electrodes were calendered to a thickness of 62 μm.", "electrode_thickness", 62),
        ("The porosity of the cathode was 38%.", "porosity", 38),
        ("Discs of 14 mm in diameter were punched from the electrode.", "electrode_area", 14),
        ("The electrode sheets were cut into discs with an area of 1.54 cm^2.", "electrode_area", 1.54),
        ("The pellets were pressed at 300 MPa.", "electrode_density_or_pressing", 300),
        ("The cells reached an areal capacity of 4.1 mAh cm^-2.", "areal_capacity", 4.1),
    ],
)
def test_figures_and_names_of_an_electrode(sentence: str, key: str, expected: object) -> None:
    assert expected in values(said(sentence)[key])


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("The slurry was cast on 18 μm thick aluminium foil.", "electrode_thickness"),
        ("TEM shows carbon shells 5 nm thick on the particles.", "electrode_thickness"),
        ("The separator was punched into discs with a diameter of 19 mm.", "electrode_area"),
        ("The pore volume was 0.4 cm^3 g^-1 and the porosity was high.", "porosity"),
        ("The precipitate was washed with deionized water and ethanol.", "slurry_solvent"),
        ("The powder was dried at 80 °C for 12 h and ground.", "drying_conditions"),
    ],
)
def test_what_belongs_to_something_else_is_not_taken(sentence: str, key: str) -> None:
    assert said(sentence)[key].status == "missing"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The coated foil was dried at 110 °C in a vacuum oven overnight.", [110, "overnight", "vacuum oven"]),
        ("Electrodes were dried under vacuum at 80 °C for 12 h.", [80, 12, "vacuum"]),
        (
            "After casting, the film was dried in air at 60 °C for 2 h, then punched and dried at 120 °C.",
            [60, 120, 2, "in air"],
        ),
    ],
)
def test_drying_gives_temperature_time_and_surroundings(sentence: str, expected: list[object]) -> None:
    assert values(said(sentence)["drying_conditions"]) == expected


def test_about_is_approximate_and_from_to_is_a_range() -> None:
    assert said("The mass loading was about 2 mg cm^-2.")["mass_loading"].status == "approximate"
    assert said("The mass loading was 2-3 mg cm^-2.")["mass_loading"].status == "range"


def test_a_binder_free_film_needs_no_binder() -> None:
    items = said(
        "The free-standing film electrode was binder-free and used as cathode. Cells were assembled with Li foil."
    )
    assert items["binder"].status == "not_applicable"
    assert items["slurry_solvent"].reason is not None
