"""Supposed: values that nobody found (denied, wished for, supposed) although their sentence tells them like results."""

from __future__ import annotations

import re
from dataclasses import replace

from ..hints import has_any
from ..quantity import Quantity

# What parts a sentence so that a denial or a wish on one side says nothing of the other.
_CLAUSE = re.compile(
    r";|:(?= )|, (?:but|yet|so|and|which|while|whereas|although|though|since|because|as)\b"
    r"|\b(?:but|whereas|however|because)\b"
)
_FINDING = (
    r"(?:observ|s(?:ee|aw|een)\b|f(?:ind|ound)\b|obtain|reach|attain|achiev|deliver|exhibit|sho[wn]|g(?:ive|ave)\b|yield"
    r"|provid|measur|detect|record|sustain|meet|met\b|approach|get|got\b|realis|realiz|produc|stor|retain|support|withst"
    r"|surviv|manag|come (?:close|near)|possess|afford)\w*"
)
_DENIED_HINTS = ("not ", "n't ", "never ", "cannot", "fail", "unable", "none ", "no ", "neither ")
_DENIED = re.compile(
    rf"\bno (?:[a-z]+ ){{1,3}}(?:has|have|had)(?: yet| ever| so far)* {_FINDING}[^.;,\d]{{0,50}}$|"
    r"\b(?:(?:d(?:o|oes|id)|ca?n|could|would|was|were|is|are|ha[sd]|have)(?:n't| not| never)|cannot|never"
    rf"|fail(?:s|ed)? to|unable to|not able to)(?: (?!only\b)\w+){{0,2}}? {_FINDING}"
    # no loss was seen: that denies no value
    r"(?! (?:any |no |an? |the )?(?:[\w-]+ ){0,2}(?:decay|fad|loss|drop|chang|degrad|short|increas|decreas|crack|peak"
    r"|sign)\w*)"
    # another value, or another statement, ends what was denied
    r"(?:(?! and | as )(?:[^.;,\d]|(?<=[A-Za-z(])[\d.]|\d(?=[A-Z]))){0,70}$"
)
_NOT_FOUND = re.compile(
    r"^(?:[^.;,]{0,60}?) (?:was|were|is|are|has been|have been|could|can|had been) (?:not|never)(?: yet| be| been)*"
    r" (?:observed|seen|found|obtained|reached|attained|achieved|detected|measured|possible|reali[sz]ed|met|recorded)\b"
)
_NO_ONE = re.compile(
    r"\b(?:[Nn]one of|[Nn]o(?! (?:more|less|fewer|further|longer)\b)|[Nn]either(?: of)?)(?: [\w-]+){1,4}?"
    rf" (?:{_FINDING}|exceed\w*|surpass\w*)"
    r"(?: [a-z]+){0,5}? (?:a |an )?(?:[\w-]+ ){0,4}(?:of )?(?:more than |over |above |at least |about )?$"
)
_WISHED_HINTS = (
    "would", "should", "might", "target", "goal", "aim", "hope", "wish", "desir", "want", "expect", "project",
    "the future", "in future", "in principle", "need", "requir", "must", "demand", "assum", "suppos", "if ", "were ",
    "objective", "milestone", "striv", "ought", "call", "anticipat", "envisag", "potentially", "eventually", "one day",
    "given", "based on", "has to", "have to", "necessary",
)  # fmt: skip
# `it should be noted that …`
_NO_REMARK = r"(?! (?:also )?be (?:noted|mentioned|emphasi|stressed|pointed|kept|remarked|added))"
_UNBROKEN = r"(?:[^.;]|\.\d)"
_WITHOUT_NUMBER = r"(?:[^.;,\d]|(?<=[a-z(])\d)"
_SUPPOSED = re.compile(
    rf"\b(?:would|should{_NO_REMARK}|might|ought to"
    r"|(?:hopefully|in (?:the )?future|in principle)\b[^.;]{0,60}\b(?:can|could|may|reach)"
    r"|(?:could|may|can) (?:hopefully|in principle|eventually|one day|potentially)"
    r"|(?:be|is|are|was|were|been) (?:\w+ly )?(?:expected|anticipated|projected|hoped|envisaged|desired"
    r"|supposed|wished)|we (?:expect|hope|anticipate|envisage|wish|aim|strive|want)"
    rf"|(?:aim|aims|aimed|aiming|striv\w+|hop\w+) (?:at|for|to))\b{_UNBROKEN}{{0,90}}$"
)
_TARGET = re.compile(
    r"\b(?:targets?|goals?|aims?|objectives?|milestones?"
    r"|(?:target|targeted|desired|required|necessary|wished-for) [a-z ]{2,40}?)"
    r" (?:of|is|was|are|were|for|to|values?|set|be|in|at|have|has|reach\w*|rais\w*|increas\w*|achiev\w*|obtain\w*)"
    rf"{_WITHOUT_NUMBER}{{0,70}}$"
)
_NEEDED = re.compile(
    rf"\b(?:(?:should{_NO_REMARK}|must{_NO_REMARK}|needs? to|needed to|has to|have to|ought to)"
    r"|(?:requir(?:es?|ing)|need(?:s|ed)?|demand(?:s|ed|ing)?|calls? for|called for|desir(?:es?|ing)|want(?:s|ed)?"
    r"|wish(?:es)? for|hop(?:es?|ing) for)(?! (?:only|just|merely|as little)\b))\b"
    rf"(?:(?! to ){_WITHOUT_NUMBER}){{0,80}}$"
)
_IS_WISHED = re.compile(
    r"^[^.;,]{0,45} (?:is|are|was|were|would be|should be|must be|being) (?:\w+ly |still )?(?:desired|desirable|wanted"
    r"|sought|needed|required|targeted|aimed (?:at|for)|expected|hoped for|envisaged|the (?:goal|aim|target))\b"
    r"|^[^.;,]{0,30} would\b|^[^.;,\d]{0,30} (?:as (?:a |the )?(?:target|goal|benchmark)|target|goal|threshold)\b"
)
_IF = re.compile(
    r"(?:^|[,;(] |\b(?:and|but|even|only) )"
    r"(?:[Ii]f\b|[Ww]ere (?:the|it|one|we)\b|[Ss]upposing|[Aa]ssuming|[Ss]uppose|[Aa]ssume)"
)
_UNREAL = re.compile(
    r"\b(?:could|would|might|were to|should|can be (?:raised|increased|improved|lifted|reached|pushed))\b"
)
_ASSUMED = re.compile(
    r"\b(?:[Aa]ssum(?:ing|ed|e|es)|[Ss]uppos(?:ing|e|ed)|[Gg]iven|[Bb]ased on) (?:that )?(?:an? |the )?(?:[\w-]+ ){0,4}"
    r"(?:of|to be|is|was) (?:only |about |~)?$"
)
# What a material needs is found by measurement (`requires an overpotential of 250 mV`).
_COSTS = frozenset({"voltage", "time", "cycles", "energy", "temperature", "resistance", "length"})


def is_supposed(text: str, start: int, end: int, dimension: str | None) -> bool:
    """Whether the value at ``[start, end)`` of the sentence ``text`` was not found: denied, wished for or supposed."""
    lower = text.lower()
    denied, wished = has_any(lower, _DENIED_HINTS), has_any(lower, _WISHED_HINTS)
    if not denied and not wished:
        return False
    before, behind = _CLAUSE.split(text[:start])[-1], _CLAUSE.split(text[end:])[0]
    if denied and (_DENIED.search(before) or _NOT_FOUND.match(behind)):
        return True
    if not wished:
        return False
    if _SUPPOSED.search(before.lower()) or _TARGET.search(before.lower()) or _IS_WISHED.match(behind):
        return True
    if (dimension not in _COSTS and _NEEDED.search(before.lower())) or _ASSUMED.search(before):
        return True
    clause = f"{before}{text[start:end]}{behind}".lstrip()
    return _UNREAL.search(clause) is not None and _IF.search(clause) is not None


def as_denied(text: str, offset: int, quantity: Quantity) -> Quantity:
    """``quantity`` as the bound that nothing reached (``None of them delivered more than 350``: at most that)."""
    if quantity.qualifier not in ("lower_bound", "exact") or not has_any(text, ("one of ", "o ", "either ")):
        return quantity
    match = _NO_ONE.search(_CLAUSE.split(text[: quantity.start - offset])[-1])
    return quantity if match is None else replace(quantity, qualifier="upper_bound")
