"""Verbs: properties that a sentence tells by what something does (``melts at``, ``swells by``, ``discharged to``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import has_any
from ..properties import OTHER, PropertyMention

_NEARLY = (
    r"(?:about |ca\.? |only |just |merely |nearly |almost |around |roughly |approximately |as much as |some |~ ?)*+"
)
# `The first lithiation amounts to 3512 mAh/g`: a noun of a process whose measure is a capacity.
_PROCESS = re.compile(
    r"\b(?:(?:first|initial|second|third|subsequent|following|\d+(?:st|nd|rd|th))(?:-cycle)? )?"
    r"(?P<way>discharge|lithiation|sodiation|potassiation|charge|delithiation|desodiation|depotassiation)"
    r"(?= (?:to|of (?!the (?:cell|battery|device))|amount|reach|is|was|yield|deliver|give|gave|provid|releas|stor|suppl"
    r"|with|in|on)\b)",
    re.IGNORECASE,
)
_RAN = re.compile(
    r"\b(?:(?:was|were|is|are|be) )(?:(?:fully|deeply|first|then) )?(?P<way>discharged|lithiated|sodiated|charged"
    r"|delithiated"
    r"|desodiated)(?= to \D{0,20}\d[\d,.]* ?mA ?h)"
)
_DISCHARGES = frozenset({"discharge", "lithiation", "sodiation", "potassiation", "discharged", "lithiated", "sodiated"})
_BY_DIMENSION: dict[str, tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]] = {
    "temperature": (
        (
            ("melt", "decompos", "crystal", "freez", "boil", "ignit", "stable"),
            re.compile(
                r"\b(?:melts|decomposes|crystalli[sz]es|freezes|boils|ignites|melting|(?:thermally )?stable)"
                rf"(?: completely| already| thermally| only| congruently)? (?:at|above|below|near|around|up to"
                rf"|until) {_NEARLY}$"
            ),
            OTHER,
        ),
    ),
    "percent": (
        (
            ("expan", "swell", "swol", "shrink", "shrank", "shrunk", "contract", "thicken"),
            re.compile(
                r"\b(?:expand(?:s|ed)?|swells?|swelled|swollen|shrinks?|shrank|shrunk|contract(?:s|ed)?|thicken(?:s"
                r"|ed)?)"
                rf"(?: in (?:volume|thickness|area|length))? by {_NEARLY}$"
            ),
            OTHER,
        ),
    ),
    "voltage": (
        (
            ("oxidi", "stable", "stability", "decompos", "withst", "works", "operate"),
            re.compile(
                r"\b(?:oxidi[sz]e[sd]|(?:electrochemically |anodically |oxidatively )?(?:stable|stability)"
                r"|decomposes|withstands"
                r"|withstood|works|operates|worked|operated)(?: only| well| reliably| against oxidation| oxidatively)*+"
                rf"(?: above| up to| at| until| beyond| to| below)? {_NEARLY}$"
            ),
            "voltage",
        ),
    ),
    "current_density": (
        (
            ("short", "fail"),
            re.compile(
                r"\b(?:short[- ]?circuit(?:s|ed|ing)?|shorted|shorts|fail(?:s|ed)?)\b[^.;,\d]{0,30} (?:at|above|beyond)"
                rf" {_NEARLY}$"
            ),
            OTHER,
        ),
    ),
}
_BEFORE_SHORT = re.compile(
    r"\b(?:tolerat\w{1,3}|withst\w{2,5}|sustain\w{0,3}|endur\w{1,3}|surviv\w{1,3})(?: up to"
    r"| a current(?: density)? of)?"
    rf" {_NEARLY}$"
)
_SHORT = re.compile(r"^[^.;,]{0,25}\b(?:before|until|without|till)\b[^.;]{0,30}\b(?:short|fail)")
# `98.7% of lithium, 96.2% of cobalt … were leached`
_LEACHED = re.compile(
    r"^ of (?:the )?[A-Za-z]{2,12}\b[^.;]{0,80}\b(?:was|were|is|are|been) (?:\w+ly )?(?:leached|extracted|dissolved"
    r"|recovered)\b"
)


def spoken_of(text: str) -> Iterator[PropertyMention]:
    """The capacities that ``text`` names by what a cell does (``the first lithiation``, ``is discharged to``)."""
    if "mA" not in text:
        return
    lower = text.lower()
    if not has_any(lower, ("charg", "lithiat", "sodiat", "potassiat")):
        return
    for pattern in (_PROCESS, _RAN):
        for match in pattern.finditer(text):
            code = "discharge_capacity" if match["way"].lower() in _DISCHARGES else "charge_capacity"
            yield PropertyMention((code,), match.start(), match.end(), match.group())


def told_by_verb(before: str, after: str, dimension: str) -> str | None:
    """The property of a value between ``before`` and ``after`` that a verb tells, or None."""
    for hints, pattern, code in _BY_DIMENSION.get(dimension, ()):
        near = before[-90:]
        if has_any(near, hints) and pattern.search(near):
            return code
    if (
        dimension == "current_density"
        and "short" in after
        and _BEFORE_SHORT.search(before[-60:])
        and _SHORT.match(after)
    ):
        return OTHER
    if dimension == "percent" and after.startswith(" of ") and _LEACHED.match(after):
        return OTHER
    return None
