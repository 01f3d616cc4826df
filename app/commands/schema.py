"""voltext schema: the JSON contract."""

from __future__ import annotations

from ..options import OutOption


def schema(out: OutOption = None) -> None:
    """Print the JSON Schema of what extract, audit and search write."""
    from ..contract import schema as contract_schema
    from ..output import print_json

    print_json(contract_schema(), out=out)
