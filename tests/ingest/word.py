"""Word packages written for the tests, out of the elements that Word itself writes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

_OFFICE = "http://schemas.openxmlformats.org"
_NAMES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:m="{_OFFICE}/officeDocument/2006/math" '
    f'xmlns:mc="{_OFFICE}/markup-compatibility/2006" xmlns:a="{_OFFICE}/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SUP = '<w:vertAlign w:val="superscript"/>'
SUB = '<w:vertAlign w:val="subscript"/>'


def run(text: str, properties: str = "") -> str:
    """A run of text with ``properties``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str, id: int) -> str:
    """The mark of a note; ``kind`` is footnote or endnote."""
    return f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    """A paragraph of runs and other elements; ``style`` is the id of its style."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(inner)}</w:p>"


def box(text: str) -> str:
    """A run with a text box, in the two forms that Word writes it in."""
    inner = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    drawn = f"<w:drawing><a:graphic><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphic></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str | tuple[str, str], properties: str = "") -> str:
    """A row of cells: texts, or pairs of a text and the properties of its cell."""
    pairs = [(cell, "") if isinstance(cell, str) else cell for cell in cells]
    inner = "".join(f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraph(run(text))}</w:tc>" for text, props in pairs)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def package(*blocks: str, footnotes: dict[int, str] | None = None, endnotes: dict[int, str] | None = None) -> bytes:
    """A Word file of ``blocks`` in the styles of an ordinary document; notes are runs by the number of their marks."""
    import docx
    from docx.oxml import parse_xml

    made = docx.Document()
    body = made.element.body
    for block in parse_xml(f"<w:body {_NAMES}>{''.join(blocks)}</w:body>"):
        body.insert(len(body) - 1, block)
    plain = BytesIO()
    made.save(plain)
    out = BytesIO()
    with ZipFile(plain) as packed, ZipFile(out, "w") as grown:
        kinds = {kind: notes for kind, notes in (("footnote", footnotes), ("endnote", endnotes)) if notes}
        for name in packed.namelist():
            data = packed.read(name)
            for kind in kinds:
                if name == "[Content_Types].xml":
                    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
                    part = f'<Override PartName="/word/{kind}s.xml" ContentType="{content}"/></Types>'
                    data = data.replace(b"</Types>", part.encode())
                if name == "word/_rels/document.xml.rels":
                    relation = f"{_OFFICE}/officeDocument/2006/relationships/{kind}s"
                    part = f'<Relationship Id="of-{kind}s" Type="{relation}" Target="{kind}s.xml"/></Relationships>'
                    data = data.replace(b"</Relationships>", part.encode())
            grown.writestr(name, data)
        for kind, notes in kinds.items():
            line = f'<w:{kind} w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>")}</w:{kind}>'
            inner = "".join(f'<w:{kind} w:id="{id}">{paragraph(text)}</w:{kind}>' for id, text in notes.items())
            grown.writestr(f"word/{kind}s.xml", f"<w:{kind}s {_NAMES}>{line}{inner}</w:{kind}s>")
    return out.getvalue()


def manuscript() -> bytes:
    """A whole manuscript with what authors do in Word: tracked changes, notes, formulae, text boxes, merged cells."""
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>-4</m:t></m:r></m:sup></m:sSup>"
    return package(
        paragraph(run("Sodium storage in hard carbon made from cork"), style="Title"),
        paragraph(run("Anna Weber"), run("1,*", SUP), run(", Li Chen"), run("2", SUP)),
        paragraph(run("Abstract"), style="Heading1"),
        paragraph(run("Cork gives 310 mAh g"), run("−1", SUP), run(" at 20 mA g"), run("−1", SUP), run(".")),
        paragraph(run("1. Introduction"), style="Heading1"),
        paragraph(
            run("Sodium is cheap"), run("1,2", SUP), run(" and common [3]. The anode "),
            '<w:del w:id="1"><w:r><w:delText>fails</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("lasts 100 cycles")}</w:ins>', run("."), mark("footnote", 2),
        ),
        paragraph(run("2. Experimental"), style="Heading1"),
        paragraph(
            run("Foils of 16 "), '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>', run("m were dried at 80 "),
            '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>', run("C; the conductivity was "),
            f"<m:oMath><m:r><m:t>3.2×</m:t></m:r>{power}</m:oMath>", run(" S cm"), run("-1", SUP), run("."),
        ),
        paragraph(
            "<m:oMathPara><m:oMath><m:r><m:t>Q=</m:t></m:r><m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr>"
            "<m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/><m:e><m:r><m:t>q</m:t></m:r></m:e></m:nary></m:oMath>"
            "</m:oMathPara>"
        ),
        paragraph(box("Figure 1. A cell with 4 mg of cork."), run("Text beside the box.")),
        paragraph(run("3. Results and discussion"), style="Heading1"),
        paragraph(run("Table 1 Cells and results")),
        table(
            row(("Sample", '<w:vMerge w:val="restart"/>'), ("Capacity / mAh g−1", '<w:gridSpan w:val="2"/>')),
            row(("", "<w:vMerge/>"), "0.1C", "1C"),
            row("HC-1", "310", "250"),
            row("HC-2", "290", "240", properties='<w:del w:id="7"/>'),
        ),
        paragraph(run("a", SUP), run(" At 25 °C.")),
        paragraph(run("The capacity of HC-1 is the largest.")),
        paragraph(run("References"), style="Heading1"),
        *(paragraph(run(f"A. Author, J. Test {n}, 1 (2020)."), style="ListNumber") for n in (1, 2, 3)),
        footnotes={2: run("The loading was 4.2 mg cm") + run("−2", SUP) + run(".")},
    )  # fmt: skip
