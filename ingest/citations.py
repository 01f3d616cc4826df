"""Citation marks: recognised, taken out of the text without a hole, and kept as positions with targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

Placed = tuple[tuple[int, tuple[str, ...]], ...]

# Placeholders from the private use area: a bare mark; the start and end of a mark that names authors.
MARK, NAMED_START, NAMED_END = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: what was printed, and the ids (or printed numbers) that it points to."""

    text: str
    targets: tuple[str, ...]


_NUMBERS = re.compile(r"\d{1,3}[a-z]?(?: ?[,;\u2010-\u2014\u2212-] ?\d{1,3}[a-z]?)*$")
_RANGE = re.compile(r"(\d{1,3}) ?[\u2010-\u2014\u2212-] ?(\d{1,3})")
_UNIT_OR_VARIABLE = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Za-zα-ωΑ-Ω]|[kmcdnμµp]m|[mkμµ]g|[mk]?Wh|mAh?|Å|ft|in|eV|mol|min|sec|yr|[dm]l|mL|Hz|sp|"
    r"dsp|t2g|eg|sin|cos|tan|log|ln|exp)$"
)
_TEN = re.compile(r"(?:^|[^\d.])10$")


def looks_like_citation(before: str, sup: str, after: str = "") -> bool:
    """Whether the superscript ``sup`` that follows ``before`` is a citation mark rather than an exponent or a charge.

    Numbers without a sign are marks behind punctuation, words, formulae and numbers other than 10; behind units,
    single letters and functions they are exponents; at the start of a word they are mass numbers.
    """
    sup = sup.strip().strip("[]()")
    if not _NUMBERS.match(sup) or sup.startswith("0"):
        return False
    stripped = before.rstrip()
    if not stripped or (stripped != before and after[:1].isupper()):
        return False
    if stripped[-1] in ".,;:!?'\"”’%]\ue000\ue002":
        return True
    if stripped[-1] == ")":
        opened = stripped.rfind("(")
        return opened < 0 or " " in stripped[opened:] or len(stripped) - opened > 14
    if stripped[-1].isdigit():
        return not _TEN.search(stripped)
    if _UNIT_OR_VARIABLE.search(stripped):
        return len(sup) > 2 and not sup.isdigit()
    return stripped[-1].isalpha()


_BRACKETED = re.compile(r"\[(\d{1,3}(?: ?[,;\u2010-\u2014-] ?\d{1,3})*)\](?!-\w)")
_NOT_CITED_BEFORE = re.compile(r"(?:along|axis|zone|direction|orient\w*|projection|planes?|beam|texture\w*|the) ?$")
_NOT_CITED_AFTER = re.compile(
    r" ?(?:zone|direction|axis|axes|orient|projection|plane|crystal|texture|family|facet|surface)"
)
# "(CR 2032)" is a coin cell and "(March 2019)" a date, not an author and a year.
_NO_NAME = (
    r"(?!(?:CR|LIR|BR|SR|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Autumn|Fall|Winter)\b)"
)
_PARTICLES = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]en|[Dd]er|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Dd]o|[Dd]os|[Dd]as|[Dd]u|[Tt]en|[Tt]er|"
    r"[Ll]a|[Ll]e|[EeAa]l|[Mm]ac|[Mm]c|[Ss]t\.?|[Bb]en|[Bb]in|zu|zur|af|'t) ){0,3}"
)
_NAME = rf"(?:[A-Z]\.[ -]?){{0,3}}{_PARTICLES}{_NO_NAME}[A-Z\u00c0-\u024f][\w'\u2019.-]{{1,30}}(?: [A-Z]\.){{0,2}}"
_YEAR = r"(?:1[89]|20)\d\d[a-z]?(?:, ?(?:(?:1[89]|20)\d\d)?[a-z]?(?=[,;)\]]))*"
_PAGES = r"(?:, pp?\. ?\d{1,5}(?:[-\u2013]\d{1,5})?)?"
_AUTHORS = rf"{_NAME}(?:(?:,? (?:and|&)|,) {_NAME}){{0,4}}(?:,? et al\.?,?|,? and (?:co-?workers|others))?"
# Each author and year is atomic: without it a list that ends in no bracket is tried in all its divisions.
_WORK = rf"(?>{_AUTHORS},? (?:\({_YEAR}\)|{_YEAR}){_PAGES})"
_AUTHOR_YEAR = re.compile(
    rf"[(\[](?:(?:see|see also|e\.g\.|cf\.|reviewed in|for example),? )?+"
    rf"({_WORK}(?:(?:[;,](?: and)?|,? and) {_WORK}){{0,60}}+)(?:[;,]? and references (?:cited )?therein)?[)\]]"
)


def mark_citations(text: str, n_references: int | None) -> tuple[str, list[Mark]]:
    """``text`` with a placeholder for each written citation mark, and the marks in order."""
    found: list[tuple[int, int, Mark]] = []
    if "[" in text:
        for match in _BRACKETED.finditer(text):
            numbers = expand_numbers(match[1])
            if _is_direction(text, match, numbers, n_references):
                continue
            found.append((match.start(), match.end(), Mark(match[0], numbers)))
    if "19" in text or "20" in text or "18" in text:
        for match in _AUTHOR_YEAR.finditer(text):
            targets = tuple(" ".join(part.split()) for part in match[1].split(";"))
            found.append((match.start(), match.end(), Mark(match[0], targets)))
    found.sort(key=lambda item: item[0])
    parts: list[str] = []
    marks: list[Mark] = []
    end = 0
    for start, stop, mark in found:
        if start < end:
            continue
        parts += [text[end:start], MARK]
        marks.append(mark)
        end = stop
    parts.append(text[end:])
    return "".join(parts), marks


def _is_direction(text: str, match: re.Match[str], numbers: tuple[str, ...], n_references: int | None) -> bool:
    if any(number.startswith("0") for number in numbers):
        return True
    if n_references is not None and any(int(number) > n_references for number in numbers):
        return True
    if text[max(0, match.start() - 1) : match.start()] in ("<", "/"):
        return True
    if len(numbers) == 1 and len(numbers[0]) == 3:
        before = text[max(0, match.start() - 20) : match.start()]
        return bool(_NOT_CITED_BEFORE.search(before) or _NOT_CITED_AFTER.match(text, match.end()))
    return False


def expand_numbers(text: str) -> tuple[str, ...]:
    """The numbers that ``3-5, 9`` stands for: 3, 4, 5 and 9. A range of more than 100 stays its two ends."""
    numbers: list[str] = []
    for part in re.split(r" ?[,;] ?", text):
        ends = _RANGE.match(part)
        if ends and int(ends[1]) < int(ends[2]) <= int(ends[1]) + 100:
            numbers += map(str, range(int(ends[1]), int(ends[2]) + 1))
        else:
            numbers += re.findall(r"\d+", part)
    return tuple(numbers)


_ID = re.compile(r"(.*?)(\d+)$")


def _between(first: str, last: str) -> tuple[str, ...]:
    """The ids that lie between ``ref8`` and ``ref11``, without the ends."""
    one, two = _ID.match(first), _ID.match(last)
    if not one or not two or one[1] != two[1] or not 1 < int(two[2]) - int(one[2]) <= 100:
        return ()
    width = len(one[2]) if one[2].startswith("0") else 0
    return tuple(f"{one[1]}{number:0{width}d}" for number in range(int(one[2]) + 1, int(two[2])))


_ANY = f"[{MARK}{NAMED_START}]"
_GROUP = re.compile(rf"[(\[][^()\[\]{MARK}{NAMED_START}]{{0,120}}{_ANY}[^()\[\]]{{0,1500}}[)\]]")
_NAMED_MARK = re.compile(f"{NAMED_START}[^{NAMED_END}]*{NAMED_END}")
_FILLER = re.compile(
    r"(?:[\s,;:.&/\u2010-\u2014-]|"
    r"\b(?:and|see|also|e\.g|cf|i\.e|[Rr]efs?|[Rr]eferences?|for|example|reviewed|in|or|therein|[a-z])\b)*"
)
_NAMES = re.compile(
    r"(?:[\s,;:.&/\u2010-\u2014-]|\b(?:and|see|also|e\.g|cf|refs?|et|al|in|or|van|von|de|(?:1[89]|20)\d\d[a-z]?|[a-z]|"
    r"[A-Z\u00c0-\u024f][\w'\u2019-]+|[A-Z])\b)*"
)
_YEAR_TEXT = re.compile(r"[(\[]?(?:1[89]|20)\d\d[a-z]?[)\]]?")
_CLUSTER = re.compile(
    rf"(?P<space> ?)(?P<marks>{MARK}(?: ?(?:[,;\u2010-\u2014-]|and|&)? ?{MARK})*)|"
    rf"{NAMED_START}(?P<named>[^{NAMED_END}]*){NAMED_END}"
)
_DASHED = re.compile(rf"{MARK} ?[\u2010-\u2014-] ?(?={MARK})|{MARK}")
_REF_WORD = re.compile(r"\b(?:[Rr]efs?\.?|[Rr]eferences?|[Cc]itations?)$")


def settle(text: str, marks: list[Mark]) -> tuple[str, Placed]:
    """``text`` without its placeholders, brackets and separators included, and where the marks stood.

    A mark that names its authors outside brackets, or follows the word "ref.", is part of its sentence: it stays in
    the text and is noted behind it.
    """
    for _ in range(2):  # "(e.g. [5])": the inner brackets, then the outer ones
        text = _without_brackets(text, marks)
    parts: list[str] = []
    placed: list[tuple[int, tuple[str, ...]]] = []
    length = end = used = 0
    last = ""
    for cluster in _CLUSTER.finditer(text):
        plain = _closed_up(last, text[end : cluster.start()])
        length += len(plain)
        parts.append(plain)
        last = (last + plain)[-20:]
        end = cluster.end()
        if cluster["named"] is not None:
            parts.append(cluster["named"])
            length += len(cluster["named"])
            last = (last + cluster["named"])[-20:]
            placed.append((length, marks[used].targets))
            used += 1
            continue
        count = cluster["marks"].count(MARK)
        cited = marks[used : used + count]
        used += count
        if _REF_WORD.search(last):
            kept = cluster["space"] + _printed(cluster["marks"], cited)
            parts.append(kept)
            length += len(kept)
            last = kept[-20:]
        elif cluster["space"] and text[end : end + 1] not in ("", " ") and text[end] not in ".,;:!?)]}%'\"":
            parts.append(" ")
            length += 1
            last += " "
        if last[-1:] in (",", ";") and text[end : end + 1] in (")", "]", ".", ",", ";") and parts[-1]:
            parts[-1] = parts[-1][:-1]  # the mark was the last of a list: "(Si/Al; 6)", "e.g., 7."
            length -= 1
            last = last[:-1]
        placed.append((length, _targets(cluster["marks"], cited)))
    parts.append(_closed_up(last, text[end:]))
    joined = "".join(parts)
    settled = joined.strip(" ")
    lead = len(joined) - len(joined.lstrip(" "))
    return settled, tuple((min(max(0, position - lead), len(settled)), targets) for position, targets in placed)


def _without_brackets(text: str, marks: list[Mark]) -> str:
    """``text`` with each bracket that holds nothing but citations replaced by its placeholders."""
    parts: list[str] = []
    end = used = 0
    for group in _GROUP.finditer(text):
        before = text[end : group.start()]
        used += before.count(MARK) + before.count(NAMED_START)
        count = group[0].count(MARK) + group[0].count(NAMED_START)
        rest = _NAMED_MARK.sub("", group[0][1:-1]).replace(MARK, "")
        years = all(_YEAR_TEXT.fullmatch(mark.text) for mark in marks[used : used + count])
        used += count
        parts.append(before)
        named = years or "et al" in rest
        if _FILLER.fullmatch(rest) or (named and _NAMES.fullmatch(rest)):
            inner = _NAMED_MARK.sub(MARK, group[0])
            parts.append("".join(match[0].replace(" ", "") for match in _DASHED.finditer(inner)))
        else:
            parts.append(group[0])
        end = group.end()
    parts.append(text[end:])
    return "".join(parts)


def _closed_up(last: str, plain: str) -> str:
    """``plain`` without what a citation left behind it: a second full stop, a comma before a bracket, a space."""
    if not last or not plain:
        return plain
    if last[-1] == "." and plain[0] == "." and plain[:2] != "..":
        return plain[1:]
    if last[-1] in "([" and plain[0] in ",; ":
        return plain.lstrip(",; ")
    if last[-1] == " " and plain[0] == " ":
        return plain[1:]
    return plain


def _printed(cluster: str, cited: list[Mark]) -> str:
    texts = iter(cited)
    return re.sub(MARK, lambda _: next(texts).text.strip("[]"), cluster)


def _targets(cluster: str, cited: list[Mark]) -> tuple[str, ...]:
    targets: list[str] = []
    dashed = [match[0] != MARK for match in _DASHED.finditer(cluster)]
    for index, mark in enumerate(cited):
        if index and dashed[index - 1] and targets and mark.targets:
            targets += _between(targets[-1], mark.targets[0])
        targets += mark.targets
    return tuple(dict.fromkeys(targets))
