"""Verbs: properties that a sentence tells by what something does (``melts at``, ``swells by``, ``discharged to``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis import Sentence
from ..hints import has_any
from ..properties import OTHER, PropertyMention
from ..quantity import Normalised, Quantity
from .result import Result

_NEARLY = (
    r"(?:about |ca\.? |only |just |merely |nearly |almost |around |roughly |approximately |as much as |some |~ ?)*+"
)
# `The first lithiation amounts to 3512 mAh/g`: a noun of a process whose measure is a capacity.
_PROCESS = re.compile(
    r"\b(?:(?:first|initial|second|third|subsequent|following|\d+(?:st|nd|rd|th))(?:-cycle)? )?"
    r"(?P<way>discharge|lithiation|sodiation|potassiation|charge|delithiation|desodiation|depotassiation)"
    r"(?= (?:to|of|amount|reach|is|was|yield|deliver|give|gave|provid|releas|stor|suppl"
    r"|with|in|on)\b)",
    re.IGNORECASE,
)
_RAN = re.compile(
    r"\b(?:(?:was|were|is|are|be) )(?:(?:fully|deeply|first|then) )?(?P<way>discharged|lithiated|sodiated|charged"
    r"|delithiated"
    r"|desodiated)(?= to \D{0,20}\d[\d,.]* ?mA ?h)"
)
_DISCHARGES = frozenset({"discharge", "lithiation", "sodiation", "potassiation", "discharged", "lithiated", "sodiated"})
# Which property a verb (or the noun of a process) before a value tells, by the dimension of the value: words one of
# which must stand there, the pattern, the property.
_BY_DIMENSION: dict[str, tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]] = {
    "temperature": (
        (
            ("melt", "decompos", "crystal", "freez", "boil", "ignit", "stable"),
            re.compile(
                r"\b(?:melts|decomposes|crystalli[sz]es|freezes|boils|ignites|melting|(?:thermally )?stable)"
                r"(?: completely| already| thermally| only| congruently)?"
                rf" (?:at|above|below|near|around|up to|until) {_NEARLY}$"
            ),
            OTHER,
        ),
        (
            ("exotherm", "endotherm", "self-heating", "runaway", "oxygen release", "DSC", "combustion"),
            re.compile(
                r"\b(?:exotherm|endotherm|self-heating|runaway|oxygen release|DSC|combustion)\w*\b"
                r"(?:[^.;\d]|(?<=[A-Za-z)])\d){0,90}"
                rf"\b(?:at|near|around|above) {_NEARLY}$"
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
        (
            ("fade", "decay"),
            re.compile(rf"\b(?:faded|fades|decayed|decays) by {_NEARLY}$"),
            OTHER,
        ),
    ),
    "voltage": (
        (
            (
                "oxidi",
                "stable",
                "stability",
                "decompos",
                "withst",
                "works",
                "operate",
                "window",
                "intercalat",
                "insert",
            ),
            re.compile(
                r"\b(?:(?:oxidi[sz]e[sd]|(?:electrochemically |anodically |oxidatively )?(?:stable|stability)"
                r"|decomposes"
                r"|withstands|withstood|works|operates|worked|operated|window|(?:de)?intercalates|inserts)"
                r"(?: only| well| reliably| against oxidation| oxidatively)*+"
                r"(?: (?:lithium|sodium|potassium|anions|ions|Li\^?\+|Na\^?\+|K\^?\+|Mg))?"
                rf"(?: above| up to| at| until| beyond| to| below| from)?) {_NEARLY}$"
            ),
            "voltage",
        ),
        (
            ("oxid", "anodic", "stability", "decomposition"),
            re.compile(
                r"\b(?:(?:oxidation|oxidative|anodic|electrochemical|cathodic)(?: stability)?|stability|decomposition)"
                r" (?:limit|stability|potential|voltage|onset)(?: of [^.;,\d]{1,40})?(?: \([^()]{1,20}\))?"
                r" (?:of|is|was|lies at|lay at|reaches|reached|extends to|amounts to|is located at|being|up to|at)"
                rf" {_NEARLY}$"
            ),
            "voltage",
        ),
    ),
    "current_density": (
        (
            ("short", "fail"),
            re.compile(
                r"\b(?:short[- ]?circuit(?:s|ed|ing)?|shorted|shorts|fail(?:s|ed)?)\b[^.;,\d]{0,30}"
                rf" (?:at|above|beyond) {_NEARLY}$"
            ),
            OTHER,
        ),
    ),
    "charge": (
        (("accept",), re.compile(rf"\baccept(?:s|ed)? {_NEARLY}$"), "charge_capacity"),
        (
            ("cell", "deliver", "took", "takes", "stor", "provid", "yield", "g", "suppl", "releas"),
            re.compile(
                r"\b(?:cells? of|(?:deliver|stor|provid|yield|suppl|releas)\w{1,3}|took up|takes up|gives|gave|has"
                r"|have|had)"
                rf" {_NEARLY}$"
            ),
            "capacity",
        ),
    ),
    "length": (
        (
            ("film", "layer", "coating", "SEI", "CEI", "shell"),
            re.compile(
                r"\b(?:films?|layers?|coatings?|SEI|CEI|shells?|interlayers?)(?: of [A-Z][\w()]{0,12})?"
                rf" (?:of|with) {_NEARLY}(?:approx\. )?$"
            ),
            "thickness",
        ),
        (
            ("grain", "particle", "powder", "crystal"),
            re.compile(
                r"\b(?:grains (?:were|are|grew \w{1,12} \()|(?:grains?|particles|crystallites?"
                r"|crystals) (?:as (?:large|small|coarse|fine) as|of|measuring)"
                rf"|powders? \((?:[A-Z][\w ]{{1,20}}, )?) ?{_NEARLY}$"
            ),
            "particle_size",
        ),
    ),
}
_DIMENSIONS = frozenset(_BY_DIMENSION) | {"voltage_fade"}
_CELLS_OF = re.compile(r"^(?:-| )?(?:[A-Za-z-]{3,14} ){0,2}cells?\b")
_CHARGED = re.compile(r"^[^.;,]{0,30}\b(?:was|were) (?P<way>dis)?charged\b")
# `lost 19% of their capacity in 300 cycles`, `7.7% are lost in 200 cycles`
_LOST = re.compile(
    rf"\b(?:los(?:es?|t|ing)|(?:given|gave|gives) (?:up|away)|(?:loss|fading|fade)(?: was| is)? reduced to) {_NEARLY}$"
)
_OF_CAPACITY = re.compile(
    r"^ of (?:(?:its|their|the|this|that) )?(?:(?:initial|original|first|specific|discharge|reversible) )*(?:capacit"
    r"|it\b|this\b"
    r"|that\b|energy\b)"
)
_IS_LOST = re.compile(r"^(?: of it)? (?:is|are|was|were|have been|has been) lost\b")
_IN_CYCLES = re.compile(r"\bcycles?\b|capacit|\bcharges\b")
_BEFORE_SHORT = re.compile(
    r"\b(?:tolerat\w{1,3}|withst\w{2,5}|sustain\w{0,3}|endur\w{1,3}|surviv\w{1,3})(?: up to"
    r"| a current(?: density)? of)?"
    rf" {_NEARLY}$"
)
_SHORT = re.compile(r"^[^.;,]{0,25}\b(?:before|until|without|till)\b[^.;]{0,30}\b(?:short|fail)")
_SHARES = {"half": 50.0, "two thirds": 66.7, "three quarters": 75.0, "a third": 33.3, "a quarter": 25.0}
_BOUNDS = {"about": "approximate", "nearly": "approximate", "almost": "approximate", "more than": "lower_bound"} | {
    "at least": "lower_bound", "less than": "upper_bound", "over": "lower_bound"
}  # fmt: skip
_KEEPS_SHARE = re.compile(
    r"\b(?:retain|keep|kept|maintain|preserv|hold|held|deliver)\w{0,3} (?:still |only )?(?P<bound>about |nearly "
    r"|almost |more than "
    r"|at least |less than |over )?(?P<share>half|two[- ]thirds|three[- ]quarters|a third|a quarter) of (?:its|their"
    r"|the)"
    r" (?:initial |original |first |discharge |reversible ){0,2}capacit"
)
# `98.7% of lithium, 96.2% of cobalt … were leached`
_LEACHED = re.compile(
    r"^ of (?:the )?[A-Za-z]{2,12}\b(?:[^.;]|\.\d){0,100}\b(?:was|were|is|are|been) (?:\w+ly )?(?:leached|extracted"
    r"|dissolved"
    r"|recovered)\b"
)


# `Coulombic and energy efficiencies of 99 and 74%`
_EFFICIENCIES = re.compile(
    r"\b(?P<kinds>(?:[Cc]oulombic|[Ff]aradaic|[Vv]oltage|[Ee]nergy|[Cc]urrent)(?:(?:, and |, | and |/)(?:coulombic"
    r"|voltage|energy"
    r"|current)){1,2}) efficienc(?:y|ies)"
)
_KIND = re.compile(r"[A-Za-z]{4,}")


# `followed by combustion to form powders, which were calcined at 600 °C`
_TREATED_AT = re.compile(
    r"\b(?:calcined|sintered|annealed|heated|dried|fired|kept|held|treated|stirred|circulat\w+|synthesi[sz]ed)"
    r"(?: \w+){0,2} (?:at|to) $"
)


def spoken_of(text: str) -> Iterator[PropertyMention]:
    """The properties that ``text`` names together, or by what a cell does (``the first lithiation``)."""
    if " efficienc" in text:
        for match in _EFFICIENCIES.finditer(text):
            kinds = [kind for kind in _KIND.findall(match["kinds"]) if kind != "and"]
            codes = tuple(
                "coulombic_efficiency" if kind.lower() in ("coulombic", "faradaic", "current") else OTHER
                for kind in kinds
            )
            yield PropertyMention(codes, match.start(), match.end(), match.group())
    if "mA" not in text:
        return
    lower = text.lower()
    if not has_any(lower, ("charg", "lithiat", "sodiat", "potassiat")):
        return
    for pattern in (_PROCESS, _RAN):
        for match in pattern.finditer(text):
            code = "discharge_capacity" if match["way"].lower() in _DISCHARGES else "charge_capacity"
            yield PropertyMention((code,), match.start(), match.end(), match.group())


def shares_kept(sentence: Sentence) -> Iterator[Result]:
    """Shares of a capacity in words (``keeps half of its capacity``), as percentages."""
    if " of " not in sentence.text or not has_any(sentence.text, ("half", "third", "quarter")):
        return
    for match in _KEEPS_SHARE.finditer(sentence.text):
        value = _SHARES[match["share"].replace("-", " ")]
        start, end = sentence.start + match.start("share"), sentence.start + match.end("share")
        normal = Normalised(value, None, None, "%")
        qualifier = _BOUNDS.get((match["bound"] or "").strip(), "exact")
        quantity = Quantity(
            value, None, None, None, "%", qualifier, normal, "percent", None, start, end, match["share"]
        )
        yield Result([quantity], ("capacity_retention",), start, "verb")


def told_by_verb(before: str, after: str, dimension: str) -> str | None:
    """The property of a value between ``before`` and ``after`` that a verb tells, or None."""
    if dimension not in _DIMENSIONS:
        return None
    if dimension == "voltage_fade":
        return OTHER
    near = before[-110:]
    if dimension == "temperature" and _TREATED_AT.search(near[-50:]):
        return None
    for hints, pattern, code in _BY_DIMENSION.get(dimension, ()):
        if has_any(near, hints) and pattern.search(near):
            return code
    if dimension == "current_density":
        return OTHER if "short" in after and _BEFORE_SHORT.search(near) and _SHORT.match(after) else None
    if dimension == "charge":
        if _CELLS_OF.match(after):
            return "capacity"
        charged = _CHARGED.match(after) if "charged" in after else None
        return None if charged is None else "charge_capacity" if charged["way"] is None else "discharge_capacity"
    if dimension == "percent":
        return OTHER if _is_loss(near, after) or (after.startswith(" of ") and _LEACHED.match(after)) else None
    return None


def _is_loss(near: str, after: str) -> bool:
    """Whether a percentage is the capacity that something lost."""
    if "lost" in after[:30] and _IS_LOST.match(after):
        return _IN_CYCLES.search(after) is not None or _IN_CYCLES.search(near) is not None
    if not has_any(near[-40:], ("los", "gave", "giv", "fad")) or not _LOST.search(near[-60:]):
        return False
    return (
        _OF_CAPACITY.match(after) is not None
        or (" reduced to " in near[-40:] and not after.startswith(" of"))
        or _IN_CYCLES.search(after[:40]) is not None
    )
