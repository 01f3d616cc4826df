"""Topics: the things without a name (``the membrane``, ``a hybrid capacitor``) that sentences are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...ingest.span import CharSpan
from ..analysis import Analysis, Sentence
from ..hints import has_any
from .cell_of import OF_CELLS
from .draft import Subject
from .identities import Identities
from .nearness import OF_CONDUCTORS
from .nouns import is_kind
from .service import CONDUCTOR_ROLES

# Parts of a cell and cells of a kind of their own: a material that was spoken of is not one of them by itself.
_PARTS = (
    r"(?:membrane|separator|film|sheet|layer|interlayer|coating|felt|cloth|foam|mat|mesh|scaffold|skin|shell"
    r"|electrolyte|electrolyte solution|solution|hydrogel|organogel|ionogel|gel)s?"
)
_CELLS = (
    r"(?:(?:full |pouch |coin |hybrid |asymmetric )?(?:super)?(?:capacitor|device)|microbatter(?:y|ie)|pouch cell)s?"
)
# One of these stands in every sentence that is about such a thing.
_HINTS = (
    "membrane", "separator", "film", "sheet", "layer", "coating", "felt", "cloth", "foam", "mat", "mesh", "scaffold",
    "skin", "shell", "electrolyte", "solution", "gel", "capacitor", "device", "microbatter", "pouch",
)  # fmt: skip
_WORD = (
    r"(?!(?:of|the|an?|in|with|and|or|by|to|on|at|for|from|is|are|was|were|has|have|had|be|been|than|as|that|which|when"
    r"|both|its|their|this|these|each|per|after|before|into|onto|over|under|between|through|via|using|we|it|they"
    r"|no|not|only|also)\b)[A-Za-z][\w/-]{0,24}"
)
_FRONT = (
    r"(?:[A-Z][a-z]{2,14}ly, |(?:However|Moreover|Furthermore|In addition|Besides|Here|Herein|Thus|Therefore|Hence"
    r"|As a result|In this (?:work|study)|In (?:contrast|comparison|summary)|By contrast|First|Then|Next|Now),? "
    r"|(?:At|In|After|For|Under|During|Upon|On|Over|Between|From|By) [^;:,]{1,60}, )?"
)
_TOLD = re.compile(
    rf"{_FRONT}(?P<det>(?:[Tt]h(?:e|is|ese|ose)|[Aa]n?|[Ss]uch an?|[Bb]oth|[Oo]ur|[Aa]nother|[Aa]ll(?: the)?"
    r"|[Tt]wo|[Tt]hree) )?"
    rf"(?P<words>(?:{_WORD} ){{0,4}}?(?P<head>(?i:{_PARTS}|{_CELLS})))"
    r"(?P<more>(?: \([^()]{1,30}\))?(?:,? (?:with|made|prepared|containing|consisting|composed|of|filled|loaded|from"
    r"|based|on|in|for|between|using|obtained|which|that) (?:[^;.]|\.(?=\d)){1,140}?)?)"
    r" (?=(?:is|are|was|were|has|have|had|can|could|still|also|then|only|shows?|showed|exhibits?|exhibited|delivers?"
    r"|delivered|gives?|gave|reach(?:es|ed)?|possess(?:es|ed)?|conducts?|conducted|weighs?|takes?|took|shr[ia]nks?"
    r"|swells?|keeps?|kept|retains?|retained|provides?|provided|stores?|stored|operates?|operated|ranges?|offers?"
    r"|features?|displays?|yields?|consists?|contains?|withstands?|remains?|remained|attains?|enables?)\b)"
)
# What a thing is made of is not what it is called after; what it is a thing of is.
_CALLED_AFTER = re.compile(r"(?: \([^()]{1,30}\))?,? (?:of|based on|from|for|on|in|between|using|which|that)\b")
_NAMED = re.compile(r"[A-Z]\w*[A-Z]|\d")
_LABELLED = re.compile(r"\((?=[^()]{0,20}[A-Z])[^()\s]{2,24}\)")
_NAME = r"(?<![\w(/@-])\(?(?P<name>(?=[^\s,;]{0,30}[A-Z])[A-Za-z0-9][^\s,;()]{1,30})"
_OTHERS = re.compile(r"\b(?:conventional|commercial|alternative|than|compar\w+|unlike|bare|pristine|without)\b[^.;]*$")
_PRAISE = re.compile(
    r"^(?:(?:novel|new|flexible|simple|robust|free-standing|self-standing|promising|resulting|obtained|prepared"
    r"|as-prepared|final|corresponding|respective|first|second|present|latter|former|thin|uniform|same|best) )++"
)
_NEW_SUBJECT = re.compile(
    r"(?:[,;]|,? and) (?:the|its|their|those|these) (?!same)"
    r"|(?:;|,? but|,? while|,? whereas) (?:the|an?|its|their) (?!same)"
)
_POINTS_BACK = re.compile(
    r"(?:It|They|Its|Their)\b|(?:At|In|After|Under|Over|With) [^;:,]{1,60}, (?:it|its|they|their)\b"
    r"|(?:Moreover|Furthermore|In addition|Besides|Thus|Hence|However),? (?:it|its|they|their)\b"
)
# What a value that names nothing else is of where a thing was spoken of just before.
_OF_THINGS = OF_CONDUCTORS | {"thickness", "porosity", "energy_density", "power_density"}
_GROUPS = (
    {"membrane", "separator", "film", "sheet", "electrolyte", "gel", "hydrogel", "organogel", "ionogel", "solution"},
    {"layer", "interlayer", "coating", "skin", "shell"},
    {"felt", "cloth", "foam", "mat", "mesh", "scaffold"},
)
_DEFINITE = ("the ", "this ", "these ", "those ", "both ", "our ", "all ", "all the ")


@dataclass(frozen=True, slots=True)
class Thing:
    """The thing that the beginning of a sentence names: ``words`` without article, its ``head``, where it ends."""

    words: str
    head: str
    definite: bool
    end: int

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of its own kind (``hybrid capacitor``), not a part of one."""
        return re.fullmatch(_CELLS, self.head, re.IGNORECASE) is not None


class Topics:
    """Tells what nameless thing a value is of; asked for values whose sentence names no material."""

    def __init__(self, analysis: Analysis, identities: Identities) -> None:
        self._analysis = analysis
        self._identities = identities
        self._told: dict[int, Thing | None] = {}
        self._past: list[Sentence] = []

    def read_on(self, sentence: Sentence) -> None:
        """Note that ``sentence`` has been read."""
        if self._past and self._past[-1].block is not sentence.block:
            self._past = []
        self._past.append(sentence)

    def told(self, sentence: Sentence) -> Thing | None:
        """The thing without a name that ``sentence`` is about, or None."""
        if sentence.start not in self._told:
            self._told[sentence.start] = self._read(sentence)
        return self._told[sentence.start]

    def before(self, sentence: Sentence, since: int) -> Iterator[Thing]:
        """The things that the sentences of its block before ``sentence`` are about, the last first.

        None that begins before ``since``.
        """
        for past in reversed(self._past):
            if past.block is not sentence.block or past.start < since:
                return
            thing = self.told(past)
            if thing is not None:
                yield thing

    def _read(self, sentence: Sentence) -> Thing | None:
        text = sentence.text
        if not has_any(text.lower(), _HINTS):
            return None
        match = _TOLD.match(text)
        if match is None:
            return None
        last = match.end("words")
        # A pouch cell is one of what it holds, where that is told.
        if _CALLED_AFTER.match(match["more"]) or "pouch" in match["head"].lower():
            last = match.end("more")
        low, high = sentence.start + match.start("words"), sentence.start + last
        if self._analysis.materials_in(CharSpan(low, high)):
            return None
        words = _PRAISE.sub("", match["words"])
        if (
            _LABELLED.search(match["more"])
            or _NAMED.search(words)
            or (match["det"] is None and (is_kind(words) or words.endswith("devices")))
        ):
            return None
        return Thing(words, match["head"], (match["det"] or "").lower() in _DEFINITE, match.end("words"))

    def subject(self, sentence: Sentence, start: int, code: str, carried: Subject, since: int) -> Subject | None:
        """The nameless thing that a value of property ``code`` at ``start`` of the document is of, or None.

        ``carried`` is the material that was spoken of last, from ``since`` on.
        """
        now = self.told(sentence)
        if now is not None and sentence.start + now.end <= start:
            if code in OF_CELLS and not now.is_cell and code != "voltage":
                return None
            if _NEW_SUBJECT.search(sentence.text, now.end, start - sentence.start):
                return None
            if not now.definite:
                return _called(now, "near")
            earlier = next((thing for thing in self.before(sentence, since) if _group(thing) == _group(now)), None)
            if earlier is not None and earlier.head.endswith("s") and not now.head.endswith("s"):
                return _called(now, "near")  # one of them
            if earlier is not None:
                self._told[sentence.start] = earlier
                return _called(earlier, "near")
            if self._is_such(carried, now):
                return None
            return self._named_before(sentence, now) or _called(now, "near")
        back = _POINTS_BACK.match(sentence.text) is not None
        if not back and (code not in _OF_THINGS or sentence.block.section == "experimental"):
            return None
        thing = next(self.before(sentence, since), None)
        if thing is None or (code in OF_CELLS and not thing.is_cell and not (back and code == "voltage")):
            return None
        return _called(thing, "carried")

    def _named_before(self, sentence: Sentence, thing: Thing) -> Subject | None:
        """The material that the block named as such a thing before (``the PVdF-SiO2 membrane``), or None."""
        block = sentence.block
        said = re.compile(rf"{_NAME}\)?(?: [a-z-]{{2,14}}){{0,2}} {thing.head.lower().removesuffix('s')}s?\b")
        for match in reversed(list(said.finditer(block.text[: sentence.start - block.start]))):
            if _OTHERS.search(block.text[: match.start()][-40:]):
                continue
            low = block.start + match.start()
            named = self._analysis.materials_in(CharSpan(low, block.start + match.end("name")))
            if named:
                return self._identities.of(named[-1], "near", self._identities.sentence_of(named[-1]))
        return None

    def leads(self, sentence: Sentence, start: int, code: str) -> bool:
        """Whether ``sentence`` tells of a part without a name what the value at ``start`` of the document is of."""
        thing = self.told(sentence) if code not in OF_CELLS else None
        if thing is None or sentence.start + thing.end > start:
            return False
        return _NEW_SUBJECT.search(sentence.text, thing.end, start - sentence.start) is None

    def _is_such(self, carried: Subject, thing: Thing) -> bool:
        """Whether the material that was spoken of may be the thing that ``the membrane`` points back to."""
        name, role = carried.material.name, carried.material.role
        if thing.is_cell:
            return "//" in name or "||" in name
        if carried.sample is not None:
            return True
        if not name:
            return False
        head = thing.head.lower().removesuffix("s")
        if head in name or (head == "electrolyte" and role in CONDUCTOR_ROLES):
            return True
        said = rf"{re.escape(name)}(?:[ -][a-z]{{2,14}}){{0,2}} {head}|\b(?i:{head})s? of {re.escape(name)}"
        return re.search(said, self._analysis.document.text) is not None


def _group(thing: Thing) -> int:
    """Things of one group may be one thing under two nouns (``gel electrolyte``, ``membrane``)."""
    return next((index for index, group in enumerate(_GROUPS) if thing.head.lower().removesuffix("s") in group), -1)


def _called(thing: Thing, how: str) -> Subject:
    return Subject.called(thing.words, how)
