"""voltext search as people use it: on a knowledge base of its own, with the contract's JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from voltext.app.cli import main
from voltext.app.contract import check
from voltext.extract.extraction import MaterialRef
from voltext.kb.entry import Entry
from voltext.kb.sqlite import SqliteStore
from voltext.search.analysis import material_key, tokens
from voltext.search.naming import shown_material

from ..papers import all_papers


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A knowledge base whose index is lost: the first search makes it anew."""
    folder = tmp_path / "my.kb"
    store = SqliteStore.create(folder)
    for paper in all_papers():
        store.add(Entry.of(paper, version="test", limits=""))
    store.close()
    return folder


def test_json_fits_the_contract(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "conductivity>1mS/cm", "temperature:25C", "--kb", str(kb), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    check("search", found)
    assert found["query"]["reading"] == "conductivity>0.001 S/cm at temperature:23..27 °C"
    assert [record["id"] for record in found["records"]] == ["r0"]
    assert found["total"] == {"records": 1, "passages": 1}


def test_the_table_marks_the_value_and_says_what_was_understood(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "highest", "discharge", "capacity", "--kb", str(kb)]) == 0
    out, err = capsys.readouterr()
    assert "understood: discharge_capacity:* sort:value" in err
    assert "NCM811 delivers [[205 mAh g^-1]] at 1C in the first cycle." in out
    assert out.index("205 mAh") < out.index("190 mAh")


def test_by_material_shows_the_spread(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "ionic conductivity", "--kb", str(kb), "--by-material", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "material,property,unit,records,papers,min,median,max"
    assert sum(int(line.split(",")[3]) for line in lines[1:]) == 3


def test_a_slip_is_a_wrong_call(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "capcity>3", "--kb", str(kb)]) == 2
    assert "did you mean 'capacity'? (at character 1)" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--page", "2"), ("--sort", "year"), ("--rank", "words"), ("--compare", "A", "B")])
def test_what_by_material_would_ignore_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, ...]
) -> None:
    assert main(["search", "conductivity", "--kb", str(tmp_path), "--by-material", *option]) == 2
    assert "--by-material takes all records together" in capsys.readouterr().err


def test_a_page_far_behind_the_last_is_said(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "conductivity", "--kb", str(kb), "--page", "999999999999"]) == 0
    assert "none on page 999999999999, the last page is 1" in capsys.readouterr().out


def test_an_empty_knowledge_base_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SqliteStore.create(tmp_path / "my.kb").close()
    assert main(["search", "conductivity", "--kb", str(tmp_path / "my.kb")]) == 0
    assert "this knowledge base is empty" in capsys.readouterr().err


def test_no_knowledge_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "x", "--kb", str(tmp_path / "none")]) == 2
    assert "no knowledge base" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_material_that_nobody_names_is_said(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "LiCoO2 capacity", "--kb", str(kb)]) == 0
    assert "no paper names LiCoO2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Li7La3Zr2O12 pellets", ["li7la3zr2o12", "pellet"]),
        ("α-Fe₂O₃", ["alpha", "fe2o3"]),
        ("LiNi0.8Co0.1Mn0.1O2", ["lini0.8co0.1mn0.1o2"]),
        ("10^-4 S cm^-1", ["10", "4", "s", "cm", "1"]),
        ("5 µm, 3 kΩ", ["5", "um", "3", "kohm"]),
        ("batteries, anodes, glass, basis", ["battery", "anode", "glass", "basis"]),
        ("Élan", ["elan"]),
        ("Fig. 2.5", ["fig", "2.5"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NMC811", "LiNi0.8Co0.1Mn0.1O2"),
        ("NCM 811", "LiNi0.8Mn0.1Co0.1O2"),
        ("LFP", "lithium iron phosphate"),
        ("LLZO", "Li7La3Zr2O12"),
        ("silicon", "Si"),
    ],
)
def test_spellings_of_one_material_share_a_key(one: str, other: str) -> None:
    assert material_key(one) == material_key(other) is not None


def test_materials_that_share_elements_keep_apart() -> None:
    assert len({material_key("graphite"), material_key("hard carbon"), material_key("carbon black")}) == 3


@pytest.mark.parametrize("label", ["LFP-B", "Al-NMC", "N-CNT", "S1-B", "Ni-Co", "HV5"])
def test_a_label_is_no_formula(label: str) -> None:
    assert material_key(label) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("α-Fe₂O₃", "=Fe2O3"),
        ("75Li2S-25P2S5", "=75Li2S·25P2S5"),
        ("cobalt(II) oxide", "=CoO"),
        ("NMC811", "=LiMn0.1Co0.1Ni0.8O2"),
    ],
)
def test_what_is_a_formula_is_found_under_it(name: str, key: str) -> None:
    assert material_key(name) == key


def test_answers_are_counted_under_what_the_paper_says() -> None:
    assert shown_material(MaterialRef("HCN", "LiFePO4")) == "LiFePO4"
    assert shown_material(MaterialRef("LFP-B")) == "LFP-B"
    assert shown_material(MaterialRef("LLZO", "Li7La3Zr2O12")) == "Li7La3Zr2O12"
    assert shown_material(MaterialRef("Graphite", "C")) == "graphite"
    assert shown_material(MaterialRef("")) == ""
