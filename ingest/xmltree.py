"""XML that comes from strangers: parsed without entities, network or DTD, and recovered where it is broken."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree

from .encoding import decode
from .errors import ReadError
from .source import Limits
from .tagsoup import balanced

if TYPE_CHECKING:
    from .document import DocumentBuilder

Element = etree._Element

_TOO_DEEP = "The XML is nested too deep to be a paper. Convert it with another tool."
# libxml2 refuses deeper trees by itself.
_PARSER_DEPTH = 256
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,12})|([0-9]{1,12}));")


def _parser(*, recover: bool, encoding: str | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )


def parse_xml(data: bytes, *, limits: Limits, builder: DocumentBuilder) -> Element:
    """The root element of ``data``.

    XML that a strict parser rejects is parsed again with recovery, and the builder gets a warning ``xml_recovered``.
    Entities are never resolved: those that HTML names are put in as characters, others are left out.
    Raises ReadError ``malformed`` or ``limit_size`` where no tree can be had.
    """
    root: Element | None
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise ReadError("limit_size", _TOO_DEEP) from error
        root = _recovered(data, str(error), builder)
    except (LookupError, ValueError) as error:
        root = _recovered(data, str(error), builder)
    if root is None or not len(root):
        raise ReadError("malformed", "The XML is broken beyond repair. Download the file again.")
    if limits.depth < _PARSER_DEPTH:
        _check_depth(root, limits.depth)
    _replace_entities(root, builder)
    return root


def _recovered(data: bytes, problem: str, builder: DocumentBuilder) -> Element | None:
    text = balanced(_NUMBERED.sub(_character, _DECLARATION.sub("", decode(data), count=1)))
    try:
        parser = _parser(recover=True, encoding="utf-8")
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("malformed", f"The XML is broken beyond repair ({error}). Download the file again.") from error
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise ReadError("limit_size", _TOO_DEEP)
    first = problem.splitlines()[0] if problem else "unknown"
    builder.warn(
        "xml_recovered", f"The XML breaks its own rules and was read with recovery; text may be missing: {first}"
    )
    return root


def _character(match: re.Match[str]) -> str:
    """A numbered character as it stands, or nothing where its number is none: recovery lets surrogates through."""
    number = int(match[1], 16) if match[1] else int(match[2])
    allowed = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return match[0] if allowed and number not in (0xFFFE, 0xFFFF) else ""


def _check_depth(root: Element, limit: int) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            raise ReadError("limit_size", f"The XML is nested more than {limit} deep. Convert it with another tool.")


def _replace_entities(root: Element, builder: DocumentBuilder) -> None:
    for node in list(root.iter(etree.Entity)):
        char = unescape(node.text or "")
        if char == node.text:
            builder.warn("entity_skipped", f"The entity {node.text} is declared by the file itself and was left out.")
            char = ""
        parent, previous = node.getparent(), node.getprevious()
        if parent is None:
            continue
        text = char + (node.tail or "")
        if previous is not None:
            previous.tail = (previous.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        node.tail = None
        parent.remove(node)


def local_name(element: Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def strip_namespaces(root: Element) -> None:
    """Take the namespaces off every tag of the tree, in place, so that readers can name tags plainly."""
    for element in root.iter():
        tag = element.tag
        if isinstance(tag, str) and tag[0] == "{":
            # Recovery leaves names with colons behind, which cannot be set again.
            element.tag = tag[tag.index("}") + 1 :].rpartition(":")[2] or "unnamed"


def all_text(element: Element) -> str:
    """All text below ``element`` as it stands."""
    return "".join(map(str, element.itertext()))


def plain_text(element: Element | None) -> str:
    """All text below ``element`` with single spaces; empty for None."""
    return " ".join(all_text(element).split()) if element is not None else ""


XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


def href_of(element: Element) -> str:
    """Where a link points, by ``xlink:href`` or ``href``."""
    return str(element.get(XLINK_HREF) or element.get("href") or "")
