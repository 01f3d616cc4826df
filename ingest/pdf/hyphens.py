"""Hyphens: lines joined to paragraphs, line-end hyphens mended with the words that the document itself uses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from ..normal import Run
from .lines import Line


def joined_runs(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Run]:
    """The lines of a paragraph as one list of runs, their line-end hyphens mended by ``vocabulary``."""
    runs: list[Run] = []
    for line in lines:
        more = line.runs
        if runs and more:
            _break(runs, more, vocabulary)
        runs += more
    return [run if run.text.isascii() and "\x02" not in run.text else Run(_plain(run.text), run.level) for run in runs]


# Within a line U+0002 is a sign of a font without names; between letters that is an apostrophe.
_APOSTROPHE = re.compile("(?<=[A-Za-z])\x02(?=[A-Za-z])")


# Accents that TeX draws as glyphs of their own before their letter.
_ACCENTS = dict(zip("´¨ˆ˜ˇ`¯", "\u0301\u0308\u0302\u0303\u030c\u0300\u0304", strict=True))
_ACCENTED = re.compile(f"(?<![0-9])([{''.join(_ACCENTS)}]) ?([A-Za-zı])(?!\\b)")


# TeX draws a long arrow as dashes and a head.
_LONG_ARROW = re.compile("[-−–—=]{2,}(?=→)")


def _plain(text: str) -> str:
    text = _APOSTROPHE.sub("'", text.replace("\xad", "-"))
    if "→" in text:
        text = _LONG_ARROW.sub("", text)
    return _ACCENTED.sub(_composed, text) if not text.isascii() else text


def _composed(match: re.Match[str]) -> str:
    """A letter with the accent drawn before it, where there is such a letter."""
    letter = "i" if match[2] == "ı" else match[2]
    one = unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])
    return one if len(one) == 1 else match[0]


def _break(runs: list[Run], more: list[Run], vocabulary: Vocabulary) -> None:
    """Join the end of a line to the beginning of the next."""
    last, first = runs[-1], more[0]
    tail = last.text
    if last.level == "base" and tail[-1:] in HYPHENS and (len(tail) > 1 or len(runs) > 1):
        stem = "".join(run.text for run in runs[-6:])[:-1]
        if not stem or stem[-1].isspace() or first.text.split(" ", 1)[0] in _SUSPENDED:
            runs.append(Run(" "))  # a dash between words; "Li- and Na-ion"
        elif first.level == "base" and stem[-1] not in _OPEN and vocabulary.joins(stem, first.text):
            runs[-1] = Run(tail[:-1], "base")
        else:
            runs[-1] = Run(tail[:-1] + "-", "base")  # "Li2S-" / "based", "NMC-" / "811"
        return
    if last.level == "base" and len(tail) > 1 and tail[-1] in JOINERS and not tail[-2].isspace():
        return
    if last.level == "sup" and tail[-1:] in "-−–" and first.level == "sup":
        return
    runs.append(Run(" "))


_SUSPENDED = frozenset({"and", "or", "to", "bis"})
_OPEN = frozenset("([/–")
HYPHENS = frozenset("-\xad\x02\u2010\u2011")
JOINERS = frozenset("\u2013/")  # "charge–" / "discharge", "electrode/" / "electrolyte"


_ONE_HYPHEN = str.maketrans({"\u2010": "-", "\u2011": "-", "\xad": "-", "\x02": "-"})
# Words that follow a hyphen more often than they end a word, and beginnings that take none.
# Element symbols, formulae and abbreviations: what is no syllable.
_SYMBOLIC = re.compile(r"[A-Z][a-z]?$|\S*[A-Z]\S*[A-Z0-9]\S*$|\S*\d\S*$")
_ALWAYS_TAILS = re.compile(
    r"(?:based|assisted|like|doped|coated|free|rich|shaped|modified|supported|induced|derived|related|dependent|situ|"
    r"containing|dimensional|scale|polarized|functionalized|substituted|deficient|terminated|driven|treated|temperature|"
    r"performance|density|capacity|controlled|frequency|efficiency|enhanced|free-standing)\b"
)
_TAILS = re.compile(
    r"(?:based|assisted|like|doped|coated|free|rich|type|shaped|sized|modified|supported|induced|derived|related|dependent|"
    r"containing|state|shell|ion|ions|temperature|term|scale|dimensional|performance|density|capacity|step|phase|layer|"
    r"layered|level|driven|terminated|functionalized|substituted|treated|lined|line|pot|situ|area|order|power|energy|"
    r"rate|cell|cycle|poor|deficient|limited|controlled|stable|grade|purity|resolution|speed|pressure|voltage)\b"
)
_PREFIXES = frozenset({"non", "pre", "re", "semi", "multi", "nano", "micro", "macro", "electro", "photo", "thermo",
    "un", "inter", "intra", "sub", "super", "over", "under", "counter", "trans", "hydro", "poly", "mono", "per", "pro",
    "con",
    "com", "out", "in", "on", "for", "be", "up", "the", "an", "at", "to"})  # fmt: skip


_TOKEN = re.compile(r"[^\s.,;:()\[\]'\"“”‘’](?:[^\s]*[^\s.,;:()\[\]'\"“”‘’])?")


class Vocabulary:
    """The words that the document itself prints unbroken; they decide whether a line-end hyphen stays."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()

    def learn(self, line: Line) -> None:
        """Count the words of a line, but for its last where a hyphen breaks it."""
        words = _TOKEN.findall(line.text.lower().translate(_ONE_HYPHEN))
        if words and words[-1][-1] == "-":
            words.pop()
        self._words.update(words)

    def joins(self, stem: str, head: str) -> bool:
        """Whether the word broken into ``stem`` and ``head`` is written without a hyphen."""
        left = stem.split(" ")[-1].lstrip("(['\"“").lower()
        right = head.split(" ")[0].rstrip(".,;:)]'\"”").lower()
        if not left or not right:
            return False
        whole, kept = self._words[left + right], self._words[f"{left}-{right}"]
        if whole or kept:
            return whole >= kept
        if right[0] == "(" and (left[-1].isdigit() or left[-1] == ")"):
            return True  # a formula broken before its bracket
        if not right.isalpha() or not head[:1].islower() or not left[-1].isalpha():
            return False  # "Li-S", "LiPF6-based", "2-fold", "NMC-811"
        last = left.rsplit("-", 1)[-1]
        if not last.isalpha():
            return False
        # Unknown whole: what the document writes as words of their own ("solid" and "state") keeps its hyphen.
        written = re.split(r"[ (\[–/-]", stem)[-1]
        if _SYMBOLIC.match(written) and (len(written) > 2 or _ALWAYS_TAILS.match(right) or _TAILS.match(right)):
            return False
        if len(last) > 2 and last not in _PREFIXES and _ALWAYS_TAILS.match(right):
            return False
        if len(last) > 2 and self._words[last] and last not in _PREFIXES:
            return not (_TAILS.match(right) or (len(last) > 3 and len(right) > 3 and self._words[right]))
        return True
