"""Damage that keeps the shape of a format: elements dropped, doubled and nested, numbers blown up, parts repacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

_TAG = re.compile(rb"<[^<>]*>|[^<]+|<")
_TEX = re.compile(rb"\\(?:[A-Za-z]+\*?|.)|[{}$&\[\]\n]|[^\\{}$&\[\]\n]+", re.DOTALL)
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_OPERATOR = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|[\[\]]|[^\s\[\]()<>]+|\s+|.", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"(/Length\s+)(\d+)([^>]*>>[^>]{0,200}?stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
_NUMBERS = (b"0", b"-1", b"1", b"99", b"1000", b"65536", b"4294967296", b"99999999999999999999", b"1e400", b"NaN", b"")
_CHARACTERS = (
    "\u2212", "\u00b2", "\u207b\u00b9", "\u00b5", "\u200b", "\u202e", "\u0301", "\ufb01", "\ufffd", "\u2028", "\x00",
    "\U0001d7d8", "\u00ad", "\u00b7", "|", "\u00a6", "^", "10\u22124", "cm\u22121", "[12]", "(Smith, 2019)", "\ufeff",
    "\u2460", "\u09e7", "\u0661", "\u00bd", "\u2070", "\u1d2c", "\u212b", "\u2126", "\r", "\t", "\x0b", "\x85",
)  # fmt: skip
_DICTIONARY: dict[str, tuple[bytes, ...]] = {
    "xml": (
        b"<sec>", b"</sec>", b"<title/>", b"<p>", b"</p>", b"<sup>", b"<sub>", b"<xref ref-type='bibr' rid='r1'>",
        b"<table-wrap>", b"<table>", b"<tr>", b"<td colspan='3' rowspan='2'>", b"<th rowspan='0'>", b"<fig>",
        b"<disp-formula>", b"<mml:math>", b"<mml:msup>", b"<ref-list>", b"<ref id='r1'>", b"<!--", b"-->", b"<?x",
        b"<![CDATA[", b"]]>", b"&amp;", b"&#x110000;", b"&#0;", b"&nbsp;", b"&e;", b"<list><list-item>", b"<fn>",
        b" xml:id='a'", b" colspan='\xd9\xa1'", b" rowspan='1.5'", b"<alternatives>", b"<boxed-text>", b"<abstract>",
        b"<a href='#ref-1'>", b"<script type='math/tex'>x^{2}", b"<h2>", b"<li>", b"<svg>", b"<math>", b"<mtable><mtr>",
    ),
    "tex": (
        b"\\begin{tabular}{ll}", b"\\end{tabular}", b"\\multicolumn{9}{c}{", b"\\multirow{3}{*}{", b"\\cite{a,b}",
        b"\\newcommand{\\x}[9]{#1#9}", b"\\x", b"\\begin{equation}", b"$", b"$$", b"\\(", b"^{", b"_{", b"\\frac{1}",
        b"\\SI{1}{\\mA\\per\\g}", b"\\ce{LiFePO4}", b"\\verb|", b"%", b"\\section{", b"\\footnote{", b"\\caption{",
        b"\\bibitem{a}", b"\\def\\y{\\y\\y}", b"\\y", b"\\begin{thebibliography}", b"\\input{x}", b"&", b"\\\\",
    ),
    "lines": (
        b"| a | b |\n", b"|---|---|\n", b"# ", b"###### ", b"```\n", b"> ", b"- ", b"[x]: y\n", b"[^1]", b"![](", b"**",
        b"<sub>", b"</sup>", b"$$", b"\n\n", b"1. ", b"===\n", b"---\n", b"References\n", b"Table 1. ", b"10.1000/x",
        b"@article{a,", b"title = {", b"TY  - JOUR\n", b"ER  - \n", b"\\\"{", b"}", b"]", b"{\"a\":",
    ),
    "pdf": (
        b" Tj", b" TJ", b" Tm", b" Td", b" Tf", b" q", b" Q", b" cm", b" Do", b" BT", b" ET", b" Tr", b" Tz", b" Ts",
        b" re", b" l", b" m", b" S", b" -720", b" 1e38", b" []", b" (\\000\\377)", b" <feff0041>", b" 0 0 0 0 0 0 Tm",
    ),
}  # fmt: skip


def mutated(data: bytes, kind: str, chance: Random, *, largest: int) -> bytes:
    """``data`` with one to four injuries of its ``kind`` (xml, tex, lines, docx, pdf), at most ``largest`` bytes."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        if kind == "docx" and chance.random() < 0.9:
            data = _repacked(data, chance)
        elif kind == "pdf" and chance.random() < 0.7:
            data = _restreamed(data, chance)
        else:
            data = _damaged(data, "lines" if kind == "docx" else kind, chance)
        data = data[:largest]  # before it grows again
    return data


def _damaged(data: bytes, kind: str, chance: Random) -> bytes:
    return chance.choice((_tokens, _tokens, _tokens, _numbers, _characters, _bytes))(data, kind, chance)


def _tokens(data: bytes, kind: str, chance: Random) -> bytes:
    pattern = {"xml": _TAG, "tex": _TEX, "pdf": _OPERATOR}.get(kind, _LINE)
    tokens: list[bytes] = pattern.findall(data)
    if not tokens:
        return data
    start = chance.randrange(len(tokens))
    end = min(len(tokens), start + chance.choice((1, 1, 2, 5, 20, 100)))
    part = tokens[start:end]
    how: Callable[[], list[bytes]] = chance.choice((
        list,
        lambda: part + part,
        lambda: part * chance.choice((3, 30, 300)),
        lambda: part[::-1],
        lambda: [*part, chance.choice(_DICTIONARY[kind])],
        lambda: [chance.choice(_DICTIONARY[kind])] * chance.choice((1, 2, 30, 400)) + part,
        lambda: [chance.choice(tokens) for _ in part],
        lambda: chance.sample(part, len(part)),
    ))  # fmt: skip
    tokens[start:end] = how()
    return b"".join(tokens)


def _numbers(data: bytes, _: str, chance: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(_NUMBERS) + data[match.end() :]


def _characters(data: bytes, _: str, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    put = chance.choice(_CHARACTERS) * chance.choice((1, 1, 1, 3, 200))
    return data[:at] + put.encode("utf-8") + data[at:]


def _bytes(data: bytes, _: str, chance: Random) -> bytes:
    if not data:
        return b"\n"
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 2, 16, 300, 5000)))
    put = chance.choice((b"", chance.randbytes(min(end - start, 64)), data[start:end] * 2, b"\xff", b"\x00" * 8))
    return data[:start] + put + data[end:] if chance.random() < 0.9 else data[:start]


def _repacked(data: bytes, chance: Random) -> bytes:
    """A Word package with one of its parts damaged, dropped or doubled."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [(info.filename, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        return _bytes(data, "", chance)
    if not parts:
        return data
    texts = [number for number, (name, _) in enumerate(parts) if name == "word/document.xml"]
    chosen = texts[0] if texts and chance.random() < 0.7 else chance.randrange(len(parts))
    name, body = parts[chosen]
    if chance.random() < 0.05:
        del parts[chosen]
    else:
        parts[chosen] = (name, _damaged(body, "xml", chance))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in dict(parts).items():
            package.writestr(name, body)
    return out.getvalue()


def _restreamed(data: bytes, chance: Random) -> bytes:
    """A PDF with one of its streams damaged in its own words and packed again."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _damaged(data, "lines", chance)
    match = chance.choice(streams)
    body = match[4]
    packed = b"FlateDecode" in match[3] or b"FlateDecode" in data[max(0, match.start() - 200) : match.start()]
    if packed:
        try:
            body = zlib.decompressobj().decompress(body, 4 << 20)
        except zlib.error:
            return _damaged(data, "lines", chance)
    body = _damaged(body, "pdf", chance)
    if packed:
        body = zlib.compress(body, 1)
    return data[: match.start()] + match[1] + b"%d" % len(body) + match[3] + body + match[5] + data[match.end() :]
