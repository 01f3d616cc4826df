"""Grades: metals that go by the number of a standard (``AISI 4340 steel``, ``S700MC steel``, ``AA6082``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hints import Hinted, has_any

_HINTS = ("steel", "alloy", "AISI", "SAE", "SUS", "AA")
_NUMBER = r"(?:(?:AISI|SAE|SUS|UNS)[ -]?[A-Z]?\d{3,5}[A-Z]{0,2}|AA ?\d{4})"
_CODE = r"(?:\d{3,4} ?[A-Z]{0,2}|(?=[^\s]{0,12}\d)(?=[^\s]{0,12}[A-Z])[A-Z0-9][A-Za-z0-9.-]{1,14}+)"
GRADE = Hinted(
    rf"(?<![\w.,/–-])(?P<code>{_NUMBER}|(?!(?:19|20)\d\d\b){_CODE}(?=[ -](?:[a-z-]{{4,12}} )?(?:steel|alloy)))"
    r"(?:[ -](?:(?:stainless|low-alloy|carbon|tool|bearing|cast|aluminium|aluminum|magnesium|titanium|nickel) )?"
    r"(?:steel|alloy)s?)?(?![\w/-])"
)


def find_grades(text: str) -> Iterator[re.Match[str]]:
    """The grades of ``text`` with the noun behind them; group ``code`` is the designation, which may be a formula."""
    if has_any(text, _HINTS):
        yield from GRADE.finditer(text)
