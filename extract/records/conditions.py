"""Conditions of a measurement: which quantities and words of a sentence say how, at what and when it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..analysis import MaterialMention
from ..extraction import Condition
from ..hints import Hinted
from ..quantity import Quantity
from .lives import is_outlived
from .windows import is_window

_KEYS = {
    "c_rate": "rate",
    "specific_current": "current_density",
    "current_density": "current_density",
    "cycles": "cycles",
    "temperature": "temperature",
    "voltage": "voltage_window",
}
_PROCESS = re.compile(
    r"\b(?:sinter|calcin|anneal|heat(?:ed|ing|-?treat)|dri(?:ed|es)|dry(?:ing)?\b|prepar|synthesi[sz]|treat"
    r"|carboni[sz]|"
    r"pyroly|hydrotherm|solvotherm|fir(?:ed|ing)|melt|quench|crystalli[sz]|obtained|decompos|relithiat|infiltrat"
    r"|impregnat|coarsen|soak|exfoliat|stirred|press(?:ed|ing)|cured?|"
    r"polymeri[sz]|oxidi[sz]ed|activat(?:ed|ion)\b(?! energ))\w*\W+(?:\w+\W+){0,9}?$",
    re.IGNORECASE,
)
# `pressed at 370 MPa, it shows a conductivity of … at room temperature`: the treatment has been told.
_TESTED = re.compile(
    r"\b(?:has|have|had)(?! been)\b|\b(?:show|exhibit|deliver|possess|reach|display|retain|attain|achiev|conduct"
    r"|give|gave|capacit|resist|efficienc)\w*",
    re.IGNORECASE,
)
_OBTAINED = re.compile(r"\bobtained (?:at|in) \W*$")
# `sintered … for a short time (SL2, 1200 °C × 30 min)`
_FOR_A_TIME = re.compile(r"(?: ?[×x] ?| for |, ?)\d[\d.]* ?(?:min|h|s)\b")
_TREATED = re.compile(r"\b(?:sinter|calcin|anneal|fired|firing|pyroly|carboni[sz]|melt|quench)")
_ORDINALS = r"first|second|third|fourth|fifth|tenth|fiftieth|hundredth|\d+\^?(?:st|nd|rd|th)|last|subsequent|following"
_INDEX = Hinted(
    rf"\b(?P<index>initial(?:ly)?|ICEs?\b|(?:{_ORDINALS})(?=[ -]"
    r"(?:(?:charge|discharge|lithiation|delithiation|sodiation|cycling)(?:[ -/](?:charge|discharge))?[ -])?"
    r"(?:cycles?\b|charge\b|discharge\b|(?:de)?(?:lithiation|sodiation|potassiation)\b|reversible|specific|coulombic"
    r"|columbic|capacit)|(?:,? and"
    r"|,) \d+\^?(?:st|nd|rd|th)\b)|(?<=in the )\d+\^?(?:st|nd|rd|th)(?=[,.;)]| and\b|$))",
    (),
    re.IGNORECASE,
)
# `started from 198 mAh/g`, `245 mAh/g at the beginning`
_STARTED = Hinted(
    r"\b(?:start(?:s|ed)?|beg[ai]n(?:s)?) (?:out )?(?:with|from|at)(?= (?:about |~)?\d[\d.,]* ?mA ?h)"
    r"|(?<=h g\^-1 )at the beginning\b|(?<=h/g )at the beginning\b",
    ("start", "begin", "began", "begun"),
)
# `88% of its initial capacity of 203 mAh/g` gives the initial capacity itself.
_VALUED = re.compile(r"(?: \w+){1,4} (?:of|\()\s?(?:about |~)?\d")
_REFERENCE_INDEX = re.compile(
    r"\b(?:of|from|to|than|against|compared (?:with|to)) (?:its |the |their |that of the |that in the )?$",
    re.IGNORECASE,
)
# `The capacities of the 2nd cycle are 801 and 702 mAh/g`: theirs; not so `91% of the capacity of the 2nd cycle`
_CAPACITY_OF = re.compile(
    r"^(?!.*(?:%|\btimes\b|\bthan\b|\bto\b|\bagainst\b|\bwith\b)).*"
    r"\b(?:capacit(?:y|ies)|efficienc(?:y|ies)|CEs?)"
    r" of (?:the |their |its )?$"
)
_CYCLE_IS = re.compile(
    r" (?:(?:dis)?charge )?(?:cycles?|(?:dis)?charge) "
    r"(?:(?:is|are|was|were)|(?:reach|amount)\w{0,3}(?: to)?)\b(?! [A-Za-z]\w{3,})"
)
# `88% of what it has at room temperature`, `91% of that at C/10`: of another measurement
_OF_ANOTHER = re.compile(
    r"\b(?:of|than) (?:that|those|the one|what (?:it|they) \w{2,10}|the (?:value|capacity)(?: obtained| measured"
    r"| delivered)?)"
    r"(?: \w{1,12})? (?:at|in) (?:a rate of )?$"
)
# `62% of its room-temperature capacity`, but not `62% of its room-temperature capacity of 160 mAh/g`
_SHARE_OF_ANOTHER = Hinted(
    r"(?:%|\btimes|\bhalf|\bthirds?|\bquarters?)(?: of)? (?:its|the|their|that)(?: \w+)? $|\bthan (?:its|the|their) $"
)
_THE_OTHER = re.compile(
    r"[- ]?(?:(?:discharge|charge|initial|specific|reversible|ionic) ){0,3}(?:capacit(?:y|ies)|values?|conductivity"
    r"|ones?)\b(?! of (?:about |~)?\d)"
)
# `90% of the C/20 rate capacity`, `(>90% of C/20 rate)`
_SHARE_OF_RATE = re.compile(r"% of (?:the |its |their )?$")
_RATE_OF_OTHER = re.compile(
    r"[- ]rate(?: (?:discharge )?(?:capacity|value))?\b|(?: (?:discharge )?(?:capacity|value))\b|\)"
)
# `carbonised at 700 °C delivers …, and the one at 800 °C …`: made, not tested, at that
_MADE_AT = re.compile(
    r"\b(?:ones?|that|those|samples?|powders?|materials?|cathodes?|anodes?|electrodes?|pellets?|ceramics?"
    r"|carbons?) at $"
)
_LEAST_MADE_AT = 200.0  # °C
_CELL_HEATED = re.compile(r"\b(?:cells?|batter(?:y|ies)) (?:is|are|was|were) (?:heated|cooled)(?: up| down)? to $")
_DEFINED = re.compile(r"\s{0,3}(?:=|≈|corresponds? to|equals?|is (?:defined|equal|equivalent)|refers? to)")
# A salt with its concentration, and mostly its solvents: `1 M LiPF6 in EC/DMC`.
_CONCENTRATIONS = frozenset({"concentration", "molality"})
_OF_SALT = re.compile(r"\s?(?:aqueous )?(?:of )?(?:aqueous )?", re.IGNORECASE)
_MIXED = re.compile(
    r"\s?(?:(?:dissolved )?in(?: an?| the)?(?: (?:mixture|mixed solvents?) of)?|[:/+,&-]|and|with"
    r"|(?:and|with|\+) \d[\d.]* ?(?:M|m|wt%|vol%|%)(?: of)?)\s?",
    re.IGNORECASE,
)
_MIXED_ROLES = frozenset({"solvent", "additive", "salt", "ionic_liquid"})
_ELECTROLYTE_BEFORE = re.compile(
    r"(?:\b(?:in|with|using|containing|upon|soaked in|electrolytes?(?: of| is| was)?)\b(?: (?:an?|the|aqueous))?"
    r"[^,;.]{0,30}|\((?:[^(),;]{1,30}, )?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A condition of key ``key`` at ``[start, end)`` of the document; cues of one list share ``group``."""

    key: str
    start: int
    end: int
    condition: Condition
    group: int | None = None


def is_of_process(before: str, behind: str = "") -> bool:
    """Whether a temperature between ``before`` and ``behind`` is that of a synthesis or treatment, not of a test."""
    near = before[-100:]
    if _PROCESS.search(near):
        told = max((match.end() for match in _TESTED.finditer(near)), default=0)
        if _PROCESS.search(near, told) and not (told and _OBTAINED.search(near)):
            return True
    return _FOR_A_TIME.match(behind) is not None and _TREATED.search(before) is not None


def _is_hot(temperature: Quantity) -> bool:
    normal = temperature.normalised
    return normal is not None and (normal.value or normal.min or 0.0) >= _LEAST_MADE_AT


def key_of(quantity: Quantity) -> str | None:
    """The condition key that the quantity's dimension may fill, or None."""
    return _KEYS.get(quantity.dimension or "")


def condition_of(quantity: Quantity) -> Condition:
    """The condition that ``quantity`` states; an item of a list (``0.1, 1 and 5 C``) is given its unit."""
    condition = Condition.of(quantity)
    text = quantity.text.strip()
    if quantity.group is not None and quantity.unit and not any(c.isalpha() or c in "%°" for c in text):
        text = f"{text} {quantity.unit}"
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
    return replace(condition, text=text)


# `six cycles of Al2O3`, `20 ALD cycles`: how a coat was made.
_DEPOSITED = re.compile(r" of (?:\w+ )?[A-Z][A-Za-z]{0,4}\d| of [A-Z][a-z]?[A-Z]")
# `1C = 200 mA/g` defines the rate; nothing was measured at it.
_DEFINES = re.compile(r"\b1(?:\.0)? ?C ?(?:=|≈|≙|is|equals|corresponds to|:) ?(?:about |ca\. )?$")


def defines_rate(key: str, before: str, behind: str) -> bool:
    """Whether a rate or current between ``before`` and ``behind`` says what 1C is, not how something was measured."""
    if key == "current_density" and _DEFINES.search(before[-20:]):
        return True
    return key in ("rate", "current_density") and _DEFINED.match(behind) is not None


def find_cues(
    text: str, offset: int, quantities: Sequence[Quantity], materials: Sequence[MaterialMention]
) -> list[Cue]:
    """The conditions that the sentence ``text`` (which begins at ``offset``) states, in order."""
    cues: list[Cue] = []
    made = False
    for quantity in quantities:
        key = key_of(quantity)
        if key is None:
            continue
        before = text[max(0, quantity.start - offset - 100) : quantity.start - offset]
        behind = text[quantity.end - offset : quantity.end - offset + 40]
        if key == "voltage_window" and not is_window(quantity, before, behind):
            continue
        if key == "temperature" and is_of_process(before, behind[:20]) and not _CELL_HEATED.search(before):
            made = True
            continue
        if made and key == "temperature" and _MADE_AT.search(before) and _is_hot(quantity):
            continue
        if key in ("temperature", "rate", "current_density") and (
            _OF_ANOTHER.search(before)
            or (_SHARE_OF_ANOTHER.search(before[-40:]) and _THE_OTHER.match(text, quantity.end - offset))
            or (
                key == "rate"
                and _SHARE_OF_RATE.search(before[-12:])
                and _RATE_OF_OTHER.match(text, quantity.end - offset)
            )
        ):
            continue
        if key == "cycles" and is_outlived(before):
            continue
        if key == "cycles" and _DEPOSITED.match(text, quantity.end - offset):
            continue
        if defines_rate(key, before, text[quantity.end - offset :]):
            continue
        cues.append(Cue(key, quantity.start, quantity.end, condition_of(quantity), quantity.group))
    lower = text.lower()
    cues.extend(
        Cue("cycle_index", offset + match.start(), offset + match.end(), Condition("initial"))
        for match in _STARTED.finditer(text, lower)
    )
    for match in _INDEX.finditer(text, lower):
        if (
            _REFERENCE_INDEX.search(text, 0, match.start()) is None
            or _VALUED.match(text, match.end())
            or (_CYCLE_IS.match(text, match.end()) and _CAPACITY_OF.search(text[: match.start()][-80:]))
        ):
            word = "initial" if match["index"].lower().startswith(("initial", "ice")) else match["index"]
            cues.append(Cue("cycle_index", offset + match.start(), offset + match.end(), Condition(word)))
    cues.extend(_electrolytes(text, offset, quantities, materials))
    cues.sort(key=lambda cue: cue.start)
    return cues


def _electrolytes(
    text: str, offset: int, quantities: Sequence[Quantity], materials: Sequence[MaterialMention]
) -> Iterator[Cue]:
    """Salts with their concentration and solvents where words make a medium of them (``in 1 M LiPF6 in EC/DMC``)."""
    for quantity in quantities:
        if quantity.dimension not in _CONCENTRATIONS:
            continue
        start = quantity.start - offset
        if not _ELECTROLYTE_BEFORE.search(text[max(0, start - 60) : start]):
            continue
        end = quantity.end
        for material in materials:
            if material.start < end:
                continue
            gap = text[end - offset : material.start - offset]
            if not (_OF_SALT if end == quantity.end else _MIXED).fullmatch(gap):
                break
            if (
                end != quantity.end
                and material.role not in _MIXED_ROLES
                and (material.role is not None or gap.startswith(","))
            ):
                break
            end = material.end
        if end > quantity.end:
            yield Cue("electrolyte", quantity.start, end, Condition(text[start : end - offset]))
