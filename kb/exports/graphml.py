"""GraphML: the graph projection of a knowledge base as one file, for Gephi, yEd, networkx and igraph."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from ..graph.projection import rows_of
from ..graph.schema import LOADED
from .selection import Selection

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE nodes (id TEXT PRIMARY KEY, label TEXT, properties TEXT) WITHOUT ROWID;
CREATE TABLE edges (id TEXT PRIMARY KEY, source TEXT, target TEXT, type TEXT, properties TEXT) WITHOUT ROWID;
"""
_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double"}


def graphml(selection: Selection) -> Iterator[str]:
    """The nodes (``Label:key``) and edges of the graph, and the links between papers, as parts of a GraphML text.

    Papers and materials are shared by documents: they are joined in a database beside, not in memory. Lists become
    text with semicolons; the label of a node is its data ``labels``, the type of an edge its data ``type``.
    """
    with (
        TemporaryDirectory(prefix="voltext-graphml-") as folder,
        closing(sqlite3.connect(Path(folder) / "graph.sqlite", isolation_level=None)) as graph,
    ):
        graph.executescript(_TABLES)
        graph.execute("BEGIN")
        _gather(selection, graph)
        graph.execute("COMMIT")
        yield from _written(graph)


def _gather(selection: Selection, graph: sqlite3.Connection) -> None:
    """Put the rows of all documents into ``graph``; those of one key are joined, the later ones on top."""
    for extraction in selection.extractions():
        rows = rows_of(extraction)
        for label, nodes in rows.nodes.items():
            if label == LOADED:
                continue  # what a server was loaded with is no knowledge
            for key, properties in nodes.items():
                _join(graph, "nodes", f"{label.name}:{key}", (label.name,), properties | {label.key: key})
        for edge, links in rows.edges.items():
            for (start, end, *identity), properties in links.items():
                ends = (f"{edge.start.name}:{start}", f"{edge.end.name}:{end}")
                id = msgspec.json.encode([*ends, edge.type, *identity]).decode()
                _join(graph, "edges", id, (*ends, edge.type), properties)
    for link in selection.links():
        ends = (f"Measurement:{link.document}/{link.record}", f"Measurement:{link.other_document}/{link.other_record}")
        id = msgspec.json.encode([*ends, link.kind]).decode()
        _join(graph, "edges", id, (*ends, link.kind), {"ratio": link.ratio, "reason": link.reason})


def _join(graph: sqlite3.Connection, table: str, id: str, columns: tuple[str, ...], properties: dict[str, Any]) -> None:
    plain = {name: _plain(value) for name, value in properties.items() if value is not None}
    known = graph.execute(f"SELECT properties FROM {table} WHERE id = ?", (id,)).fetchone()
    joined = {**msgspec.json.decode(known[0]), **plain} if known is not None else plain
    marks = ", ".join("?" * (len(columns) + 2))
    text = msgspec.json.encode(joined, order="sorted").decode()
    graph.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (id, *columns, text))


def _plain(value: Any) -> str | float | int | bool:
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    return value if isinstance(value, str | float | int | bool) else str(value)


def _written(graph: sqlite3.Connection) -> Iterator[str]:
    yield _HEAD
    keys: dict[tuple[str, str], str] = {}
    for domain, table, first in (("node", "nodes", "labels"), ("edge", "edges", "type")):
        types: dict[str, set[type]] = {first: {str}}
        for (text,) in graph.execute(f"SELECT properties FROM {table}"):
            for name, value in msgspec.json.decode(text).items():
                types.setdefault(name, set()).add(type(value))
        for name, found in sorted(types.items()):
            id = keys[domain, name] = f"{domain[0]}{len(keys)}"
            yield (f'  <key id="{id}" for="{domain}" attr.name={quoteattr(name)} attr.type="{_type_of(found)}"/>\n')
    yield '  <graph id="voltext" edgedefault="directed">\n'
    for id, label, text in graph.execute("SELECT id, label, properties FROM nodes ORDER BY id"):
        data = _data("node", keys, {"labels": label} | msgspec.json.decode(text))
        yield f"    <node id={_attribute(id)}>{data}</node>\n"
    for number, (source, target, type_, text) in enumerate(
        graph.execute("SELECT source, target, type, properties FROM edges ORDER BY id")
    ):
        data = _data("edge", keys, {"type": type_} | msgspec.json.decode(text))
        yield (f'    <edge id="e{number}" source={_attribute(source)} target={_attribute(target)}>{data}</edge>\n')
    yield "  </graph>\n</graphml>\n"


def _type_of(found: set[type]) -> str:
    """The narrowest type that all values of a property have; whole numbers among others are numbers."""
    if found == {int, float}:
        return "double"
    return _TYPES.get(next(iter(found)), "string") if len(found) == 1 else "string"


def _data(domain: str, keys: dict[tuple[str, str], str], properties: dict[str, Any]) -> str:
    return "".join(f'<data key="{keys[domain, name]}">{_text(value)}</data>' for name, value in properties.items())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", str(value)))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))
