"""Elided units: bare numbers set beside a value, whose unit they share (``A delivers 150 mAh/g and B 170``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ingest.span import CharSpan
from ..analysis import MaterialMention, Sentence
from ..quantity import Quantity
from .referring import find_references
from .result import Result
from .shared_units import scaled_like

_BARE = re.compile(r"(?<=[ (~≈])\d{1,5}(?:\.\d{1,4})?(?![\w^%°/+@−–-]|[.,]\d| ?[×±:=–−]| (?:and|or|to) \d)")
_ABOUT = (
    r"(?: ?(?:only|just|merely|about|roughly|nearly|some|even|still|a mere|as little as|as much as|approximately|ca\."
    r"|~|≈))*+ ?"
)
_CONDITION = r"(?: \(?(?:at|after|in|under|over|within|during|with|for|upon) [^;:]{1,45}?)?"
# Between a value and the bare number that is set beside it; ``name`` is what the number is said of.
_NAMED = re.compile(
    rf"{_CONDITION}(?:,? and|,? while|,? whereas|,? but|;|;? and|,)(?: (?:that|those|the one) (?:of|for|with))?"
    r" (?P<name>(?:the |a |an )?[^;,:]{1,50}?)"
    r"(?: (?:is|are|was|were|has|had|have|gives?|gave|reach(?:es|ed)|deliver(?:s|ed)|show(?:s|ed)|exhibit(?:s|ed)"
    r"|yield(?:s|ed)|retain(?:s|ed)|provid(?:es|ed)|keeps?|kept|gets?|one|of|at|with|to|attain(?:s|ed)|needs?"
    rf"|remain(?:s|ed)))*+{_ABOUT} ?"
)
_IN_BRACKETS = re.compile(
    rf"{_CONDITION},? (?:[\w ]{{0,30}})?(?:than|that of|those of|as|with|to) (?P<name>[^;,:()]{{1,40}}?) \({_ABOUT}"
)
_AGAINST = re.compile(
    rf"{_CONDITION},? \(?(?:compared (?:with|to)|versus|vs\.?|against|as opposed to|instead of|rather than|than|and|or"
    rf"|(?:up|down) from|relative to)(?: the)?{_ABOUT} ?|{_CONDITION},{_ABOUT} ?"
)
_LISTED = re.compile(rf"(?: \([^()]{{1,40}}\)| (?:for|in|with|at|of) [^;,:]{{1,40}}?)(?:, and|,| and| or|;){_ABOUT} ?")
_THEORY = re.compile(
    r" \((?:the )?(?:theoretical(?:ly)?|theory|theor\.|calculated|calc\.)(?: (?:capacity|value|limit|maximum))?"
    r"(?: (?:of|is))?:? ?"
)
_ENDS = re.compile(r"\)?(?:[.;,)]|$| (?:at|after|for|in|under|over|and|while|when|but|with|of|without|on)\b)")
_FOR = re.compile(r" (?:for|in|of|with|without|on|at) | \((?:the |for )?[A-Za-z]")
# Words of names that end in a number: `Celgard 2400`, `sample 3`.
_NUMBERED = re.compile(
    r"\b(?:Celgard|Nafion|Super ?P|Ketjen\w*|KB|EC|Vulcan|Pluronic|P|F|PEG|PEO|PVDF|Whatman|GF/?\w?|type|NMC|NCM|NCA"
    r"|SUS|AISI|Kynar|Solef|Timcal|[Ss]amples?|[Ff]ig(?:ure|s)?\.?|[Tt]able|[Rr]ef\.?|[Cc]ycles?|[Ee]q\.?|[Ss]teps?"
    r"|[Cc]ells?|[Nn]o\.?|[Ss]ection|grade|phase|alloy|batch|number|[Pp]anel|[Ss]cheme|space group|Al|stage|group|by"
    r"|factor of|(?:19|20)\d\d) ?$"
)
_FARTHEST = 150  # characters between the two
_LARGEST_RATIO = 12.0
_NOT_ELIDED = frozenset(
    {"cycles", "time", "temperature", "c_rate", "current_density", "specific_current", "fold", None}
)


def elided(
    sentence: Sentence, results: Sequence[Result], materials: Sequence[MaterialMention], taken: Sequence[Quantity]
) -> Iterator[Result]:
    """The results of bare numbers that share the unit of one of ``results``; ``taken`` are the quantities."""
    text, base = sentence.text, sentence.start
    known = list(results)
    for match in _BARE.finditer(text):
        start, end = base + match.start(), base + match.end()
        last = max((result for result in known if result.end < start), key=lambda result: result.end, default=None)
        if last is None or start - last.end > _FARTHEST:
            continue
        if any(q.start < end and start < q.end and q.dimension is not None for q in taken) or any(
            m.start < end and start < m.end for m in materials
        ):
            continue
        model = last.quantities[-1]
        if (
            model.dimension in _NOT_ELIDED
            or not model.value
            or len(last.codes) > 1
            or not _ENDS.match(text, match.end())
        ):
            continue
        value = float(match.group())
        if (
            not value
            or not 1 / _LARGEST_RATIO <= abs(value / model.value) <= _LARGEST_RATIO
            or _NUMBERED.search(text[: match.start()][-20:])
        ):
            continue
        gap = text[last.end - base : match.start()]
        if not _is_set_beside(sentence, CharSpan(last.end, start), gap, text[match.end() :], materials):
            continue
        found = Result([_like(model, value, start, end, match.group())], last.codes, last.anchor, "elliptic", last)
        known.append(found)
        yield found


def _is_set_beside(
    sentence: Sentence, span: CharSpan, gap: str, behind: str, materials: Sequence[MaterialMention]
) -> bool:
    """Whether a bare number behind ``gap`` is a value as the one before the gap is."""
    if _THEORY.fullmatch(gap) and behind.startswith(")"):
        return True
    named = [match for pattern in (_NAMED, _IN_BRACKETS) if (match := pattern.fullmatch(gap)) is not None]
    listed = (_AGAINST.fullmatch(gap) or _LISTED.fullmatch(gap)) and _FOR.match(behind)
    if not named and not listed:
        return False
    names = [(m.start, m.end) for m in materials] + [
        (sentence.start + reference.start, sentence.start + reference.end)
        for reference in find_references(sentence.text)
    ]
    for match in named:
        low, high = span.start + match.start("name"), span.start + match.end("name")
        if any(low <= start and high - 12 <= end <= high for start, end in names):
            return True
    return bool(listed) and any(span.end <= start <= span.end + 45 for start, _ in names)


def _like(model: Quantity, value: float, start: int, end: int, text: str) -> Quantity:
    return replace(
        model,
        value=value,
        error=None,
        qualifier="exact",
        normalised=scaled_like(model, value),
        start=start,
        end=end,
        text=text,
        group=None,
    )
