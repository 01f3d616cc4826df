"""A damaged file of any format gives a Document that keeps the law, or a ReadError; never another exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voltext.ingest.errors import ReadError, VocabularyError
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.ingest.vocabulary import Vocabulary

PAGES = Path(__file__).parent / "pages"
WHOLE = {path.name: path.read_bytes() for path in sorted(PAGES.iterdir())}
REASONS = Vocabulary.load(Path(__file__).resolve().parents[2] / "ingest" / "data" / "failure_reasons.yaml")


def check(data: bytes) -> None:
    try:
        document = read(Source("damaged", data))
    except ReadError as error:
        assert error.reason in REASONS  # noqa: PT017 - either outcome is right, each with its own law
        assert error.message.endswith(".")  # noqa: PT017
    else:
        assert "\n\n".join(block.text for block in document.blocks) == document.text


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cut_flipped_and_repeated(name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 2000)))
    middle = data.draw(st.sampled_from([b"", b"<", b"]]>", b"&x;", b"\xff\xfe", b"</p></sec>"]))
    how = data.draw(st.sampled_from(["cut", "replace", "repeat"]))
    if how == "cut":
        check(whole[:start])
    elif how == "replace":
        check(whole[:start] + middle + whole[end:])
    else:
        check(whole[:end] + whole[start:end] + whole[end:])


def test_a_vocabulary_with_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text("terms: {cost: {definition: 2026-13-45}}", encoding="utf-8")
    with pytest.raises(VocabularyError, match="cannot be read as YAML"):
        Vocabulary.load(path)
