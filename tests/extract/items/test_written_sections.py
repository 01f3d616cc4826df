"""The written sections keep what the rules have learned from them: a floor for each score."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[3]))
sets = pytest.importorskip("bench.audit_sets", reason="the measures stand in a checkout only")
scores = pytest.importorskip("bench.audit_scores", reason="the measures stand in a checkout only")
evaluate = pytest.importorskip("bench.evaluate_audit", reason="the measures stand in a checkout only")

SECTIONS = sorted(sets.SECTIONS.glob("*.yaml"))


def test_the_written_sections_are_read_as_well_as_before() -> None:
    answers = [answer for path in SECTIONS for answer in evaluate.audited(path, sets.section_gold(path))]
    assert len(answers) == 42 * len(SECTIONS)
    assert len(SECTIONS) >= 66
    assert scores.detection(answers)[2] > 0.96
    assert scores.macro(answers) > 0.92
    assert scores.values(answers)[2] > 0.91


@pytest.mark.parametrize(
    ("written", "value", "status"),
    [
        ("80 wt%", {"value": 80.0, "unit": "wt%"}, "exact"),
        ("~2 mg cm-2", {"value": 2.0, "unit": "mg cm-2"}, "approximate"),
        ("2.5..4.2 V", {"min": 2.5, "max": 4.2, "unit": "V"}, "range"),
        ("1:1 volume ratio", {"value": "1:1", "unit": "volume ratio"}, "exact"),
        ("=18650 cells", {"value": "18650 cells", "unit": ""}, "exact"),
        ("8 ratio 8:1:1", {"value": 8.0, "unit": "ratio 8:1:1"}, "exact"),
    ],
)
def test_a_value_is_written_as_the_guide_of_the_sections_says(
    tmp_path: Path, written: str, value: dict[str, float | str], status: str
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f'title: t\ntext: x\nitems: {{binder: ["{written}"]}}\n', encoding="utf-8")
    (item,) = [item for item in sets.section_gold(path)["items"] if item["key"] == "binder"]
    assert (item["values"], item["status"]) == ([value], status)


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("title: t\ntext: x\nitems: {bindr: [PVDF]}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="bindr"):
        sets.section_gold(path)
