"""Hostile files, made on the spot: what each one is, and its bytes. The secret must never show up in any text."""

# ruff: noqa: E501 - one hostile file a line
from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

SECRET = "the secret of another file"
JATS = '<article article-type="research-article"><front><article-meta><title-group><article-title>T</article-title>'
JATS += "</title-group></article-meta></front><body><sec><title>Results</title>%s</sec></body></article>"
PARAGRAPH = "<p>The capacity of hard carbon was 310 mAh/g after 50 cycles.</p>"
SENTENCE = "The capacity of hard carbon was 310 mAh/g after 50 cycles. "


def jats(body: str, prologue: str = "", encoding: str = "utf-8") -> bytes:
    return (f'<?xml version="1.0"?>{prologue}' + JATS % body).encode(encoding)


def html(body: str) -> bytes:
    page = f"<!DOCTYPE html><html><head><title>T</title></head><body><h1>T</h1><h2>Results</h2>{body}</body></html>"
    return page.encode()


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return jats("<p>&e11;</p>" + PARAGRAPH, f'<!DOCTYPE article [<!ENTITY e0 "lol">{entities}]>')


def quadratic_bomb() -> bytes:
    return jats(f"<p>{'&a;' * 30_000}</p>", f'<!DOCTYPE article [<!ENTITY a "{"x" * 30_000}">]>')


def external(secret: str, kind: str) -> bytes:
    doctypes = {
        "entity": f'<!DOCTYPE article [<!ENTITY x SYSTEM "file://{secret}">]>',
        "dtd": f'<!DOCTYPE article SYSTEM "file://{secret}">',
        "parameter": f'<!DOCTYPE article [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>',
        "network": '<!DOCTYPE article SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    }
    return jats(f"<p>&x;</p>{PARAGRAPH}", doctypes[kind])


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of ``objects`` with a right table of their places."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def flate(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [" + b" /FlateDecode" * times + b" ]")


def one_page(
    contents: bytes, *, box: bytes = b"[0 0 612 792]", more: bytes = b"", extra: tuple[bytes, ...] = ()
) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R "
    page += b"/Resources << /Font << /F 5 0 R >> " + more + b" >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, contents, font, *extra
    )


TEXT_OPERATORS = b"BT /F 10 Tf 72 700 Td (" + SENTENCE.encode() + b") Tj ET\n"


def docx(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"[Content_Types].xml": types, **files}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def word(body: str, prologue: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


def files(secret: str) -> dict[str, Callable[[], bytes]]:
    """Name and maker of each file; ``secret`` is the path of one that none may give away."""
    cells = "<tr>" + "<td>1.5</td>" * 100 + "</tr>"
    table = f"<table-wrap><table><tbody>{cells * 1000}</tbody></table></table-wrap>"
    return {
        **{f"external {kind}.xml": partial(external, secret, kind) for kind in ("entity", "dtd", "parameter", "network")},
        "billion laughs.xml": entity_bomb,
        "quadratic.xml": quadratic_bomb,
        "xinclude.xml": lambda: jats(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>{PARAGRAPH}'),
        "deep.xml": lambda: jats("<p>" + "<italic>" * 50_000 + "x" + "</italic>" * 50_000 + "</p>" + PARAGRAPH),
        "deep sections.xml": lambda: jats("<sec><title>S</title>" * 2000 + PARAGRAPH + "</sec>" * 2000),
        "wide table.xml": lambda: jats(table + PARAGRAPH),
        "span.xml": lambda: jats('<table-wrap><table><tr><td colspan="999999999" rowspan="999999999">1</td><td>2</td></tr></table></table-wrap>' + PARAGRAPH),
        "huge node.xml": lambda: jats(f"<p>{SENTENCE * 300}</p>"),
        "huge attribute.xml": lambda: jats(f'<p id="{"x" * 11_000_000}">x</p>{PARAGRAPH}'),
        "many attributes.xml": lambda: jats("<p " + " ".join(f'a{n}="x"' for n in range(50_000)) + f">x</p>{PARAGRAPH}"),
        "many namespaces.xml": lambda: jats("".join(f'<p xmlns:n{n}="u:{n}">x</p>' for n in range(5000)) + PARAGRAPH),
        "bad bytes.xml": lambda: jats(PARAGRAPH).replace(b"carbon", b"carb\xff\xfe\xc3on"),
        "utf-16.xml": lambda: jats(PARAGRAPH, encoding="utf-16"),
        "utf-16 without mark.xml": lambda: jats(PARAGRAPH, encoding="utf-16-le"),
        "wrong declaration.xml": lambda: jats(PARAGRAPH).replace(b'"1.0"?', b'"1.0" encoding="utf-16"?'),
        "unknown encoding.xml": lambda: jats(PARAGRAPH).replace(b'"1.0"?', b'"1.0" encoding="no-such"?'),
        "zeros inside.xml": lambda: jats(PARAGRAPH).replace(b"carbon", b"car\0bon"),
        "two roots.xml": lambda: jats(PARAGRAPH) + jats(PARAGRAPH),
        "unclosed.xml": lambda: jats(PARAGRAPH)[:-60] + b"<!-- ",
        "control.xml": lambda: jats("<p>&#0;&#1;&#xD800;&#x110000; x</p>" + PARAGRAPH),
        "captcha.pdf": lambda: html("<form>Prove that you are human.</form>"),
        "deep.html": lambda: html("<div>" * 100_000 + PARAGRAPH),
        "unclosed.html": lambda: html("<p><b><i>" * 30_000 + SENTENCE),
        "nested tables.html": lambda: html("<table><tr><td>" * 2000 + SENTENCE),
        "span.html": lambda: html('<table><tr><td colspan="99999999" rowspan="99999999">1</td><td>2</td></tr></table>' + PARAGRAPH * 20),
        "script.html": lambda: html(f"<script>{'var x = 1;' * 500_000}</script>{PARAGRAPH * 20}"),
        "header only.pdf": lambda: b"%PDF-1.7\n",
        "noise.pdf": lambda: b"%PDF-1.7\n" + bytes((n * 7919) % 251 for n in range(200_000)),
        "plain.pdf": lambda: one_page(stream(TEXT_OPERATORS)),
        "content bomb.pdf": lambda: one_page(flate(b" " * (300 << 20))),
        "nested filters.pdf": lambda: one_page(flate(b" " * (50 << 20), times=4)),
        "operators.pdf": lambda: one_page(flate(TEXT_OPERATORS * 200_000)),
        "stack.pdf": lambda: one_page(flate(b"q " * 2_000_000 + TEXT_OPERATORS)),
        "nested arrays.pdf": lambda: one_page(stream(b"[" * 200_000 + TEXT_OPERATORS)),
        "huge page.pdf": lambda: one_page(stream(TEXT_OPERATORS), box=b"[0 0 1e30 1e30]"),
        "inverted page.pdf": lambda: one_page(stream(TEXT_OPERATORS), box=b"[612 792 0 0]"),
        "no page size.pdf": lambda: one_page(stream(TEXT_OPERATORS), box=b"[]"),
        "form loop.pdf": lambda: one_page(
            stream(TEXT_OPERATORS + b"/X Do"), more=b"/XObject << /X 6 0 R >>",
            extra=(stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"),),
        ),
        "page loop.pdf": lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9999999 >>"),
        "pages claimed.pdf": lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 2000000000 >>"),
        "many pages.pdf": lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [" + b"3 0 R " * 50_000 + b"] /Count 50000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ),
        "table of places in a loop.pdf": lambda: one_page(stream(TEXT_OPERATORS)).replace(b"/Root", b"/Prev 9 /Root"),
        "no end.pdf": lambda: one_page(stream(TEXT_OPERATORS)).split(b"xref")[0],
        "entities.docx": lambda: docx({"word/document.xml": word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>')}),
        "bomb.docx": lambda: docx({"word/document.xml": word("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 4_000_000)}),
        "picture bomb.docx": lambda: docx({"word/document.xml": word(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"), "word/media/image1.png": b"\0" * (200 << 20)}),
        "no parts.docx": lambda: docx({}),
        "not xml.docx": lambda: docx({"word/document.xml": b"\xff\xfe not xml"}),
        "deep.docx": lambda: docx({"word/document.xml": word("<w:tbl><w:tr><w:tc>" * 3000 + SENTENCE + "</w:tc></w:tr></w:tbl>" * 3000)}),
        "input.tex": lambda: (r"\documentclass{article}\begin{document}\input{SECRET} \include{SECRET} ".replace("SECRET", secret) + SENTENCE + r"\end{document}").encode(),
        "macro loop.tex": lambda: (r"\documentclass{article}\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\begin{document}\a " + SENTENCE + r"\end{document}").encode(),
        "braces.tex": lambda: (r"\documentclass{article}\begin{document}" + "{" * 100_000 + SENTENCE).encode(),
        "pipes.md": lambda: ("# T\n\n|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + ("|" + "1|" * 500 + "\n") * 50 + SENTENCE).encode(),
        "brackets.md": lambda: ("# T\n\n" + "[" * 100_000 + SENTENCE).encode(),
        "long line.txt": lambda: (SENTENCE * 300).encode(),
        "short lines.txt": lambda: ("x\n" * 100_000 + SENTENCE).encode(),
        "zero width.txt": lambda: (SENTENCE.replace("", "\u200b") * 100).encode(),
        "right to left.txt": lambda: ("\u202e" + SENTENCE + "\u202c" + "\u05d0\u05d1 " * 2000).encode(),
        "combining.txt": lambda: ("a" + "\u0301" * 200_000 + " " + SENTENCE).encode(),
        "utf-8 with mark.txt": lambda: b"\xef\xbb\xbf" + SENTENCE.encode(),
        "utf-32.txt": lambda: (SENTENCE * 5).encode("utf-32"),
        "latin-1.txt": lambda: ("Müller: " + SENTENCE * 5 + "25 °C").encode("latin-1"),
        "digits.txt": lambda: ("1" * 300_000 + " mAh/g " + SENTENCE).encode(),
        "numbers.txt": lambda: ("1 " * 20_000 + SENTENCE).encode(),
        "powers.txt": lambda: ("10^-4 × 10^" * 20_000 + SENTENCE).encode(),
        "signs.txt": lambda: ("- – ± × " * 30_000 + SENTENCE).encode(),
        "brackets.txt": lambda: ("(" * 50_000 + SENTENCE + "[" * 50_000).encode(),
        "formula.txt": lambda: ("Li" + "0.1Na0.2" * 20_000 + "O2 " + SENTENCE).encode(),
        "formula brackets.txt": lambda: ("(Li(" * 10_000 + "O2 " + SENTENCE).encode(),
        "commas.txt": lambda: ("150, " * 400 + "and 140 mAh/g, respectively. " + SENTENCE).encode(),
        "units.txt": lambda: ("S cm-1 " * 10_000 + SENTENCE).encode(),
        "hyphens.txt": lambda: ("poly-" * 40_000 + SENTENCE).encode(),
        "citations.txt": lambda: ("[1,2,3-5] " * 30_000 + SENTENCE).encode(),
        "zeros.txt": lambda: b"\0" * 100_000,
        "blank.txt": lambda: b" \n\t" * 100_000,
    }  # fmt: skip
