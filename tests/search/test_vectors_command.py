"""voltext vectors, and what voltext search does with them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from voltext.app import coding
from voltext.app.api import search
from voltext.app.cli import main
from voltext.extract.learned import encoder
from voltext.extract.learned.encoder import Encoder
from voltext.ingest.errors import MissingExtra
from voltext.kb.entry import Entry
from voltext.kb.lock import BuildLock
from voltext.kb.sqlite import SqliteStore

from ..papers import all_papers
from .plain_codes import PlainCodes


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(encoder, "Encoder", lambda threads=None: PlainCodes())
    folder = tmp_path / "my.kb"
    store = SqliteStore.create(folder)
    for paper in all_papers():
        store.add(Entry.of(paper, version="test", limits=""))
    store.close()
    return folder


def test_given_once_and_again(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vectors", "--kb", str(kb)]) == 0
    first = capsys.readouterr().err
    assert "3 papers coded (" in first
    assert main(["vectors", "--kb", str(kb)]) == 0
    assert "0 papers coded (0 vectors), 3 as they were, 0 removed" in capsys.readouterr().err
    assert main(["search", "discs fired at 950", "--kb", str(kb)]) == 0
    assert "LLZO-950 were sintered at 950 °C" in capsys.readouterr().out.replace("[[", "").replace("]]", "")
    assert "LLZO-950" in search("discs fired at 950", kb).passages[0].snippet
    assert main(["search", "discs fired at 950", "--rank", "words", "--kb", str(kb)]) == 0
    assert "LLZO-950 were sintered" not in capsys.readouterr().out


def test_without_vectors_only_who_asks_for_them_is_told(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "garnet", "--kb", str(kb)]) == 0
    assert "vectors" not in capsys.readouterr().err
    assert main(["search", "garnet", "--rank", "hybrid", "--kb", str(kb)]) == 2
    assert "give `voltext vectors` first" in capsys.readouterr().err


def test_papers_without_vectors_are_said(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vectors", "--kb", str(kb)]) == 0
    paper = all_papers()[0]
    with closing(SqliteStore.open(kb)) as store:
        header = replace(paper.document, id="another0", doi=None, title="Another one", sha256="7" * 64)
        store.add(Entry.of(replace(paper, document=header), version="test", limits=""))
    assert main(["search", "pellets", "--kb", str(kb)]) == 0
    assert "note: papers without vectors, found by their words alone: 1 of 4" in capsys.readouterr().err
    assert main(["vectors", "--kb", str(kb)]) == 0
    assert main(["search", "pellets", "--kb", str(kb)]) == 0
    assert "without vectors" not in capsys.readouterr().err


def test_without_the_extra_words_rank_and_a_note_says_so(
    kb: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vectors", "--kb", str(kb)]) == 0

    def absent(threads: int | None = None) -> PlainCodes:
        raise MissingExtra("search by meaning", "vectors")

    monkeypatch.setattr(encoder, "Encoder", absent)
    assert main(["search", "garnet", "--kb", str(kb)]) == 0
    assert 'pip install "voltext[vectors]"' in capsys.readouterr().err
    assert main(["search", "garnet", "--rank", "vectors", "--kb", str(kb)]) == 2
    assert main(["vectors", "--kb", str(kb)]) == 2


def test_one_coding_at_a_time_and_none_where_there_is_no_knowledge_base(
    kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with BuildLock(kb, name="vectors.lock", work="coding"):
        assert main(["vectors", "--kb", str(kb)]) == 2
    assert "another coding is at work" in capsys.readouterr().err
    assert main(["vectors", "--kb", str(tmp_path / "none")]) == 2
    assert not (tmp_path / "none").exists()


def test_a_search_by_words_reads_no_encoder(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coding.code_kb(kb)
    monkeypatch.setattr(PlainCodes, "vector", lambda self, text: pytest.fail("nothing is said in words"))
    assert search("capacity>=150 mAh/g", kb).records


def test_the_encoder_that_is_shipped_knows_what_is_alike() -> None:
    codes = Encoder(threads=2)
    texts = ["LiNO3 suppresses dendritic growth at the anode.", "The slurry was coated on foil and dried at 80 °C.", ""]
    near, far, empty = codes.vectors(texts)
    asked = codes.vector("Which additives stop lithium dendrites?")
    assert float(asked @ near) > float(asked @ far) + 0.2
    assert (codes.vector(texts[0]) == near).all()
    assert empty.shape == (encoder.WIDTH,)
    long = codes.vector("lithium metal " * 3000)
    assert abs(float(long @ long) - 1.0) < 1e-3
