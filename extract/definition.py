"""Definition: a short name that a paper gives to a material, and which words can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .analysis import MaterialMention

# What tells samples of one name apart in a bracket behind it: `(1:0.5)`, `(10%)`, `(700 °C)`.
_NUMBER = r"\d++(?:\.\d++)?"
TAIL = rf"\({_NUMBER}(?:(?:[:/]{_NUMBER}){{1,3}}+|\s?(?:(?:wt|mol|vol|at)\.?\s?)?%|\s?°C)\)"
_TAILED = re.compile(rf"(?P<stem>[^()]*[^()\s]\s?)(?P<tail>{TAIL})$")
SPLIT = re.compile(r"\s?,\s?(?:and\s)?|\s(?:and|or)\s")
NUMBERED = re.compile(r"^(?P<stem>.*[A-Za-z@/](?:[-–_ ])?)(?P<number>\d+(?:\.\d+)?)$")
_WORDS_NOT_LABELS = frozenset(
    """Figure Fig Table Scheme Eq Equation Section Ref SI Supporting S1 S2 S3 S4 The This It A An In We They Type
    Stage Step Cell Sample Samples Group Method Region Phase Part Note 1 2 3 4 5 6 7 8 9 10 I II III IV V VI Open
    Closed""".split()  # noqa: SIM905 - a word a line is a page
)
_UNITS = re.compile(
    r"^[\d.,–\-~]+(?:\s?(?:wt|vol|mol|at))?\.?%?$|^\d[\d.]*\s?(?:°C|K|nm|μm|mm|cm|h|min|V|mV|g|mg|mL|M|rpm|MPa|mA|C|"
    r"Hz)\b"
)
_NO_LABEL = re.compile(r"(?:X-ray|.*['’]s$|AISI|Batch|Fig|Tab|Eq|Ref|Sec|http|www|doi|JCPDS|ICSD|PDF#)")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name that the paper gives. ``label`` is how it writes the name; ``long`` the words that it stands for.

    ``material`` is what was named just before, or None where that is no material (then the short name is none either).
    ``is_sample`` tells labels (*denoted as*) from abbreviations (*lithium iron phosphate (LFP)*).
    """

    label: str
    long: str
    material: MaterialMention | None
    is_sample: bool


def may_be_short(label: str) -> bool:
    """Whether a word can be the short name of something: no unit, number, plain word or place in the paper."""
    if not 2 <= len(label) <= 30 or label in _WORDS_NOT_LABELS or _UNITS.match(label):
        return False
    capitals = sum(c.isupper() for c in label)
    digits = any(c.isdigit() for c in label)
    if not capitals and not digits:
        return False
    if ":" in label and not any(c.isalpha() for c in label):
        return False  # the ratio of a mixture
    if capitals == 1 and label[0].isupper() and label[1:].isalpha() and label[1:].islower():
        return False  # a word with a capital
    return _NO_LABEL.match(label) is None


def tail_of(label: str) -> tuple[str, str] | None:
    """What stands before the bracket that a label ends in and the bracket (``Si/C`` and ``(1:2)``), or None."""
    match = _TAILED.match(label)
    return None if match is None else (match["stem"], match["tail"])


def series_of(label: str) -> tuple[str, str] | None:
    """The stem of a label that ends in a number or a ratio, and a pattern for its other ends, or None.

    ``HPC-700`` gives ``HPC-`` and a number, ``GP(3:1)`` gives ``GP`` and a ratio in brackets.
    """
    tailed = tail_of(label)
    if tailed is not None:
        return tailed[0], TAIL
    match = NUMBERED.match(label)
    if match is None or len(re.sub(r"[^A-Za-z]", "", match["stem"])) < 2:
        return None
    return match["stem"], r"\d+(?:\.\d+)?"
