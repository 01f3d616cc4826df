"""Surroundings of an operation: its atmosphere, its vessel or furnace, how often it is repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAS = (
    r"(?:(?:high[- ]purity |ultra[- ]?high[- ]purity |pure |dry |flowing |dynamic |static |inert |ambient |synthetic |"
    r"reducing |open |humid |protective |\d+(?:\.\d+)? ?(?:vol)?\.?%(?: of)? ){0,5}+"
    r"(?:Ar|N2|O2|H2|CO2|NH3|H2S|He|argon|nitrogen|oxygen|hydrogen|air|vacuum|helium|ammonia|carbon dioxide|inert gas|"
    r"forming gas|inert|reducing|protective))"
)
_ATMOSPHERE = re.compile(
    rf"(?<![\w])(?:(?:under|in|with|by)\s+(?:an?\s+|the\s+|protection of\s+|a flow of\s+|flowing\s+|protected\s+|"
    rf"stream of\s+|"
    rf"a stream of\s+|an atmosphere of\s+){{0,5}}(?P<gas>{_GAS}(?:\s?(?:/|-|–|\+|"
    rf"and)\s?{_GAS}){{0,4}}(?:\s?\(\s?\d+[^()°]{{0,20}}\))?)"
    rf"(?:[- ]filled|\s?(?:gas|flow|flux|stream|atmosphere|environment|oven|protection|conditions?|furnace)){{0,4}}"
    rf"|(?P<gas2>{_GAS})[- ](?:atmosphere|flow|gas flow|flux|environment|filled glove ?box|filled glovebox)|"
    rf"(?P<gas3>vacuum)[- ](?:oven|dried|drying|furnace|chamber|drier|dryer|tube))(?![\w])",
)
_VESSEL = re.compile(
    r"(?<![\w])(?:\w{3,12}-(?:coated|lined) )?"
    r"(?:teflon[- ]lined (?:stainless[- ]steel )?autoclave|stainless[- ]steel autoclave|autoclave|"
    r"tube furnace|"
    r"tubular furnace|muffle furnace|box furnace|furnace|vacuum oven|convection oven|oven|alumina crucible|crucible|"
    r"agate mortar|mortar|planetary ball[- ]mill|ball[- ]mill|glove ?box|hot ?plate|oil bath|water bath|quartz tube|"
    r"zirconia jars?|alumina boat|hydraulic press|fume hood|freeze[- ]dryer|rotary evaporator|microwave reactor|"
    r"beaker|flask|(?:teflon|PTFE|polypropylene|zirconia|agate|steel|alumina|glass) "
    r"(?:vessel|dish|jar|bottle|vial|boat)|"
    r"(?:PEEK|steel|pellet) (?:die|mould|mold)|(?:open|quartz|ceramic|corundum) boat|stirred tank reactor|petri dish|"
    r"blender)s?(?![\w])",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\b(?:from|out of|outside|leaving)\s(?:the\s|an?\s)?(?:\w+[- ])?$", re.IGNORECASE)
_WASHED = re.compile(r"\b(?:wash|rins|clean)", re.IGNORECASE)
# *The pH was adjusted with ammonia* tells no atmosphere.
_ADDED_GAS = re.compile(
    r"\b(?:adjust\w*|pH|titrat\w*|precipitat\w*|neutrali[sz]\w*|solution)\b[^.;]{0,40}$", re.IGNORECASE
)
_REPEATS = re.compile(
    r"\b(?P<word>once|twice|(?:two|three|four|five|six|several|many) times|\d+ times|repeatedly|thoroughly)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A named circumstance at ``[start, end)`` of a text: ``key`` is atmosphere, vessel or repeats."""

    key: str
    text: str
    start: int
    end: int


def find_circumstances(text: str) -> list[Circumstance]:
    """The atmospheres, vessels and repeats that ``text`` names, in order."""
    found: list[Circumstance] = []
    for match in _ATMOSPHERE.finditer(text):
        group = next(name for name in ("gas", "gas2", "gas3") if match[name])
        if "ammonia" in match[group] and _ADDED_GAS.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        found.append(Circumstance("atmosphere", match[group], match.start(group), match.end(group)))
    found += [
        Circumstance("vessel", match.group(), *match.span())
        for match in _VESSEL.finditer(text)
        if not _OUT_OF.search(text[max(0, match.start() - 30) : match.start()])
    ]
    found += [
        Circumstance("repeats", match["word"], *match.span())
        for match in _REPEATS.finditer(text)
        # Only what is washed is done so again and again.
        if match["word"].lower() != "thoroughly" or _WASHED.search(text[max(0, match.start() - 40) : match.end() + 20])
    ]
    return sorted(found, key=lambda item: item.start)
