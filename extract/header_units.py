"""Units of headings: the unit that a heading or caption gives, the power of ten before it, and the words left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .units import Unit, unit_of

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60}(?:\([^()]*\)[^()\[\]]{0,20})?)[)\]]")
_FACTOR = re.compile(
    r"^\s*(?:[×x*]\s*)?(?P<mantissa>\d+(?:\.\d+)?\s*[×x*]\s*)?10\^?\s*(?P<exponent>[-−–+]?\s?\d{1,2})\s*(?:[×x*·]\s*)?(?P<unit>\S.*)?$"
)
# `kJ × 10^3`, `K^-1 10^-6`: the power behind the unit.
_FACTOR_BEHIND = re.compile(
    r"^(?P<unit>\S.{0,30}?)(?:\s?[×x*·]\s?10\^?|\s10\^)(?P<exponent>[-−–+]?\d{1,2})(?P<rest>/.{1,20})?$"
)
# `σ × 10^4 (S cm^-1)`: the quantity itself is multiplied.
_MULTIPLIED = re.compile(r"\s?[×x*·]\s?10\^?(?P<exponent>[-−–+]?\d{1,2})\s?$")
# Quantities far below one: whichever sign an author gives the power, the value is the small one.
_SMALL = frozenset({"conductivity", "diffusion_coefficient", "conductance", "per_temperature", "mobility"})
# `capacities in mAh g^-1 at several rates`, `Conductivity / S cm^-1`
_IN_WORDS = re.compile(r"(?:\bin| /|,) (?=([^\s()]{1,12}(?: [^\s()]{1,12}){0,3}))")
_ENDS_IN_POWER = re.compile(r"(?:\^-?\d|g) ?\Z")
_POWER_BEHIND = re.compile(r"\^-?\d(?:[./]\d)?")
_PER_CYCLE = re.compile(r"\b(?:per|each) cycle\b|/ ?cycle\b|\bcycle ?\^?-1", re.IGNORECASE)
_UNIT_LIKE = re.compile(r"[\^%°Ω/]|^(?:mAh|Wh|mW|mV|S|cm|nm|[µμ]m|eV|V|kPa|MPa|GPa|wt%|ppm|K)\b")
_ENDS_IN_NUMBER = re.compile(r"(?<![\w.])\d[\d.]*\s*$")
_ENDS_IN_CURRENT = re.compile(r"(?<![\w.])\d[\d.]*\s?[mkμnu]?A$")  # `0.1 mA/cm2`
# `kJ mol^-1 H2`, `mAh g^-1(S)`, `mAh g^-1 sulfur`: per what, behind the unit.
_OF_WHAT = re.compile(
    r"(?P<unit>.{2,30}\^-\d)(?: ?\(?| of |_)"
    r"(?P<what>(?:[A-Z][a-z]?\d?){1,4}|sul(?:f|ph)ur|silicon|carbon|cathode|anode|electrode|composite|catalyst)\)?$"
)
_PER_MASS = re.compile(r"(?<=g)\^-1$")
# In brackets these mostly say what stands beside the values: `Retention (cycles, rate)`.
_SAMPLES_OF = frozenset({"cycles", "c_rate"})
_OF_CYCLES = re.compile(r"\blife|\blives\b|\bnumber|\bno\.|\bcycl|\brate|\bdurab|\bstab", re.IGNORECASE)
_ASIDE = re.compile(r"\s?(?:@|(?:at|after|under|over)\b|/\s?(?:current|rate|cycle|C-rate)\w*)", re.IGNORECASE)
# `TiN/S`, `C/N` are names, not quantities in siemens or newtons.
_ELEMENT = frozenset("SCNFBOP")


# A table is understood upright and turned, and its headings say the same things again and again.
@lru_cache(maxsize=4096)
def split_unit(header: str) -> tuple[str, Unit | None, float]:
    """The words of a header, its unit (or None) and the factor that its values are multiplied with."""
    words, unit, factor = _split(header)
    multiplied = _MULTIPLIED.search(words)
    if unit is not None and factor == 1.0 and multiplied is not None:
        exponent = _power(multiplied["exponent"])
        factor = 10.0 ** (-abs(exponent) if unit.dimension in _SMALL else exponent)
        words = words[: multiplied.start()]
    if unit is not None and unit.dimension == "percent" and _PER_CYCLE.search(header):
        unit = unit_of("%/cycle")
    return words, unit, factor


def split_rows(parts: Sequence[str]) -> tuple[str, Unit | None, float]:
    """The same for the header cells of a column, top down: the lowest that gives a unit gives the column's."""
    left = list(parts)
    for index in range(len(left) - 1, -1, -1):
        # A letter above other headings (`S` over `H2O`, `O2`) is a symbol.
        alone = unit_and_factor(left[index]) if len(left[index]) > 1 or index == len(left) - 1 else None
        words, unit, factor = ("", *alone) if alone is not None and left[1:] else split_unit(left[index])
        if unit is not None or factor != 1.0:
            if unit is not None and unit.dimension in _SAMPLES_OF and any(split_unit(p)[1] for p in left[:index]):
                continue
            left[index] = words
            whole = " ".join(word for word in left if word).strip()
            if unit is not None and unit.dimension == "percent" and _PER_CYCLE.search(whole):
                unit = unit_of("%/cycle")
            return whole, unit, factor
    return " ".join(left).strip(), None, 1.0


def _split(header: str) -> tuple[str, Unit | None, float]:
    brackets = list(_in_brackets(header))
    if len(brackets) > 1 and _ASIDE.match(header, brackets[-1][1]):
        brackets = brackets[-1:]  # `Capacity (mAh g^-1) @ current density (mA g^-1)`
    for start, end, unit, factor in brackets:
        words = f"{header[:start]} {header[end:]}".strip()
        if unit is not None and unit.dimension in _SAMPLES_OF:
            # `Retention / % (cycles)`, `Capacity (mAh/g) (C)`: what is in the bracket stands beside the value.
            inner = _split(header[:start].strip())
            if inner[1] is not None:
                return f"{inner[0]} {header[start:end]}".strip(), inner[1], inner[2]
            if not _OF_CYCLES.search(header[:start]):
                continue
        return words, unit, factor
    for separator in (",", "/", " in ", ";"):
        head, mark, tail = header.rpartition(separator) if separator != "/" else header.partition(separator)
        if mark:
            found = unit_and_factor(tail)
            if separator == "/" and tail in _ELEMENT and len(head) > 1 and head[-1] != " ":
                continue
            if found is not None and not (_ENDS_IN_NUMBER.search(head) or _ENDS_IN_CURRENT.search(head)):
                return head.strip(), *found
            bracket = tail.find(" (")
            if bracket > 0 and (found := unit_and_factor(tail[:bracket])) is not None:
                return f"{head.strip()} {tail[bracket:].strip()}", *found
    listed = header.split()
    for take in (4, 3, 2, 1):
        if len(listed) > take and not _ENDS_IN_NUMBER.search(listed[-take - 1]):
            tail = " ".join(listed[-take:])
            if _UNIT_LIKE.search(tail):
                found = unit_and_factor(tail)
                if found is not None:
                    return " ".join(listed[:-take]), *found
        elif len(listed) > take and unit_and_factor(" ".join(listed[-take:])) is not None:
            break  # `0.05 A g^-1`: a quantity, whose last unit is none of its own
    if header.rstrip().endswith("%") and not _ENDS_IN_NUMBER.search(header.rstrip()[:-1]):
        return header.rstrip()[:-1], unit_of("%"), 1.0
    return header, None, 1.0


def _in_brackets(header: str) -> Iterator[tuple[int, int, Unit | None, float]]:
    """The brackets that hold a unit or a power, the last one first."""
    for match in reversed(list(_IN_BRACKETS.finditer(header))):
        power = _POWER_BEHIND.match(header, match.end())
        if power is not None:  # `(MPa)^1/2`
            whole = unit_of(match[1].strip() + power.group())
            if whole is not None:
                yield match.start(), power.end(), whole, 1.0
            continue
        found = unit_and_factor(match[1]) or unit_and_factor(match[1].partition(",")[0])
        found = found or (unit_and_factor(match[1].rpartition(",")[2]) if "/" in match[1] else None)  # `(MD/TD, MPa)`
        if found is None or (found[0] is not None and found[0].dimension is None):
            found = _first_of_several(match[1]) or found
        if found is not None:
            yield match.start(), match.end(), *found


def units_listed(text: str) -> list[str]:
    """The units of ``mAh g^-1/A g^-1/–``, which a heading gives for numbers that stand so; none where it is no list.

    A place without a unit is an empty string.
    """
    parts = [part.strip() for part in text[:80].split("/")]
    known = [unit_of(part) if part.strip("–—- ") else None for part in parts]
    blank = [not part.strip("–—- ") for part in parts]
    if len(parts) < 2 or known[0] is None or " " not in parts[0]:
        return []
    if not all(unit is not None or empty for unit, empty in zip(known, blank, strict=True)):
        return []
    return ["" if empty else part for part, empty in zip(parts, blank, strict=True)]


# `Capacity (mAh g^-1)/current density (A g^-1)`, `Retention/cycles/rate`: what stands behind the value in a cell.
_BEHIND = re.compile(r"\s*(?:current|rate|c-?rate|cycles?\b|cycle numbers?|n$|temp)", re.IGNORECASE)
_KINDS = ((re.compile(r"cycle|^\s*n$", re.IGNORECASE), "cycles"), (re.compile("rate", re.IGNORECASE), "C"))


@lru_cache(maxsize=1024)
def slashed(header: str) -> tuple[str, tuple[str, ...]]:
    """A heading without the conditions that slashes append to it, and their units; it alone where there are none."""
    masked = re.sub(r"[(\[][^()\[\]]*[)\]]", lambda match: "_" * len(match.group()), header)
    if "/" not in masked or any(units_listed(match[1]) for match in _IN_BRACKETS.finditer(header)):
        return header, ()
    places = [match.start() for match in re.finditer("/", masked)]
    ends = [*places[1:], len(header)]
    behind = [header[start + 1 : end] for start, end in zip(places, ends, strict=True)]
    if not all(_BEHIND.match(words) for words in behind):
        return header, ()
    return header[: places[0]].strip(), tuple(_unit_behind(words) for words in behind)


def _unit_behind(words: str) -> str:
    unit = split_unit(words)[1]
    if unit is not None:
        return unit.text
    return next((told for pattern, told in _KINDS if pattern.search(words)), "°C")


def _first_of_several(text: str) -> tuple[Unit | None, float] | None:
    listed = units_listed(text)
    return unit_and_factor(listed[0]) if listed else None


@lru_cache(maxsize=4096)
def unit_and_factor(text: str) -> tuple[Unit | None, float] | None:
    """The unit and the power of ten that ``text`` is, or None where it is something else."""
    text = text.strip()
    unit = unit_of(text)
    if unit is not None:
        return unit, 1.0
    behind = _OF_WHAT.match(text)
    if behind is not None:
        unit = unit_of(_PER_MASS.sub(f"_{behind['what']}^-1", behind["unit"])) or unit_of(behind["unit"])
        if unit is not None:
            return unit, 1.0
    match = _FACTOR.match(text)
    if match is None:
        behind = _FACTOR_BEHIND.match(text)
        unit = unit_of(behind["unit"] + (behind["rest"] or "")) if behind is not None else None
        return None if behind is None or unit is None else (unit, 10.0 ** _power(behind["exponent"]))
    factor = 10.0 ** _power(match["exponent"])
    if match["mantissa"]:
        factor *= float(match["mantissa"].rstrip(" ×x*"))
    unit = unit_of(match["unit"].strip()) if match["unit"] else None
    return (unit, factor) if unit is not None or not match["unit"] else None


def _power(written: str) -> int:
    return int(re.sub(r"\s", "", written).replace("−", "-").replace("–", "-"))


def unit_of_caption(caption: str) -> tuple[Unit | None, float]:
    """The first unit that a caption gives in brackets, with its factor."""
    for match in _IN_BRACKETS.finditer(caption):
        if match[1] in _ELEMENT and _ENDS_IN_POWER.search(caption, 0, match.start()):
            continue  # `mAh g^-1(S)`
        found = unit_and_factor(match[1].removeprefix("in ").removeprefix("unit: "))
        if found is not None:
            return found
    for match in _IN_WORDS.finditer(caption):
        listed = match[1].split()
        for take in range(len(listed), 0, -1):
            found = unit_and_factor(" ".join(listed[:take]).rstrip(".,;"))
            if found is not None and found[0] is not None:
                return found
    return None, 1.0


def phrases_with_units(caption: str) -> Iterator[tuple[str, Unit, float]]:
    """What a caption says before each unit that it gives in brackets, with the unit and its power of ten."""
    begin = 0
    for match in _IN_BRACKETS.finditer(caption):
        found = unit_and_factor(match[1].removeprefix("in "))
        if found is not None and found[0] is not None:
            yield _JOINED.split(caption[begin : match.start()])[-1], found[0], found[1]
            begin = match.end()


_JOINED = re.compile(r"[.:;]\s|, and |^, | and ")
