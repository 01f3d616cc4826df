"""Wholes: the name that a material mention is part of (``LiFePO4`` within ``LiFePO4/graphene nanowires``)."""

from __future__ import annotations

import re

from ...ingest.span import CharSpan

_COMPOUND_LEFT = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.()]{0,29}[-–/@‐|‖]{1,2}){1,6}$")
_COMPOUND_RIGHT = re.compile(
    r"(?:[-–/@‐|‖]{1,2}(?!based|type|doped|coated|modified|derived|ion|free|rich|like|containing|metal"
    r"|air)[A-Za-z0-9](?:[A-Za-z0-9.]*[A-Za-z0-9])?)+"
)
_HYDRATE = re.compile(r"·(?:n|x|\d[\d.]{0,4})?H2O")
# Names that tell little without the number behind them.
_GRADED = ("Nafion", "Celgard", "Whatman", "Aquivion", "Fumasep", "Ketjenblack", "Pluronic", "Solef", "Kynar")
_GRADE = re.compile(r" (?:N-?|NR-?|EC-?|FAP-?|FAA-?|GF/)?\d{2,4}[A-Z]{0,2}\b(?! ?(?:°|m[AVg]|[µμ]m|wt|%|nm|mAh|cm))")
# `-20% glass`, `-5%C`: a share that is part of the name
_SHARE = re.compile(r"% ?(?:glass|[A-Z][A-Za-z0-9]{0,9})(?![\w-])")
# `Nb2O5- and NbO2-coated separators`
_ELIDED = re.compile(
    r"-(?:, [\w()@/.]{1,24}-){0,4},? (?:and|or) [\w()@/.]{1,24}(?P<rest>-(?:coated|doped|modified"
    r"|substituted|based|derived|containing|treated|loaded|decorated|supported|rich|free|type|filled|added)"
    r"(?: [a-z]{3,14})?)\b"
)
_JOINTS = frozenset("-–/@‐|‖")
_HEAD_NOUN = re.compile(
    r"(?:[ -](?:based|type|doped|coated|modified|derived))?"
    r"(?: (?:@ ?)?(?:nanowires?|nanosheets?|nanorods?|nanofib(?:er|re)s?|nanotubes?|nanoparticles?"
    r"|nanospheres?|microspheres?|nanocomposites?|composites?|"
    r"powders?|ceramics?|pellets?|membranes?|separators?|films?|alloys?|glass(?:es)?|(?:hydro|organo|cryo|xero|iono)?gels?|cathodes?|anodes?"
    r"|electrodes?|electrolytes?|cells?|sandwich|hybrids?|"
    r"half-?cells?|full-?cells?|monoliths?|aerogels?|foams?|frameworks?|fib(?:er|re)s?|layers?|particles?|flowers?|felts?|cloths?|mesh(?:es)?|papers?))++"
    r"(?: with (?:the |a |an )?[\w@/-]++(?: [\w@/-]++)? (?:separator|interlayer|coating|additive|binder|membrane)s?)?"
)


def compound(text: str, start: int, end: int) -> CharSpan:
    """The unbroken name that ``[start, end)`` is part of: ``LiFePO4`` within ``LiFePO4/graphene``."""
    # Most names stand alone: a look at the characters beside spares the patterns.
    left = (
        _COMPOUND_LEFT.search(text[max(0, start - 30) : start])
        if text[start - 1 : start] in _JOINTS and start
        else None
    )
    right = (
        _COMPOUND_RIGHT.match(text, end)
        if text[end : end + 1] in _JOINTS
        else _HYDRATE.match(text, end)
        if text[end : end + 1] == "·"
        else None
    )
    whole = CharSpan(start - (len(left.group()) if left else 0), right.end() if right else end)
    share = _SHARE.match(text, whole.end) if right is not None and text.startswith("%", whole.end) else None
    whole = whole if share is None else CharSpan(whole.start, share.end())
    name = text[whole.start : whole.end]
    return whole if name.count("(") == name.count(")") else CharSpan(start, end)


def with_head(text: str, whole: CharSpan) -> str:
    """The name at ``whole`` with the noun behind it (``nanowires``, ``composite cathode``)."""
    if text.startswith(" ", whole.end) and text[whole.start : whole.end].endswith(_GRADED):
        grade = _GRADE.match(text, whole.end)
        whole = whole if grade is None else CharSpan(whole.start, grade.end())  # `Nafion 212`
    elided = _ELIDED.match(text, whole.end) if text.startswith("-", whole.end) else None
    if elided is not None:
        return text[whole.start : whole.end] + elided["rest"]
    tail = _HEAD_NOUN.match(text, whole.end)
    return text[whole.start : whole.end] + (tail.group() if tail is not None else "")


def is_graded(name: str) -> bool:
    """Whether a name of many grades has one behind it (``Nafion 212``)."""
    return name.startswith(_GRADED) and _GRADE.search(name) is not None
