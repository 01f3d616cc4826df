"""The audit on a terminal: a line an item, never wider than 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from ..insight.audit import Audit
from ..insight.audit_text import by_reason, score_of, status_text, values_text
from ..insight.checklist import Checklist
from .output import printable

WIDTH = 80
_KEY = 30
# More items that do not apply for one reason are counted, not listed.
_LISTED = 20
LEGEND = (
    "✓ exact, ≈ approximate, ↔ range, – missing, · not applicable; the score weighs the items by how much depends on "
    "them (--format html has the words behind each value, and a sentence for each gap)"
)
_MARKS = {"exact": "✓", "approximate": "≈", "range": "↔", "missing": "–", "not_applicable": "·"}


def audit_table(audits: Iterable[Audit], checklist: Checklist) -> Iterator[str]:
    """Lines of at most 80 characters: title, score, a line an item, what does not fit together."""
    for audit in audits:
        header = audit.document
        yield from _wrapped(header.title or header.source)
        if header.failure is not None:
            yield from _wrapped(f"no text: {header.failure.message}", indent="  ")
            yield "\n"
            continue
        yield from _wrapped(f"{checklist.title}: {score_of(audit)}", indent="  ")
        yield "  " + "─" * (WIDTH - 2) + "\n"
        for item in audit.items:
            if item.status == "not_applicable":
                continue
            what = values_text(item) if item.values else status_text(item)
            line = f"  {_MARKS[item.status]} {item.key:<{_KEY}}"
            yield line + _cut(printable(what), WIDTH - len(line)) + "\n"
        for reason, keys in by_reason(audit).items():
            which = ", ".join(keys) if len(keys) <= _LISTED else f"the other {len(keys)} items"
            yield from _wrapped(f"· not applicable, as {reason}: {which}", indent="  ")
        yield from _wrapped(LEGEND, indent="  ")
        for found in audit.consistency:
            yield from _wrapped(f"! {found.message}", indent="  ")
        yield "\n"


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _wrapped(text: str, *, indent: str = "") -> Iterator[str]:
    for line in wrap(printable(" ".join(text.split())), WIDTH - len(indent)):
        yield f"{indent}{line}\n"
