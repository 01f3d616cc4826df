"""Office's own formulae (OMML) in one line: ``10^-4``, ``√(x)``, ``∑_(i=1)^N x``."""

from __future__ import annotations

import re
from typing import Any

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ACCENTS = {"̂", "̃", "̄", "̅", "̇", "̈", "⃗", "→"}


def math_text(element: Any) -> str:
    """The readable text of an ``m:oMath`` element or of a part of one."""
    tag = element.tag.removeprefix(_M)
    if tag == "t":
        return element.text or ""

    def part(name: str) -> str:
        found = element.find(f"{_M}{name}")
        return _inner(found) if found is not None else ""

    def sign(name: str, usual: str) -> str:
        found = element.find(f"{_M}{tag}Pr/{_M}{name}")
        return usual if found is None else str(found.get(f"{_M}val") or "")

    if tag == "sSup":
        return f"{part('e')}^{_group(part('sup'))}"
    if tag == "sSub":
        return part("e") + part("sub")
    if tag == "sSubSup":
        return f"{part('e')}{part('sub')}^{_group(part('sup'))}"
    if tag == "sPre":
        return f"^{_group(part('sup'))}{part('sub')}{part('e')}"
    if tag == "f":
        return f"{_group(part('num'))}/{_group(part('den'))}"
    if tag == "rad":
        return f"{part('deg')}√({part('e')})"
    if tag == "nary":
        below, above = part("sub"), part("sup")
        bounds = (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")
        return f"{sign('chr', '∫')}{bounds} {part('e')}"
    if tag == "func":
        return f"{part('fName')} {part('e')}"
    if tag in ("limLow", "limUpp"):
        return f"{part('e')}{'_' if tag == 'limLow' else '^'}{_group(part('lim'))}"
    if tag == "d":
        inner = sign("sepChr", "|").join(_inner(e) for e in element.findall(f"{_M}e"))
        return f"{sign('begChr', '(')}{inner}{sign('endChr', ')')}"
    if tag == "acc":
        mark = sign("chr", "̂")
        return part("e") + (mark if mark in _ACCENTS - {"→"} else "")
    if tag in ("eqArr", "m"):
        rows = element.findall(f"{_M}e") if tag == "eqArr" else element.findall(f"{_M}mr")
        return "; ".join(_inner(row) for row in rows)
    if tag == "mr":
        return ", ".join(_inner(e) for e in element.findall(f"{_M}e"))
    return _inner(element)


def _inner(element: Any) -> str:
    return "".join(math_text(child) for child in element if isinstance(child.tag, str))


def _group(text: str) -> str:
    return text if re.fullmatch(r"[-+−]?[\w.]+", text) else f"({text})"
