"""The slurry: the liquid that it is made with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..hints import Hinted
from .component import component_of
from .finding import Finding
from .lexicon import NameHit, find_names
from .reading import Passage, Reading

_SLURRY = Hinted(
    r"(?i)\b(?:slurr(?:y|ies)|paste|electrode ink|carbon ink|inks?\b|binder|super ?p|acetylene black|carbon black|"
    r"pvdf|polyvinylidene|cmc|carboxymethyl|alginate|la133|paa|dough|ketjen ?black|ptfe)\b",
    (
        "slurr",
        "paste",
        "ink",
        "binder",
        "super",
        "black",
        "pvdf",
        "polyvinylidene",
        "cmc",
        "carboxymethyl",
        "alginate",
        "la133",
        "paa",
        "dough",
        "ketjen",
        "ptfe",
    ),
)
_MADE_WITH = re.compile(
    r"(?i)\b(?:in|with|from|into|using|by|of|adding|and|additional)\s(?:(?:an?|the|some|appropriate|proper|suitable|"
    r"certain|amounts?|of|"
    r"additional|anhydrous|few|drops|minimum|little|mixed)\s)*$"
)
_AS_SOLVENT = re.compile(
    r"(?i)^\W{0,3}(?:\([^()]{1,60}\)\W?)?\s?(?:\w+\s){0,3}(?:as|for)\s(?:an?\s|the\s)?(?:\w+\s){0,2}(?:solvents?|"
    r"dispersant|dispersing)|^\s?(?:\([^()]{1,60}\)\s)?(?:solvents?|solution|suspension)\b|"
    r"^[^.,;]{0,25}\bto (?:form|make|prepare|obtain)\b"
)
_SOLVENT_IS = re.compile(r"(?i)\bsolvent (?:was|is|of|:)\s?$")
# A slurry that goes by `they` or `the mixture`: its solvent stands where it is spread.
_CAST_FROM = Hinted(
    r"(?i)\b(?:cast|coated|spread|printed|painted|bladed|mixed|dispersed|suspended|slurried|blended|stirred|wetted|"
    r"kneaded)\b"
)


def _slurried(passage: Passage) -> bool:
    return _SLURRY.search(passage.text, passage.lower) is not None


def find_solvents(reading: Reading) -> Iterator[Finding]:
    """The liquid of the slurry, by name."""
    for passage in reading.passages:
        if (
            passage.place not in ("experimental", "other", "caption", "supplement", "results", "discussion")
            or passage.of_others
        ):
            continue
        text = passage.text
        hits = find_names(text, "slurry_solvent")
        if not hits or passage.has("electrolyte", "hydrothermal", "grinding medium", "milled"):
            continue
        spread = passage.previous is not None and _CAST_FROM.search(text) and _slurried(passage.previous)
        if not (spread or _slurried(passage)):
            continue
        last: NameHit | None = None
        for hit in hits:
            before, after = text[: hit.start], text[hit.end :]
            called = _AS_SOLVENT.search(after) or _SOLVENT_IS.search(before)
            mixed = last is not None and re.fullmatch(r"\s?(?:/|:|–|-|\+)\s?", text[last.end : hit.start])
            if (
                called
                or mixed
                or (
                    _MADE_WITH.search(before)
                    and (
                        spread
                        or passage.has(
                            "slurr",
                            "paste",
                            "ink",
                            "binder",
                            "pvdf",
                            "polyvinylidene",
                            "black",
                            "super",
                            "alginate",
                            "cmc",
                            "cellulose",
                            "dough",
                            "ptfe",
                        )
                    )
                )
            ):
                if re.search(r"(?i)\b(?:wash\w*|rins\w*|remov\w*|clean\w*|residual|remaining)\b[^.;]{0,40}$", before):
                    continue
                last = hit
                yield Finding.of_name(
                    "slurry_solvent", hit.text, passage.start + hit.start, passage.start + hit.end,
                    passage.setting_rank + (0 if called else 0.3), norm=hit.name, component=component_of(passage),
                    confidence=0.8,
                )  # fmt: skip
