"""Sources: what a question in plain English says of the papers: their years, authors, DOI, the newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .analysis import material_key
from .phrased import Phrased, unit_behind
from .query import Comparison, Field, Node, Word

_YEAR = re.compile(
    r"(?:(?P<since>since|from)|(?P<after>after)|(?P<before>before|prior\s+to)|(?P<until>until|till|up to)|"
    r"(?P<in>in|of))"
    r"\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:[°%/]|(?:to|and)\s+\d))"
    r"(?:\s+(?:or|and)\s+(?:(?P<later>later|after(?:wards)?|newer|onwards?)|(?P<earlier>earlier|before|older))\b|"
    r"\s+(?P<on>onwards?)\b|\s+(?P<then>on)\b(?=\s*(?:[,.;?!)]|$)))?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:between|from)\s+((?:19|20)\d\d)\s*(?:and|to|-|–)\s*((?:19|20)\d\d)\b(?!\s*[°%])", re.IGNORECASE
)
_PAPER = r"papers?|articles?|stud(?:y|ies)|works?|publications?|research|reports?|results|literature"
# `papers from 2020` are of that year; `cathodes from 2020` are since then.
_PAPERS = re.compile(rf"(?:{_PAPER}|published)\Z", re.IGNORECASE)
_NEWEST = re.compile(
    rf"(?:the\s+)?(?:(?P<old>oldest|earliest)|newest|latest|(?:most\s+)?recent)\b(?:\s+(?:{_PAPER})\b(?:\s+(?:on|about|of|in)\b)?)?",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"by\s+(?:(?:[A-Z]\.[\s-]?){1,3})?(?P<name>[A-Z][a-zà-ÿ]+(?:[-'’][A-Z][a-zà-ÿ]+)?)\b(?!-)"
    r"(?P<group>'s group|\s+et al\.?|\s+and (?:co-?workers|colleagues)|\s+group)?"
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)


def read_source(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    """What is said of the papers at ``at``; ``nodes`` are the parts before it."""
    return _doi(text, at) or _years(text, at, nodes) or _newest(text, at) or _author(text, at)


def _years(text: str, at: int, nodes: Sequence[Node]) -> Phrased | None:
    match = _YEARS.match(text, at)
    if match is not None:
        first, last = sorted((float(match[1]), float(match[2])))
        return Phrased((Comparison("year", "year", ("year",), first, last),), match.end())
    match = _YEAR.match(text, at)
    if match is None or unit_behind(text, match.end("year"), None)[0] is not None:
        return None  # `after 2000 cycles` names no year
    year = float(match["year"])
    onwards = match["later"] or match["on"] or match["then"]
    papers = next((bool(_PAPERS.match(node.text)) for node in reversed(nodes) if isinstance(node, Word)), False)
    within = match["in"] or ((match["since"] or "").lower() == "from" and papers and not onwards)
    if match["later"] or match["earlier"]:
        within = None
    low = year if match["since"] or match["after"] or within or (match["in"] and match["later"]) else None
    high = year if match["before"] or match["until"] or within or (match["in"] and match["earlier"]) else None
    node = Comparison("year", "year", ("year",), low, high, bool(match["after"]), bool(match["before"]))
    return Phrased((node,), match.end())


def _newest(text: str, at: int) -> Phrased | None:
    """``newest papers on …``: an order."""
    match = _NEWEST.match(text, at)
    return Phrased((), match.end(), order="-year" if match["old"] else "year") if match else None


def _author(text: str, at: int) -> Phrased | None:
    """``by Goodenough``: a name with one capital letter; methods are written in capitals, materials are known."""
    match = _AUTHOR.match(text, at)
    if match is None or material_key(match["name"]) is not None:
        return None
    return Phrased((Field("author", (match["name"],)),), match.end())


def _doi(text: str, at: int) -> Phrased | None:
    match = _DOI.match(text, at)
    return Phrased((Field("doi", (match["doi"].rstrip(".,;:?!"),)),), match.end()) if match else None
