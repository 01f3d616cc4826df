"""Broken XML made well-formed: stray brackets and ampersands escaped, tags balanced, all text kept.

A recovering parser stops where the root element closes too early, which one lost bracket can bring about; a balanced
text has no such place.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

_TOKEN = re.compile(
    r"</([A-Za-z_][\w:.-]*)\s*>|<([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*+)\s*+(/?)>|"
    r"(<!--|<!\[CDATA\[|<\?|<!DOCTYPE)|<"
)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!DOCTYPE": ">"}
_REST_IS_BLANK = re.compile(r"\s*\Z")
_AMPERSAND = re.compile(r"&(?:([A-Za-z][\w.]{1,40})|#\d{1,7}|#x[\dA-Fa-f]{1,6});|&")
_CORE = ("amp", "lt", "gt", "quot", "apos")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def balanced(text: str) -> str:
    """``text`` with every tag closed once and in order; a closing tag without an opening one is dropped."""
    text = _FORBIDDEN.sub("", text)
    parts: list[str] = []
    stack: list[str] = []
    held: Counter[str] = Counter()
    endless: set[str] = set()
    end = 0
    while (token := _TOKEN.search(text, end)) is not None:
        parts.append(_escaped(text[end : token.start()]))
        end = token.end()
        closing, opening, attributes, empty, special = token.groups()
        if opening:
            parts.append(f"<{opening}{_unique(attributes)}{'/' if empty else ''}>")
            if not empty:
                stack.append(opening)
                held[opening] += 1
        elif closing:
            # Only the last tag of the file may close the root.
            if held[closing] and (len(stack) > 1 or _REST_IS_BLANK.match(text, end)):
                while True:
                    name = stack.pop()
                    held[name] -= 1
                    parts.append(f"</{name}>")
                    if name == closing:
                        break
        elif special:
            stop = -1 if special in endless else _end_of(text, special, end)
            if stop < 0:
                endless.add(special)
                parts.append("&lt;" + special[1:])
            else:
                if special == "<![CDATA[":
                    parts.append(text[token.start() : stop])
                end = stop
        else:
            parts.append("&lt;")
    parts.append(_escaped(text[end:]))
    parts += [f"</{name}>" for name in reversed(stack)]
    return "".join(parts)


def _end_of(text: str, special: str, start: int) -> int:
    """Where a comment, section, instruction or document type ends, -1 where it does not."""
    if special == "<!DOCTYPE":
        bracket, angle = text.find("[", start), text.find(">", start)
        if 0 <= bracket < angle:
            start = max(start, text.find("]", bracket))
    found = text.find(_ENDS[special], start)
    return found + len(_ENDS[special]) if found >= 0 else -1


def _escaped(text: str) -> str:
    def entity(match: re.Match[str]) -> str:
        name = match[1]
        if match[0] == "&":
            return "&amp;"
        if name is None or name in _CORE:
            return match[0]
        char = unescape(match[0])
        return char if char != match[0] else f"&amp;{name};"

    return _AMPERSAND.sub(entity, text)


def _unique(attributes: str) -> str:
    """Attributes without doubles, which no parser takes; their ampersands escaped."""
    seen: dict[str, str] = {}
    for name, value in re.findall(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')", attributes):
        seen.setdefault(name, _escaped(value))
    return "".join(f" {name}={value}" for name, value in seen.items())
