"""Real papers as folders hold them: copies with other bytes, two formats, a preprint, two DOIs are one work."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from voltext.app.pipeline import build
from voltext.kb.sqlite import SqliteStore
from voltext.search.index import open_index
from voltext.search.plan import Every

pytestmark = pytest.mark.corpora
ARTICLE = "10.1002_anie.201914760"
_PARAGRAPH = re.compile(rb"<p\b[^>]*>.*?</p>", re.DOTALL)


def preprint_of(data: bytes) -> bytes:
    """The paper before its review: another DOI, a fifth of the paragraphs missing, others in other words."""
    chance = Random(1)

    def earlier(match: re.Match[bytes]) -> bytes:
        if chance.random() < 0.2:
            return b""
        words = match[0].split(b" ")
        return b" ".join(word if chance.random() > 0.05 or b"<" in word or b">" in word else b"thus" for word in words)

    body = data.index(b"<body")
    return data[:body].replace(b"10.1002/anie.201914760", b"10.26434/chemrxiv.1") + _PARAGRAPH.sub(earlier, data[body:])


def test_what_is_one_work_and_what_is_not(shared: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    article = (shared / "papers" / "jats" / f"{ARTICLE}.xml").read_bytes()
    one_work = {
        "article.xml": article,
        "article.pdf": (shared / "papers" / "pdf" / f"{ARTICLE}.pdf").read_bytes(),
        "copy 1.xml": article + b"\n",
        "copy 2.xml": article.replace(b"<body", b"<!-- downloaded --><body", 1),
        "copy 3.xml": article.replace(b"\n", b"\r\n"),
        "german doi.xml": article.replace(b"10.1002/anie.201914760", b"10.1002/ange.201914760"),
        "preprint.xml": preprint_of(article),
    }
    others = {
        name: (shared / "papers" / "jats" / name).read_bytes()
        for name in ("10.3389_fchem.2020.00104.xml", "10.3390_nano10020346.xml", "10.3389_fchem.2020.00125.xml")
    }
    for name, data in (one_work | others).items():
        (papers / name).write_bytes(data)
    report = build(papers, tmp_path / "kb", workers=2)
    assert not report.failed
    with closing(SqliteStore.open(tmp_path / "kb")) as store:
        names = {file.document: Path(file.path).name for file in store.files()}
        works = defaultdict(set)
        for edition in store.editions():
            works[edition.work].add(names[edition.header.id])
    expected = {frozenset(one_work), *(frozenset((name,)) for name in others)}
    assert {frozenset(members) for members in works.values()} == expected
    best = next(work for work, members in works.items() if len(members) > 1)
    assert names[best] != "article.pdf"
    with closing(open_index(tmp_path / "kb")) as index:
        held = {hit.id.split("/")[0] for hit in index.search(Every(), limit=100_000).hits}
    assert held == set(works)
