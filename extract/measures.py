"""Measures: single numbers of a text with the unit behind them, before ranges and lists are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .hints import Hinted
from .letters import MOLAL, SALT, is_unit
from .numbers import NUMBER, Number, read_number
from .qualifiers import last_word
from .unit_grammar import UnitMatch, match_unit
from .units import Unit, unit_from_parts, unit_of

# What stands before the number of a figure, a reference, a product: such a number measures nothing. Behind the first
# a letter is a panel ("Fig. 3 C"), behind the second it may be a unit ("the sample (5 g)").
_FIGURES = frozenset(
    [
        "fig", "fig.", "figs", "figs.", "figure", "figures", "table", "tables", "tab.", "eq", "eq.", "eqs", "eqs.",
        "eqn", "eqn.", "equation", "equations", "ref", "ref.", "refs", "refs.", "reference", "references", "scheme",
        "schemes", "section", "sections", "sec.", "no", "no.", "nos.", "chart", "page", "pages", "p.", "pp.", "vol.",
        "supplementary", "chapter", "movie", "video", "panel", "issue", "#", "§", "appendix", "jcpds", "pdf", "icsd",
        "icdd", "model", "grant", "project", "version", "iso", "astm",
        # products of many grades
        "celgard®", "celgard", "nafion®", "nafion", "whatman", "aquivion", "kynar", "solef",
    ]
)  # fmt: skip
_NAMES = frozenset(
    ("step", "steps", "grade", "entry", "volume", "sample", "samples", "run", "group", "phase", "note", "code")
)
_WORDED_UNITS = {
    "c-rate of": "C", "c-rates of": "C", "c rate of": "C", "c rates of": "C", "ph": "pH", "ph of": "pH", "ph =": "pH",
    "ph value of": "pH",
}  # fmt: skip
# Dimensions whose values are so small that "10-12" before their units is a power of ten and no range.
# "from 10-10 to 10-8 cm2 s-1": what is followed by another power is a power itself.
_ANOTHER_POWER = re.compile(r" ?(?:to|and|[–~,]) ?10\^?-\d")
_SMALL = frozenset({"conductivity", "diffusion_coefficient", "conductance", "pressure", "mobility", None})
_RATE = re.compile(r"C ?/ ?(?P<divisor>\d++(?:\.\d++)?)(?![\w/.]{0,8}[A-Za-z])")
_ROOM = Hinted(r"(?<![\w-])(?:[Rr]oom|[Aa]mbient)[ -]temperatures?\b|(?<![\w-])RT(?![-\w/]| ln)")
# Papers that give no figure for it mean 20 to 25 °C; 25 °C is what reports of conductivity and cycling take.
ROOM_TEMPERATURE = 25.0
_FRACTION = re.compile(r"1/(?P<divisor>\d++) ?C(?![\w/])")
_OPENED = re.compile(r"\( ?(?:±|\+)")
_ERROR = re.compile(r" ?(?:±|\+/-) ?(?P<error>\d++(?:\.\d++)?)")
# What makes a number part of a word: "3a", "2-methyl", "1_b".
_GOES_ON = re.compile(r"[^\W\d]|_|-[^\W\d_]|-\(|\.\d|/[A-Za-z]")
# Where a number can begin: most digits of a paper stand in words and formulas, and are passed over here.
# The digit stands first: `re` runs to it, and looks back from there.
_DIGITS = re.compile(r"[0-9](?<![A-Za-z0-9_^].)[0-9]*")
_MOST_DIGITS = 25
_GLUED = re.compile(r"(?<![^\W\d_])ca\.\Z")  # "ca.10^-9"
# "100 stable cycles", "8 redox cycles"
_CYCLES = re.compile(
    r"(?: (?!(?:of|the|and|to|for|at|per|or|in|after|with|by|from|on) )[A-Za-z/-]{2,16}){1,2} cycles\b"
)
_HYPHENED_LETTERS = frozenset("hgVALMK%")


@dataclass(slots=True)
class Measure:
    """A number of the text and its unit. ``end`` is the unit's where there is one.

    ``label`` says that the number names something (a figure, a product) and measures nothing; ``unit_first`` that its
    unit was named before it; ``unit_lent`` that it is that of a
    later number of its list; ``scale`` is the power of ten that it is written with;
    ``about`` that it is approximate by nature, as room temperature is.
    """

    value: float
    error: float | None
    start: int
    end: int
    unit: Unit | None
    integer: bool
    label: bool
    unit_first: bool = False
    unit_lent: bool = False
    scale: float = 1.0
    about: bool = False


def find_measures(text: str, taken: Sequence[tuple[int, int]]) -> list[Measure]:
    """The numbers of ``text`` (plain characters) outside the spans ``taken``, in order, with their units."""
    named = sorted((*_rates(text), *_rooms(text)), key=lambda measure: measure.start)
    gates = sorted([*taken, *((measure.start, measure.end) for measure in named)])
    gates.append((len(text) + 1, len(text) + 1))
    measures: list[Measure] = []
    gate = last = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        if start < last:
            continue
        while start >= gates[gate][1]:
            gate += 1
        if start >= gates[gate][0]:
            continue
        match = NUMBER.match(text, start)
        if match is None:
            continue
        previous = measures[-1] if measures else None
        signed = _signed(text, match, previous)
        if signed is None:
            continue
        if match.end() - start > _MOST_DIGITS and len(match["mantissa"] or "") > _MOST_DIGITS:
            continue  # an identifier
        measure = _measure(text, match, read_number(match), *signed)
        if measure is None or measure[-1].end > gates[gate][0]:
            continue  # "1 C/10": the letter belongs to the rate
        measures += measure
        last = measures[-1].end
    if named:
        measures = sorted((*measures, *named), key=lambda measure: measure.start)
    return measures


def _rates(text: str) -> Iterator[Measure]:
    if "C" not in text or "/" not in text:
        return
    for match in chain(_RATE.finditer(text), _FRACTION.finditer(text)):
        divisor = float(match["divisor"])
        before = text[match.start() - 1] if match.start() else " "
        if divisor and not (before.isalnum() or before in "_./"):
            yield Measure(float(f"{1 / divisor:.12g}"), None, match.start(), match.end(), unit_of("C"), False, False)


def _rooms(text: str) -> Iterator[Measure]:
    if "emperature" not in text and "RT" not in text:
        return
    celsius = unit_of("°C")
    for match in _ROOM.finditer(text):
        yield Measure(ROOM_TEMPERATURE, None, match.start(), match.end(), celsius, False, False, about=True)


# "(- 3.04 V", "of - 3.04 V": a sign that was set apart, and no dash between words or numbers.
_SIGN_APART = re.compile(
    r"(?:[(\[=<>~≈]|\b(?:of|to|at|from|is|are|was|were|about|near|below|above))(?: |(?<=[(\[=<>~≈]))- $"
)


def _signed(text: str, match: re.Match[str], previous: Measure | None) -> tuple[int, bool] | None:
    """Where the number begins with its sign or point, and whether it is negative; None within words and exponents."""
    start = match.start()
    if not start:
        return start, False
    before = text[start - 1]
    if before.isalnum() or before in "_^":
        return None
    behind = text[start - 2] if start > 1 else " "
    if before == "," and behind.isalpha():
        return None
    if before == ".":
        if behind == "a" and _GLUED.search(text, max(start - 5, 0), start) is not None:
            return start, False
        if behind.isdigit() or behind.isalpha() or match["mantissa"] is None or "." in match["mantissa"]:
            return None
        return (start - 1, False) if behind in " (=<>~-[±" else None
    if before == "-":
        touches = previous is not None and previous.end in (start - 1, start - 2)
        if touches:
            return start, False
        if behind.isalnum() or behind in ")]%°'}":
            return None
        return start - 1, True
    if before == " " and behind == "-" and _SIGN_APART.search(text, max(start - 9, 0), start) is not None:
        return start - 2, True
    return start, False


def _measure(text: str, match: re.Match[str], number: Number, start: int, negative: bool) -> list[Measure] | None:
    value = number.value
    if start < match.start() and not negative:
        value = float(f"0.{match['mantissa']}")
    if negative:
        value = -value
    position = number.end
    found, unit = _unit_at(text, position, start, value)
    end = found.end if found is not None else number.end
    if match["closed"]:
        # "(1.2 ± 0.1) mAh": the brackets belong to the quantity where something follows them.
        opened = _OPENED.search(text, match.start(), match.end()) is not None  # "150 (±2) mAh"
        if found is None and number.scale == 1 and not opened:
            end -= 1
        elif start and text[start - 1] == "(" and not opened:
            start -= 1
    error = number.error
    word = last_word(text, start)
    if unit is None:
        follower = text[end : end + 2]
        if _GOES_ON.match(follower):
            panel = len(follower) == 1 or not follower[1].isalnum()  # "3I" of "Figs. 3I and 3J"
            return [Measure(value, error, start, end + panel, None, number.integer, True)]
        unit = _unit_before(text, start, word)
    elif error is None and (after := _ERROR.match(text, end)) is not None:
        again, same = _unit_at(text, after.end(), after.end(), 1.0)
        if again is not None and same is not None and same.dimension == unit.dimension:
            error, end = float(after["error"]) * same.factor / unit.factor, again.end
        elif again is not None and same is not None and same.text == "%":
            error, end = abs(value) * float(after["error"]) / 100, again.end
    lettered = unit is not None and len(unit.text) == 1 and unit.text.isalpha()
    label = (word in _FIGURES and (unit is None or lettered)) or (word in _NAMES and unit is None)
    unit_first = unit is not None and found is None
    another = unit is None and _ANOTHER_POWER.match(text, number.end) is not None
    another = another or text[max(0, start - 2) : start].rstrip()[-1:] == "×"
    if number.flat and number.value <= 1e-10 and not another and (unit is None or unit.dimension not in _SMALL):
        # "10-12 h" is a range; only small quantities are powers of ten with a lost superscript.
        high = match["flat"].lstrip("- ")
        return [
            Measure(10.0, None, start, start + 2, None, True, label),
            Measure(float(high), None, number.end - len(high), end, unit, True, label),
        ]
    return [Measure(value, error, start, end, unit, number.integer, label, unit_first, scale=number.scale)]


def _unit_at(text: str, position: int, start: int, value: float) -> tuple[UnitMatch | None, Unit | None]:
    if position >= len(text):
        return None, None
    gap = text[position]
    found = match_unit(text, position + 1 if gap in " -" else position)
    if found is None:
        cycles = _CYCLES.match(text, position)
        return (None, None) if cycles is None else _unit_at(text, cycles.end() - len(" cycles"), start, value)
    notation = found.parts[0][0].notation
    if gap == "-" and len(notation) == 1 and notation not in _HYPHENED_LETTERS:
        return None, None
    unit = unit_from_parts(found.parts, found.text, found.basis)
    if len(unit.text) == 1:
        if not is_unit(text, start, position, found.end, value):
            return None, None
        if unit.text == "m" and SALT.match(text, found.end):
            return found, MOLAL
    if unit.text == "C" and (abs(value) > 60 or value < 0):
        # No cell is charged at such a rate: the degree sign was lost.
        return found, unit_of("°C")
    if unit.text == "times" and "cycle" in text[max(0, start - 16) : start]:
        return found, unit_of("cycles")
    return found, unit


def _unit_before(text: str, start: int, word: str) -> Unit | None:
    """The unit of a bare number whose kind was named before it: ``pH 7``, ``C-rate of 0.2``."""
    if word in ("of", "ph", "="):
        lead = text[max(0, start - 16) : start].lower().rstrip()
        for cue, unit in _WORDED_UNITS.items():
            if lead.endswith(cue):
                return unit_of(unit)
    return None
