"""LaTeX as authors write it: files in parts, commands of their own, siunitx, mhchem, notes, tables in boxes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

pytest.importorskip("pylatexenc")

_PAPER = r"""\documentclass{article}
%s
\title{A study of cork}
\begin{document}
\section{Results}
%s
\end{document}
"""


def read_tex(body: str, preamble: str = "") -> Document:
    return read(Source("draft.tex", (_PAPER % (preamble, body)).encode()))


def printed(body: str, preamble: str = "") -> str:
    return "\n".join(block.text for block in read_tex(body, preamble).blocks if block.kind not in ("title", "heading"))


@pytest.mark.parametrize(
    ("definition", "call", "text"),
    [
        (r"\newcommand{\LFP}{LiFePO$_4$}", r"Of \LFP{} and \LFP.", "Of LiFePO4 and LiFePO4."),
        (r"\newcommand\lco[1]{Li$_{#1}$CoO$_2$}", r"Of \lco{0.5} here.", "Of Li0.5CoO2 here."),
        (r"\newcommand{\q}[2][mAh]{#2 #1/g}", r"Of \q{310} or \q[Ah]{0.31}.", "Of 310 mAh/g or 0.31 Ah/g."),
        (r"\def\pair#1#2{#1 and #2}", r"Of \pair{A}{B}.", "Of A and B."),
        (r"\newcommand{\ten}[1]{$10^{#1}$}\newcommand{\low}{\ten{-4}}", r"It is \low.", "It is 10^-4."),
        ("% \\newcommand{\\LFP}{wrong}\n\\newcommand{\\LFP}{LFP}", r"Of \LFP.", "Of LFP."),
        (r"\DeclareSIUnit{\mAh}{mAh}", r"It is \SI{310}{\mAh\per\gram}.", "It is 310 mAh g^-1."),
        (r"\newcommand{\beq}{\begin{equation}}\newcommand{\eeq}{\end{equation}}", r"\beq a = 5 \eeq", "a = 5"),
    ],
)
def test_commands_that_a_source_defines_are_written_out(definition: str, call: str, text: str) -> None:
    assert printed(call, definition) == text


@pytest.mark.parametrize("definition", [r"\newcommand{\a}{\a\a\a\a}", r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}"])
def test_commands_that_call_themselves_end(definition: str) -> None:
    began = time.process_time()
    assert "Words." in printed(r"Words. " + r"\a " * 2_000, definition)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (r"\num{1e-3}", "1 × 10^-3"),
        (r"\num{5(1)e-3}", "5(1) × 10^-3"),
        (r"\numrange{10}{20}", "10–20"),
        (r"\SIlist{1;2;3}{\mA}", "1, 2, 3 mA"),
        (r"\qtyrange{2.5}{4.2}{\volt}", "2.5–4.2 V"),
        (r"\ang{45}", "45°"),
        (r"\SI{15}{\um}", "15 μm"),
        (r"\SI{3}{\square\metre}", "3 m^2"),
        (r"\SI{4.2}{mg\per cm^2}", "4.2 mg cm^-2"),
        (r"\SI{2}{\siemens\per\centi\metre}", "2 S cm^-1"),
        (r"\ce{Li+ + e- -> Li}", "Li^+ + e^- → Li"),
        (r"\ce{SO4^2-}", "SO4^2-"),
    ],
)
def test_quantities_and_chemistry(call: str, text: str) -> None:
    assert printed(f"It reads {call} here.") == f"It reads {text} here."


def test_a_footnote_stands_behind_its_paragraph() -> None:
    document = read_tex("Cells ran\\footnote{At \\SI{4}{\\mg}.} well.\n\nMore.")
    assert [(b.kind, b.text) for b in document.blocks[2:]] == [
        ("paragraph", "Cells ran well."), ("footnote", "At 4 mg."), ("paragraph", "More."),
    ]  # fmt: skip


def test_what_only_sets_the_page_prints_nothing() -> None:
    assert printed(r"Words.\bibliographystyle{unsrt}\vspace{2mm}\xspace\FloatBarrier") == "Words."
    assert printed(r"\textcolor{red}{New} words \deleted{old} stay.") == "New words stay."


_TABULAR = r"\begin{tabular}{lr}\toprule A\tnote{a} & B \\ \midrule x & 1 \\ \addlinespace y & 2 \\ \end{tabular}"
_NOTES = r"\begin{tablenotes}\item[a] At 25 $^\circ$C.\end{tablenotes}"


@pytest.mark.parametrize(
    ("inner", "notes"),
    [
        (_TABULAR + _NOTES, ("^a At 25 °C.",)),
        (_TABULAR + r"\\ \footnotesize{$^a$ At 25 $^\circ$C in air.}", ("^a At 25 °C in air.",)),
        (r"\resizebox{\textwidth}{!}{" + _TABULAR + "}", ()),
    ],
)
def test_a_table_keeps_its_rows_and_its_notes(inner: str, notes: tuple[str, ...]) -> None:
    document = read_tex(r"Words. \begin{table}\caption{Cells.}" + inner + r"\end{table}")
    [found] = [block for block in document.blocks if block.table]
    assert found.text == "| A^a | B |\n| x | 1 |\n| y | 2 |"
    assert found.table is not None
    assert found.table.footnotes == notes


def test_sections_behind_the_appendix_are_a_supplement() -> None:
    document = read_tex("Words.\n\\appendix\n\\section{Derivation}\nMore words.")
    assert document.blocks[-1].section == "supplement"


def test_files_that_a_source_inputs_are_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.tex").write_text("Words of part one. \\input{parts/two}", encoding="utf-8")
    (tmp_path / "parts" / "two.tex").write_text("Words of part two.", encoding="utf-8")
    (tmp_path / "paper.tex").write_text(_PAPER % ("", r"\input{parts/one}"), encoding="utf-8")
    document = read(Source.from_path(tmp_path / "paper.tex"))
    assert document.blocks[-1].text == "Words of part one. Words of part two."
    assert document.header.warnings == ()


def test_a_list_of_references_made_by_bibtex_is_read(tmp_path: Path) -> None:
    entries = r"\begin{thebibliography}{1}\bibitem{doe} J. Doe, J. Test 1 (2020).\end{thebibliography}"
    (tmp_path / "paper.bbl").write_text(entries, encoding="utf-8")
    (tmp_path / "paper.tex").write_text(_PAPER % ("", r"Words \cite{doe}. \bibliography{refs}"), encoding="utf-8")
    assert [entry.id for entry in read(Source.from_path(tmp_path / "paper.tex")).references] == ["doe"]


@pytest.mark.parametrize("name", ["nowhere", "../secret", "paper"])
def test_parts_that_are_not_there_elsewhere_or_the_source_itself_are_named(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.tex").write_text("Secret words.", encoding="utf-8")
    (home / "paper.tex").write_text(_PAPER % ("", f"Words. \\input{{{name}}}"), encoding="utf-8")
    document = read(Source.from_path(home / "paper.tex"))
    assert "Secret" not in document.text
    [warning] = document.header.warnings
    assert warning.code == "input_missing"
    assert name in warning.message
