"""What is known of a paper beside its text: DOI, year and licence, each in one form."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>{}|\\^`]+")
_ORCID = re.compile(r"(?<![\d-])(\d{4})-?(\d{4})-?(\d{4})-?(\d{3})([\dXx])(?!\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_CC_URL = re.compile(
    r"creativecommons\.org/(?:licen[cs]es/([a-z-]+)|publicdomain/(zero|mark))/?(\d\.\d)?", re.IGNORECASE
)
_CC_CODE = re.compile(
    r"\bCC[ -]?(?:\(?(BY(?:[ -](?:NC|ND|SA))*)\)?|(0|Zero))(?![A-Za-z])[ -]?(?:v(?:ersion)? ?)?(\d\.\d)?", re.IGNORECASE
)
_CC_WORDS = re.compile(
    r"Creative\s+Commons\s+(?P<parts>(?:[-\s,]*(?:Attribution|Non-?\s?Commercial|No-?\s?Deriv\w*(?:\s+Works)?|"
    r"Share-?\s?Alike|BY|NC|ND|SA))+)"
    r"(?:[\s(),]*(?:CC[ -]?BY[A-Z-]*\)?)?[\s,]*(?:(?:\w+\s+)?licen[cs]e)?[\s,(]*(?:version\s*)?(?P<version>\d\.\d))?",
    re.IGNORECASE,
)
_CC_OLD_CODE = re.compile(r"creative-?\s?commons-?\s?by\b|creativeCommonsBy", re.IGNORECASE)
# Titles of persons; initials such as M. D. are none.
_TITLE = re.compile(
    r"(?<![\w.-])(?:Prof(?:essor\b|\.)|Dr\.?(?=\s)|Priv\.?-Doz\.|Doz\.|Dipl\.-\w{2,5}\.|M(?:r|rs|s)\.)"
    r"|,? Ph\.? ?D\b\.?"
)


def doi_of(text: str | None) -> str | None:
    """The first DOI in ``text``, in lower case and without a trailing full stop or bracket, or None."""
    match = _DOI.search(text or "")
    if not match:
        return None
    doi = match[0].rstrip(".,;:")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def own_doi(text: str | None, cited: Sequence[str]) -> str | None:
    """The first DOI in ``text``; None where it is one of those that the paper has ``cited``, and so another paper's."""
    doi = doi_of(text)
    return None if doi in cited else doi


def year_of(text: str | None) -> int | None:
    """The first year in ``text``, or None."""
    match = _YEAR.search(text or "")
    return int(match[1]) if match else None


def orcid_of(text: str | None) -> str | None:
    """The first ORCID in ``text`` as ``0000-0002-1825-0097``, its check digit (ISO 7064, mod 11-2) right; or None."""
    for match in _ORCID.finditer(text or ""):
        total = 0
        for digit in match[1] + match[2] + match[3] + match[4]:
            total = (total + int(digit)) * 2
        check = (12 - total % 11) % 11
        if match[5].upper() == ("X" if check == 10 else str(check)):
            return "-".join((match[1], match[2], match[3], match[4] + match[5].upper()))
    return None


def orcids_of(found: Sequence[str | None]) -> tuple[str | None, ...]:
    """The ORCIDs of a list of authors as a Header has them: none at all where not one is known."""
    return tuple(found) if any(found) else ()


def licence_of(*texts: str | None) -> str | None:
    """The short code of the licence that the texts name (``CC-BY-4.0``, ``CC0-1.0``), None where they name none.

    The texts are tried in order, web addresses of licences before words; a code without a version is given up for
    one with it.
    """
    best: str | None = None
    for pattern in (_CC_URL, _CC_CODE, _CC_WORDS, _CC_OLD_CODE):
        for text in texts:
            match = pattern.search(text or "")
            if not match:
                continue
            code = _code(pattern, match)
            if code[-1:].isdigit() and "." in code:
                return code
            best = best or code
    return best


def _code(pattern: re.Pattern[str], match: re.Match[str]) -> str:
    if pattern is _CC_OLD_CODE:
        return "CC-BY"
    if pattern is _CC_WORDS:
        words = match["parts"].lower()
        parts = ["BY"]
        if re.search(r"non-?\s?commercial|\bnc\b", words):
            parts.append("NC")
        if re.search(r"no-?\s?deriv|\bnd\b", words):
            parts.append("ND")
        if re.search(r"share-?\s?alike|\bsa\b", words):
            parts.append("SA")
        return "-".join(["CC", *parts, *([match["version"]] if match["version"] else [])])
    terms, free, version = match.groups()
    if free:
        return "PDM-1.0" if free.lower() == "mark" else "CC0-1.0"
    return "-".join(["CC", terms.upper().strip("- ").replace(" ", "-"), *([version] if version else [])])


_NAME = r"(?:[A-Z][\w'’.-]*|[A-Z]\.)(?:[ -](?:(?:van|von|de|der|den|la|le|da|di)[ ])?(?:[A-Z][\w'’-]*\.?))+"
_NAMES = re.compile(rf"{_NAME}(?:[\d,*†‡]*(?:, |; | and | & |, and ){_NAME})*[\d,*†‡]*$")
_JOURNAL = re.compile(r"([A-Z][\w&:' -]{3,80}?)(?:,? \d{1,4})?[ ,]*\(?((?:19|20)\d\d)\)?[.,;:]?(?:\s|$)")


def untitled(name: str) -> str:
    """A person's name without titles: neither ``Prof. Dr.`` before or within it nor ``, Ph.D.`` behind it."""
    return " ".join(_TITLE.sub(" ", " ".join(name.split())).split()).strip(" ,") or name


def authors_of(line: str) -> tuple[str, ...]:
    """The names of a line that holds nothing but names, as manuscripts print them below the title; else none."""
    if not _NAMES.match(line) or len(line) > 600 or line.isupper():
        return ()
    names = re.split(r"\s*(?:,\s*and\s+|[,;]\s*|\s+and\s+|\s+&\s+)", re.sub(r"[\d*†‡]+", "", line))
    return tuple(untitled(name) for name in names if name.strip())


def journal_of(line: str) -> tuple[str | None, int | None]:
    """Journal and year of a line such as ``Journal of Things (2024). https://doi.org/…``."""
    match = _JOURNAL.match(line)
    return (match[1].strip(" ,"), int(match[2])) if match else (None, None)
