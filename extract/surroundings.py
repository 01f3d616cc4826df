"""Surroundings of an operation: its atmosphere, its vessel or furnace, how often it is repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .hints import Hinted

_GAS = (
    r"(?:(?:inert|reducing|protective)(?=\s(?:gas|atmosphere|condition|environment))|(?:high[- ]purity |"
    r"ultra[- ]?high[- ]purity |pure |dry |flowing |dynamic |static |inert |ambient |synthetic |"
    r"reducing |open |humid |protective |\d+(?:\.\d+)? ?(?:vol)?\.?%(?: of)? ){0,5}+"
    r"(?:Ar|vacuo|N2|O2|H2|CO2|NH3|H2S|He|argon|nitrogen|oxygen|hydrogen|air|vacuum|helium|ammonia|carbon dioxide|"
    r"inert gas|"
    r"forming gas|inert|reducing|protective)(?!-(?:free|sensitive|stable|tight)))"
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
_VESSEL = Hinted(
    r"(?<![\w])(?:(?:\w{3,12}[- ](?:coated|lined) )?"
    r"(?:(?:alumina|corundum|quartz|silica|fused silica|graphite|glassy carbon|platinum|Pt|gold|zirconia|ceramic|"
    r"porcelain|MgO|nickel|Ni|"
    r"BN|boron nitride|tungsten|tantalum|agate|stainless[- ]steel|stainless|steel|teflon|PTFE|polypropylene|"
    r"polyethylene|"
    r"PEEK|glass|tungsten carbide|"
    r"copper|sapphire|Al2O3|ZrO2|SiO2|open|pellet|silicone) (?:crucible|boat|tube|ampoule|mortar|jar|vial|bottle|"
    r"dish|beaker|vessel|die|"
    r"mou?ld|bomb|bag|container|flask|reactor|pot|autoclave|frame))|"
    r"teflon[- ]lined (?:stainless[- ](?:steel )?)?autoclave|autoclave|"
    r"tube furnace|tubular furnace|muffle furnace|box furnace|chamber furnace|furnace|vacuum oven|convection oven|"
    r"oven|crucible|mortar|"
    r"planetary ball[- ]mill|ball[- ]mill|planetary (?:centrifugal )?mixer|centrifugal mixer|Thinky mixer|"
    r"dissolver|glove ?box|hot ?plate|"
    r"oil bath|water bath|hydraulic press|fume hood|freeze[- ]dryer|rotary evaporator|microwave reactor|reactor|beaker|"
    r"flask|stirred tank reactor|"
    r"petri dish|syringe|blender)s?(?![\w])",
    flags=re.IGNORECASE,
)
_OUT_OF = re.compile(r"\b(?:from|out of|outside|leaving)\s(?:the\s|an?\s)?(?:\w+[- ])?$", re.IGNORECASE)
_WASHED = re.compile(r"\b(?:wash|rins|clean)", re.IGNORECASE)
# *The pH was adjusted with ammonia* tells no atmosphere.
_ADDED_GAS = re.compile(
    r"\b(?:adjust\w*|pH|titrat\w*|precipitat\w*|neutrali[sz]\w*|solution)\b[^.;]{0,40}$", re.IGNORECASE
)
# Times in words, which hold no number.
SPOKEN_HOURS = {
    "half an hour": 0.5,
    "an hour": 1.0,
    "half a day": 12.0,
    "a day": 24.0,
    "a night": None,
    "a week": 168.0,
}
_SPOKEN = re.compile(
    r"\bfor\s(?:(?:about|around|approximately|another|nearly|almost|at least|ca\.?|over)\s)?"
    r"(?P<time>half an hour|an hour|half a day|a day|a night|a week|(?:a few|several|some|a couple of) (?:minutes|"
    r"hours|days|weeks))\b",
    re.IGNORECASE,
)
# What a thing is kept from is not where it is.
_KEPT_FROM = re.compile(
    r"\b(?:avoid|prevent|protect|without|exclu|sensitiv|contact with|exposure to)[^.;,]{0,60}$", re.IGNORECASE
)
_REPEATS = Hinted(
    r"\b(?P<word>once(?=\s*(?:[,.;)]|$|and\b|with\b|in\b|at\b|more\b|again\b|a day))|twice|(?:two|three|four|five|"
    r"six|several|many) times|\d+ times|repeatedly|thoroughly)\b",
    flags=re.IGNORECASE,
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
        if _KEPT_FROM.search(text[max(0, match.start() - 70) : match.start()]):
            continue
        found.append(Circumstance("atmosphere", match[group], match.start(group), match.end(group)))
    if " for " in text:
        found += [Circumstance("time", match["time"], *match.span("time")) for match in _SPOKEN.finditer(text)]
    found += [
        Circumstance("vessel", match.group(), *match.span())
        for match in _VESSEL.finditer(text)
        if not _OUT_OF.search(text[max(0, match.start() - 30) : match.start()])
        and not _KEPT_FROM.search(text[max(0, match.start() - 70) : match.start()])
    ]
    found += [
        Circumstance("repeats", match["word"], *match.span())
        for match in _REPEATS.finditer(text)
        # Only what is washed is done so again and again.
        if match["word"].lower() != "thoroughly" or _WASHED.search(text[max(0, match.start() - 40) : match.end() + 20])
    ]
    return sorted(found, key=lambda item: item.start)
