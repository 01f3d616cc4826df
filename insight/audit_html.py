"""The audit as one self-contained HTML page: score, gaps with sentences to fill in, values linked to their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

from ..extract.data import extract_vocabulary
from ..extract.extraction import Evidence, ItemValue
from .audit import REPORTED, Audit
from .audit_text import by_reason, item_name, quoted, score_of, score_text, status_text, value_text
from .checklist import Checklist

_POWER = re.compile(r"\^([+-]?\d+)")
# The source of a reason that no literature gives.
_OWN = "Own reason"
_STYLE = Path(__file__).with_name("audit.css")


def html(audits: Iterable[tuple[Audit, str]], checklist: Checklist) -> Iterator[str]:
    """The page of ``audits``, each with the text of its document, which is shown with the evidence marked.

    Nothing is loaded from elsewhere: one file, no script, readable in any browser.
    """
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>Reporting audit: {escape(checklist.title)}</title>\n"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
    for number, (audit, text) in enumerate(audits, start=1):
        yield from _article(f"p{number}", audit, checklist, text)
    yield "</main>\n</body>\n</html>\n"


def _article(id: str, audit: Audit, checklist: Checklist, text: str) -> Iterator[str]:
    header = audit.document
    yield f'<article id="{id}">\n<h1>{escape(header.title or header.source)}</h1>\n'
    if header.failure is not None:
        yield f'<p class="meta">{escape(header.source)}</p>\n'
        yield f"<p>The file gave no text: {escape(header.failure.message)}</p>\n"
        yield "</article>\n"
        return
    about = [", ".join(header.authors[:4]) + (" et al." if len(header.authors) > 4 else ""), header.journal or ""]
    about += [str(header.year or ""), f"doi:{header.doi}" if header.doi else "", header.source]
    yield f'<p class="meta">{escape(" · ".join(part for part in about if part))}</p>\n'
    share = 100 * (audit.score or 0)
    share_text, _, counted = score_of(audit).partition(" (")
    yield f'<p><span class="score">{share_text}</span> of “{escape(checklist.title)}”, by weight'
    yield f' <span class="meta">({escape(counted)}</span></p>\n'
    yield f'<div class="bar" role="img" aria-label="score {score_text(audit.score)}">'
    yield f'<i style="width:{share:.1f}%"></i></div>\n'
    yield from _gaps(audit, checklist)
    yield from _reported(id, audit)
    yield from _conflicts(id, audit)
    yield from _apart(audit)
    yield from _text(id, audit, text)
    yield "</article>\n"


def _gaps(audit: Audit, checklist: Checklist) -> Iterator[str]:
    entries = {entry.key: entry for entry in checklist.entries}
    missing = sorted(
        (item for item in audit.items if item.status == "missing"), key=lambda item: -entries[item.key].weight
    )
    if not missing:
        return
    yield f'<h2>Missing ({len(missing)})</h2>\n<ul class="gaps">\n'
    for item in missing:
        entry = entries[item.key]
        yield f'<li><b>{_label(item.key)}</b> <span class="tag">{escape(entry.section.replace("_", " "))}</span>'
        named = entry.source and entry.source != _OWN
        why = escape(entry.reason) + (f" <cite>{escape(entry.source or '')}</cite>" if named else "")
        yield f'<br>{why}<br><span class="fill">{escape(entry.template)}</span>'
        if item.elsewhere and item.reason:
            yield f"<blockquote>Said to stand elsewhere: {escape(item.reason)}</blockquote>"
        yield "</li>\n"
    yield "</ul>\n"


def _reported(id: str, audit: Audit) -> Iterator[str]:
    reported = [item for item in audit.items if item.status in REPORTED]
    if not reported:
        return
    # With one cell there is nothing to tell apart.
    names = {cell.id: f"{cell.configuration.replace('_', '-')} cell" for cell in audit.cells if cell.configuration}
    names = names if len(audit.cells) > 1 else {}
    yield f"<h2>Reported ({len(reported)})</h2>\n<table>\n"
    yield "<thead><tr><th>Item</th><th>Status</th><th>Values</th></tr></thead>\n<tbody>\n"
    for item in reported:
        yield f'<tr><td class="key">{_label(item.key)}</td>'
        yield f'<td><span class="tag {item.status}">{status_text(item)}</span></td><td>'
        yield "; ".join(_value(id, value, names) for value in item.values)
        if item.evidence:
            yield f"<blockquote>{_shown(quoted(item.evidence[0].text))}</blockquote>"
        yield "</td></tr>\n"
    yield "</tbody>\n</table>\n"


def _value(id: str, value: ItemValue, cells: dict[str, str]) -> str:
    """A value that leads to its words, with the part and the cell that it belongs to."""
    words = _shown(value_text(value))
    if value.evidence is not None:
        words = f'<a href="#{id}-{value.evidence.start}">{words}</a>'
    belongs = [part for part in (value.component, cells.get(value.cell or "")) if part and part != "cell"]
    return words + (f" ({escape(', '.join(belongs))})" if belongs else "")


def _conflicts(id: str, audit: Audit) -> Iterator[str]:
    if not audit.consistency:
        return
    yield '<h2>Does not fit together</h2>\n<ul class="gaps">\n'
    for found in audit.consistency:
        yield f"<li>{escape(found.message)}"
        for evidence in found.evidence:
            words = _shown(quoted(evidence.text))
            yield f'<blockquote><a href="#{id}-{evidence.start}">{words}</a></blockquote>'
        yield "</li>\n"
    yield "</ul>\n"


def _apart(audit: Audit) -> Iterator[str]:
    apart = by_reason(audit)
    if apart:
        yield f"<h2>Not applicable ({sum(map(len, apart.values()))})</h2>\n<ul>\n"
        for reason, keys in apart.items():
            yield f"<li>{escape(reason[:1].upper() + reason[1:])}: {', '.join(map(_label, keys))}</li>\n"
        yield "</ul>\n"


def _text(id: str, audit: Audit, text: str) -> Iterator[str]:
    """The paragraphs of the document that hold evidence, the evidence marked."""
    places: dict[int, int] = {}
    for evidence in _evidences(audit):
        places[evidence.start] = max(places.get(evidence.start, 0), evidence.end)
    yield '<h2>Evidence in the text</h2>\n<section class="text">\n'
    at = 0
    for paragraph in text.split("\n\n"):
        end = at + len(paragraph)
        inside = sorted((start, min(stop, end)) for start, stop in places.items() if at <= start < end)
        if inside:
            yield f"<p>{_marked(id, paragraph, at, inside)}</p>\n"
        at = end + 2
    yield "</section>\n"


def _marked(id: str, paragraph: str, offset: int, places: list[tuple[int, int]]) -> str:
    starts = {start for start, _ in places}
    depth_at = sorted({offset, offset + len(paragraph), *starts, *(stop for _, stop in places)})
    parts: list[str] = []
    for left, right in pairwise(depth_at):
        words = escape(paragraph[left - offset : right - offset])
        anchor = f'<a id="{id}-{left}"></a>' if left in starts else ""
        held = any(start <= left and right <= stop for start, stop in places)
        parts.append(f"<mark>{anchor}{words}</mark>" if held else words)
    return "".join(parts)


def _shown(text: str) -> str:
    """``text`` for a page, its exponents raised."""
    return _POWER.sub(r"<sup>\1</sup>", escape(text))


def _evidences(audit: Audit) -> Iterator[Evidence]:
    for item in audit.items:
        yield from item.evidence
        yield from (value.evidence for value in item.values if value.evidence is not None)
    for found in audit.consistency:
        yield from found.evidence


def _label(key: str) -> str:
    definition = extract_vocabulary("items")[key].definition
    return f'<span title="{escape(definition, quote=True)}">{escape(item_name(key))}</span>'
