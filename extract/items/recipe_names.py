"""Components of an electrode beside a recipe with shares: called so, named in the making, mixed with a conductor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from ..paper_class import CONDUCTORS
from ..quantity import Normalised
from .component import component_of
from .finding import Finding
from .lexicon import find_names
from .reading import Passage, Reading

_MIXING = Hinted(
    r"(?i)\b(?:slurr(?:y|ies)|pastes?|inks?|mixed|mixtures?|mixing|hand-?ground|ground|kneaded|blended|composed of|"
    r"consist\w* of|compris\w+|contain\w+|made (?:of|from)|fabricated with)\b",
    (),
)
_NO_MIXING = Hinted(
    r"(?i)\b(?:membranes?|filter\w*|autoclaves?|lined|dish|electrosp\w+|separators?|calcin\w*|anneal\w*|pyroly\w*|"
    r"carboni[sz]\w*|reflux\w*|sonicat\w*|heated|purchased|bought|supplied|electrolytes?)\b",
    (),
)


def unweighed(reading: Reading, known: set[str]) -> Iterator[Finding]:
    """Conductive additive and binder that are named in the making of the electrode, where no recipe gives shares."""
    for passage in reading.passages:
        if passage.place not in ("experimental", "supplement") or passage.of_others:
            continue
        if not _MIXING.search(passage.text, passage.lower) or _NO_MIXING.search(passage.text, passage.lower):
            continue
        if not passage.has(
            "slurr", "paste", " ink", "electrode", "cathode", "anode", "film", "mixture", "black", "jar"
        ):
            continue
        for key in ("conductive_additive", "binder"):
            for hit in () if key in known else find_names(passage.text, key):
                yield Finding.of_name(
                    key, hit.text, passage.start + hit.start, passage.start + hit.end, passage.setting_rank + 0.9,
                    norm=hit.name, component=component_of(passage), confidence=0.5,
                )  # fmt: skip


_MIXED_RATIO = re.compile(
    r"(?<![\d.:])(?P<parts>\d{1,2}(?:\.\d)?(?:\s?[:/]\s?\d{1,2}(?:\.\d)?){1,2})(?![\d:/])(?:\s?(?P<unit>wt\.?\s?%))?"
)


def composite_shares(reading: Reading, passage: Passage) -> Iterator[Finding]:
    """The share of the active material in a mixture with a solid electrolyte and without binder or carbon."""
    if not passage.has("mix", "ground", "grind", "milled", "shak", "composite", "blend") or not passage.has(
        "ratio", "wt", "weight", "mass"
    ):
        return
    materials = reading.materials_in(passage)
    for match in _MIXED_RATIO.finditer(passage.text):
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", match["parts"])]
        if not 90 <= sum(numbers) <= 110 and not 9 <= sum(numbers) <= 11:
            continue
        before = [one for one in materials if one.end - passage.start <= match.start()][-len(numbers) :]
        conducting = [one.family in CONDUCTORS for one in before]
        active = [one.role in ("cathode_active", "anode_active") for one in before]
        if len(before) != len(numbers) or not any(conducting) or active.count(True) != 1:
            continue
        at = active.index(True)
        one, share = before[at], Normalised(100 * numbers[at] / sum(numbers), None, None, "%")
        written = "ratio " + ":".join(f"{number:g}" for number in numbers)
        end = passage.start + match.end()
        yield Finding(
            "active_material_fraction", numbers[at], one.start, end, passage.setting_rank, unit=written,
            normalised=share, component="cathode", confidence=0.7,
        )  # fmt: skip
        yield Finding.of_name(
            "active_material", one.text, one.start, one.end, passage.setting_rank + 0.5, norm=one.canonical,
            component="cathode", confidence=0.7,
        )  # fmt: skip


_BINDER_BEFORE = re.compile(
    r"(?i)\bbinders?\s?(?:\(|:|,|such as|was|were|is|of|used was|and|based on|consist\w+ of)?\s?(?:the\s)?$"
)
_COINED_BINDER = re.compile(r"(?i)\bbinders? \(((?-i:[A-Z][A-Za-z]?[A-Z][\w-]{0,8}))\)")
_BINDER_AFTER = re.compile(
    r"(?i)^[^.;,]{0,30}?\s?\)?,?\s?(?:(?:was|were|is|are)\s)?(?:used\s|employed\s|applied\s|serv\w+\s|"
    r"act\w+\s)?(?:as (?:an?\s|the\s)?)?"
    r"(?:[\w-]+\s){0,2}binders?\b"
)


def called_binders(reading: Reading, known: bool) -> Iterator[Finding]:
    """Binders that are called so outside a recipe; with a recipe's binder ``known``, only studied ones of titles."""
    for passage in reading.containing("binder"):
        if passage.of_others or (known and passage.block.kind != "title"):
            continue
        if passage.place not in ("experimental", "supplement", "abstract", "other"):
            continue
        coined = _COINED_BINDER.search(passage.text)
        if coined is not None:
            start = passage.start + coined.start(1)
            yield Finding.of_name("binder", coined[1], start, start + len(coined[1]), passage.setting_rank + 0.8)
        for hit in find_names(passage.text, "binder"):
            before, after = passage.text[max(0, hit.start - 40) : hit.start], passage.text[hit.end : hit.end + 60]
            if _BINDER_AFTER.match(after) or _BINDER_BEFORE.search(before):
                yield Finding.of_name(
                    "binder", hit.text, passage.start + hit.start, passage.start + hit.end,
                    passage.setting_rank + 0.6, norm=hit.name, confidence=0.65,
                )  # fmt: skip
