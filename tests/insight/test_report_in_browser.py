"""The HTML report in a real browser: it opens, nothing is fetched, every link leads to marked words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from voltext.extract.pipeline import extract_document
from voltext.ingest.readers import read
from voltext.ingest.source import Source
from voltext.insight.audit import audit
from voltext.insight.audit_html import html
from voltext.insight.checklist import full_checklist

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: the report was not opened in a browser")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "audit.html"
    extractions = [
        extract_document(read(Source.from_path(SAMPLE / name))) for name in ("nmc811-coating.xml", "na-dft.html")
    ]
    audits = [(audit(extraction), extraction.source_document.text) for extraction in extractions]
    path.write_text("".join(html(audits, full_checklist())), encoding="utf-8")
    return path


def browse(report: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={report.parent / 'profile'}",
    ]
    return subprocess.run([*command, *arguments, report.as_uri()], capture_output=True, text=True, timeout=60)


def test_every_link_of_the_opened_page_leads_to_marked_words(report: Path) -> None:
    dom = browse(report, "--dump-dom").stdout
    links = re.findall(r'<a href="#([^"]+)"', dom)
    marked = set(re.findall(r'<mark><a id="([^"]+)"', dom))
    assert len(links) > 40
    assert set(links) <= marked


def test_the_page_asks_nothing_of_a_network(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import', page)


def test_the_page_can_be_drawn_and_printed(report: Path) -> None:
    picture, printed = report.with_suffix(".png"), report.with_suffix(".pdf")
    browse(report, "--window-size=900,1200", f"--screenshot={picture}")
    browse(report, f"--print-to-pdf={printed}")
    assert picture.stat().st_size > 20_000
    assert printed.read_bytes().startswith(b"%PDF")
