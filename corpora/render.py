"""Renders the sample papers: each master in ``sources/`` becomes one file in ``sample/``, in the format that it names.

A master is Markdown with a YAML head; ``~x~`` is a subscript, ``^x^`` a superscript, ``[@1]`` a superscript citation,
``[1]`` one in the text; ``Table: …`` before pipe rows is a table's caption, ``Figure: …`` a figure's. Run
``python corpora/render.py`` after a change (it needs reportlab, which the ``dev`` extra has).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SUFFIX = {
    "jats": "xml",
    "elsevier": "xml",
    "elsevier-doc": "xml",
    "html": "html",
    "pdf": "pdf",
    "markdown": "md",
    "text": "txt",
}
DIGITS = str.maketrans("0123456789−+-–,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁻⁻’")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Table:
    """A caption and rows of marked-up cells, the first row being the header."""

    caption: str
    rows: list[list[str]]


@dataclass
class Section:
    """A heading with its level (1 or 2) and what stands under it, in order."""

    level: int
    heading: str
    parts: list[str | Table] = field(default_factory=list)


@dataclass(frozen=True)
class Master:
    """One sample paper."""

    name: str
    head: dict[str, Any]
    sections: list[Section]

    def named(self, *names: str) -> Section | None:
        """The first section of one of these headings."""
        return next((s for s in self.sections if s.heading in names), None)

    @property
    def abstract(self) -> list[str]:
        """The paragraphs of the abstract."""
        section = self.named("Abstract")
        return [part for part in section.parts if isinstance(part, str)] if section else []

    @property
    def body(self) -> list[Section]:
        """The sections between abstract and references."""
        return [s for s in self.sections if s.heading not in ("Abstract", "References")]

    @property
    def references(self) -> list[str]:
        """The entries of the list of references, without their numbers."""
        section = self.named("References")
        return [re.sub(r"^\d+\. ", "", part) for part in section.parts if isinstance(part, str)] if section else []


def load(path: Path) -> Master:
    """Read a master."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    sections: list[Section] = []
    lines = iter(body.splitlines())
    for line in lines:
        if match := re.match(r"(#+) (.*)", line):
            sections.append(Section(len(match[1]), match[2]))
        elif line.startswith("Table: "):
            sections[-1].parts.append(Table(line[7:], list(_rows(lines))))
        elif line.strip():
            sections[-1].parts.append(line)
    return Master(path.stem, yaml.safe_load(head), sections)


def _rows(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not all(set(cell) <= {"-"} and cell for cell in cells):
            yield cells


def marked(text: str, *, sub: str, sup: str, cite: str, quote: Callable[[str], str] = escape) -> str:
    """Translate the marks of a master; ``sub``, ``sup`` and ``cite`` are templates with one ``{}``."""
    text = quote(text)
    text = re.sub(r"\[@(\d+)\]", lambda m: cite.format(m[1]), text)
    text = re.sub(r"~([^~\s][^~]*?)~", lambda m: sub.format(m[1]), text)
    return re.sub(r"\^([^^\s][^^]*?)\^", lambda m: sup.format(m[1]), text)


def jats(master: Master) -> str:
    """JATS XML."""

    def inline(text: str) -> str:
        return marked(
            text,
            sub="<sub>{}</sub>",
            sup="<sup>{}</sup>",
            cite='<sup><xref ref-type="bibr" rid="r{0}">{0}</xref></sup>',
        )

    def table(part: Table, number: int) -> str:
        head = "".join(f"<th>{inline(cell)}</th>" for cell in part.rows[0])
        body = "".join("<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in part.rows[1:])
        return (
            f'<table-wrap id="t{number}"><label>Table {number}</label><caption><p>{inline(part.caption)}</p></caption>'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></table-wrap>"
        )

    out: list[str] = []
    depth, tables = 0, 0
    for section in master.body:
        out.append("</sec>" * max(0, depth - section.level + 1) + f"<sec><title>{inline(section.heading)}</title>")
        depth = section.level
        for part in section.parts:
            if isinstance(part, Table):
                tables += 1
                out.append(table(part, tables))
            else:
                out.append(f"<p>{inline(part)}</p>")
    out.append("</sec>" * depth)
    h = master.head
    authors = "".join(
        f'<contrib contrib-type="author"><name><surname>{a.rsplit(" ", 1)[1]}</surname><given-names>{a.rsplit(" ", 1)[0]}</given-names></name></contrib>'
        for a in h["authors"]
    )
    refs = "".join(
        f'<ref id="r{i}"><label>{i}</label><mixed-citation>{_jats_reference(r)}</mixed-citation></ref>'
        for i, r in enumerate(master.references, 1)
    )
    abstract = "".join(f"<p>{inline(p)}</p>" for p in master.abstract)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">\n'
        f'<article article-type="{h.get("kind", "research-article")}" xmlns:xlink="http://www.w3.org/1999/xlink"><front>'
        f"<journal-meta><journal-title-group><journal-title>{h['journal']}</journal-title></journal-title-group></journal-meta>"
        f'<article-meta><article-id pub-id-type="doi">{h["doi"]}</article-id><title-group><article-title>{inline(h["title"])}</article-title></title-group>'
        f'<contrib-group>{authors}</contrib-group><pub-date pub-type="epub"><year>{h["year"]}</year></pub-date>'
        '<permissions><license license-type="open-access" xlink:href="https://creativecommons.org/licenses/by/4.0/">'
        "<license-p>Creative Commons Attribution 4.0</license-p></license></permissions>"
        f"<abstract>{abstract}</abstract></article-meta></front>\n<body>{chr(10).join(out)}</body>\n<back><ref-list>{refs}</ref-list></back></article>\n"
    )


def _jats_reference(text: str) -> str:
    return re.sub(r"doi:(\S+)", r'<pub-id pub-id-type="doi">\1</pub-id>', escape(text))


def elsevier(master: Master) -> str:
    """Elsevier's API form (``full-text-retrieval-response``)."""
    h = master.head
    creators = "".join(f"<dc:creator>{', '.join(reversed(a.rsplit(' ', 1)))}</dc:creator>" for a in h["authors"])
    return (
        '<full-text-retrieval-response xmlns="http://www.elsevier.com/xml/svapi/article/dtd" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"<coredata><prism:doi>{h['doi']}</prism:doi><dc:title>{escape(re.sub('[~^]', '', h['title']))}</dc:title>{creators}"
        f"<prism:publicationName>{h['journal']}</prism:publicationName><prism:coverDate>{h['year']}-05-01</prism:coverDate>"
        "<openaccessUserLicense>http://creativecommons.org/licenses/by/4.0/</openaccessUserLicense></coredata>"
        '<originalText><xocs:doc xmlns:xocs="http://www.elsevier.com/xml/xocs/dtd"><xocs:serial-item>'
        f"{_elsevier_article(master)}</xocs:serial-item></xocs:doc></originalText></full-text-retrieval-response>\n"
    )


def elsevier_doc(master: Master) -> str:
    """Elsevier's older form (``doc``)."""
    h = master.head
    return (
        '<doc xmlns:xocs="http://www.elsevier.com/xml/xocs/dtd"><xocs:meta>'
        f"<xocs:doi>{h['doi']}</xocs:doi><xocs:srctitle>{h['journal']}</xocs:srctitle><xocs:cover-date-year>{h['year']}</xocs:cover-date-year>"
        f"</xocs:meta><xocs:serial-item>{_elsevier_article(master)}</xocs:serial-item></doc>\n"
    )


def _elsevier_article(master: Master) -> str:
    def inline(text: str) -> str:
        text = marked(
            text,
            sub="<ce:inf>{}</ce:inf>",
            sup="<ce:sup>{}</ce:sup>",
            cite='<ce:cross-ref refid="bib{0}"><ce:sup>{0}</ce:sup></ce:cross-ref>',
        )
        return re.sub(
            r"\[(\d+(?:,\d+)*)\]",
            lambda m: f'<ce:cross-refs refid="{" ".join("bib" + n for n in m[1].split(","))}">[{m[1]}]</ce:cross-refs>',
            text,
        )

    def table(part: Table) -> str:
        def row(cells: list[str]) -> str:
            return "<row>" + "".join(f"<entry>{inline(c)}</entry>" for c in cells) + "</row>"

        return (
            f'<ce:table id="tbl1"><ce:label>Table 1</ce:label><ce:caption><ce:simple-para>{inline(part.caption)}</ce:simple-para></ce:caption>'
            f'<tgroup cols="{len(part.rows[0])}"><thead>{row(part.rows[0])}</thead><tbody>{"".join(map(row, part.rows[1:]))}</tbody></tgroup></ce:table>'
        )

    h = master.head
    floats = "".join(table(p) for s in master.body for p in s.parts if isinstance(p, Table))
    out: list[str] = []
    depth = 0
    for section in master.body:
        label, _, title = section.heading.partition(" ") if section.heading[0].isdigit() else ("", "", section.heading)
        out.append("</ce:section>" * max(0, depth - section.level + 1))
        depth = section.level
        out.append(
            "<ce:section>"
            + (f"<ce:label>{label.rstrip('.')}</ce:label>" if label else "")
            + f"<ce:section-title>{inline(title)}</ce:section-title>"
        )
        out.extend(f"<ce:para>{inline(part)}</ce:para>" for part in section.parts if isinstance(part, str))
    out.append("</ce:section>" * depth)
    authors = "".join(
        f"<ce:author><ce:given-name>{a.rsplit(' ', 1)[0]}</ce:given-name><ce:surname>{a.rsplit(' ', 1)[1]}</ce:surname></ce:author>"
        for a in h["authors"]
    )
    refs = "".join(
        f'<ce:bib-reference id="bib{i}"><ce:label>[{i}]</ce:label><ce:other-ref><ce:textref>{escape(r)}</ce:textref></ce:other-ref></ce:bib-reference>'
        for i, r in enumerate(master.references, 1)
    )
    abstract = "".join(
        f"<ce:abstract-sec><ce:simple-para>{inline(p)}</ce:simple-para></ce:abstract-sec>" for p in master.abstract
    )
    return (
        '<article xmlns="http://www.elsevier.com/xml/ja/dtd" xmlns:ce="http://www.elsevier.com/xml/common/dtd">'
        f"<item-info><ce:doi>{h['doi']}</ce:doi></item-info><ce:floats>{floats}</ce:floats><head><ce:title>{inline(h['title'])}</ce:title>"
        f"<ce:author-group>{authors}</ce:author-group><ce:abstract><ce:section-title>Abstract</ce:section-title>{abstract}</ce:abstract></head>"
        f"<body><ce:sections>{''.join(out)}</ce:sections></body>"
        f"<tail><ce:bibliography><ce:section-title>References</ce:section-title><ce:bibliography-sec>{refs}</ce:bibliography-sec></ce:bibliography></tail></article>"
    )


# Each publisher's page differs in what wraps abstract, section, heading and citation.
STYLES = {
    "generic": ('<section class="abstract">', "<section>", "h2", '<a href="#ref{0}">({0})</a>'),
    "rsc": (
        '<div class="abstract">',
        '<section class="article__section">',
        "h2",
        '<a class="simple" href="#cit{0}"><sup><span class="sup_ref">{0}</span></sup></a>',
    ),
    "acs": (
        '<div class="article_abstract-content">',
        '<div class="NLM_sec NLM_sec_level_1">',
        "h2",
        '<a class="ref" href="#ref{0}"><sup>({0})</sup></a>',
    ),
    "ecs": (
        '<div class="section abstract" id="abstract-1">',
        '<div class="section">',
        "h2",
        '<sup><a class="xref-bibr" href="#ref-{0}">{0}</a></sup>',
    ),
}


def html(master: Master) -> str:
    """A publisher's page, with the furniture that such pages have."""
    h = master.head
    abstract_tag, section_tag, heading, cite = STYLES[h["style"]]

    def inline(text: str) -> str:
        return marked(text, sub="<sub>{}</sub>", sup="<sup>{}</sup>", cite=cite)

    def render(part: str | Table) -> str:
        if isinstance(part, Table):
            head = "".join(f"<th>{inline(c)}</th>" for c in part.rows[0])
            body = "".join("<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in part.rows[1:])
            return (
                f'<div class="table-wrap"><div class="table-caption"><strong>Table 1.</strong> {inline(part.caption)}</div>'
                f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
            )
        if part.startswith("Figure: "):
            return f'<figure><img src="f1.png" alt=""><figcaption><b>Figure 1.</b> {inline(part[8:])}</figcaption></figure>'
        return f"<p>{inline(part)}</p>"

    meta = "".join(f'<meta name="citation_author" content="{a}">' for a in h["authors"])
    close = "</section>" if section_tag.startswith("<section") else "</div>"
    body = "".join(
        f"{section_tag}<{heading}>{inline(s.heading)}</{heading}>{''.join(map(render, s.parts))}{close}\n"
        for s in master.body
    )
    anchor = {"rsc": "cit", "ecs": "ref-"}.get(h["style"], "ref")
    refs = "".join(f'<li id="{anchor}{i}">{escape(r)}</li>' for i, r in enumerate(master.references, 1))
    abstract = "".join(f"<p>{inline(p)}</p>" for p in master.abstract)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(re.sub("[~^]", "", h["title"]))} | {h["journal"]}</title>'
        f'<meta name="citation_title" content="{escape(re.sub("[~^]", "", h["title"]))}"><meta name="citation_doi" content="{h["doi"]}">'
        f'<meta name="citation_journal_title" content="{h["journal"]}"><meta name="citation_publication_date" content="{h["year"]}/03/01">{meta}'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"><style>body{margin:0}</style><script>var tracker = 1;</script></head>\n'
        '<body><header><nav><a href="/">Home</a> <a href="/login">Log in</a></nav></header><div class="cookie-banner">We use cookies.</div><main><article>'
        f"<h1>{inline(h['title'])}</h1>\n{abstract_tag}<h2>Abstract</h2>{abstract}{'</section>' if abstract_tag.startswith('<section') else '</div>'}\n{body}"
        f'<section class="references"><h2>References</h2><ol>{refs}</ol></section></article></main><footer>Terms of use</footer></body></html>\n'
    )


def markdown(master: Master) -> str:
    """An author's Markdown manuscript."""

    def inline(text: str) -> str:
        return marked(text, sub="<sub>{}</sub>", sup="<sup>{}</sup>", cite="[{}]", quote=str)

    h = master.head
    out = [
        f"# {inline(h['title'])}",
        ", ".join(h["authors"]),
        f"*{h['journal']}* ({h['year']}). https://doi.org/{h['doi']}",
    ]
    for section in master.sections:
        out.append(f"{'#' * (section.level + 1)} {section.heading}")
        out.extend(inline(part) for part in section.parts if isinstance(part, str))
    return "\n\n".join(out) + "\n"


def text(master: Master) -> str:
    """Plain text, with super- and subscripts as far as Unicode goes."""

    def inline(line: str) -> str:
        line = re.sub(r"~([^~\s][^~]*?)~", lambda m: m[1].translate(SUBSCRIPTS) if m[1].isdigit() else m[1], line)
        line = re.sub(r"\^([^^\s][^^]*?)\^", lambda m: m[1].translate(DIGITS), line)
        return re.sub(r"\[@(\d+)\]", r" [\1]", line)

    h = master.head
    out = [inline(h["title"]), ", ".join(h["authors"]), f"{h['journal']}, {h['year']}. DOI: {h['doi']}"]
    for section in master.sections:
        out.append(section.heading)
        out.extend(inline(part) for part in section.parts if isinstance(part, str))
    return "\n\n".join(out) + "\n"


def pdf(master: Master, path: Path) -> None:
    """One or two columns, running head and page number, tables with rules; the same bytes at every run."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer
    from reportlab.platypus import Table as PdfTable

    h = master.head
    base = ParagraphStyle("body", fontName="Times-Roman", fontSize=9.5, leading=12, alignment=4, spaceAfter=4)
    title = ParagraphStyle(
        "title", parent=base, fontName="Times-Bold", fontSize=15, leading=18, alignment=0, spaceAfter=6
    )
    head = ParagraphStyle(
        "head", parent=base, fontName="Times-Bold", fontSize=11, leading=14, alignment=0, spaceBefore=6
    )
    small = ParagraphStyle("small", parent=base, fontSize=8, leading=10, alignment=0)

    def inline(line: str) -> str:
        line = marked(line, sub="<sub>{}</sub>", sup="<super>{}</super>", cite="<super>{}</super>")
        # The standard fonts have no Greek letters or true minus: the symbol font has the letters.
        line = line.replace("−", "–").replace("μ", "µ")
        return re.sub("[σκΩα]", lambda m: f'<font name="Symbol">{m[0]}</font>', line)

    story: list[Flowable] = [
        Paragraph(inline(h["title"]), title),
        Paragraph(", ".join(h["authors"]), base),
        Paragraph(
            f"{h['journal']} {h['year']} · https://doi.org/{h['doi']} · This article is licensed under CC BY 4.0", small
        ),
    ]
    tables = 0
    for section in master.sections:
        story.append(Paragraph(inline(section.heading), head))
        for part in section.parts:
            if isinstance(part, Table):
                tables += 1
                story.append(Paragraph(f"<b>Table {tables}.</b> {inline(part.caption)}", small))
                rows = [[Paragraph(inline(cell), small) for cell in row] for row in part.rows]
                rules = [
                    ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
                    ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
                    ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
                ]
                story.extend([PdfTable(rows, style=rules), Spacer(1, 6)])
            else:
                story.append(Paragraph(inline(part), small if section.heading == "References" else base))

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(50, page[1] - 32, f"{h['journal']} {h['year']}")
        canvas.drawCentredString(297, 25, str(document.page))

    columns = int(h["columns"])
    # A lower page for two columns, so that a short paper fills both.
    page = (A4[0], A4[1] if columns == 1 else 560)
    width, gap = page[0] - 100, 18
    column = (width - gap * (columns - 1)) / columns
    frames = [Frame(50 + i * (column + gap), 45, column, page[1] - 87, 0, 0, 0, 0) for i in range(columns)]
    document = BaseDocTemplate(
        str(path), pagesize=page, title=re.sub("[~^]", "", h["title"]), author="; ".join(h["authors"]), invariant=1
    )
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    document.build(story)


WRITERS: dict[str, Callable[[Master], str]] = {
    "jats": jats,
    "elsevier": elsevier,
    "elsevier-doc": elsevier_doc,
    "html": html,
    "markdown": markdown,
    "text": text,
}


def main() -> None:
    """Render every master."""
    for path in sorted((HERE / "sources").glob("*.md")):
        master = load(path)
        target = HERE / "sample" / f"{master.name}.{SUFFIX[master.head['format']]}"
        if master.head["format"] == "pdf":
            pdf(master, target)
        else:
            target.write_text(WRITERS[master.head["format"]](master), encoding="utf-8", newline="\n")
        print(target.name)


if __name__ == "__main__":
    main()
