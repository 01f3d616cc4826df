"""The JSON contract ``voltext/1``: its schema, and the check of an output against it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ..extract.data import extract_vocabulary
from ..ingest.data import ingest_vocabulary
from ..ingest.errors import ContractError

SCHEMA_PATH = Path(__file__).parent / "data" / "voltext-1.schema.json"

# Definition of the schema -> the vocabulary that closes it.
_INGEST_ENUMS = {"block_kind": "block_kinds", "section_type": "section_types", "failure_reason": "failure_reasons"}
_EXTRACT_ENUMS = {
    "qualifier": "qualifiers",
    "origin": "origins",
    "status": "statuses",
    "evidence_kind": "evidence_kinds",
    "condition_key": "condition_keys",
    "mention_label": "mention_labels",
    "component_role": "component_roles",
    "property": "properties",
    "item_key": "items",
    "operation_type": "operations",
    "paragraph_kind": "paragraph_kinds",
}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) as shipped, its lists of codes closed by the vocabularies in force."""
    loaded: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    for definition, name in _INGEST_ENUMS.items():
        loaded["$defs"][definition]["enum"] = list(ingest_vocabulary(name))
    for definition, name in _EXTRACT_ENUMS.items():
        loaded["$defs"][definition]["enum"] = list(extract_vocabulary(name))
    return loaded


def check(kind: str, data: object) -> None:
    """Check ``data`` (decoded JSON) against a definition: ``extract_output``, ``audit_output``, ``search``, ….

    Raises ContractError naming the first place that does not fit.
    """
    from jsonschema import Draft202012Validator  # its import takes longer than most commands need

    validator = Draft202012Validator({**schema(), "anyOf": [{"$ref": f"#/$defs/{kind}"}]})
    error = next(iter(validator.iter_errors(data)), None)
    while error is not None and error.context:
        error = max(error.context, key=lambda each: len(each.absolute_path))
    if error is not None:
        place = "/".join(str(part) for part in error.absolute_path) or "the top"
        raise ContractError(f"{kind} does not fit voltext/1 at {place}: {error.message[:300]}")
