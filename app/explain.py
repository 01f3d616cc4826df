"""Explain: a paper with its mentions and records and the rule behind each, for the terminal and as one HTML page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from html import escape
from typing import TYPE_CHECKING

from ..extract.data import extract_vocabulary
from ..extract.extraction import Evidence, Extraction, Mention, Record
from ..extract.rows import property_words, whose_text
from ..ingest.document import Block

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {
    "material": "bold green",
    "sample": "bold cyan",
    "property": "yellow",
    "quantity": "bold magenta",
    "operation": "blue",
    "device": "bold blue",
}
_SKIPPED = frozenset({"reference"})
_READ = ' class="read"'
_PAGE_STYLE = """
body{font:16px/1.55 system-ui,sans-serif;color:#1c1c1c;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}
mark{background:none;border-bottom:2px solid;padding:0 1px}
mark.material{border-color:#2a7d3f}mark.sample{border-color:#0b7285;font-weight:600}
mark.property{border-color:#b8860b}mark.quantity{border-color:#9c2f8f}
mark.operation{border-color:#2b5fb8}mark.device{border-color:#5a4fcf}
ul.records{list-style:none;margin:.4rem 0 1.2rem;padding:.4rem .8rem;font-size:.9rem}
ul.records{background:#f5f5f2;border-left:3px solid #777}
ul.records li{margin:.35rem 0}.cited{color:#6b6b6b}.rule{color:#555}
table{border-collapse:collapse;font-size:.9rem}td{border:1px solid #ccc;padding:.2rem .5rem;vertical-align:top}
td.read{background:#f3e8f2}p.legend span{margin-right:1rem}footer{color:#555;margin-top:3rem;font-size:.85rem}
@media (prefers-color-scheme:dark){body{background:#16181a;color:#e6e6e6}ul.records{background:#212427}
td{border-color:#444}td.read{background:#33243a}.cited,.rule,footer{color:#a8a8a8}}
""".strip()


def value_of(record: Record) -> str:
    """The value of ``record`` as a person writes it."""
    signs = {"approximate": "~", "lower_bound": ">", "upper_bound": "<"}
    if record.value is None:
        number = f"{record.min:.6g} to {record.max:.6g}" if record.min is not None and record.max is not None else ""
    else:
        number = f"{signs.get(record.qualifier, '')}{record.value:.6g}"
    error = f" ± {record.error:.6g}" if record.error is not None else ""
    return f"{number}{error} {record.unit}".strip()


def sentence_of(record: Record) -> str:
    """``record`` in one line: property, material, value, conditions, whose it is and how it came about."""
    conditions = ", ".join(f"{key.replace('_', ' ')} {each.text}" for key, each in record.conditions.items())
    held = f" ({conditions})" if conditions else ""
    return f"{property_words(record)} of {record.material.name}: {value_of(record)}{held}, {whose_text(record)}"


def reason_of(record: Record) -> str:
    """The rule that found ``record``, in words, and how sure it is."""
    term = extract_vocabulary("rules").get(record.rule)
    words = f"{record.rule}: {term.definition}" if term is not None else record.rule
    return f"{words} Confidence {record.confidence:.2f}."


def remark_of(record: Record, evidence: Evidence, blocks: Mapping[str, Block]) -> str:
    """Where else the paper says ``record``, and which records contradict it; "" where there is nothing to remark."""
    places = dict.fromkeys(
        _place_of(blocks[other.block]) for other in record.evidence if other != evidence and other.block in blocks
    )
    also = f"Also said in: {', '.join(places)}." if places else ""
    against = f"Contradicted by {', '.join(record.conflict)}." if record.conflict else ""
    return f"{also} {against}".strip()


def _place_of(block: Block) -> str:
    if block.kind in ("table", "caption", "title"):
        return f"{block.kind} ({block.id})"
    return f"{(block.section or block.kind).replace('_', ' ')} ({block.id})"


def _by_block(records: Sequence[Record]) -> Mapping[str, list[tuple[Record, Evidence]]]:
    found: dict[str, list[tuple[Record, Evidence]]] = defaultdict(list)
    for record in records:
        for evidence in record.evidence:
            found[evidence.block].append((record, evidence))
    return found


def _pieces(block: Block, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention | None]]:
    """The text of ``block`` cut at its mentions, outermost first."""
    position = block.start
    for mention in mentions:
        if mention.start < position or mention.end > block.end:
            continue
        if mention.start > position:
            yield block.text[position - block.start : mention.start - block.start], None
        yield mention.text, mention
        position = mention.end
    if position < block.end:
        yield block.text[position - block.start :], None


def _mentions_by_block(extraction: Extraction) -> Mapping[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    mentions = sorted(extraction.mentions, key=lambda mention: (mention.start, -mention.end))
    index = 0
    for block in extraction.blocks:
        while index < len(mentions) and mentions[index].start < block.end:
            if mentions[index].start >= block.start:
                found[block.id].append(mentions[index])
            index += 1
    return found


def explain_lines(extraction: Extraction, *, width: int = 80) -> Iterator[Text]:
    """The paper for a terminal of ``width`` columns: blocks with their mentions in colour, then records and rules."""
    import textwrap

    from rich.text import Text

    from .output import printable

    mentions, records = _mentions_by_block(extraction), _by_block(extraction.records)
    blocks = {block.id: block for block in extraction.blocks}
    yield Text(printable(extraction.document.title or extraction.document.source), style="bold")
    yield Text(" ").join(Text(label, style=style) for label, style in _STYLES.items())
    for block in extraction.blocks:
        if block.kind in _SKIPPED or block.kind == "title":
            continue
        line = Text("\n")
        for text, mention in _pieces(block, mentions[block.id]):
            style = _STYLES.get(mention.label, "") if mention is not None else ""
            line.append(printable(text), style="bold" if block.kind == "heading" else style)
        yield line
        for record, evidence in records[block.id]:
            where = f" [cell {evidence.cell[0] + 1}, {evidence.cell[1] + 1}]" if evidence.cell is not None else ""
            told = f"  > {record.id} {printable(sentence_of(record))}{where}"
            yield Text(textwrap.fill(told, width, subsequent_indent="    "))
            reason = f"{reason_of(record)} {remark_of(record, evidence, blocks)}".strip()
            indent = " " * 4
            yield Text(textwrap.fill(printable(reason), width, initial_indent=indent, subsequent_indent=indent), "dim")


def explain_page(extraction: Extraction) -> str:
    """The paper as one HTML page that needs nothing else; every word of the paper is escaped."""
    mentions, records = _mentions_by_block(extraction), _by_block(extraction.records)
    blocks = {block.id: block for block in extraction.blocks}
    title = extraction.document.title or extraction.document.source
    legend = "".join(f'<span><mark class="{label}">{label}</mark></span>' for label in _STYLES)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_PAGE_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{escape(extraction.document.doi or extraction.document.source)}</p>",
        f'<p class="legend">{legend}</p>',
    ]
    for block in extraction.blocks:
        if block.kind in _SKIPPED or block.kind == "title":
            continue
        if block.table is not None:
            parts.append(_table(block, {evidence.cell for _, evidence in records[block.id] if evidence.cell}))
        else:
            tag = "h2" if block.kind == "heading" else "p"
            parts.append(f"<{tag}>{''.join(_marked(*piece) for piece in _pieces(block, mentions[block.id]))}</{tag}>")
        if records[block.id]:
            items = "".join(_item(record, evidence, blocks) for record, evidence in records[block.id])
            parts.append(f'<ul class="records">{items}</ul>')
    parts.append(f"<footer>Records: {len(extraction.records)}, read by voltext.</footer></body></html>")
    return "\n".join(parts) + "\n"


def _marked(text: str, mention: Mention | None) -> str:
    if mention is None:
        return escape(text)
    norm = f' title="{escape(mention.norm)}"' if mention.norm else ""
    return f'<mark class="{escape(mention.label)}"{norm}>{escape(text)}</mark>'


def _table(block: Block, read: Set[tuple[int, int]]) -> str:
    """The table of ``block``; the cells that were read are marked."""
    assert block.table is not None
    rows: list[str] = []
    for row in range(block.table.n_rows):
        cells = [cell for cell in block.table.cells if cell.row == row]
        rows.append(
            "<tr>"
            + "".join(
                f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}"{_READ * ((cell.row, cell.column) in read)}>'
                f"{escape(block.text[cell.start - block.start : cell.end - block.start])}</td>"
                for cell in sorted(cells, key=lambda cell: cell.column)
            )
            + "</tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def _item(record: Record, evidence: Evidence, blocks: Mapping[str, Block]) -> str:
    where = f" (row {evidence.cell[0] + 1}, column {evidence.cell[1] + 1})" if evidence.cell is not None else ""
    whose = "" if record.own else ' class="cited"'
    remark = remark_of(record, evidence, blocks)
    return (
        f"<li{whose}><b>{escape(record.id)}</b> {escape(sentence_of(record))}{where}<br>"
        f'<span class="rule">{escape(f"{reason_of(record)} {remark}".strip())}</span></li>'
    )
