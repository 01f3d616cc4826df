"""Rules and head together tell what a paragraph is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from voltext.extract.extraction import Extraction
from voltext.extract.learned.encoder import WIDTH, Vector
from voltext.extract.learned.mentioning import Mentioner
from voltext.extract.learned.paragraph_head import ParagraphHead, ParagraphJudge, paragraph_head
from voltext.extract.means import means_digest, means_of
from voltext.extract.paragraph_kinds import group_of
from voltext.extract.pipeline import extract_document
from voltext.extract.profile import extractor_by
from voltext.ingest.document import DocumentBuilder, Header

GROUPS = ("characterisation", "electrode", "other", "synthesis")
XRD = "XRD patterns were recorded on a Bruker diffractometer with Cu Kα radiation."
SLURRY = (
    "The slurry of active material and PVDF in NMP was coated on copper foil and the electrodes were dried at 80 °C."
)
NONE = "Batteries are needed to store the electricity of wind and sun."


class Plain:
    """Codes of one number, and which texts were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vector(self, text: str) -> Vector:
        self.asked.append(text)
        return np.ones(1, dtype=np.float32)


def head(*odds: float, vote: float = 0.5) -> ParagraphHead:
    return ParagraphHead(GROUPS, (0.0,) * len(GROUPS), tuple((each,) for each in odds), {}, vote)


def paper(*texts: str) -> Extraction:
    builder = DocumentBuilder()
    builder.add("heading", "Experimental", section="experimental")
    for text in texts:
        builder.add("paragraph", text, section="experimental")
    return extract_document(builder.build(Header("x", "x", "x", "text", "text")))


def kinds(found: Extraction) -> list[str]:
    return [each.kind for each in found.paragraphs]


@pytest.mark.parametrize(
    ("odds", "kind"),
    [
        ((0.0, 0.0, 9.0, 0.0), "other"),
        ((0.0, 9.0, 0.0, 0.0), "electrode"),
        ((0.0, 0.0, 0.0, 9.0), "solid_state"),  # of no named method
        ((0.5, 0.0, 0.9, 0.0), "characterisation"),  # the head is not sure enough against the rules
    ],
)
def test_a_sure_head_overrules_the_rules(odds: Sequence[float], kind: str) -> None:
    found = paper(XRD)
    assert kinds(found) == ["characterisation"]
    assert kinds(ParagraphJudge(head(*odds), Plain()).extended(found)) == [kind]


def test_only_paragraphs_on_methods_are_looked_at() -> None:
    codes = Plain()
    found = ParagraphJudge(head(0.0, 0.0, 9.0, 0.0), codes).extended(paper(NONE, SLURRY))
    assert codes.asked == [SLURRY]
    assert kinds(found) == ["other", "other"]


def test_all_else_stays_as_it_was() -> None:
    before = paper(XRD, SLURRY)
    after = ParagraphJudge(head(0.0, 0.0, 9.0, 0.0), Plain()).extended(before)
    assert replace(after, paragraphs=before.paragraphs) == before


def test_sections_have_their_say() -> None:
    told = replace(head(0.0, 0.0, 0.0, 0.0), sections={"experimental": (0.0, 3.0, 0.0, 0.0)})
    assert (
        max(shares := told.shares(np.ones(1, dtype=np.float32), "experimental"), key=lambda k: shares[k]) == "electrode"
    )
    assert told.shares(np.ones(1, dtype=np.float32), None)["electrode"] == pytest.approx(0.25)


def test_the_head_that_comes_along_fits_the_encoder_and_the_rules() -> None:
    shipped = paragraph_head()
    assert set(shipped.groups) == {group_of(kind) for kind in ("solution", "electrode", "cell_assembly", "testing",
                                                               "characterisation", "other")}  # fmt: skip
    assert {len(row) for row in shipped.weights} == {WIDTH}
    assert {len(row) for row in shipped.sections.values()} == {len(shipped.base)} == {len(shipped.groups)}


def test_with_the_encoder_that_comes_along_a_finding_is_no_method() -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    text = (
        "The limiting current was measured during the potentiostatic hold; it falls with the depth of the pit because "
        "the salt film grows."
    )
    found = paper(text, XRD)
    assert kinds(found) == ["testing", "characterisation"]
    assert kinds(ParagraphJudge.load().extended(found)) == ["other", "characterisation"]


@pytest.mark.parametrize(
    ("means", "is_small", "kind"),
    [
        ("small.model", True, "characterisation"),
        ("large.model", False, "other"),
        (means_of("fast"), True, "characterisation"),
        (means_of("accurate"), True, "other"),
    ],
)
def test_a_large_tagger_and_the_careful_profile_bring_the_head_along(
    means: str, is_small: bool, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(_: Path) -> SimpleNamespace:
        return SimpleNamespace(is_small=is_small, extended=lambda found: found)

    monkeypatch.setattr(Mentioner, "load", loaded)
    monkeypatch.setattr(ParagraphJudge, "load", lambda: ParagraphJudge(head(0.0, 0.0, 9.0, 0.0), Plain()))
    extractor_by.cache_clear()
    extractor = extractor_by(means)
    extractor_by.cache_clear()
    assert kinds(next(iter(extractor.extract([paper(XRD).source_document])))) == [kind]


def test_the_careful_profile_has_a_digest_of_its_own() -> None:
    assert len({means_digest(means_of(profile)) for profile in ("rules", "fast", "accurate")}) == 3
