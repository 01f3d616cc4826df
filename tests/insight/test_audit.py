"""The audit: its score, and its reports as text, CSV, Markdown and HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from voltext.extract.extraction import Extraction, ItemValue
from voltext.extract.pipeline import extract_document
from voltext.ingest.document import DocumentBuilder, Header
from voltext.insight.audit import audit, score
from voltext.insight.audit_html import html
from voltext.insight.audit_text import ROW_COLUMNS, csv_rows, markdown, value_text
from voltext.insight.checklist import checklist, full_checklist


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    builder = DocumentBuilder()
    builder.add("title", "LiFePO4 <cathodes> & lithium-ion batteries")
    builder.add(
        "paragraph",
        "LiFePO4, Super P and PVDF (8:1:1 by weight) in NMP were cast on Al foil. The N/P ratio was 0.8. "
        "CR2032 coin cells were assembled with lithium foil as counter electrode and 1 M LiPF6 in EC/DMC (1:1 v/v).",
        section="experimental",
    )
    builder.add("paragraph", "The discharge capacity is 160 mAh g^-1 at 0.1 C.", section="results")
    title = "LiFePO4 <cathodes> & lithium-ion batteries"
    header = Header("0" * 16, "paper.txt", "0" * 64, "text", "test", doi="10.5555/x", title=title)
    return extract_document(builder.build(header))


def test_the_score_is_the_weighted_share_of_the_reported_among_the_applicable(extraction: Extraction) -> None:
    minimal = checklist("minimal")
    result = audit(extraction, checklist=minimal)
    by_key = {item.key: item.status for item in result.items}
    applicable = [entry for entry in minimal.entries if by_key[entry.key] != "not_applicable"]
    reported = [entry for entry in applicable if by_key[entry.key] != "missing"]
    expected = sum(entry.weight for entry in reported) / sum(entry.weight for entry in applicable)
    assert result.score == pytest.approx(expected, abs=1e-4)
    assert 0 < expected < 1


def test_without_an_applicable_item_there_is_no_score() -> None:
    assert score((), full_checklist().entries) is None


def test_the_items_of_an_audit_are_those_of_its_checklist_in_its_order(extraction: Extraction) -> None:
    minimal = checklist("minimal")
    assert tuple(item.key for item in audit(extraction, checklist=minimal).items) == minimal.keys


def test_csv_has_a_row_for_every_value_and_every_gap(extraction: Extraction) -> None:
    result = audit(extraction)
    rows = list(csv_rows(result))
    assert all(len(row) == len(ROW_COLUMNS) for row in rows)
    assert {row[2] for row in rows} == {item.key for item in result.items}


def test_csv_has_both_ends_of_a_range_as_written_and_normalised() -> None:
    builder = DocumentBuilder()
    builder.add("title", "LiFePO4 half cells for lithium-ion batteries")
    builder.add("paragraph", "The particles are 200-500 nm in size.", section="experimental")
    found = audit(extract_document(builder.build(Header("0" * 16, "paper.txt", "0" * 64, "text", "test"))))
    rows = [dict(zip(ROW_COLUMNS, row, strict=True)) for row in csv_rows(found)]
    columns = ("min", "max", "unit", "normalised_value", "normalised_min", "normalised_max", "normalised_unit")
    assert (200, 500, "nm", None, 0.2, 0.5, "μm") in [tuple(row[column] for column in columns) for row in rows]


def test_markdown_names_gaps_values_and_warnings(extraction: Extraction) -> None:
    text = "".join(markdown([audit(extraction)], full_checklist()))
    assert "**porosity** (readers look in experimental)" in text
    assert "| binder | exact | PVDF |" in text
    assert "N/P = 0.8 < 1" in text


class _Links(HTMLParser):
    """Ids, links to them, and every address that would be loaded from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name == "src" or tag in ("script", "link", "iframe"):
                self.loaded.append(f"{tag} {value}")


def test_the_html_report_is_self_contained_and_every_link_leads_to_marked_text(extraction: Extraction) -> None:
    page = "".join(html([(audit(extraction), extraction.source_document.text)], full_checklist()))
    parser = _Links()
    parser.feed(page)
    assert parser.loaded == []
    assert len(parser.ids) == len(set(parser.ids))
    assert parser.links
    assert {link.removeprefix("#") for link in parser.links} <= set(parser.ids)
    assert "@import" not in page
    assert "url(" not in page


def test_the_html_report_escapes_what_the_paper_says(extraction: Extraction) -> None:
    page = "".join(html([(audit(extraction), extraction.source_document.text)], full_checklist()))
    assert "<cathodes>" not in page
    assert "LiFePO4 &lt;cathodes&gt; &amp; lithium-ion batteries" in page


def test_marks_leave_the_words_of_the_paper_as_they_are(extraction: Extraction) -> None:
    text = extraction.source_document.text
    page = "".join(html([(audit(extraction), text)], full_checklist()))
    shown = re.sub(r"<[^>]+>", "", page[page.index('<section class="text">') :])
    assert "The discharge capacity is 160 mAh g^-1 at 0.1 C." in shown


def test_rates_are_shown_as_people_write_them() -> None:
    assert value_text(ItemValue(1 / 3, None, None, "C", None, "exact")) == "C/3"
    assert value_text(ItemValue(0.2, None, None, "C", None, "exact")) == "0.2 C"
