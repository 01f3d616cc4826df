"""What is fuzzed: for each target the shape of its inputs, real inputs to begin with, and what must hold of each."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.laws import read_lawfully
from tests.made import printed, word_file

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpora" / "papers"
LARGEST_SEED = 400_000
_QUERIES = (
    "conductivity>0.1mS/cm temperature:25C sintering<1200C",
    "cathodes above 150 mAh/g since 2021",
    '"hard carbon" OR -x',
    "capacity:150..170 mAh/g at rate:0.1C, cycles>=100",
    "material:LiFePO4,NMC811 sort:-year",
    "(a AND (b OR NOT c))",
    "which solid electrolytes reach 1 mS/cm at 25 °C, sintered below 1000 °C?",
    "highest voltage between 2 and 3 V",
)
_TEXTS = (
    "The discharge capacity was 150, 140 and 120 mAh g^-1 at 0.1, 1 and 5C, respectively (1.2 ± 0.1 mg cm^-2).",
    "Cells were cycled between 2.5–4.2 V vs. Li/Li^+ at C/10 for > 500 cycles at ~25 °C with an 80:10:10 slurry.",
    "1.58 × 10^-4 S cm^-1 at room temperature; a tenfold increase, from 3 to 5 wt%, of about two hours at 1e5 Pa.",
    "LLZTO-50 (Li6.5La3Zr1.5Ta0.5O12, x = 0.5) was ball-milled at 400 rpm for 12 h and sintered at 1150 °C in air.",
)
_FORMULAS = (
    "LiNi0.8Mn0.1Co0.1O2", "Li1+xAlxTi2-x(PO4)3", "Si@C/rGO", "Li7La3Zr2O12-δ", "CuSO4·5H2O", "1 M LiPF6 in EC/DMC 1:1",
    "0.7BiFeO3-0.3BaTiO3", "NMC811", "[(Na,K)0.5Bi0.5]TiO3", "Fe2(SO4)3", "Li[Ni1/3Co1/3Mn1/3]O2", "MnO2^2-", "C6H12O6",
)  # fmt: skip
_UNITS = (
    "mAh g^-1",
    "mA h/g",
    "S/cm",
    "μm",
    "mAhg(-1)",
    "Wh kg^-1",
    "C/10",
    "mg/cm^2",
    "kJ mol^-1 K^-1",
    "Ω cm^2",
    "% h^-1",
)
_BIBLIOGRAPHIES = (
    b'@article{a, title = {{Solid} "x" \\"{o}}, author = {Doe, J. and Roe, R.}, year = 2020, doi = {10.1000/x}}',
    b"TY  - JOUR\nAU  - Doe, J.\nTI  - Title\nPY  - 2020///\nDO  - 10.1000/x\nER  - \n",
    b'[{"type": "article", "title": "T", "author": [{"family": "D"}], "issued": {"date-parts": [[2020]]}}]',
)


@dataclass(frozen=True)
class Target:
    """``kind`` is the shape for ``mutated``; ``check`` raises where something does not hold of its input.

    ``largest`` bounds an input, in bytes: a sentence may be shorter than a paper.
    """

    kind: str
    seeds: Callable[[], Iterator[bytes]]
    check: Callable[[bytes], None]
    largest: int = LARGEST_SEED


def targets() -> dict[str, Target]:
    """Every target by its name: the readers by their formats, then what reads words."""
    suffixes = {
        "jats": ("xml", ("jats/*.xml", "awkward/*.xml"), "jats*.xml"),
        "elsevier": ("xml", ("elsevier_xml/*",), "elsevier*.xml"),
        "tei": ("xml", (), "*.tei.xml"), "html": ("xml", ("html/*",), "*.html"), "latex": ("tex", (), "*.tex"),
        "markdown": ("lines", (), "*.md"), "text": ("lines", ("txt/*",), "*.txt"), "docx": ("docx", (), "*.docx"),
        "pdf": ("pdf", ("awkward/*.pdf", "pdf/*.pdf"), "*.pdf"),
    }  # fmt: skip
    readers = {
        name: Target(kind, lambda shared=shared, own=own, name=name: _files(shared, own, name), _reads)  # type: ignore[misc]
        for name, (kind, shared, own) in suffixes.items()
    }
    return readers | {
        "extraction": Target("lines", lambda: iter(["\n\n".join(_TEXTS).encode()]), _extracts, 20_000),
        "query": Target("lines", lambda: map(str.encode, _QUERIES), _asks, 4_000),
        "quantity": Target("lines", lambda: map(str.encode, _TEXTS), _measures, 4_000),
        "formula": Target("lines", lambda: map(str.encode, _FORMULAS), _composes, 1_000),
        "unit": Target("lines", lambda: map(str.encode, _UNITS), _has_unit, 1_000),
        "bibliography": Target("lines", lambda: iter(_BIBLIOGRAPHIES), _lists, 20_000),
        "archive": Target("docx", _archives, _unpacks),
    }


def _files(shared: tuple[str, ...], own: str, name: str) -> Iterator[bytes]:
    paths = [*(ROOT / "tests" / "ingest" / "pages").glob(own), *(ROOT / "corpora" / "sample").glob(own)]
    if name in ("jats", "elsevier"):
        paths += (ROOT / "corpora" / "sample").glob("*.xml")
    paths += [path for pattern in shared for path in sorted(SHARED.glob(pattern))]
    for path in paths:
        if 0 < path.stat().st_size <= LARGEST_SEED:
            yield path.read_bytes()
    if name == "pdf":
        yield from printed(_TEXTS)
    if name == "docx":
        yield word_file(_TEXTS)


def _reads(data: bytes) -> None:
    read_lawfully(data)


def _extracts(data: bytes) -> None:
    """Whatever is read can be extracted from, and what comes of it keeps the contract."""
    import msgspec

    from voltext.app.contract import check
    from voltext.extract.pipeline import extract_document

    document = read_lawfully(data)
    if document is not None:
        check("extract_output", msgspec.json.decode(msgspec.json.encode([extract_document(document)])))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _asks(data: bytes) -> None:
    from voltext.ingest.errors import QueryError
    from voltext.search.parser import parse

    text = _text(data)
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= max(len(text), 2000)  # noqa: PT017 - one of two lawful ends
    else:
        assert query.text == text


def _measures(data: bytes) -> None:
    from voltext.extract.quantities import find_quantities
    from voltext.ingest.normal import normalise

    text = normalise(_text(data))
    last = 0
    for quantity in find_quantities(text):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text), quantity
        assert quantity.span.start >= last, quantity
        last = quantity.span.start
    assert normalise(text) == text


def _composes(data: bytes) -> None:
    from voltext.extract.formula import parse_formula

    formula = parse_formula(_text(data))
    if formula is not None:
        assert formula.mass is None or formula.mass >= 0
        assert len(formula.canonical) <= 20 * max(len(data), 10)


def _has_unit(data: bytes) -> None:
    from voltext.extract.unit_grammar import match_unit
    from voltext.extract.units import unit_of

    text = _text(data)
    unit_of(text)
    for at in range(min(len(text), 40)):
        found = match_unit(text, at)
        assert found is None or at <= found.end <= len(text)


def _lists(data: bytes) -> None:
    from voltext.ingest.bibliography import entries_of

    entries_of(data)


def _archives() -> Iterator[bytes]:
    import tarfile
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(_TEXTS):
            archive.writestr(f"papers/{number}.txt", text)
    yield out.getvalue()
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
            for number, text in enumerate(_TEXTS):
                info = tarfile.TarInfo(f"papers/{number}.txt")
                info.size = len(text.encode())
                packed.addfile(info, io.BytesIO(text.encode()))
        yield out.getvalue()


def _unpacks(data: bytes) -> None:
    """Members lie where they may, whatever their names say."""
    from voltext.app.archive import is_archive, members
    from voltext.ingest.source import Limits

    with tempfile.TemporaryDirectory() as name:
        path, into = Path(name) / "papers.zip", Path(name) / "into"
        path.write_bytes(data)
        into.mkdir()
        if not is_archive(path):
            return
        for member in members(path, limits=Limits(file_mb=2, unpacked_mb=5), into=into):
            assert member.path is None or member.path.parent == into
            assert member.path is not None or member.message
        assert {each.name for each in Path(name).iterdir()} == {"papers.zip", "into"}
