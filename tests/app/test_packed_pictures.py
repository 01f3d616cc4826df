"""Pictures that came in the same archive as their paper are kept by ``build --figures``."""

from __future__ import annotations

import io
import tarfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from voltext.app.packed import Packed
from voltext.app.pipeline import build
from voltext.ingest.source import Aids
from voltext.kb.sqlite import SqliteStore

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
ARTICLE = (
    b'<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group><article-title>A cell'
    b"</article-title></title-group></article-meta></front><body><sec><title>Results</title><p>It works well.</p>"
    b'<fig id="f1"><label>Figure 1</label><caption><p>A coin cell.</p></caption><graphic xlink:href="cell-g1"/></fig>'
    b"</sec></body></article>"
)
MEMBERS = {"PMC1/a.nxml": ARTICLE, "PMC1/cell-g1.gif": GIF, "PMC2/cell-g1.gif": GIF + b"other"}


def packed(path: Path) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in MEMBERS.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(path, "w:gz") as tar:
            for name, data in MEMBERS.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    return path


@pytest.mark.parametrize("name", ["papers.zip", "papers.tar.gz"])
def test_the_picture_beside_the_paper_is_found(tmp_path: Path, name: str) -> None:
    assert Packed(packed(tmp_path / name), "PMC1/a.nxml").pictures(["cell-g1"]) == {"cell-g1": GIF}


def test_a_broken_archive_gives_no_picture_and_no_error(tmp_path: Path) -> None:
    path = packed(tmp_path / "papers.tar.gz")
    path.write_bytes(path.read_bytes()[:60])
    assert Packed(path, "PMC1/a.nxml").pictures(["cell-g1"]) == {}


def test_build_keeps_it(tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    build(packed(tmp_path / "papers.tar.gz"), kb, aids=Aids(figures=str(kb / "assets")), workers=1)
    with closing(SqliteStore.open(kb)) as store:
        found = [store.get(header.id) for header in store.headers()]
    [figure] = [figure for entry in found if entry is not None for figure in entry.extraction().figures]
    assert figure.image is not None
    assert (kb / "assets" / figure.image).read_bytes() == GIF
