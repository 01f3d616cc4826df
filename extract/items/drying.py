"""How electrodes, coated separators and membranes were dried: temperature, time and surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .component import component_of
from .finding import Finding
from .reading import Passage, Reading

_DRY = Hinted(
    r"(?i)\b(?:(?:pre-?)?dr(?:y|ied|ying)|vacuum[- ]dried|baked|(?:thermally )?cured|(?:residual )?(?:solvents?|NMP|"
    r"water) (?:was|"
    r"were) (?:then )?(?:removed|evaporated|driven off)|(?:left|kept|stored|heated|held|placed|put) (?:overnight )?"
    r"(?:under|in|(?:at|to) [\d ]+°C (?:under|in)) (?:an? |the )?(?:dynamic |high |[A-Z]\w+ )?vacuum(?: oven)?)\b"
)
_THING = re.compile(
    r"(?i)\b(?:electrodes?|slurr(?:y|ies)|coated|films?|membranes?|separators?|cathodes?|anodes?|laminates?|foils?|"
    r"casted|"
    r"cast|coatings?|(?:ptfe|teflon|petri)\W{0,2} ?dish(?:es)?|paste|pasted|sheets?|current collectors?|tapes?|"
    r"inks?|dis[ck]s|dough|rolled)\b"
)
_POWDER = re.compile(
    r"(?i)\b(?:powders?|precipitates?|products?|precursors?|gels?|suspensions?|filtrate|sediments?|samples?|wash\w*|"
    r"rins\w*|centrifug\w*|filter\w*|salts?|starting materials|mixed solution|crystals)\b"
)
_CLEANED = re.compile(r"(?i)wash|rins")
_SURROUNDINGS = re.compile(
    r"(?i)\b(?:vacuum[- ](?:drying )?ovens?|vacuum[- ]chamber|convection ovens?|drying ovens?|"
    r"blast (?:drying )?ovens?|forced[- ]air ovens?|"
    r"dry(?:ing)? rooms?|glove ?box|vacuum|vacuo|ambient air|in air|argon|ar atmosphere|nitrogen|n2 atmosphere|ovens?|"
    r"(?:convection|drying|belt) (?:furnace|dryer)|reduced pressure|fume hood|hot ?plate|ambient conditions?|"
    r"under (?:flowing )?(?:ar|n2))\b"
)
_ROOM = re.compile(r"(?i)room[- ]temperature")
_PERIOD = re.compile(r"(?i)\bover[- ]?night\b|\b(?:for )?(?:one|a|the) (?:whole )?night\b")
_SPREAD = re.compile(
    r"(?i)\b(?:coat\w*|cast\w*|past(?:ed|ing)|foils?|electrodes?|spread|printed|blade|laminat\w*|collectors?|"
    r"separators?|membranes?)\b"
)
_ELECTRODE_BEFORE = re.compile(
    r"(?i)\b(?:slurr(?:y|ies)|electrodes?|coated|cast|membranes?|films?|separators?|cathodes?|anodes?|freestanding|"
    r"free-standing)\b"
)


def find_drying(reading: Reading) -> Iterator[Finding]:
    """Every figure of the drying of an electrode, coated separator or membrane."""
    for passage in reading.passages:
        if passage.place not in ("experimental", "other", "caption", "supplement", "results") or not passage.has(
            "dr", "bake", "evaporat", "cured", "vacuum", "remov"
        ):
            continue
        if passage.place == "results" and not passage.has("dried", "drying"):
            continue
        for start, end in _clauses(passage):
            yield from _figures(passage, start, end)


def _clauses(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of the passage that speak of drying an electrode: from a drying word to the next other step."""
    text = passage.text
    for match in _DRY.finditer(text):
        before = text[: match.start()]
        thing = list(_THING.finditer(before))
        powder = list(_POWDER.finditer(before))
        if re.match(
            r"(?i)\W?(?:room|box|ball|mill|weight|mass|powder|state|process for|o2|air|oxygen|ar\b|argon|n2|"
            r"nitrogen|ice|electrolyte|pouch|cells?\b|gas)",
            text[match.end() : match.end() + 12],
        ):
            continue
        if not thing:
            behind = text[match.end() : match.end() + 60]
            if not re.search(
                r"(?i)\b(?:electrodes?|films?|membranes?|separators?|slurry|coated|cathodes?|anodes?|"
                r"cells? (?:were|was) (?:then )?(?:filled|assembled|built))\b",
                behind,
            ):
                earlier = passage.previous
                if (
                    powder
                    or earlier is None
                    or not _ELECTRODE_BEFORE.search(earlier.text)
                    or not (
                        re.search(r"(?i)coat|cast|slurr|past(?:e|ed)\b|punch", earlier.text)
                        or re.match(r"(?i)(?:both|all|they|these)\b", text)
                    )
                ):
                    continue
        elif (
            thing[-1][0].lower().startswith("slurr")
            and not _SPREAD.search(text)
            and not (passage.previous is not None and _SPREAD.search(passage.previous.text))
        ) or (
            powder
            and not (_CLEANED.match(powder[-1][0]) and re.match(r"(?i)separator|membrane|film|electrode", thing[-1][0]))
            and powder[-1].start() > thing[-1].start()
            and not re.search(
                r"(?i)slurr|coat|cast|electrode|dropped|painted|sprayed|printed", before[powder[-1].start() :]
            )
        ):
            continue
        left = 0
        for mark in re.finditer(
            r"(?i)[;]|, (?=(?:and )?(?:then|followed|after|cut|punched|coated))|\b(?:stirr|mix|mill|heated|"
            r"anneal|calcin|press|prepared by|immersed|coated|cast|pasted|spread|painted|printed)\w*",
            before,
        ):
            left = mark.end()
        right = len(text)
        stop = re.search(
            r"(?i);|,? followed by|, (?:cut|punch|press|calend|roll)\w*|\b(?:then|afterwards?|followed by|and|before|"
            r"prior to|"
            r"to) (?:\w+\s){0,3}?(?:punch|cut|press|"
            r"calend|roll|transfer|stor|assembl|coat|wash|immers|calcin|sinter|anneal|heat|stirr|mix)\w*|"
            r"\b(?:the )?cells (?:were|was) (?:then )?filled",
            text[match.end() :],
        )
        if stop is not None:
            right = match.end() + stop.start()
        yield left, right


# Above, in °C, something is fired rather than dried.
_HOTTEST = 250


def _figures(passage: Passage, left: int, right: int) -> Iterator[Finding]:
    text = passage.text[left:right]
    component = component_of(passage)
    rank = passage.setting_rank + (
        1 if component in ("separator", "separator coating", "solid electrolyte layer") else 0
    )
    at = passage.start + left
    inside = [quantity for quantity in passage.quantities if at <= quantity.start < passage.start + right]
    if any(one.dimension == "temperature" and (one.value or 0) > _HOTTEST and one.unit == "°C" for one in inside):
        return
    for quantity in inside:
        if (
            quantity.dimension == "temperature"
            and "room" not in quantity.text.lower()
            and "dew" not in passage.before(quantity, 30)
        ):
            yield Finding.of_quantity(
                "drying_conditions", quantity, rank, component=component, aspect="temperature", confidence=0.8
            )
        elif quantity.dimension == "time" and (quantity.value is not None or quantity.min is not None):
            yield Finding.of_quantity(
                "drying_conditions", quantity, rank + 0.1, component=component, aspect="time", confidence=0.8
            )
    for match in _PERIOD.finditer(text):
        yield Finding.of_name(
            "drying_conditions",
            match[0],
            at + match.start(),
            at + match.end(),
            rank + 0.1,
            norm="overnight",
            component=component,
            aspect="time",
            confidence=0.8,
        )
    room = _ROOM.search(text)
    if room is not None:
        yield Finding.of_name(
            "drying_conditions", room[0], at + room.start(), at + room.end(), rank, norm="room temperature",
            component=component, aspect="temperature",
        )  # fmt: skip
    for match in _SURROUNDINGS.finditer(text):
        yield Finding.of_name(
            "drying_conditions",
            match[0],
            at + match.start(),
            at + match.end(),
            rank + 0.2,
            norm=surroundings_norm(match[0]),
            component=component,
            aspect="surroundings",
            confidence=0.8,
        )


def surroundings_norm(name: str) -> str:
    """The normal form of drying surroundings."""
    words = (
        re.sub(r"(?i)\bovens\b", "oven", name.lower())
        .replace("-", " ")
        .replace("vacuo", "vacuum")
        .replace("drying ", "")
    )
    return words.removeprefix("in ").strip()
