"""voltext show: one document of a knowledge base."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from ..evidence import SHOWN, shown_row
from ..options import DEFAULT_KB, KbOption, OutOption
from ..output import Format, print_json, show_table

if TYPE_CHECKING:
    from ...extract.extraction import Extraction, Item
    from ...kb.entry import StoredRecord
    from ...kb.store import RecordStore


_LINKS = ("id", "how", "other", "value", "ratio", "paper", "reason")


class Part(StrEnum):
    """What of a document is shown."""

    all = "all"
    blocks = "blocks"
    records = "records"
    links = "links"
    items = "items"


def show(
    document: Annotated[str, typer.Argument(metavar="DOC", help="Its id, its DOI, or the name of its file.")],
    kb: KbOption = DEFAULT_KB,
    part: Annotated[Part, typer.Option("--part", help="What of it to show.")] = Part.all,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also records that a curator rejected.")] = False,
    format: Annotated[Format, typer.Option("--format", help="table, or json for the whole contract.")] = Format.table,
    out: OutOption = None,
) -> None:
    """Show a document: its blocks, its records as they count, what other papers say to them, its reporting items."""
    from ...ingest.errors import UsageError
    from ...kb.sqlite import SqliteStore
    from ...kb.store import RecordFilter, find

    with closing(SqliteStore.open(kb)) as store:
        found = find(store, document)
        works = {edition.header.id: edition.work for edition in store.editions()}
        if len(found) > 1 and len({works.get(header.id) or header.id for header in found}) == 1:
            # Several files of one work: shown is the one that stands for it.
            standing = works[found[0].id]
            found = [header for header in found if header.id == standing] or found
        entry = store.get(found[0].id) if len(found) == 1 else None
        work = works.get(found[0].id) if entry else None
        records = list(store.query(RecordFilter(document=found[0].id, rejected=rejected))) if entry else []
        links = _link_rows(store, found[0].id) if entry and part in (Part.all, Part.links) else []
        extraction = store.curated(entry.extraction()) if entry is not None else None
    if extraction is None:
        if not found:
            raise UsageError(f"{document}: {kb} holds no such document; `voltext status --kb {kb}` lists them")
        listed = ", ".join(f"{header.id} ({header.source})" for header in found[:5])
        raise UsageError(f"{document}: {len(found)} documents are named so: {listed}")
    if out is not None and format is not Format.json and part is Part.all:
        raise UsageError("--out holds one table: add --part blocks, records or items, or --format json")
    if format is Format.json:
        print_json(extraction, out=out)
        return
    if part is Part.all:
        show_table(("field", "value"), _header_rows(extraction, work), format=format, out=out)
    if part in (Part.all, Part.blocks):
        rows = [(block.id, block.kind, block.section, block.page, block.text) for block in extraction.blocks]
        show_table(("block", "kind", "section", "page", "text"), rows, format=format, out=out, title="Blocks")
    if part in (Part.all, Part.records):
        _show_records(extraction, records, format, out)
    if part is Part.links or (part is Part.all and links):
        show_table(_LINKS, links, format=format, out=out, title="Other papers")
    if part in (Part.all, Part.items):
        items = [(item.key, item.status, _values(item), round(item.confidence, 2)) for item in extraction.items]
        show_table(("item", "status", "values", "confidence"), items, format=format, out=out, title="Reporting items")


def _header_rows(extraction: Extraction, work: str | None) -> list[tuple[str, str | int | None]]:
    header = extraction.document
    rows: list[tuple[str, str | int | None]] = [
        ("id", header.id),
        ("source", header.source),
        ("format", header.format),
        ("title", header.title),
        ("authors", "; ".join(_person(name, orcid) for name, orcid in zip_longest(header.authors, header.orcids))),
        ("journal", header.journal),
        ("year", header.year),
        ("doi", header.doi),
        ("licence", header.licence),
    ]
    if header.metadata_source:
        rows.append(
            ("not from the file", ", ".join(f"{each.field} ({each.source})" for each in header.metadata_source))
        )
    if work not in (None, header.id):
        rows.append(("the same work as", work))
    if header.failure is not None:
        rows.append(("failure", f"{header.failure.reason}: {header.failure.message}"))
    rows.extend(("warning", f"{warning.code}: {warning.message}") for warning in header.warnings)
    return rows


def _person(name: str | None, orcid: str | None) -> str:
    return f"{name} ({orcid})" if orcid else name or ""


def _show_records(extraction: Extraction, records: list[StoredRecord], format: Format, out: OutOption) -> None:
    rows = [(stored.record.id, *shown_row(extraction, stored.record), _verdict(stored)) for stored in records]
    show_table(("id", *SHOWN, "verdict"), rows, format=format, out=out, title="Records")


def _verdict(stored: StoredRecord) -> str | None:
    """The curators' verdict, and what an edit changed."""
    from ...extract.rows import conditions_text, property_text, value_text, whose_text

    original, record = stored.original, stored.record
    if stored.verdict != "edited" or original is None:
        return stored.verdict
    before = [
        was
        for was, now in (
            (original.material.name, record.material.name),
            (property_text(original), property_text(record)),
            (value_text(original), value_text(record)),
            (conditions_text(original.conditions) or "no conditions", conditions_text(record.conditions)),
            (whose_text(original), whose_text(record)),
        )
        if was != (now or "no conditions")
    ]
    return f"edited; extracted was {', '.join(before)}" if before else "edited"


def _link_rows(store: RecordStore, document: str) -> list[tuple[str | float | None, ...]]:
    """What other papers say to the records of ``document``, under ``_LINKS``."""
    from ...extract.rows import value_text
    from ...kb.agreement import AGREES
    from ...kb.store import RecordFilter

    rows: list[tuple[str | float | None, ...]] = []
    others: dict[str, dict[str, StoredRecord]] = {}
    for link in store.links(document):
        ends = [(link.document, link.record), (link.other_document, link.other_record)]
        (_, record), (other, other_record) = ends if link.document == document else reversed(ends)
        if other not in others:
            others[other] = {stored.record.id: stored for stored in store.query(RecordFilter(document=other))}
        stored = others[other].get(other_record)
        paper = (stored.header.doi or stored.header.source) if stored is not None else other
        value = value_text(stored.record) if stored is not None else None
        how = "agrees with" if link.kind == AGREES else "conflicts with"
        rows.append((record, how, f"{other}/{other_record}", value, link.ratio, paper, link.reason))
    return rows


def _values(item: Item) -> str | None:
    texts = []
    for value in item.values:
        number = value.value if value.value is not None else f"{value.min}–{value.max}"
        texts.append(f"{number} {value.unit}".strip())
    return "; ".join(texts) or item.reason
