"""Laws of `voltext recipes`: side by side with medians and sentences, drawn, counted, exported, proposed, refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import voltext
from voltext.app import cli
from voltext.app.contract import check
from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.kb.entry import Entry
from voltext.kb.sqlite import SqliteStore

PAPER = """---
title: Cathode {number} of LiCoO2
year: {year}
doi: 10.5555/made.{number}
---
# Cathode {number} of LiCoO2

## Experimental

LiCoO2 was prepared by a solid-state reaction. Li2CO3 ({amount} g) and Co3O4 were ball milled at 300 rpm for 5 h. The
mixture was calcined at 500 °C for 6 h and then at {temperature} °C for 12 h in air.

LiCoO2, Super P and PVDF (8:1:1) were mixed in NMP, coated on aluminium foil and dried at 110 °C for 10 h.
"""
TEMPERATURES = (800, 850, 900, 950, 850, 870, 830)


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven papers that made LiCoO2."""
    folder = tmp_path_factory.mktemp("recipes") / "kb"
    store = SqliteStore.create(folder)
    try:
        for number, temperature in enumerate(TEMPERATURES):
            text = PAPER.format(number=number, year=2000 + number, amount=3 + number, temperature=temperature)
            extraction = extract_document(read(Source(f"{number}.md", text.encode())))
            store.add(Entry.of(extraction, version="v1", limits=""))
    finally:
        store.close()
    return folder


def run(capsys: pytest.CaptureFixture[str], kb: Path, *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["recipes", "--kb", str(kb), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_recipes_stand_side_by_side_with_their_median_and_sentences(
    kb: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, kb, "LCO")
    assert code == 0
    assert "7 recipes of 7 papers" in out
    assert "median 850 °C" in out
    assert "Li2CO3 7" in out
    assert "and then at 950 °C for 12 h in" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


def test_targets_alike_stand_in_where_none_is_the_target(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, kb, "LiCo0.97Al0.03O2")
    assert code == 0
    assert "7 recipes of 7 papers, targets alike by 0.99 or more" in " ".join(out.split())


def test_the_machine_format_keeps_the_contract(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, kb, "LiCoO2", "--format", "json")[1])
    check("recipes", found)
    assert found["temperature"]["median"] == pytest.approx(850)
    assert found["temperature"]["low"] <= 850 <= found["temperature"]["high"]
    assert {edge["type"] for edge in found["recipes"][0]["graph"]["edges"]} >= {"NEXT", "INPUT", "CONDITION"}


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One paper, with a composite that was fired within a range."""
    folder = tmp_path_factory.mktemp("wide") / "kb"
    text = PAPER.format(number=1, year=2001, amount=3, temperature="850-950").replace("LiCoO2 was", "LiCoO2/C was")
    store = SqliteStore.create(folder)
    try:
        store.add(Entry.of(extract_document(read(Source("1.md", text.encode()))), version="v1", limits=""))
    finally:
        store.close()
    return folder


def test_the_middle_of_a_range_and_a_part_of_a_composite_are_said(
    wide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, wide, "LiCoO2")[1]
    assert "of ranges the middle is taken (~): 1 recipe" in out
    assert "in 1 of them it is a part of what is made" in out


def test_json_marks_the_middle_of_a_range_and_a_part(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, wide, "LiCoO2", "--format", "json")[1])
    check("recipes", found)
    assert [(each["middles"], each["part"]) for each in found["recipes"]] == [(["temperature"], True)]


def test_csv_has_a_row_for_each_recipe(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(capsys, kb, "--format", "csv")[1])))
    assert sorted(float(row["temperature_C"]) for row in rows) == sorted(map(float, TEMPERATURES))
    assert all(row["equation"].endswith("LiCoO2 + 1/2 CO2") for row in rows)
    assert {row["steps"] for row in rows} == {"milling > calcining > calcining"}


def test_the_published_field_names_are_written_for_all_recipes(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, kb, "--format", "synthesis")[1])
    assert len(found) == 7
    assert found[0]["targets_string"] == ["LiCoO2"]
    assert [step["type"] for step in found[0]["operations"]] == ["MixingOperation", *["HeatingOperation"] * 2]


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_the_steps_are_drawn(kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    out = tmp_path / f"steps.{suffix}"
    assert run(capsys, kb, "LiCoO2", "--draw", str(out))[0] == 0
    assert "calcining" in out.read_text(encoding="utf-8")


def test_the_steps_are_drawn_on_the_terminal(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, kb, "LiCoO2", "--steps")[1]
    assert "■ calcining" in out
    assert "└► LiCoO2" in out


def test_statistics_are_shown_in_three_formats(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, kb, "--stats")
    assert code == 0
    assert "Li2CO3 7" in out
    assert "too few for a relation" in err
    check("recipe_statistics", json.loads(run(capsys, kb, "--stats", "--format", "json")[1]))
    assert len(list(csv.DictReader(io.StringIO(run(capsys, kb, "--stats", "--format", "csv")[1])))) == 7


@pytest.mark.parametrize(("asked", "left_out"), [("--stats", "no precursors"), ("LiCoO2", "no sentences and no steps")])
def test_what_a_file_leaves_out_is_said(
    kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, left_out: str
) -> None:
    code, _, err = run(capsys, kb, asked, "--out", str(tmp_path / "table.txt"))
    assert code == 0
    assert left_out in err


def test_precursors_are_suggested_with_their_evidence(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, kb, "LiCo2O4", "--suggest")
    assert code == 0
    assert "Li2CO3" in out
    assert "10.5555/made." in out
    check("proposals", json.loads(run(capsys, kb, "LiCo2O4", "--suggest", "--format", "json")[1]))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a TARGET"),
        (("",), "the target is empty"),
        (("LiCoO2", "--stats"), "--stats speaks of all recipes"),
        (("--stats", "--steps"), "no --similar and no --steps"),
        (("--stats", "--similar", "0.9"), "no --similar and no --steps"),
        (("LiCoO2", "--steps", "--format", "csv"), "--format csv has no room for it"),
        (("LiCoO2", "--chart", "a.svg"), "--chart draws what --stats counts"),
        (("LiCoO2", "--draw", "a.bmp"), ".svg, .png, .html"),
        (("LiCoO2", "--kind", "solid_stat"), "did you mean solid_state"),
        (("--suggest",), "name a TARGET"),
        (("LiCoO2", "--suggest", "--draw", "a.svg"), "it takes no --draw"),
        (("wishful thinking", "--suggest"), "no formula"),
        (("--stats", "--format", "synthesis"), "--format synthesis is for recipes"),
        (("unobtainium", "--draw", "a.svg"), "nothing to draw"),
        (("--stats", "--chart", "a.svg", "--out", "a.svg"), "--chart and --out both name a.svg"),
        (("LiCoO2", "--draw", "a.svg", "--out", "./a.svg"), "--draw and --out both name a.svg"),
    ],
)
def test_a_wrong_call_is_refused_in_words(
    kb: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = run(capsys, kb, *arguments)
    assert code == 2
    assert words in err


def test_no_recipe_is_said_and_is_no_failure(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, kb, "unobtainium")
    assert code == 0
    assert "no recipe for unobtainium" in err


def test_no_knowledge_base_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, tmp_path / "none", "LiCoO2")
    assert code == 2
    assert "no knowledge base" in err


def test_the_same_from_python(kb: Path) -> None:
    found = voltext.recipes("LiCoO2", kb=kb)
    assert found.papers == 7
    assert found.made[0].recipe.precursors[0].name == "Li2CO3"
