"""MathML as readable text in one line: subscripts inline, superscripts behind a caret, fractions with a slash."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from .xmltree import all_text, local_name

_SPACED = set("=<>≤≥≈≅≃∼~±∓×→←↔⇌⇄⇒∝≠≡∈−-+*÷·⋅")
_ATOM = re.compile(r"[\w.]+|[+-]?\d+(?:\.\d+)?|[^\W_]'|-?\w")
_SPACES = re.compile(r"\s+")
_TIGHT = re.compile(r"\s+([,;:)\]}.])|([(\[{])\s+")


def math_text(element: etree._Element) -> str:
    """The readable text of a ``math`` element or of any part of one."""
    text = _SPACES.sub(" ", _convert(element)).strip()
    return _TIGHT.sub(lambda m: m[1] or m[2], text)


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _row(element: etree._Element) -> str:
    return "".join(_convert(child) for child in _children(element))


def _part(element: etree._Element, index: int) -> str:
    children = _children(element)
    return _convert(children[index]).strip() if index < len(children) else ""


def _grouped(text: str) -> str:
    return text if not text or _ATOM.fullmatch(text) else f"({text})"


def _raised(text: str) -> str:
    if not text:
        return ""
    if text in ("'", "′", "″", "∗", "*", "°", "∘", "o"):
        return "°" if text in ("∘", "o") else text
    compact = text.replace(" ", "").replace("−", "-")
    return "^" + (compact if re.fullmatch(r"[+-]?[\w.]+|[\w.]*[+-]|[+-]?\d+/\d+", compact) else f"({text})")


def _operator(element: etree._Element) -> str:
    text = (element.text or "").strip()
    if text in ("\u2061", "\u2062", "\u2063", "\u2064"):
        return ""
    parent = element.getparent()
    lone = parent is not None and local_name(parent) in ("msup", "msub", "msubsup", "mover", "munder", "munderover")
    if text in _SPACED and not lone:
        previous = element.getprevious()
        sign = text in "-−+±~∼" and (
            previous is None or (local_name(previous) == "mo" and (previous.text or "").strip() not in (")", "]", "}"))
        )
        return f" {text}" if sign else f" {text} "
    return f"{text} " if text in (",", ";") else text


def _fenced(element: etree._Element) -> str:
    opened, closed = element.get("open", "("), element.get("close", ")")
    operators = any(local_name(child) == "mo" for child in element)
    separators = element.get("separators", "" if operators else ",").strip()
    parts = [_convert(child).strip() for child in _children(element)]
    joined = parts[0] if parts else ""
    for index, part in enumerate(parts[1:]):
        joined += (separators[min(index, len(separators) - 1)] if separators else "") + " " + part
    return f"{opened}{joined}{closed}"


def _fraction(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 0))}/{_grouped(_part(element, 1))}"


def _table(element: etree._Element) -> str:
    rows = [
        " ".join(filter(None, (_row(cell).strip() for cell in _children(row) if local_name(cell) == "mtd")))
        for row in _children(element)
    ]
    return "; ".join(filter(None, rows))


def _multiscripts(element: etree._Element) -> str:
    base, *scripts = _children(element)
    before: list[str] = []
    after: list[str] = []
    target = after
    for script in scripts:
        if local_name(script) == "mprescripts":
            target = before
        else:
            target.append("" if local_name(script) == "none" else _convert(script).strip())

    def pairs(values: list[str]) -> str:
        return "".join(
            values[i] + _raised(values[i + 1] if i + 1 < len(values) else "") for i in range(0, len(values), 2)
        )

    return pairs(before) + _convert(base).strip() + pairs(after)


def _accented(element: etree._Element) -> str:
    mark = _part(element, 1)
    base = _part(element, 0)
    # Bars, hats, tildes and dots above change the name of a variable, not its place in the text.
    return (
        base
        if mark in ("¯", "‾", "―", "_", "^", "ˆ", "~", "˜", "˙", ".", "→", "⇀", "¨", "-", "−", "︷", "⏞", "⏟")
        else f"{base}^({mark})"
    )


def _limits(element: etree._Element) -> str:
    base, low, high = _part(element, 0), _part(element, 1), _part(element, 2)
    if local_name(element) == "munder":
        return base if low in ("_", "¯", "⏟", "︸") else f"{base}_({low})" if low else base
    return f"{base}_({low})^({high})"


_HANDLERS: dict[str, Callable[[etree._Element], str]] = {
    "mo": _operator,
    "msub": lambda e: _part(e, 0) + _part(e, 1).replace(" ", ""),
    "msup": lambda e: _part(e, 0) + _raised(_part(e, 1)),
    "msubsup": lambda e: _part(e, 0) + _part(e, 1).replace(" ", "") + _raised(_part(e, 2)),
    "mfrac": _fraction,
    "msqrt": lambda e: f"√({_row(e).strip()})",
    "mroot": lambda e: f"({_part(e, 0)})^(1/{_part(e, 1)})",
    "mfenced": _fenced,
    "mtable": _table,
    "mover": _accented,
    "munder": _limits,
    "munderover": _limits,
    "mmultiscripts": _multiscripts,
    "mspace": lambda e: " ",
    "mphantom": lambda e: "",
    "annotation": lambda e: "",
    "annotation-xml": lambda e: "",
    "mi": lambda e: (e.text or "").strip() + _row(e),
    "mn": lambda e: (e.text or "").strip(),
    "mtext": lambda e: all_text(e),
    "ms": lambda e: all_text(e),
}


def _convert(element: etree._Element) -> str:
    handler = _HANDLERS.get(local_name(element))
    if handler is not None:
        return handler(element)
    return _row(element) if len(element) else (element.text or "").strip()
