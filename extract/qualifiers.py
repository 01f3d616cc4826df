"""How definite a number is: the words and signs around it that make it approximate or a bound."""

from __future__ import annotations

import re

from .quantity import Quantity

_APPROXIMATE = (
    r"\bca\.?|\bc\.|\bcirca|\babout|\bapproximately|\bapprox\.?|\baround|\broughly|\bnearly|\balmost"
    r"|\bclose to|\bnear|\b(?:of|on|in) the order of|\bin the vicinity of|\bsome"
)
_LOWER = (
    r"\b(?:more|greater|higher|larger|longer|better|thicker|faster|bigger|wider|older|later) than|\bover|\babove"
    r"|\bat least|\bexceed(?:s|ed|ing)?|\bin excess of|\bbeyond|\b(?:no|not) (?:less|lower|fewer|smaller) than"
    r"|\bsurpass(?:es|ed|ing)?|\bupwards of"
)
_UPPER = (
    r"\b(?:less|lower|smaller|fewer|shorter|thinner|narrower|younger|earlier) than|\bbelow|\bunder|\bat most"
    r"|\bup to|\b(?:no|not) (?:more|greater|higher|larger|longer) than|\bwithin"
)
_WORDS = re.compile(
    rf"(?:(?P<approximate>{_APPROXIMATE})(?: (?:an?|the))?|(?P<lower_bound>{_LOWER})|(?P<upper_bound>{_UPPER}))"
    r"(?: or equal to)? ?[(=+-]?$",
    re.IGNORECASE,
)
# The words that such a phrase can end in; anything else before a number is passed over without a search.
_LAST = frozenset(
    [
        "ca", "ca.", "c.", "circa", "about", "approximately", "approx", "approx.", "around", "roughly", "nearly",
        "almost", "to", "near", "of", "some", "than", "over", "above", "least", "exceed", "exceeds", "exceeded",
        "exceeding", "beyond", "surpass", "surpasses", "surpassed", "surpassing", "below", "under", "most", "within",
        "a", "an", "the", "equal",
    ]
)  # fmt: skip
_SIGNS = {
    "~": "approximate",
    "≈": "approximate",
    ">": "lower_bound",
    "≥": "lower_bound",
    "<": "upper_bound",
    "≤": "upper_bound",
}
_AFTER = re.compile(
    r" (?:or|and) (?:(?P<lower_bound>more|higher|above|greater|longer|over)"
    r"|(?P<upper_bound>less|lower|below|shorter))\b"
    r"| at (?P<most>most|best)\b| at (?P<least>least)\b"
)
# "higher than 3.0 V for LiFePO4": the value is that of something else, and exact.
_COMPARAND = re.compile(r" (?:for|of|in) (?:the |that of |pure |bare |pristine |commercial )?[A-Z]")
# "over 250 cycles" means during them; "under 5 MPa", "under 1 C" are settings.
_DURING = frozenset({"cycles", "time"})
_SETTINGS = frozenset(
    {"pressure", "c_rate", "current_density", "specific_current", "voltage", "current", "magnetic_flux_density"}
)
_LONGEST = 30
# "never above 5 V", "does not exceed 10 nm", "not drop below 99 %": the denial turns the bound around.
_DENIED = re.compile(
    r"\b(?:never|not|cannot|without|no longer)(?: (?:ever|longer|be discharged to|be charged to|reach|tolerate"
    r"|exceed|been|be|being|go|going|goes|gone|rise|rises|rising|drop|drops"
    r"|dropped|dropping|fall|falls|fallen|falling|get|gets|getting|decrease|decreases|increase|increases))? $",
    re.IGNORECASE,
)
_OPPOSITE = {"lower_bound": "upper_bound", "upper_bound": "lower_bound"}


def last_word(text: str, start: int) -> str:
    """The word before ``text[start]`` in lower case, opening brackets and blanks between them left out."""
    return text[max(0, start - 24) : start].rstrip(" (").rpartition(" ")[2].lstrip("([").lower()


def qualify(text: str, start: int, end: int, dimension: str | None) -> tuple[str, int]:
    """The qualifier of the quantity ``text[start:end]`` and where the words that make it begin (else ``start``)."""
    kind, begin = "exact", start
    # "up to ca. 200 nm" has two: the outer bound tells more.
    while begin > 0:
        found = _sign_before(text, begin) or _words_before(text, begin)
        if found is None:
            break
        this, begin = found
        word = text[begin : begin + 5].lower()
        if (word.startswith("over") and dimension in _DURING) or (word == "under" and dimension in _SETTINGS):
            break
        if this != "approximate" and word.isalpha() and _is_compared(text, begin, start, end):
            break
        if kind in ("exact", "approximate"):
            kind = this
    if kind == "exact":
        after = _AFTER.match(text, end)
        if after is not None and after.lastgroup is not None:
            kind = {"most": "upper_bound", "least": "lower_bound"}.get(after.lastgroup, after.lastgroup)
    return kind, begin


def _sign_before(text: str, begin: int) -> tuple[str, int] | None:
    window = text[max(0, begin - 6) : begin].rstrip(" (=+-")
    kind = _SIGNS.get(window[-1:])
    if kind == "approximate" and window[-2:-1].isdigit():
        return None  # "1100~700" is a range
    return None if kind is None else (kind, max(0, begin - 6) + len(window) - 1)


def _words_before(text: str, begin: int) -> tuple[str, int] | None:
    if last_word(text, begin) not in _LAST:
        return None
    found = _WORDS.search(text, max(0, begin - _LONGEST), begin)
    if found is None or found.lastgroup is None:
        return None
    denial = _DENIED.search(text, max(0, found.start() - _LONGEST), found.start())
    if denial is None or found.lastgroup == "approximate" or found[0].lower().startswith(("no", "over", "at ", "up")):
        return found.lastgroup, found.start()
    return _OPPOSITE[found.lastgroup], denial.start()


def _is_compared(text: str, begin: int, start: int, end: int) -> bool:
    """Whether "higher than 3.0 V for LiFePO4" names the value of something else, which is exact."""
    return text[begin:start].rstrip().endswith("than") and _COMPARAND.match(text, end) is not None


def words_before(text: str, quantity: Quantity) -> int:
    """Where the words that qualify ``quantity`` begin in ``text``, ``between`` and ``from`` of a range included."""
    begin = qualify(text, quantity.start, quantity.end, quantity.dimension)[1]
    for word in ("between ", "from "):
        if quantity.qualifier == "range" and text[max(0, begin - len(word)) : begin].lower() == word:
            return begin - len(word)
    return begin
