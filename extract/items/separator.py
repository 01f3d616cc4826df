"""The separator: by maker, material or the label that the paper gives to a coated one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .finding import Finding
from .reading import Passage, Reading

_WORDS = (
    "separator",
    "celgard",
    "whatman",
    "glass fib",
    "glass-fib",
    "glass micro",
    "gf/",
    "nafion",
    "fumasep",
    "daramic",
)
_BRAND = (
    r"celgard(?:[- ]?(?:®|\(r\)|™)?[- ]?[A-Z]?\d{3,4}\w?)?(?:\s\(PP\))?|"
    r"(?:whatman\W{0,3}(?:\w+\W{1,2}){0,2})?(?:borosilicate )?glass[- ]?(?:micro)?fib(?:er|re)s?"
    r"(?: (?:filters?|papers?|membranes?|mats?|discs?|separators?))?(?: \([^()]{2,50}\))?|"
    r"(?:nafion|aquivion|fumasep|selemion|neosepta|daramic)(?:®|™)?(?:[- ]?[A-Z]{0,3}[- ]?\d{2,4}\w?)|"
    r"whatman\W{0,3}(?:gf/?[a-f]|glass\w*|[\w/]+)|gf/[a-f]\b|dreamweaver\w*(?: [A-Z]\w+)?(?: \d{2,3})?|"
    r"freudenberg\w*(?:[- ]?[A-Z]*\d{2,4}\w?)?|"
    r"viledon"
)
_POLYMER = (
    r"(?:(?:porous|microporous|commercial) )?(?:polypropylene|polyethylene|cellulose|nafion|pet|polyimide|separion|"
    r"pp/pe/pp|pe/pp|pp|pe)"
    r"(?: \((?:pp|pe|nkk)[^()]*\))?(?:[- ](?:based|film|membrane|microporous|porous))*|filter paper|nonwoven \w+"
)
_NAME = re.compile(rf"(?i)(?<![-@/])\b(?:(?P<brand>{_BRAND})|(?P<polymer>{_POLYMER}))(?![\w])")
_JOINED = re.compile(r"(?i)\s?(?:(?:separators?|membranes?|films?|filters?)\s?)?[(,]?\s?(?:from\s)?")
_COATED = re.compile(
    r"\b((?!and\b|with\b)[A-Za-z0-9@/().-]*-(?:coated|modified|functionali[sz]ed))\s(?:\w+\s)?separators?\b"
)
_LABELLED = re.compile(r"\b([A-Za-z0-9@/.]+(?:[-–][A-Za-z0-9@/.]+)*)[- ]separators?\b")
_NOT_LABEL = re.compile(
    r"(?i)^(?:the|an?|this|each|both|all|of|with|and|or|as|in|to|by|any|no|its|their|our|these|those|such|other|"
    r"various|different|two|one|pristine|commercial|"
    r"bare|conventional|ordinary|porous|polymer|battery|functional|coated|modified|multifunctional|"
    r"functionali[sz]ed|membrane|cell|oil|composite|"
    r"prepared|as-prepared|used|thin|casted|two-sided|bifacial|wet|dry|dried|fresh|cycled|novel|new|polyolefin|"
    r"standard|separate|onto|between|on|"
    r"celgard|pp|pe|polypropylene|polyethylene|glass|fiber|fibre|\d{4}|electrode|li|lithium|ion)$|"
    r"coated|modified|celgard|based$"
)
_CALLED = re.compile(
    r"(?i)\b((?:[\w()/.@-]+\s){1,4}?(?:membranes?|films?|papers?))\s(?:was |were )?(?:used |served |employed |"
    r"acting )?as (?:an?|the) separators?"
)
# What a Celgard separator is made of; beside its number the material is no second separator.
_POLYOLEFINS = frozenset({"pp", "pe", "polypropylene", "polyethylene", "pp/pe/pp", "polyolefin"})
_NOT_SEPARATOR = re.compile(r"(?i)binder|bottle|tube\b|wash|filtered (?:through|with|by|off|over)|\bsponged|laser")


def find_separators(reading: Reading) -> Iterator[Finding]:
    """The separator, by name, type or maker, and the coated or labelled separators under study."""
    labels: Counter[str] = Counter()
    first: dict[str, tuple[Passage, int, int]] = {}
    named: list[Finding] = []
    for passage in reading.passages:
        if not passage.has(*_WORDS) or (passage.of_others):
            continue
        named += [*_named(passage), *_called(passage)]
        for pattern in (_COATED, _LABELLED):
            for match in pattern.finditer(passage.text):
                label = match[1].removeprefix("the ").strip()
                if pattern is _LABELLED and _NOT_LABEL.search(label):
                    continue
                norm = separator_norm(label)
                labels[norm] += 3 if pattern is _COATED and passage.place == "experimental" else 1
                if norm not in first:
                    first[norm] = (passage, match.start(), match.end())
    branded = any((one.norm or "").startswith("celgard") for one in named)
    yield from (one for one in named if not (branded and one.norm in _POLYOLEFINS))
    for norm, count in labels.most_common(5):
        if count >= 3:
            passage, start, end = first[norm]
            name = re.sub(r"separators$", "separator", passage.text[start:end])
            yield Finding.of_name(
                "separator",
                name,
                passage.start + start,
                passage.start + end,
                2.5,
                norm=norm,
                component="separator",
                confidence=0.6,
            )


def _named(passage: Passage) -> Iterator[Finding]:
    """Makers and materials; neighbours such as ``PP separator (Celgard 2400)`` are one name."""
    text = passage.text
    groups: list[tuple[int, int, bool]] = []
    for match in _NAME.finditer(text):
        branded = match["brand"] is not None
        near = passage.lower[max(0, match.start() - 60) : match.end() + 60]
        if not branded and "separator" not in near:
            continue
        if (
            not branded
            and len(match[0]) <= 2
            and not re.match(r"\s?(?:separator|membrane|\()", passage.lower[match.end() :])
        ):
            continue
        if _NOT_SEPARATOR.search(near):
            continue
        if groups and _JOINED.fullmatch(text[groups[-1][1] : match.start()]):
            start, _, before = groups.pop()
            groups.append((start, match.end(), branded or before))
        else:
            groups.append((match.start(), match.end(), branded))
    for start, end, branded in groups:
        if text[start:end].count("(") > text[start:end].count(")"):
            end = text.find(")", end) + 1 or end
        name = text[start:end]
        yield Finding.of_name(
            "separator",
            name,
            passage.start + start,
            passage.start + end,
            passage.setting_rank + (0 if branded else 0.4),
            norm=separator_norm(name),
            component="separator",
            confidence=0.8,
        )


def _called(passage: Passage) -> Iterator[Finding]:
    match = _CALLED.search(passage.text)
    if match is None or _NAME.search(match[1]):
        return
    name = re.split(r"(?i)\b(?:with|and|the|an?|using)\s", match[1])[-1]
    at = passage.start + match.start() + match[1].rfind(name)
    yield Finding.of_name(
        "separator",
        name,
        at,
        at + len(name),
        passage.setting_rank + 0.4,
        norm=separator_norm(name),
        component="separator",
        confidence=0.6,
    )


def separator_norm(name: str) -> str:
    """The normal form of a separator's name: a maker with its number, or its material or label."""
    lower = name.lower()
    brand = re.search(r"celgard[^\d]{0,12}?([a-z]?\d{3,4})", lower)
    if brand is not None:
        return f"celgard {brand[1]}"
    if "celgard" in lower:
        return "celgard"
    if "glass" in lower or "gf/" in lower or "whatman" in lower:
        return "glass fiber"
    lower = re.sub(r"\([^)]*\)|\b(?:separators?|membranes?|films?|porous|commercial|based|microporous)\b", " ", lower)
    return " ".join(re.sub(r"[-‑–]", " ", lower).split()) or name.lower()
