"""Kinds of paragraphs: the invented ones are told apart, hostile ones end soon, every kind is of the vocabulary."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from voltext.extract.data import extract_vocabulary
from voltext.extract.extraction import Paragraph
from voltext.extract.paragraph_kinds import method_of, paragraph_kinds
from voltext.extract.pipeline import analyse, extract_document
from voltext.ingest.document import DocumentBuilder, Header

INVENTED = yaml.safe_load((Path(__file__).parents[2] / "corpora" / "paragraphs.yaml").read_text(encoding="utf-8"))
CASES = [(kind, text) for kind, texts in INVENTED.items() for text in texts]


def kinds(text: str, section: str = "experimental", heading: str | None = None) -> tuple[Paragraph, ...]:
    builder = DocumentBuilder()
    if heading is not None:
        builder.add("heading", heading, section=section)
    builder.add("paragraph", text, section=section)
    return paragraph_kinds(analyse(builder.build(Header("x", "x", "x", "text", "text"))))


SHARES = """
import sys
from voltext.extract.paragraph_kinds import paragraph_kinds
from voltext.extract.pipeline import analyse
from voltext.ingest.document import DocumentBuilder, Header

builder = DocumentBuilder()
for text in sys.argv[1:]:
    builder.add("paragraph", text, section="experimental")
print(paragraph_kinds(analyse(builder.build(Header("x", "x", "x", "text", "text")))))
"""


def test_every_run_gives_the_same_kinds_and_shares() -> None:
    """Sets have another order in every process; nothing that is told may depend on it."""
    texts = [" ".join(text for _, text in CASES[start::4]) for start in range(4)]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    told = {
        subprocess.run(
            [sys.executable, "-c", SHARES, *texts], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2", "3")
    }  # fmt: skip
    assert len(told) == 1


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_an_invented_paragraph_is_told(kind: str, text: str) -> None:
    (found,) = kinds(text, "results" if "Figure" in text else "experimental")
    assert found.kind == kind
    assert 0 <= found.share <= 1


def test_every_kind_has_examples_and_is_in_the_vocabulary() -> None:
    assert set(INVENTED) == set(extract_vocabulary("paragraph_kinds"))


def test_results_are_no_method_although_they_name_one() -> None:
    text = "The XRD patterns in Figure 2 show that the powders calcined at 700 °C are purer than those of Ref. 12."
    assert kinds(text, "results")[0].kind == "other"


def test_a_heading_helps() -> None:
    text = "All steps were done at room temperature in the way described before."
    assert kinds(text)[0].kind == "other"
    assert kinds(text, heading="Electrochemical measurements with a potentiostat")[0].kind == "testing"


def test_references_and_end_matter_have_no_kind() -> None:
    assert kinds("The cells were cycled galvanostatically.", "end_matter") == ()


def test_a_method_is_that_of_the_paragraph_or_of_its_words() -> None:
    assert method_of("hydrothermal", "The powder was calcined.") == "hydrothermal"
    assert method_of("testing", "The gel was dried and the sol-gel powder calcined.") == "solution"
    assert method_of(None, "It was heated.") == "solid_state"


def test_an_extraction_says_what_its_paragraphs_are_about() -> None:
    builder = DocumentBuilder()
    builder.add("heading", "Methods", section="experimental")
    builder.add("paragraph", INVENTED["hydrothermal"][0], section="experimental")
    extraction = extract_document(builder.build(Header("x", "x", "x", "text", "text")))
    assert [paragraph.kind for paragraph in extraction.paragraphs] == ["hydrothermal"]
    assert extraction.recipes[0].kind == "hydrothermal"


@pytest.mark.parametrize("text", ["slurry " * 20_000, "a" * 100_000, "was " * 30_000, "(" * 50_000, "\x00\u202e was 7"])
def test_odd_paragraphs_end_soon(text: str) -> None:
    begun = time.process_time()
    kinds(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The nitrates were dissolved in water with malic acid. The gel was dried at 120 °C, ground and calcined at "
         "700 °C for 5 h and at 900 °C for 10 h in a crucible in air.", "solution"),
        ("The salts were dissolved in water, kept in an autoclave at 180 °C for 9 h, washed and annealed at 500 °C.",
         "hydrothermal"),
        ("The sulfates were fed into a stirred tank reactor at 55 °C. The hydroxide was washed, dried, blended with "
         "LiOH and calcined at 780 °C for 10 h.", "coprecipitation"),
    ],
)  # fmt: skip
def test_the_step_that_makes_the_phase_tells_the_method_not_the_last_firing(text: str, kind: str) -> None:
    (found,) = kinds(text)
    assert found.kind == kind
