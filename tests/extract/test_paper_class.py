"""The class of a paper: battery or not, chemistry, experimental, computational or review."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from voltext.extract.paper_class import classify
from voltext.extract.pipeline import analyse
from voltext.ingest.document import PaperClass
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from .items_papers import paper

CELLS = "The powder was calcined and the films were dried. Coin cells were assembled; 150 mAh g^-1 was found. "
MODEL = "Density functional theory and VASP were used. The simulation used molecular dynamics. "


def class_of(title: str, **sections: str) -> PaperClass:
    return classify(analyse(paper(title, **sections)))


def test_an_experimental_battery_paper() -> None:
    found = class_of(
        "Doped cathodes for lithium-ion batteries", experimental=CELLS * 4, results="Batteries cycle well."
    )
    assert (found.battery, found.kind) == (True, "experimental")
    assert found.chemistry[0] == "li_ion"


@pytest.mark.parametrize(
    ("title", "chemistry"),
    [
        ("Carbon hosts for lithium-sulfur batteries", "li_s"),
        ("Hard carbon for sodium-ion batteries", "na_ion"),
        ("Solid-state electrolytes for batteries", "solid_state"),
        ("Manganese dioxide for zinc-ion batteries", "zn"),
    ],
)
def test_chemistries(title: str, chemistry: str) -> None:
    assert chemistry in class_of(title, experimental=CELLS * 2).chemistry


def test_a_computational_battery_paper() -> None:
    found = class_of("Ion migration in battery cathodes from first principles", results=MODEL * 4 + "Batteries. " * 5)
    assert (found.battery, found.kind) == (True, "computational")


def test_a_review() -> None:
    text = "This review summarises recent progress of batteries. " + "Batteries were improved by coatings [1]. " * 30
    assert class_of("Recent progress in battery separators", abstract=text).kind == "review"


def test_other_fields_are_not_about_batteries() -> None:
    text = "The steel was annealed at 900 °C and its hardness was measured. " * 20
    found = class_of("Hardness of a low-alloy steel", experimental=text)
    assert (found.battery, found.chemistry) == (False, ())


@pytest.mark.corpora
def test_the_manifest_is_told_right(shared: Path) -> None:
    papers = shared / "papers"
    with (papers / "MANIFEST.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row["format"] == "jats"]
    wrong = [
        row["file"]
        for row in rows
        if classify(analyse(read(Source.from_path(papers / row["file"])))).battery != (row["battery"] == "yes")
    ]
    assert len(wrong) <= 0.03 * len(rows), wrong
