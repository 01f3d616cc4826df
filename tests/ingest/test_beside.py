"""Pictures that lie beside an XML or HTML file: found by its links, kept by their content, nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.ingest.beside import Folder, matched
from voltext.ingest.readers import read
from voltext.ingest.source import Aids, Source

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def article(link: str) -> bytes:
    return (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group><article-title>A cell'
        "</article-title></title-group></article-meta></front><body><sec><title>Results</title><p>It works well.</p>"
        '<fig id="f1"><label>Figure 1</label><caption><p>A coin cell.</p></caption>'
        f'<graphic xlink:href="{link}"/></fig>'
        "</sec></body></article>"
    ).encode()


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("paper-g001", "paper-g001.jpg"),
        ("Paper-G001.tif", "paper-g001.jpg"),
        ("media/one.png", "media/one.png"),
        ("./media/one.png", "media/one.png"),
        ("https://journal.example/files/two%20cells.gif?size=large", "two cells.gif"),
        ("/content/early/two%20cells", "two cells.gif"),
        ("gr1", "1-s2.0-S0000-gr1.jpg"),
        ("gr2", None),
        ("paper-g00", None),
        ("", None),
    ],
)
def test_links_find_their_files(link: str, name: str | None) -> None:
    names = [
        "paper-g001.gif", "paper-g001.jpg", "media/one.png", "two cells.gif", "1-s2.0-S0000-gr1.jpg", "a-gr2.jpg",
        "b-gr2.jpg", "paper.pdf",
    ]  # fmt: skip
    assert matched([link], names).get(link) == name


def test_a_picture_beside_its_xml_is_kept(tmp_path: Path) -> None:
    papers, assets = tmp_path / "papers", tmp_path / "assets"
    papers.mkdir()
    assets.mkdir()
    (papers / "a.xml").write_bytes(article("cell-g1"))
    (papers / "cell-g1.gif").write_bytes(GIF)
    document = read(Source.from_path(papers / "a.xml", aids=Aids(figures=str(assets))))
    image = document.figures[0].image
    assert image is not None
    assert (assets / image).read_bytes() == GIF
    assert [path.name for path in assets.iterdir()] == [image]


@pytest.mark.parametrize("link", ["../secret.gif", "/etc/secret.gif", "file:///secret.gif", "sub/../../secret.gif"])
def test_no_link_leads_out_of_the_folder(tmp_path: Path, link: str) -> None:
    (tmp_path / "secret.gif").write_bytes(GIF)
    (tmp_path / "papers").mkdir()
    assert Folder(tmp_path / "papers" / "a.xml").pictures([link]) == {}


def test_a_symbolic_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.gif").write_bytes(GIF)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "f1.gif").symlink_to(tmp_path / "secret.gif")
    assert Folder(tmp_path / "papers" / "a.xml").pictures(["f1"]) == {}


def test_what_is_no_picture_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(article("cell-g1"))
    (tmp_path / "cell-g1.png").write_bytes(b"<svg onload='x'/>")
    (tmp_path / "assets").mkdir()
    document = read(Source.from_path(tmp_path / "a.xml", aids=Aids(figures=str(tmp_path / "assets"))))
    assert document.figures[0].image == "cell-g1"
    assert list((tmp_path / "assets").iterdir()) == []


def test_the_folder_that_a_browser_saves_beside_a_page_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "A paper_files").mkdir()
    (tmp_path / "A paper_files" / "F1.large.png").write_bytes(PNG)
    assert Folder(tmp_path / "A paper.html").pictures(["https://journal.example/x/F1.large.png"]) == {
        "https://journal.example/x/F1.large.png": PNG
    }
