"""Operations of synthesis and manufacture as the text names them: *was calcined*, *after drying*, *ball milling*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ..ingest.vocabulary import vocabulary
from .alternation import alternation
from .hints import Hinted

DATA = Path(__file__).parent / "data"

_IRREGULAR = {
    "grind": ["ground"], "regrind": ["reground"], "cut": ["cut"], "cast": ["cast", "casted"], "spread": ["spread"],
    "tape-cast": ["tape-cast", "tape-casted"], "drop-cast": ["drop-cast", "drop-casted"], "feed": ["fed"],
    "grow": ["grown"], "electrospin": ["electrospun"], "keep": ["kept"], "hold": ["held"], "put": ["put"],
    "leave": ["left"], "re-grind": ["re-ground"], "freeze": ["frozen"],
}  # fmt: skip
_DOUBLED = frozenset(["stir", "dip", "drop", "cut", "distil", "electrospin", "gel", "put", "transfer", "strip", "drip"])
_ARTICLE = Hinted(
    r"\b(?:the|a|an|this|these|that|those|as|each|of|its|our|such|any|resulting|obtained|resultant|final|above|well|"
    r"homogeneously|uniformly|freshly|finely|all)[ -](?:\w+ly[ -])?$",
    flags=re.IGNORECASE,
)
_AFTER_ADJECTIVE = re.compile(
    r"\s*(?:[.,;:)]|$|(?:at|in|under|for|with|by|to|and|or|then|again|on|onto|into|from|through|using|overnight|"
    r"several|"
    r"twice|three|via|before|after|until|over|off|out|up|down|together|together|thoroughly|as|within|inside|once|"
    r"was|were)\b)",
    re.IGNORECASE,
)
_DOING = Hinted(
    r"(?:\b(?:by|after|before|then|and|via|following|through|of|under|with|for|further|vacuum|subsequent|"
    r"prior to|followed by|to|first|final|second|oven|air|continuous|vigorous|magnetic|constant|ultrasonic|is|was|"
    r"hand|manual|repeated|slow|intermediate|intermittent|thorough|brief|gentle|prolonged|careful|another|"
    r"subsequently|including|involving|requires|while|additional|or|mechanical|thermal)\s|"
    r"[,;]\s|^\s*(?:\w+ly\s)?)$",
    flags=re.IGNORECASE,
)
_MANNER = re.compile(r"(?<!followed )\b(?:under|with|without|by|in)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_NOT_DOING = re.compile(
    r"[ -](?:rates?|ramps?|speeds?|ovens?|furnaces?|bars?|bowls?|temperatures?|times?|medi(?:um|a)|jars?|machine|"
    r"agents?|"
    r"paper|bath|conditions?|durations?|curves?|profiles?|balls?|beads?|solvent|solution|resistance|plates?|mantle|"
    r"water)\b",
    re.IGNORECASE,
)
# No step is named by *filled with argon*, *the hydrothermally synthesised product*, *Dried film was moved*.
_OF_A_BOX = re.compile(
    r"(?<=filled)\s(?:with|by)\s(?:\w+[- ]){0,3}?(?:Ar|argon|N2|nitrogen|gas|atmosphere|inert)\b", re.IGNORECASE
)
# What is lost, or watched, during a step does not tell the step.
_DURING = Hinted(
    r"\b(?:loss(?:es)?|volatili[sz]ation|evaporation of \w+|compensat\w+|vapori[sz]ation)\b[^.;]{0,40}"
    r"\b(?:during|in|upon|on|of|at)\b[^.;,]{0,40}$",
    flags=re.IGNORECASE,
)
# Nor what follows of it: *so that the products were carbonised*.
# *For the nitridation process, the powder was placed in a boat* says what comes.
_FOR = ("For ", "For the ")
_PROCESS = re.compile(r"(?:\s(?:process|treatment|step))?,")
_SO_THAT = re.compile(r"\bso (?:that|as to)\b[^.;]*$")
# Nor by *the flow rate was kept at*, *concentrated sulfuric acid*, *compressed air*.
_SETTING = re.compile(
    r"\b(?:rate|time|temperature|pressure|speed|potential|voltage|ratio|thickness|distance|humidity|current|power|"
    r"value|"
    r"level)s?\s(?:(?:\w+\s(?:\w+\s){0,4})?(?:was|were|is|are)\s(?:\w+ly\s|then\s)?)?$",
    re.IGNORECASE,
)
_NOT_DONE = (" no ", "no ", "without ", "without any ", " any ", "instead of ", "min of ", " h of ", " s of ")
_BY = re.compile(r"\bby\s(?:\w+\s)?$")
_TIMED = re.compile(r"\s(?:for|overnight)\b")
_KEPT = frozenset({"kept", "maintained", "held"})
_STUFF = {
    "concentrated": re.compile(
        r"\s(?:sul[fp]h?uric|nitric|hydrochloric|phosphoric|acetic|glacial|aqueous|H2SO4|HCl|HNO3|H3PO4|NH3|NH4OH|"
        r"ammonia|"
        r"NaOH|KOH|acid|solution)"
    ),
    "compressed": re.compile(r"\s(?:air|gas|N2|nitrogen)"),
}
_HOW_MADE = re.compile(
    r"\s(?:synthesi[sz]ed|prepared|treated|derived|grown|made|obtained)\s"
    r"(?!(?:in|at|by|from|for|with|to|and|under|using|via|on)\b)\w"
)
_ADJECTIVE = re.compile(
    r"\s(?!(?:at|in|for|with|by|to|under|and|or|on|over|from|into|then|again)\b)(?:[\w.()@/-]+\s){1,4}(?:was|were|"
    r"is|are)\b"
)


@dataclass(frozen=True, slots=True)
class OperationHit:
    """An operation named at ``[start, end)`` of a text; ``type`` and ``stage`` are codes of ``operations.yaml``."""

    type: str
    stage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    types: dict[str, str]
    stages: dict[str, str]
    thermal: frozenset[str]
    nouns: frozenset[str]


@cache
def _words() -> _Words:
    types: dict[str, str] = {}
    nouns: set[str] = set()
    terms = vocabulary(DATA, "operations")
    for code, term in terms.items():
        for noun in term.strings("nouns"):
            types.setdefault(noun.lower(), code)
            nouns.add(noun.lower())
    for code, term in terms.items():
        for verb in term.strings("verbs"):
            for form in _forms(verb):
                types.setdefault(form, code)
    spelt = [form.replace("-", " ") for form in types]
    return _Words(
        re.compile(rf"(?<!\w)(?:{alternation(form.lower() for form in spelt)})(?!\w)"),
        {re.sub(r"[\s-]+", " ", form): code for form, code in types.items()},
        {code: str(term.get("stage")) for code, term in terms.items()},
        frozenset(code for code, term in terms.items() if term.get("thermal")),
        frozenset(re.sub(r"[\s-]+", " ", noun) for noun in nouns),
    )


def _is_timed(text: str, stirring: re.Match[str]) -> bool:
    """Whether stirring is a step by its time: *dissolved by stirring overnight*."""
    return _TIMED.match(text, stirring.end()) is not None and _BY.search(text, 0, stirring.start()) is not None


def _forms(verb: str) -> list[str]:
    """The past participle and the -ing form, the two in which methods are written."""
    past = _IRREGULAR.get(verb)
    stem = verb + verb[-1] if verb in _DOUBLED else verb + "s" if verb.endswith("gas") else verb
    if past is None:
        if verb.endswith("e"):
            past = [verb + "d"]
        else:
            past = [verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else stem + "ed"]
    return [*past, verb[:-1] + "ing" if verb.endswith("e") else stem + "ing"]


def is_thermal(operation: str) -> bool:
    """Whether the temperature of an operation of this type makes the phase (calcining, not drying)."""
    return operation in _words().thermal


# Mentions and recipes ask for the same sentences of one paper.
@lru_cache(maxsize=4096)
def find_operations(text: str) -> tuple[OperationHit, ...]:
    """The operations that ``text`` says are done, in order; adjectives (*the dried powder*) are left out."""
    words = _words()
    hits: list[OperationHit] = []
    lower = text.lower()
    # A pattern for small letters is twice as fast as one for both; a rare capital is longer as a small letter.
    for match in words.pattern.finditer(lower if len(lower) == len(text) else text):
        form = re.sub(r"[\s-]+", " ", match.group().lower())
        code = words.types[form]
        before = text[max(0, match.start() - 24) : match.start()]
        if _OF_A_BOX.match(text, match.end()) or (form in words.nouns and _HOW_MADE.match(text, match.end())):
            continue
        if (form in words.nouns or form.endswith("ing")) and before.lower().endswith(_NOT_DONE):
            continue
        if form in _KEPT and _SETTING.search(text[max(0, match.start() - 80) : match.start()]):
            continue
        if form in _STUFF and _STUFF[form].match(text, match.end()):
            continue
        if hits and {code, hits[-1].type} <= words.thermal and _SO_THAT.search(text[: match.start()][-80:]):
            continue
        if before in _FOR and _PROCESS.match(text, match.end()):
            continue
        if _DURING.search(text[max(0, match.start() - 70) : match.start()]):
            continue
        if not before.strip() and _ADJECTIVE.match(text, match.end()) and not form.endswith("ing"):
            continue
        if form not in words.nouns and form.endswith("ing"):
            if _NOT_DOING.match(text, match.end()) or not _DOING.search(before):
                continue
            if form == "stirring" and _MANNER.search(before) and hits and not _is_timed(text, match):
                continue  # mixed under stirring: how, not what
        elif _NOT_DOING.match(text, match.end()) or (
            form not in words.nouns
            and (
                before.endswith(("-", "–"))
                or (_ARTICLE.search(before) and not _AFTER_ADJECTIVE.match(text, match.end()))
            )
        ):
            continue
        if hits and hits[-1].type == code and match.start() - hits[-1].end < 12 and form in words.nouns:
            continue
        hits.append(OperationHit(code, words.stages[code], match.start(), match.end()))
    return tuple(hits)
