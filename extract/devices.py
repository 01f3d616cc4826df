"""Devices of the text: cells, batteries and their components, named as such (*CR2032 coin cells*, *cathode*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .hints import Hinted, has_any, in_small_letters

# The longest run of words that tells what kind of cell or component it is, then the noun itself.
_KIND = (
    r"(?:CR|LR|SR|R)?-?(?:20(?:16|25|32)|18650|21700|26650|2450)(?:[- ]?(?:type|sized?))?|coin(?:[- ]type)?|button"
    r"(?:[- ]type)?|pouch(?:[- ]type)?|Swagelok(?:[- ]type)?|cylindrical|prismatic|half|full|symmetric(?:al)?"
    r"|(?:two|three|2|3)[- ]electrode|single[- ]layer|multi-?layer|all[- ]solid[- ]state|solid[- ]state|hybrid"
    r"|rechargeable|secondary|lithium[- ]metal|lithium[- ](?:ion|sulfur|air|oxygen)|sodium[- ](?:ion|sulfur|air)"
    r"|(?:Li|Na|K|Zn|Mg|Al)[-–](?:ion|S|air|O2|metal)|(?:zinc|magnesium|potassium|aluminium)[- ](?:ion|air)"
    r"|(?:Li|Na|K|Zn|Mg)[-–](?:Cu|Li|Na|K|Zn|I|Br|Mn|Fe)|Na|NiMH|galvanic|vanadium|quasi[- ]solid[- ]state"
    r"|anode[- ]free|redox[- ]flow|flow|fuel|electrolysis|working|counter|reference|positive|negative|air|current"
)
# The two poles of a cell: `LiFePO4/Li cell`, `Li||Cu cells`, `Zn//MnO2 battery`, `Li|gel|LFP`.
_POLES = r"(?-i:[A-Z])[\w()@.+-]{0,24}+(?:(?:\|{1,2}|∥|‖|//?)[\w()@.+-]{1,24}+){1,3}"


def _pattern(poles: str) -> str:
    return (
        rf"\b(?:{poles}(?:(?:{_KIND})[ -]){{0,4}}+(?:batter(?:y|ies) cells?|cells?|batter(?:y|ies)|supercapacitors?)"
        rf"|(?:(?:{_KIND})[ -]){{0,4}}+(?:electrodes?|cathodes?|anodes?|separators?|collectors?))\b"
        r"(?: \(CR ?20\d\d\))?"
    )


_WITH_POLES = Hinted(_pattern(rf"(?:{_POLES} )?"), flags=re.IGNORECASE)
# Most sentences name no poles; in small letters it takes a third of the time.
_WITHOUT_POLES = re.compile(in_small_letters(_pattern("")))
_BETWEEN_POLES = "|∥‖/"
_HINTS = ("cell", "batter", "electrode", "cathode", "anode", "separator", "collector", "supercapacitor")
# A unit cell is a crystal's, living cells are biology's; "cell volume" and "electrode potential" name quantities.
_NOT_BEFORE = re.compile(
    r"\b(?:unit|primitive|conventional|cubic|crystal|stem|cancer|blood|solar|photovoltaic) $", re.I
)
_NOT_AFTER = re.compile(
    r" (?:volumes?|parameters?|constants?|potentials?|edges?|viability|membranes?|lines?|efficienc\w+|cyclers?"
    r"|test(?:ing|er)?s?|analy[sz]ers?|dataset|degradation dataset|research|field|community|industry|literature)\b",
    re.IGNORECASE,
)
# Cells and batteries by their initials.
_SHORT = re.compile(r"\b(?:[LNKSZ]IBs?|LMBs?|ASSBs?|SSBs?|[VR]?R?FBs|VRFBs?|ZABs?|LSBs?)\b")
_SHORT_HINTS = ("IB", "MB", "SB", "FB", "AB")


@dataclass(frozen=True, slots=True)
class DeviceHit:
    """A device named at ``[start, end)`` of a text; ``norm`` is its noun in the singular."""

    start: int
    end: int
    norm: str


# Mentions and recipes ask for the same sentences of one paper.
@lru_cache(maxsize=4096)
def find_devices(text: str) -> tuple[DeviceHit, ...]:
    """The devices that ``text`` (a sentence) names: those by their initials, then those by words."""
    return tuple(_devices(text))


def _devices(text: str) -> Iterator[DeviceHit]:
    for match in _SHORT.finditer(text) if has_any(text, _SHORT_HINTS) else ():
        yield DeviceHit(match.start(), match.end(), "battery")
    lower = text.lower()
    if not has_any(lower, _HINTS):
        return
    plain = len(lower) == len(text) and not has_any(text, _BETWEEN_POLES)  # a rare capital is longer as a small letter
    for match in _WITHOUT_POLES.finditer(lower) if plain else _WITH_POLES.finditer(text):
        if _NOT_BEFORE.search(text, max(0, match.start() - 16), match.start()):
            continue
        if not _NOT_AFTER.match(text, match.end()):
            noun = re.split(r"[ -]", match[0].lower().split(" (")[0])[-1]
            yield DeviceHit(match.start(), match.end(), "battery" if noun.startswith("batter") else noun.rstrip("s"))
