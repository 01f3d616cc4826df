"""Section types: the mapping file keeps its own examples, and headings labelled by hand are found."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from pathlib import Path

import pytest

from voltext.ingest.encoding import decode
from voltext.ingest.inference import infer, with_inferred_sections
from voltext.ingest.readers import read
from voltext.ingest.sections import section_of, section_rules
from voltext.ingest.source import Source

GOLD = Path(__file__).resolve().parents[2] / "corpora" / "standoff" / "section_headings.tsv"
RULES = [rule for rules in section_rules() for rule in rules]


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.section}-{number}" for number, rule in enumerate(RULES)])
def test_every_example_of_the_mapping_holds(rule: object) -> None:
    for example in rule.examples:  # type: ignore[attr-defined]
        assert section_of(example, "introduction") == rule.section, example  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("heading", "before", "section"),
    [
        ("Results and discussion", "experimental", "results"),
        ("Summary", "results", "conclusions"),
        ("Conclusions and outlook", "results", "conclusions"),
        ("Data availability", "conclusions", "end_matter"),
        ("Synthesis of the oxides", "results", "results"),
        ("Synthesis of the oxides", "introduction", "experimental"),
        ("Effect of the coating", "results", "results"),
        ("2. Structure of garnets", "introduction", "other"),
        ("1.1 Layered oxides", "introduction", "introduction"),
        ("Structure of garnets", None, "other"),
        ("IV. RESULTS", "experimental", "results"),
        ("A B S T R A C T", None, "abstract"),
    ],
)
def test_headings_in_their_place(heading: str, before: str | None, section: str) -> None:
    assert section_of(heading, before) == section


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]+>", "", text))).lower()


@pytest.mark.corpora
def test_headings_labelled_by_hand(shared: Path) -> None:
    """At least 0.95 of all headings, and 0.93 of those between the introduction and the conclusions."""
    gold: dict[str, list[dict[str, str]]] = defaultdict(list)
    with GOLD.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gold[row["sha256"]].append(row)
    right: list[bool] = []
    body: list[bool] = []
    for path in sorted((shared / "papers").glob("*/*.[xh][mt]*")):
        source = Source.from_path(path)
        if source.sha256 not in gold:
            continue
        raw = decode(source.data)
        found = [(letters(block.text), block.section) for block in read(source).blocks if block.kind == "heading"]
        at = 0
        for row in gold[source.sha256]:
            wanted = letters(raw[int(row["start"]) : int(row["end"])])
            place = next((i for i in range(at, len(found)) if found[i][0].endswith(wanted)), None)
            good = place is not None and found[place][1] == row["section"]
            at = place + 1 if place is not None else at
            right.append(good)
            if row["section"] in ("experimental", "results", "discussion", "other"):
                body.append(good)
    assert len(right) > 300
    assert sum(right) / len(right) >= 0.95
    assert sum(body) / len(body) >= 0.93


def test_a_letter_without_headings_is_told_apart_by_its_words() -> None:
    paragraphs = [
        "Batteries have attracted attention, and garnets have been widely studied for years by many groups.",
        "Here we report a coating that is thin and dense.",
        "The powder was synthesized from oxides. It was heated at 900 °C for 12 h, ground and "
        "pressed. Cells were assembled in a glove box.",
        "Figure 1 shows the pattern, which reveals a single phase. Table 1 shows the values, "
        "and Figure 2 exhibits them.",
        "In summary, we have shown that it works.",
        "This work was supported by the sample foundation.",
    ]
    assert infer(paragraphs) == ["introduction", "introduction", "experimental", "results", "conclusions", "end_matter"]


def test_a_paper_with_headings_is_left_alone() -> None:
    document = read(Source("x.md", b"# T\n\n## Introduction\n\nWords.\n\n## Results\n\nMore.\n"))
    assert with_inferred_sections(document) is document
