"""Reading the answers of services, which may hold anything: JSON and XML with the wrong types, or none at all."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from lxml import etree

from ..errors import FetchError
from ..normal import normalise

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_RAISED = re.compile(r"<sup>(?=[\d+\-−])", re.IGNORECASE)


def json_object(data: bytes, *, of: str) -> dict[str, Any]:
    """The JSON object in ``data``, the answer of the service ``of``. Raises FetchError where it is none."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FetchError(
            "bad_answer", f"{of} answers with something that is no JSON. Try later.", passing=True
        ) from error
    if not isinstance(value, dict):
        raise FetchError("bad_answer", f"{of} answers with JSON of another kind. Try later.", passing=True)
    return value


def xml_root(data: bytes, *, of: str) -> etree._Element:
    """The root of the XML in ``data``. Raises FetchError where it is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError(
            "bad_answer", f"{of} answers with something that is no XML. Try later.", passing=True
        ) from error


def part(value: object, *path: str) -> Any:
    """What stands at ``path`` in nested JSON objects, or None."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def items(value: object, *path: str) -> list[Any]:
    """The list at ``path``; one thing where a service writes one thing for a list of one; empty where there is none."""
    found = part(value, *path)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def words(value: object, *path: str) -> str | None:
    """The text at ``path`` in normal form and without markup, or None."""
    found = part(value, *path)
    if not isinstance(found, str):
        return None
    return plain(found) or None


def plain(text: str) -> str:
    """``text`` without tags and entities, in the normal form of all texts."""
    bare = unescape(_TAG.sub("", _RAISED.sub("^", text)))
    return normalise(" ".join(_TAG.sub("", _RAISED.sub("^", bare)).split()))


def address(value: object, *path: str) -> str | None:
    """The web address at ``path``, or None."""
    found = part(value, *path)
    return found.strip() if isinstance(found, str) and re.match(r"\s*https?://", found) else None
