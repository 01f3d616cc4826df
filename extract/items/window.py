"""Voltage limits of the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ..quantity import Normalised, Quantity
from .finding import Finding
from .reading import Passage, Reading

_WINDOW = re.compile(
    r"(?i)\b(?:voltages?|potentials?|windows?|ranges?|between|cut-?\s?off|cycled|cycling|charg\w+|discharg\w+|"
    r"galvanostatic\w*|within|"
    r"limits?|cyclic voltammetry|cv|voltammograms?|from|scan\w*|rate|current density|vs\.?)\b"
)
_CV = re.compile(r"(?i)\b(?:cyclic voltammet\w+|CVs?|voltammogram\w*|scan rates?|mV\s?/?\s?s)")
_LIMITED = re.compile(r"(?i)cut-?\s?off|limit\w*|upper|charg\w* (?:[^\s;]+ ){0,6}(?:up )?to\s?$|stripp\w* .*to\s?$")
_NOT_WINDOW = re.compile(
    r"(?i)\b(?:plateaus?|peaks?|slop\w+|hysteresis|overpotential|polari[sz]ation|average|stability window|"
    r"electrochemical window|amplitude|dft|vasp|redox|located|eV|appear\w*|observed at|accelerating|region|"
    r"oxidation wave|onset|drop\w*)\b"
)


def find_windows(reading: Reading) -> Iterator[Finding]:
    """Voltage limits: cycling windows, windows of voltammetry, lone cut-offs."""
    found = list(_windows(reading))
    ends = {end for one in found if one.normalised for end in (one.normalised.min, one.normalised.max)}
    # A limit that a window has is told by it.
    yield from (one for one in found if one.value is None or one.value not in ends)


def _windows(reading: Reading) -> Iterator[Finding]:
    for passage in reading.measuring("voltage"):
        if passage.of_others:
            continue
        ranged = [quantity for quantity in passage.quantities_of("voltage") if quantity.min is not None]
        for quantity in ranged:
            if not _is_window(passage, quantity):
                continue
            component, extra = ("cell (CV)", 1.5) if _is_cv(passage, quantity) else ("cell", 0.0)
            yield Finding.of_quantity(
                "voltage_window",
                quantity,
                passage.setting_rank / 4 + extra,
                component=component,
                unit=_with_reference(passage, quantity),
                confidence=0.85,
            )
        told = passage.place not in ("results", "discussion") or passage.has("cut")
        if not ranged and told and passage.has("cut", "limit", "upper", "to "):
            yield from _cut_offs(passage)


def _cut_offs(passage: Passage) -> Iterator[Finding]:
    """Lone limits, and a lower and an upper limit that stand side by side (`the limits 2.0 and 4.2 V`)."""
    alone = list(passage.quantities_of("voltage"))
    for low, high in pairwise(alone):
        gap = passage.text[low.end - passage.start : high.start - passage.start]
        turned = re.search(
            r"(?i)\bcharg(?:ed?|ing)(?: \(cc[-–]?cv)?(?: (?:at|with|by|followed|used|was|proceeded|"
            r"took place) (?:[^.;]|"
            r"\.\d){1,45})? (?:up )?to\s?$",
            passage.before(low, 80),
        ) and re.fullmatch(
            r"(?i)\s?V?(?:[^;]{0,70})?\b(?<!pre)discharg(?:ed?|ing)(?: (?:was|were))?(?: (?:at|with|"
            r"by) [^;]{1,30})? (?:down |"
            r"back )?to\s?",
            gap,
        )
        limits = re.search(
            r"(?i)\b(?:limits?|limited to|cut-?\s?offs?|between)\b[^.;\d]{0,30}$", passage.before(low, 60)
        )
        joined = turned or (limits and re.fullmatch(r"\s?V? ?(?:and|/) ?", gap))
        if joined and low.value is not None and high.value is not None:
            scaled = Normalised(None, min(low.value, high.value), max(low.value, high.value), "V")
            window = replace(high, value=None, min=scaled.min, max=scaled.max, qualifier="range", normalised=scaled)
            yield Finding.of_quantity(
                "voltage_window", window, passage.setting_rank / 4, unit="V", component="cell", confidence=0.7
            )
            return
    if passage.has("preform", "formation p", "degas", "wetting", "pre-charg"):
        return
    for quantity in alone:
        before = passage.before(quantity, 55)
        if len(alone) == 1 and re.search(r"(?i)cut-?\s?off voltage", passage.before(quantity, 130)):
            pass
        elif not _LIMITED.search(before) or not re.search(
            r"(?i)(?:to|of|was|is|at|and|=|voltages?)\s?(?:about|~)?\s?$", before
        ):
            continue
        if re.search(r"(?i)constant|amplitude|open|plateau", before):
            continue
        yield Finding.of_quantity(
            "voltage_window", quantity, passage.setting_rank / 4 + 1.0, component="cell (cut-off)", confidence=0.6
        )


def _is_window(passage: Passage, quantity: Quantity) -> bool:
    low, high = _ends(quantity)
    if low is None or high is None or high - low < 0.25 or not -2 <= low <= 5 or not 0.3 <= high <= 6:
        return False
    before, after = passage.before(quantity, 90), passage.after(quantity, 40)
    if _NOT_WINDOW.search(before[-60:]) or re.match(r"[^.;,]{0,25}\b(?:plateau|peak|region)", after):
        return False
    return bool(_WINDOW.search(before) or passage.place in ("experimental", "caption") or _WINDOW.search(after))


def _ends(quantity: Quantity) -> tuple[float | None, float | None]:
    if quantity.normalised is not None:
        return quantity.normalised.min, quantity.normalised.max
    return quantity.min, quantity.max


def _is_cv(passage: Passage, quantity: Quantity) -> bool:
    text = passage.text
    at = quantity.start - passage.start
    marks = list(_CV.finditer(text))
    if not marks:
        return False
    cycling = [
        match.start()
        for match in re.finditer(r"(?i)galvanostatic|charge[-–/ ]+(?:and )?discharge|cycled|cut-?\s?off|charged", text)
    ]
    nearest = min(abs(match.start() - at) for match in marks)
    return not cycling or nearest < min(abs(start - at) for start in cycling)


_REFERENCE = re.compile(
    r"\s?\(?\s?(?:vs\.?|versus)\s(?:Li|Na|K|Zn|Mg)(?:\^?\d?\+)?\s?/?\s?(?:Li|Na|K|Zn|Mg)?(?:\^?\d?\+)?\)?"
)


def _with_reference(passage: Passage, quantity: Quantity) -> str:
    match = _REFERENCE.match(passage.text, quantity.end - passage.start)
    return quantity.unit if match is None or "vs" in quantity.unit else f"{quantity.unit} {match[0].strip()}"
