"""The audit as rows of a table and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..extract.extraction import Item, ItemValue
from .audit import REPORTED, Audit
from .checklist import Checklist

ROW_COLUMNS = (
    "document",
    "doi",
    "key",
    "status",
    "elsewhere",
    "reason",
    "value",
    "min",
    "max",
    "unit",
    "qualifier",
    "normalised_value",
    "normalised_min",
    "normalised_max",
    "normalised_unit",
    "component",
    "aspect",
    "confidence",
    "block",
    "start",
    "end",
    "quote",
)
_ACTIVE = re.compile(r"[\\`*_\[\]]|(?<!\S)(?:[#>~]|[-+](?=\s)|!(?=\[))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
Row = tuple[str | float | int | bool | None, ...]


def value_text(value: ItemValue) -> str:
    """A value as a person reads it: ``~2 mg cm^-2``, ``2.5–4.2 V``, ``8 (ratio 8:1:1)``."""
    rate = _fraction_of_c(value)
    if rate is not None:
        return rate
    if value.min is not None and value.max is not None:
        number = f"{value.min:g}–{value.max:g}"
    elif isinstance(value.value, float | int):
        number = f"{value.value:g}"
    else:
        number = str(value.value or "")
    sign = {"approximate": "~", "lower_bound": ">", "upper_bound": "<"}.get(value.qualifier, "")
    unit = f"({value.unit})" if value.unit.startswith("ratio") else value.unit
    return f"{sign}{number} {unit}".strip()


def _fraction_of_c(value: ItemValue) -> str | None:
    """``C/3`` for a rate of 0.333 C, which nobody writes; None for any other value."""
    if value.unit != "C" or not isinstance(value.value, float) or not 0 < value.value < 1:
        return None
    parts = 1 / value.value
    short = len(f"{value.value:g}") <= 4
    return None if short or abs(parts - round(parts)) > 0.01 * parts else f"C/{round(parts)}"


def score_of(audit: Audit) -> str:
    """The score with what it counts: ``79 % (28 of 36 items that apply)``."""
    applicable = [item for item in audit.items if item.status != "not_applicable"]
    if not applicable:
        return score_text(None)
    reported = sum(item.status in REPORTED for item in applicable)
    return f"{score_text(audit.score)} ({reported} of {len(applicable)} items that apply)"


def quoted(text: str) -> str:
    """A quotation that was cut out of a sentence, with dots where it was cut."""
    words = " ".join(text.split())
    lead = "… " if words[:1].islower() else ""
    return lead + words + ("" if not words or words[-1] in ".!?)]”" or len(words) < 60 else " …")


def values_text(item: Item, *, most: int = 6) -> str:
    """The values of an item in a line; ``most`` of them, then how many more there are."""
    shown = [value_text(value) for value in item.values[:most]]
    more = len(item.values) - len(shown)
    return "; ".join(shown) + (f"; +{more}" if more else "")


def status_text(item: Item) -> str:
    """The status in words, with the case that it stands elsewhere."""
    return "missing, stated elsewhere" if item.elsewhere else item.status.replace("_", " ")


def csv_rows(audit: Audit) -> Iterator[Row]:
    """A row for every value, and one for every item without a value."""
    header = audit.document
    for item in audit.items:
        head = (header.source, header.doi, item.key, item.status, item.elsewhere, item.reason)
        if not item.values:
            yield (*head, *([None] * 11), item.confidence, None, None, None, None)
        for value in item.values:
            scaled = value.normalised
            quote = value.evidence
            yield (
                *head,
                value.value,
                value.min,
                value.max,
                value.unit,
                value.qualifier,
                *((None,) * 4 if scaled is None else (scaled.value, scaled.min, scaled.max, scaled.unit)),
                value.component,
                value.aspect,
                item.confidence,
                quote.block if quote else None,
                quote.start if quote else None,
                quote.end if quote else None,
                quote.text if quote else None,
            )


def markdown(audits: Iterable[Audit], checklist: Checklist) -> Iterator[str]:
    """The audit as Markdown: score, what is missing with a sentence to fill in, what is reported with its quotation."""
    for audit in audits:
        header = audit.document
        yield f"# {_plain(header.title or header.source)}\n\n"
        if header.failure is not None:
            yield f"The file gave no text: {_plain(header.failure.message)}\n\n"
            continue
        if header.doi:
            yield f"DOI {_plain(header.doi)}. "
        yield f"Checklist: {checklist.title}. Score: {score_of(audit)}.\n\n"
        entries = {entry.key: entry for entry in checklist.entries}
        missing = [item for item in audit.items if item.status == "missing"]
        if missing:
            yield "## Missing\n\n"
            for item in missing:
                entry = entries[item.key]
                yield f"- **{item.key}** (readers look in {entry.section.replace('_', ' ')}): {entry.template}\n"
                if item.elsewhere and item.reason:
                    yield f"  Said to stand elsewhere: “{_plain(item.reason)}”\n"
            yield "\n"
        yield "## Reported\n\n| item | status | values | from |\n|---|---|---|---|\n"
        for item in audit.items:
            if item.status in REPORTED:
                quote = _plain(quoted(item.evidence[0].text)) if item.evidence else ""
                yield f"| {item.key} | {item.status} | {_cell(_plain(values_text(item)))} | {_cell(quote)} |\n"
        yield "\n"
        apart = [item for item in audit.items if item.status == "not_applicable"]
        if apart:
            yield "## Not applicable\n\n"
            for reason, keys in by_reason(audit).items():
                yield f"- {_plain(reason)}: {', '.join(keys)}\n"
            yield "\n"
        if audit.consistency:
            yield "## Does not fit together\n\n"
            for found in audit.consistency:
                yield f"- {_plain(found.message)}\n"
                for evidence in found.evidence:
                    yield f"  > {_plain(evidence.text)}\n"
            yield "\n"


_NAMES = {"np_ratio": "N/P ratio", "one_c_definition": "1C definition"}


def item_name(key: str) -> str:
    """An item's name for people: ``mass loading``, ``N/P ratio``."""
    return _NAMES.get(key, key.replace("_", " "))


def by_reason(audit: Audit) -> dict[str, list[str]]:
    """The items that do not apply, by the reason why."""
    reasons: dict[str, list[str]] = {}
    for item in audit.items:
        if item.status == "not_applicable":
            reasons.setdefault(item.reason or "not applicable", []).append(item.key)
    return reasons


def score_text(score: float | None) -> str:
    """The score as a share of a hundred."""
    return "none (no item applies)" if score is None else f"{100 * score:.0f} %"


def _plain(text: str) -> str:
    """``text`` from a paper on one line, with nothing in it that Markdown or HTML would act upon."""
    escaped = _ENTITY.sub("&amp;", _ACTIVE.sub(r"\\\g<0>", " ".join(text.split())))
    return _TAG.sub("&lt;", escaped)


def _cell(text: str) -> str:
    """``text``, plain by now, as a cell of a table."""
    return text.replace("|", "\\|")
