"""Referring: words that point at a material without naming it (``the bare one``, ``without filler``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PLAIN = (
    r"(?:bare|pristine|uncoated|undoped|unmodified|untreated|unpatterned|plain|blank|baseline|reference|control"
    r"|flat|conventional|additive[- ]free|filler[- ]free|undecorated|unsubstituted|parent)"
)
IS_PLAIN = re.compile(rf"\b{PLAIN} $", re.IGNORECASE)
_HEADS = (
    r"(?:ones?|samples?|electrodes?|cells?|counterparts?|analogues?|materials?|cathodes?|anodes?|powders?|felts?|cloths?"
    r"|separators?|membranes?|carbons?|pellets?|films?|foils?|hosts?|foams?|particles?|compounds?|electrolytes?|papers?)"
)
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "plain",
        (
            "bare",
            "pristine",
            "un",
            "plain",
            "blank",
            "baseline",
            "reference",
            "control",
            "flat",
            "conventional",
            "free",
            "parent",
        ),
        re.compile(rf"\b(?P<words>{PLAIN}) (?P<head>{_HEADS})\b", re.IGNORECASE),
    ),
    (
        "without",
        ("without", "no "),
        re.compile(
            r"\b(?:without|with no) (?:the |an? |any )?(?P<words>(?:[\w-]{1,20} )?(?:additives?|coatings?|fillers?"
            r"|interlayers?|catalysts?|dopants?|doping|modification|treatment|plastici[sz]ers?|surfactants?|hosts?))\b",
            re.IGNORECASE,
        ),
    ),
    ("former", ("former",), re.compile(r"\b(?P<words>[Tt]he former)\b(?! \w+(?:ing|ion)\b)")),
    ("latter", ("latter",), re.compile(r"\b(?P<words>[Tt]he latter)\b(?! \w+(?:ing|ion)\b)")),
    (
        "treated",
        (" at ",),
        re.compile(
            r"\b(?:samples?|powders?|pellets?|ones?|that|those|electrodes?|materials?|films?|ceramics?|products?|carbons?"
            r"|cathodes?|anodes?|glass|membranes?) (?:(?:which|that) (?:was|were) )?(?:annealed|calcined|sintered"
            r"|carboni[sz]ed|pyroly[sz]ed|fired|heated|heat[- ]treated|synthesi[sz]ed|prepared|obtained|treated"
            r"|activated|crystalli[sz]ed|quenched) at (?P<words>\d[\d,]{1,5}(?:\.\d+)? ?(?:°C|K)(?!\w))",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words at ``[start, end)`` of a sentence that stand for a material.

    ``kind`` is plain, without, former, latter or treated; ``words`` say which (``bare``, ``filler``, ``400 °C``) and
    ``head`` the noun behind a plain one (``electrode``, ``separator``).
    """

    kind: str
    words: str
    start: int
    end: int
    head: str | None = None


def find_references(text: str) -> Iterator[Reference]:
    """The references of the sentence ``text``, kind by kind."""
    lower = text.lower()
    for kind, hints, pattern in _PATTERNS:
        if any(hint in lower for hint in hints):
            for match in pattern.finditer(text):
                head = match["head"] if kind == "plain" else None
                yield Reference(kind, match["words"], match.start(), match.end(), head)
