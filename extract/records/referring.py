"""Referring: words that point at a material without naming it (``the bare one``, ``without filler``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..hints import Hinted
from .forms import FORM

PLAIN = (
    r"(?:bare|pristine|uncoated|undoped|unmodified|untreated|unpatterned|plain|blank|baseline|reference|control"
    r"|flat|conventional|additive[- ]free|filler[- ]free|undecorated|unsubstituted|parent)"
)
IS_PLAIN = re.compile(rf"\b{PLAIN} $", re.IGNORECASE)
_HEADS = (
    r"(?:ones?|samples?|electrodes?|cells?|counterparts?|analogues?|materials?|cathodes?|anodes?"
    r"|powders?|felts?|cloths?"
    r"|separators?|membranes?|carbons?|pellets?|films?|foils?|hosts?|foams?|particles?|compounds?|electrolytes?|papers?"
    r"|composites?|specimens?|alloys?|ceramics?|glass(?:es)?|fib(?:er|re)s?|spheres?|gels?|polymers?"
    r"|products?|variants?"
    r"|versions?|systems?|interlayers?|rods?|wires?|sheets?|plates?|crystals?|flakes?|nano\w{4,12}|micro\w{4,12})"
)
# `the larger one`: before such a head any word tells a form, but for those of order and praise.
_ANY = (
    r"(?!(?:first|second|third|fourth|last|latter|former|other|others|same|best|better|worst|new|present|only|previous"
    r"|following|initial|highest|lowest|most|least|whole|above|latest|next|final|main|major|minor|promising|ideal"
    r"|right|correct|usual|single|more|less|given|good|every|each|which|current|important|key|theoretical|original|nominal|corresponding|respective|reported|measured"
    r"|big)\b)[a-z][\w-]{2,24}"
)
_PLAINLY = (
    "bare", "pristine", "un", "plain", "blank", "baseline", "reference", "control", "flat", "conventional", "free",
    "parent",
)  # fmt: skip
_PATTERNS: tuple[tuple[str, Hinted], ...] = (
    (
        "plain",
        Hinted(
            rf"\b(?P<words>{PLAIN}) (?P<head>{_HEADS})\b",
            _PLAINLY,
            re.IGNORECASE,
        ),
    ),
    (
        # `inferior to bare (70%)`
        "plain",
        Hinted(
            rf"\b(?:to|than|for|with|of|over|versus|vs\.?) (?P<words>{PLAIN})(?= \([~≈]?\d)", _PLAINLY, re.IGNORECASE
        ),
    ),
    (
        "without",
        Hinted(
            r"\b(?:without|with no) (?:the |an? |any )?(?P<words>(?:[\w-]{1,20} )?(?:additives?|coatings?|fillers?"
            r"|interlayers?|catalysts?|dopants?|doping|modification|treatment|plastici[sz]ers?|surfactants?"
            r"|hosts?|sintering aids?|aids?))\b",
            ("without", "no "),
            re.IGNORECASE,
        ),
    ),
    (
        "described",
        Hinted(
            rf"\b(?:the|this|these|both) (?P<words>(?!{PLAIN}\b)(?:{FORM}(?:,? {FORM}){{0,2}} (?={_HEADS}\b)"
            rf"|{_ANY} (?=ones?\b)))"
            rf"(?P<head>{_HEADS})\b",
            ("the ", "this ", "these ", "both "),
            re.IGNORECASE,
        ),
    ),
    (
        "described",
        Hinted(
            r"\b(?:the|an?) (?P<words>(?:\w{1,12}-)?(?:ether|ester|carbonate|aqueous|dilute|diluted|concentrated"
            r"|fluorinated|gel|liquid) )(?P<head>electrolytes?)\b",
            ("electrolyte",),
            re.IGNORECASE,
        ),
    ),
    (
        "measured",
        Hinted(
            r"\bthe (?P<words>\d[\d.,]{0,6} ?-?(?:h|min|s|wt\.?%|mol%|vol\.?%|at%|%|°C|nm|[µμ]m|mm|GPa|MPa))[- ]"
            rf"(?P<head>{_HEADS})\b",
            ("the ",),
            re.IGNORECASE,
        ),
    ),
    ("described", Hinted(rf"(?<=\()(?P<words>{FORM}|{PLAIN})(?: (?P<head>{_HEADS}))?(?=\))", ("(",), re.IGNORECASE)),
    ("former", Hinted(r"\b(?P<words>[Tt]he former)\b(?! \w+(?:ing|ion)\b)", ("former",))),
    ("latter", Hinted(r"\b(?P<words>[Tt]he latter)\b(?! \w+(?:ing|ion)\b)", ("latter",))),
    (
        # `0.2 in the first case and 0.9 in the second`, `the second has the largest surface`
        "ordinal",
        Hinted(
            r"\b[Tt]he (?P<words>first|second|third|fourth)"
            r"(?: (?:case|one|sample|material|carbon|membrane|alloy|polymer)\b|(?=[,;.]| and\b| has\b| had\b)"
            r"(?! and (?:the )?(?:second|third|fourth|last|fifth|subsequent|following|\d+(?:st|nd|rd|th))\b(?! case)))"
            r"(?!,? (?:\w+ )?(?:cycle|charge|discharge)s?\b)",
            ("first", "second", "third", "fourth"),
        ),
    ),
    (
        "treated",
        Hinted(
            r"\b(?:samples?|powders?|pellets?|ones?|that|those|electrodes?|materials?|films?|ceramics?|products?"
            r"|carbons?"
            r"|cathodes?|anodes?|glass|membranes?) (?:(?:which|that) (?:was|were) )?(?:annealed|calcined|sintered"
            r"|carboni[sz]ed|pyroly[sz]ed|fired|heated|heat[- ]treated|synthesi[sz]ed|prepared|obtained|treated"
            r"|activated|crystalli[sz]ed|quenched) at (?P<words>\d[\d,]{1,5}(?:\.\d+)? ?(?:°C|K)(?!\w))",
            (" at ",),
            re.IGNORECASE,
        ),
    ),
)


ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Reference:
    """Words at ``[start, end)`` of a sentence that stand for a material.

    ``kind`` is plain, described, measured, without, former, latter, ordinal or treated; ``words`` say which (``bare``,
    ``doped``, ``40 h``, ``filler``, ``400 °C``) and ``head`` is the noun behind them (``electrode``, ``separator``).
    """

    kind: str
    words: str
    start: int
    end: int
    head: str | None = None


def find_references(text: str) -> Iterator[Reference]:
    """The references of the sentence ``text``, kind by kind."""
    lower = text.lower()
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, lower):
            head = match["head"] if "head" in pattern.pattern.groupindex else None
            yield Reference(kind, match["words"].strip(), match.start(), match.end(), head)
