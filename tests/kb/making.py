"""Papers made by hand for the tests of kb: a sentence a record, with its offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from voltext.extract.extraction import SCHEMA, Condition, Evidence, Extraction, MaterialRef, Record, Sample
from voltext.extract.quantity import Normalised
from voltext.ingest.document import Block, Header
from voltext.kb.decision import Anchor, Decision
from voltext.kb.entry import Entry, StoredRecord
from voltext.kb.store import ALL_RECORDS, RecordStore

NEW_YEAR = "2026-01-01T00:00:00.000000+00:00"


def header(name: str, **fields: Any) -> Header:
    digest = sha256(name.encode()).hexdigest()
    made = Header(digest[:16], f"papers/{name}.txt", digest, "text", "text", doi=f"10.5555/{name}", title=f"On {name}")
    return replace(made, **fields)


def record(value: float = 150.0, material: str = "LFP", **fields: Any) -> Record:
    sentence = fields.pop("sentence", f"The cell with {material} delivered a capacity of {value:g} mAh/g.")
    start = fields.pop("start", 0)
    composition = fields.pop("composition", None)
    made = Record(
        property="capacity", material=MaterialRef(material, composition), value=value, min=None, max=None, error=None,
        unit="mAh/g", qualifier="exact", normalised=Normalised(value, None, None, "mAh/g"), id="r0", confidence=0.8,
        evidence=(Evidence("b0", None, start, start + len(sentence), sentence, "sentence"),),
    )  # fmt: skip
    return replace(made, **fields)


def conductivity(value: float, material: str = "LLZO", **fields: Any) -> Record:
    return record(
        value, material, property="ionic_conductivity", unit="S/cm", normalised=Normalised(value, None, None, "S/cm"),
        **fields,
    )  # fmt: skip


def at(**conditions: float) -> dict[str, Condition]:
    units = {"temperature": "°C", "rate": "C", "cycles": "cycles"}
    return {
        name: Condition(f"{value:g} {unit}", value, unit, normalised=Normalised(value, None, None, unit))
        for name, value in conditions.items()
        for unit in [units[name]]
    }  # fmt: skip


def paper(name: str, *records: Record, version: str = "v1", samples: Iterable[Sample] = (), **fields: Any) -> Entry:
    numbered = tuple(replace(each, id=f"r{place}") for place, each in enumerate(records))
    text = " ".join(each.evidence[0].text for each in records) or "text"
    block = Block("b0", "paragraph", None, 0, len(text), None, None, text)
    extraction = Extraction(SCHEMA, header(name, **fields), (block,), records=numbered, samples=tuple(samples))
    return Entry.of(extraction, version=version, limits="", signature=b"")


def decided(stored: StoredRecord, action: str, *, author: str = "ada", time: str = NEW_YEAR, **fields: Any) -> Decision:
    anchor = Anchor.of(stored.header, stored.original or stored.record)
    return Decision(action, author, time, record=anchor, **fields).signed()


def undo(decision: Decision, *, author: str = "ada", time: str = "2026-02-01T00:00:00.000000+00:00") -> Decision:
    return Decision("undo", author, time, undoes=decision.id).signed()


def only(store: RecordStore) -> StoredRecord:
    (stored,) = store.query()
    return stored


def values(store: RecordStore, **wanted: object) -> list[float | None]:
    """The values of the records that ``wanted`` asks for."""
    return [stored.record.value for stored in store.query(replace(ALL_RECORDS, **wanted))]  # type: ignore[arg-type]
