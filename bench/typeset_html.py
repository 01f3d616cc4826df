"""Papers in the looks of a browser: HTML pages and how they are printed."""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from .typeset_paper import HTML, Paper, inline, rows_of

SHEETS = {
    "browser": "body{font-family:'Liberation Sans',sans-serif;font-size:11pt;line-height:1.45} table{border-collapse:"
    "collapse} td,th{padding:2px 8px;border-bottom:1px solid #ccc;text-align:left}",
    "browser-two": "@page{margin:16mm} body{font-family:'Liberation Serif',serif;font-size:9.5pt;line-height:1.25} "
    "main{columns:2;column-gap:7mm;text-align:justify;hyphens:auto} h2{font-family:'DejaVu Sans';font-size:10pt} "
    "h3,h4{font-style:italic;font-weight:normal;font-size:9.5pt} table{font-size:7pt;border-top:1px solid;"
    "border-bottom:1px solid;width:100%} thead td,thead th{border-bottom:1px solid} figcaption,caption{font-size:8pt;"
    "text-align:left} p{margin:0;text-indent:1em} figure{margin:6pt 0}",
}


def html(paper: Paper, sheet: str) -> str:
    """The HTML of a paper."""
    out = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Paper</title><style>{sheet}</style>",
        f"<h1>{paper.title(HTML)}</h1><p>{', '.join(map(escape, paper.authors()))}</p><main><h2>Abstract</h2>",
        *(f"<p>{inline(p, HTML)}</p>" for p in paper.abstract()),
    ]
    for item in paper.body():
        inner = inline(item.element, HTML).strip()
        if item.kind == "heading":
            out.append(f"<h{min(item.depth, 2) + 2}>{inner}</h{min(item.depth, 2) + 2}>")
        elif item.kind == "p":
            out.append(f"<p>{inner}</p>")
        elif item.kind == "li":
            out.append(f"<ul><li>{inner}</li></ul>")
        elif item.kind == "formula":
            out.append(f"<p style='text-align:center'><i>{inline(item.element, HTML, math=True)}</i></p>")
        elif item.kind == "figure":
            label, caption = paper.caption(item.element, HTML)
            out.append(
                "<figure><div style='height:4cm;border:1px solid;font-size:7pt'>0 20 40 60 Capacity (mAh/g)</div>"
                f"<figcaption><b>{label}.</b> {caption}</figcaption></figure>"
            )
        elif item.kind == "table":
            label, caption = paper.caption(item.element, HTML)
            notes = " ".join(inline(p, HTML).strip() for p in item.element.iterfind("table-wrap-foot//p"))
            table = item.element.find(".//table")
            if table is not None:
                head = len(list(table.iterfind("thead/tr")))
                lines = [
                    "<tr>" + "".join(
                        f"<td rowspan={d} colspan={a}>{inline(c, HTML).strip()}</td>" for c, d, a in row
                    ) + "</tr>"
                    for row in rows_of(table)
                ]  # fmt: skip
                body = f"<thead>{''.join(lines[:head])}</thead><tbody>{''.join(lines[head:])}</tbody>"
                out.append(
                    f"<table><caption><b>{label}.</b> {caption}</caption>{body}</table><p><small>{notes}</small></p>"
                )
    out.append("<h2>References</h2><ol>" + "".join(f"<li>{r}</li>" for r in paper.references(HTML)) + "</ol></main>")
    return "\n".join(out)


def print_html(source: str, target: Path) -> str | None:
    """Print a page with headless Chromium, with its own running head and foot."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "paper.html"
        page.write_text(source, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run([*command, f"--print-to-pdf={target}", str(page)], capture_output=True, timeout=120)
    return None if target.is_file() else "nothing printed"
