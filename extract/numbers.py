"""Numbers as papers write them: decimals, thousands, powers of ten, errors, and numbers in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POWER = (
    r"10 ?(?:\^ ?(?:\((?P<RAISED_b>[-+]? ?\d{1,2}(?:\.\d+)?)\)|(?P<RAISED>\{?[-+]? ?\d{1,2}(?:\.\d+)?\}?))"
    r"|(?P<FLAT>- ?\d{1,2})(?![\d.]))"
)
_WHOLE = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,3} 000(?![\d.,])|0,\d+(?![\d,]|\.\d)|\d++)"
NUMBER = re.compile(
    r"(?:" + _POWER.replace("RAISED", "only").replace("FLAT", "flat") + r"(?!\.\d)"
    rf"|(?P<mantissa>{_WHOLE}(?P<decimals>\.\d+)?)"
    r"(?(decimals)(?:\((?P<bracket>\d{1,3})\))?)"  # the error in brackets of the last figures: 1.234(5)
    r"(?: ?\(?(?:±|\+/-|\+-) ?(?P<error>" + _WHOLE + r"(?:\.\d+)?)(?P<closed>\)?))?"
    r"(?: ?[×x] ?10 ?(?P<lost>[3-9]|[12]\d)(?![\d.,^-])"  # "6 × 106": the superscript was flattened
    r"| ?[×x*·] ?" + _POWER.replace("RAISED", "raised").replace("FLAT", "sunk") + r"|[eE](?P<e>[-+]?\d{1,2})(?![\w.]))?"
    r")"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text: value, error (same scale), where it lies, and whether it is a bare ``10-4``.

    ``scale`` is the power of ten that it is written with (1 where none is).
    """

    value: float
    error: float | None
    start: int
    end: int
    flat: bool
    integer: bool
    scale: float = 1.0


def as_float(digits: str) -> float:
    """The value of a mantissa such as ``1,036``, ``10 000``, ``0,5`` or ``.5``."""
    if digits.startswith("0,"):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", "").replace(" ", ""))


def read_number(match: re.Match[str]) -> Number:
    """The Number of a match of ``NUMBER``."""
    mantissa = match["mantissa"]
    if mantissa is None:
        exponent = float((match["only"] or match["only_b"] or match["flat"]).strip("{}").replace(" ", ""))
        value = float(f"{10.0**exponent:.12g}")
        return Number(value, None, match.start(), match.end(), match["flat"] is not None, False, value)
    value, error = as_float(mantissa), None
    if match["error"]:
        error = as_float(match["error"])
    elif match["bracket"]:
        error = float(match["bracket"]) / 10 ** len(mantissa.partition(".")[2])
    power = match["raised"] or match["raised_b"] or match["sunk"] or match["e"] or match["lost"]
    scale = 10.0 ** float(power.strip("{}").replace(" ", "")) if power else 1.0
    if power:
        value = float(f"{value * scale:.12g}")
        error = None if error is None else float(f"{error * scale:.12g}")
    plain_integer = "." not in mantissa and not mantissa.startswith("0,") and not power and error is None
    return Number(value, error, match.start(), match.end(), False, plain_integer, scale)


_ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = (
    {word: float(i + 1) for i, word in enumerate(_ONES)}
    | {word: float(10 * i + 20) for i, word in enumerate(_TENS)}
    | {"a": 1.0, "hundred": 100.0, "thousand": 1000.0, "dozen": 12.0}
)
NUMBER_WORDS = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
    r"|a(?= (?:hundred|thousand|dozen)))"
    rf"(?: (?:hundred|thousand|dozen)(?: and (?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?"
    rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))}))?)?"
)


def number_of_words(words: str) -> float:
    """The value of a number in words that ``NUMBER_WORDS`` matched: ``twenty-five``, ``two hundred and ten``."""
    total = 0.0
    for word in re.split(r" and |[ -]", words.lower()):
        value = _WORDS[word]
        total = total * value if value in (12.0, 100.0, 1000.0) and total and word not in _ONES else total + value
    return total
