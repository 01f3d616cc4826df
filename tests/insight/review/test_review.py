"""A review says nothing that does not stand in a paper, and cites whatever it says."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import html as lxml_html

from voltext.app.cli import main
from voltext.app.literature import review_of
from voltext.ingest.document import Document
from voltext.ingest.errors import QueryError, UsageError
from voltext.insight.review.markdown import markdown
from voltext.insight.review.page import page
from voltext.insight.review.review import Quotation, Review, compose, value_of
from voltext.insight.review.source import Source
from voltext.insight.review.statement import compressed
from voltext.insight.review.word import word
from voltext.kb.agreement import CONFLICTS, Link
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordFilter

SUBJECTS = {
    "garnet": (
        "Li7La3Zr2O12",
        "sintered garnet pellets",
        "grain boundaries",
        "The ionic conductivity of {} was {} mS/cm.",
    ),
    "sulfur": ("sulfur", "polysulfide shuttling", "carbon hosts", "The discharge capacity of {} was {}00 mAh/g."),
}
HOSTILE = (
    "A garnet pellet of <script> tags and one |pipe| and a *star* stays as dense as any other pellet of this series."
)


def paper(subject: str, number: int) -> str:
    material, first, second, fact = SUBJECTS[subject]
    said = fact.format(material, number + 1)
    return "\n\n".join(
        [
            f"# On {subject} batteries, part {number}",
            f"## Abstract\n\nWe studied {first} and {second} of {material} in batch {number}, a promising case. {said}",
            f"## Results\n\nBatch {number} of {material} with {first} was denser than all others before it. {said}",
            f"## Conclusions\n\nThe role of {second} in {material} of batch {number} remains unclear to this day."
            f" However, {first} of batch {number} made {material} last for longer than expected (Fig. {number}).",
        ]
    )


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    papers = folder / "papers"
    papers.mkdir()
    for subject in SUBJECTS:
        for number in range(5):
            (papers / f"{subject}{number}.md").write_text(paper(subject, number), encoding="utf-8")
    assert main(["build", str(papers), "--kb", str(folder / "my.kb")]) == 0
    return folder / "my.kb"


@pytest.fixture(scope="module")
def made(kb: Path) -> Review:
    return review_of(kb, "batteries of garnet or sulfur", groups=2)


@pytest.fixture(scope="module")
def documents(kb: Path) -> dict[str, Document]:
    store = SqliteStore.open(kb)
    found = {header.id: store.get(header.id) for header in store.headers()}
    store.close()
    return {id: entry.extraction().source_document for id, entry in found.items() if entry is not None}


def quotations(review: Review) -> list[Quotation]:
    return [each for section in review.sections for each in section.quotations] + list(review.questions)


def test_every_sentence_traces_to_its_source(made: Review, documents: dict[str, Document]) -> None:
    quoted = quotations(made)
    assert len(quoted) >= 8
    for each in quoted:
        said = each.statement
        assert documents[said.paper].text[said.start : said.end] == said.source
        assert compressed(said.source) == said.text
        assert made.references[each.number - 1].id == said.paper


def test_every_value_traces_to_its_source(made: Review, documents: dict[str, Document]) -> None:
    values = [value for section in made.sections for value in section.values]
    assert {value.property for value in values} == {"ionic_conductivity", "discharge_capacity"}
    for value in values:
        assert value.quoted in documents[value.document].text
        assert made.references[value.number - 1].id == value.document


def test_a_value_that_is_a_bound_is_shown_as_one(kb: Path) -> None:
    with closing(SqliteStore.open(kb)) as store:
        stored = next(iter(store.query(RecordFilter(property="discharge_capacity", own=True))))
    bound = replace(stored, record=replace(stored.record, qualifier="lower_bound"))
    assert value_of(bound, {stored.header.id: 1}).value == f"> {value_of(stored, {stored.header.id: 1}).value}"


def test_two_papers_contradict_each_other_once(kb: Path) -> None:
    with closing(SqliteStore.open(kb)) as store:
        every = store.query(RecordFilter(property="discharge_capacity", own=True))
        records = {stored.header.id: stored for stored in every}
    sources = [Source(stored.header, (), {}, frozenset(), frozenset()) for stored in records.values()]
    first, second, third = sorted(records)[:3]

    def link(one: str, other: str, ratio: float) -> Link:
        return Link(CONFLICTS, one, records[one].record.id, other, records[other].record.id, ratio, f"{ratio} times")

    links = [link(first, second, 9.0), link(first, third, 8.0), link(first, second, 7.0)]
    review = compose("capacity", sources, lambda id: [records[id]], links)
    assert [each.reason for each in review.contradictions] == ["9.0 times", "8.0 times"]


def test_every_paper_is_in_one_section_and_in_the_references(made: Review) -> None:
    numbers = sorted(number for section in made.sections for number in section.papers)
    assert numbers == list(range(1, 11))
    assert len({header.id for header in made.references}) == 10


def test_sections_hold_one_subject_each_and_are_named_after_it(made: Review) -> None:
    for section in made.sections:
        subjects = {(made.references[number - 1].title or "").split()[1] for number in section.papers}
        assert len(subjects) == 1
    assert len({section.label for section in made.sections}) == 2


def test_the_same_seed_gives_the_same_review(kb: Path, made: Review) -> None:
    assert review_of(kb, "batteries of garnet or sulfur", groups=2) == made


def test_what_is_unsolved_is_asked(made: Review) -> None:
    asked = quotations(made)
    assert any("remains unclear" in each.statement.text for each in asked)


@pytest.mark.parametrize("topic", ["quantum cats", "the of and"])
def test_a_topic_that_no_paper_has(kb: Path, topic: str) -> None:
    with pytest.raises(UsageError, match=f"no paper on '{topic}'"):
        review_of(kb, topic)


@pytest.mark.parametrize("topic", ["☃", "🔋"])
def test_a_topic_without_a_word(kb: Path, topic: str) -> None:
    with pytest.raises(QueryError, match="no word and no number"):
        review_of(kb, topic)


def test_the_page_links_every_quotation_and_runs_nothing(made: Review) -> None:
    tree = lxml_html.fromstring("".join(page(made)))
    elements = list(tree.iter())
    assert not any(element.tag == "script" for element in elements)
    links = {link.get("href", "")[1:] for link in elements if link.tag == "a" and link.get("href", "").startswith("#")}
    assert links
    assert links <= {element.get("id") for element in elements}
    assert sum(element.get("class") == "quoted" for element in elements) == len(quotations(made))


def test_marks_of_a_paper_are_no_markup_of_the_review(made: Review) -> None:
    said = replace(made.questions[0].statement, text=HOSTILE)
    hostile = replace(made, topic=HOSTILE, questions=(Quotation(said, 1),))
    text = "".join(markdown(hostile))
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "|pipe|" not in text
    assert "<script>" not in "".join(page(hostile))
    assert word(hostile)


@pytest.mark.parametrize(
    ("doi", "written"),
    [
        ("10.1007/978-3-319-10512-3_12", "<https://doi.org/10.1007/978-3-319-10512-3_12>"),
        ("10.1/a><img>[x](y)", r"https://doi.org/10.1/a\>\<img\>\[x\](y)"),
    ],
)
def test_the_address_of_a_paper_survives_markdown(made: Review, doi: str, written: str) -> None:
    cited = replace(made, references=(replace(made.references[0], doi=doi),))
    assert "".join(markdown(cited)).endswith(f"{written}\n")


def test_word_has_the_same_quotations(made: Review) -> None:
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(word(made))).paragraphs)
    assert all(each.statement.text in text for each in quotations(made))


def test_word_takes_a_topic_longer_than_its_title_may_be(made: Review) -> None:
    topic = "garnet " * 50
    page = docx.Document(BytesIO(word(replace(made, topic=topic))))
    assert page.paragraphs[0].text == f"Review: {topic}"


def test_the_command(kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "garnet", "--kb", str(kb), "--out", str(tmp_path / "r.json")]) == 0
    assert "5 papers in 1 section" in capsys.readouterr().err
    assert len(json.loads((tmp_path / "r.json").read_text())["references"]) == 5
    assert main(["review", "garnet", "--kb", str(kb)]) == 0
    assert capsys.readouterr().out.startswith("# Review: garnet\n")
    assert main(["review", "garnet", "--kb", str(kb), "--out", str(tmp_path / "r.xls")]) == 2
    assert ".docx" in capsys.readouterr().err
    assert main(["review", " ", "--kb", str(kb)]) == 2
    assert main(["review", "((", "--kb", str(kb)]) == 2
    assert main(["review", "garnet", "--kb", str(tmp_path / "none.kb")]) == 2
    assert not (tmp_path / "r.xls").exists()
