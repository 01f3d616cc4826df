"""Tables of LaTeX sources: cells that span rows, and rules below a part of the heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from voltext.ingest.document import Document
from voltext.ingest.readers import read
from voltext.ingest.source import Source

pytest.importorskip("pylatexenc")

_TABLE = r"""\documentclass{article}\usepackage{booktabs,multirow}\title{A}\begin{document}
\section{Results}
\begin{table}\caption{Rates.}
\begin{tabular}{lcc}\toprule
\multirow[t]{2}{*}{Sample} & \multicolumn{2}{c}{Capacity} \\ \cmidrule(lr){2-3}
 & 0.1C & 1C \\ \midrule
\multirow{2}{*}{A-1} & 160 & 140 \\
 & 150 & 130 \\ \bottomrule
\end{tabular}\end{table}
\end{document}
"""


def _document(tmp_path: Path) -> Document:
    path = tmp_path / "paper.tex"
    path.write_text(_TABLE, encoding="utf-8")
    return read(Source.from_path(path))


def test_the_place_below_a_cell_that_spans_rows_is_no_cell(tmp_path: Path) -> None:
    document = _document(tmp_path)
    (table,) = [block.table for block in document.blocks if block.table is not None]
    words = [["" if c is None else document.text[c.start : c.end].strip() for c in row] for row in table.grid()]
    assert words == [
        ["Sample", "Capacity", "Capacity"],
        ["Sample", "0.1C", "1C"],
        ["A-1", "160", "140"],
        ["A-1", "150", "130"],
    ]


def test_a_rule_below_a_part_of_the_heading_does_not_end_it(tmp_path: Path) -> None:
    (table,) = [block.table for block in _document(tmp_path).blocks if block.table is not None]
    assert table.header_rows == 2
