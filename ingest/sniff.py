"""The format of a file, told from its bytes and never from its name."""

from __future__ import annotations

import json
import re
import struct
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .encoding import decode
from .errors import ReadError

_HEAD = 65536
# Leading bytes of formats that are known and not read, with the plain name of each.
_UNSUPPORTED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old binary Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"AT&TFORM", "a DjVu file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*\?>|<\?[^>]*\?>|<!--.*?-->|\s)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?[A-Za-z][\w.-]*)")
_JATS_ROOTS = {"article", "pmc-articleset", "sub-article", "book-part", "book-part-wrapper", "OAI-PMH", "articles"}
_JATS_SIGN = re.compile(
    r"<(?:front|article-meta|journal-meta|article-title|front-stub)[\s>]|dtd-version=|article-type=|JATS|"
    r"NLM//DTD|jats\.nlm"
)
_ELSEVIER_ROOTS = {
    "full-text-retrieval-response", "doc", "converted-article", "simple-article", "book-review", "exam", "chapter",
    "simple-chapter",
}  # fmt: skip
_HTML_SIGN = re.compile(r"<(?:html|head|body|div|p|section|main|h1|meta|title|span|table|article)[\s>/]", re.IGNORECASE)
_LATEX = re.compile(r"^[^%\n]*\\(?:documentclass|documentstyle|begin\{document\}|(?:sub)*section\*?\{)", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\|(?: ?:?-{3,}:? ?\|)+ *$|^```|^\[[^\]\n]+\]: \S+$|^[^\n|]+\n(?:={3,}|-{3,})$", re.MULTILINE
)
_ODD = re.compile(r"[\x00-\x08\x0e-\x1b\ufffd]")
_BIBLIOGRAPHY = re.compile(r"\s*(?:@\w+\s*\{|TY  - )")


def sniff(data: bytes, name: str = "") -> str:
    """The format code of ``data``: jats, elsevier, tei, html, pdf, docx, latex, markdown or text.

    ``name`` appears in messages only. Raises ReadError with ``empty``, ``not_a_document``, ``unsupported``,
    ``encrypted`` or ``malformed`` where the bytes hold no paper in a format that is read.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ReadError("empty", f"The file holds no text ({len(data)} bytes). Download it again.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    for magic, kind in _UNSUPPORTED:
        if data.startswith(magic):
            raise ReadError("unsupported", f"This is {kind}. Save the paper as PDF, XML, HTML, Word (.docx) or text.")
    head = decode(data[:_HEAD])
    if _is_binary(head):
        raise ReadError("not_a_document", "The bytes are of no known document format. Download the file again.")
    start = _PROLOGUE.match(head)
    rest = head[start.end() if start else 0 :]
    if rest.startswith("<"):
        return _marked_up(rest, head)
    if _BIBLIOGRAPHY.match(head):
        raise ReadError("not_a_document", "This is a list of references (BibTeX or RIS). Give the papers themselves.")
    if head.lstrip()[:1] in "{[" and _is_json(data):
        raise ReadError("not_a_document", "This is a JSON data file, not a paper. Give the paper itself.")
    if _LATEX.search(head):
        return "latex"
    if _MARKDOWN.search(head):
        return "markdown"
    if _HTML_SIGN.search(head[:4096]) and head.count("</") > 3:
        return "html"
    return "text"


def _packed(data: bytes) -> str:
    try:
        names = set(ZipFile(BytesIO(data)).namelist())
    except (BadZipFile, NotImplementedError, struct.error, ValueError) as error:  # damage, or a version yet to come
        raise ReadError("truncated", "The file is a broken or cut-off zip package. Download it again.") from error
    if "word/document.xml" in names:
        return "docx"
    kind = next(
        (
            kind
            for sign, kind in (
                ("xl/workbook.xml", "a spreadsheet"),
                ("ppt/presentation.xml", "a slide deck"),
                ("mimetype", "an OpenDocument or EPUB file"),
            )
            if sign in names
        ),
        "a zip archive",
    )
    raise ReadError("unsupported", f"This is {kind}. Save the paper as PDF, XML, HTML, Word (.docx) or text.")


def _is_binary(head: str) -> bool:
    odd = len(_ODD.findall(head))
    return "\x00" in head or odd > max(8, len(head) // 20)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _marked_up(rest: str, head: str) -> str:
    doctype = _DOCTYPE.match(rest)
    if doctype and doctype[1].lower() == "html":
        return "html"
    root = ""
    body = rest
    if doctype:
        # An internal subset holds brackets and declarations; the root is the first element behind it.
        end = rest.find("]>") + 2 if 0 <= rest.find("[") < rest.find(">") and "]>" in rest else rest.find(">") + 1
        body = rest[end:] or rest
    match = _ROOT.search(_strip_comments(body))
    if match:
        root = match[1].rpartition(":")[2]
    if root == "TEI" or root == "teiCorpus":
        return "tei"
    if root in _ELSEVIER_ROOTS or (root == "article" and "elsevier.com/xml" in head[:8192]):
        return "elsevier"
    if root in ("service-error", "Error", "error", "errors"):
        raise ReadError("not_a_document", "This is an error message of a download service. Download the paper again.")
    if (root in _JATS_ROOTS or root == "response") and (_JATS_SIGN.search(head) or root == "pmc-articleset"):
        return "jats"
    if root.lower() == "html" or _HTML_SIGN.search(head):
        return "html"
    if "xmlns" in head or head.lstrip().startswith("<?xml"):
        raise ReadError(
            "unsupported",
            f"This XML has the root element <{root}>, which is of no known kind of paper. Save it as HTML or PDF.",
        )
    return "html" if _HTML_SIGN.search(head) else "text"


def _strip_comments(text: str) -> str:
    return re.sub(r"<!--.*?(?:-->|$)", "", text, flags=re.DOTALL)
