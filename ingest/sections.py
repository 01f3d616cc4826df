"""Section types from headings: a mapping file with examples decides, an unknown heading stays in the open section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from .normal import normalise

_FILE = Path(__file__).parent / "data" / "section_mapping.yaml"
# Sections that a weak name ("Synthesis", "Characterization") does not leave.
_HOLDING = frozenset({"results", "discussion", "supplement"})


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A pattern of headings and the section type that they open."""

    section: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@cache
def section_rules() -> tuple[tuple[SectionRule, ...], tuple[SectionRule, ...]]:
    """The strong and the weak rules of the mapping file, in its order."""
    data = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    strong, weak = (
        tuple(SectionRule(r["section"], re.compile(r["pattern"]), tuple(r["examples"])) for r in data[strength])
        for strength in ("strong", "weak")
    )
    return strong, weak


_NUMBER = re.compile(
    r"(?:(?:section|chapter|part)\s+)?(?:[\[(]?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[ivx]{1,5}|"
    r"[a-h](?=[.)]))[\])]?(?:[.:)|]+\s*|\s+|\s*[-–—]\s*)|[■●•▪◆▼\W]+)+"
)
_LETTER_SPACED = re.compile(r"(?:[a-z] ){3,}[a-z]\b")
_TOP_NUMBER = re.compile(r"(?:section )?(\d{1,2}|[ivx]{1,5})(?:[.):|]+ ?| )(?!\d)")


@lru_cache(maxsize=4096)
def section_of(heading: str, before: str | None) -> str:
    """The section type that ``heading`` opens.

    ``before`` is the type of the section it stands in (nested formats) or follows (flat ones), None at the start of
    the paper. A heading that names no type stays in ``before``; one with a top-level number leaves the introduction
    or the abstract.
    """
    text = normalise(heading).lower()
    name = _NUMBER.match(text)
    plain = text[name.end() :] if name and name.end() < len(text) else text
    if _LETTER_SPACED.match(plain):
        plain = plain.replace(" ", "")
    plain = plain.rstrip(" .:;-–—†‡*#")
    strong, weak = section_rules()
    for rule in strong:
        if rule.pattern.search(plain):
            return rule.section
    if before not in _HOLDING:
        for rule in weak:
            if rule.pattern.search(plain):
                return rule.section
    if before in (None, "abstract", "references"):
        return "other"
    if before == "introduction" and _TOP_NUMBER.match(text):
        return "other"
    if before == "experimental" and _TOP_NUMBER.match(text):
        return "results"
    return before
