"""Told names: what a sentence calls the value that it gives of no listed property."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...ingest.span import CharSpan
from ..analysis import Sentence
from ..properties import OTHER, PropertyMention
from ..quantity import Quantity
from ..quantity_names import is_quantity, named_in_prose
from .naming import fits_other
from .result import Result
from .verbs import spoken_of

# What a verb before (or behind) a value makes of it, by dimension; of several the nearest.
_BY_VERB: dict[str, tuple[tuple[str, str], ...]] = {
    "temperature": (
        ("melt", "melting temperature"),
        ("decompos", "decomposition temperature"),
        ("crystal", "crystallisation temperature"),
        ("freez", "freezing temperature"),
        ("boil", "boiling temperature"),
        ("ignit", "ignition temperature"),
        ("runaway", "thermal runaway temperature"),
        ("self-heating", "self-heating temperature"),
        ("oxygen release", "oxygen release temperature"),
        ("combustion", "combustion temperature"),
        ("exotherm", "exotherm temperature"),
        ("endotherm", "endotherm temperature"),
        ("stable", "thermal stability"),
    ),
    "percent": (
        ("expan", "expansion"),
        ("swell", "swelling"),
        ("swol", "swelling"),
        ("shr", "shrinkage"),
        ("contract", "shrinkage"),
        ("thicken", "thickening"),
        ("los", "capacity loss"),
        ("fad", "capacity loss"),
        ("decay", "capacity loss"),
        ("gave", "capacity loss"),
        ("giv", "capacity loss"),
    ),
}
_BEHIND = (
    ("leached", "leaching efficiency"),
    ("extracted", "extraction efficiency"),
    ("recovered", "recovery"),
    ("dissolved", "dissolution"),
    ("lost", "capacity loss"),
)
_BY_DIMENSION = {
    "current_density": "critical current density",
    "voltage_fade": "voltage fade",
    "specific_capacitance": "specific capacitance",
    "areal_capacitance": "areal capacitance",
    "volumetric_capacitance": "volumetric capacitance",
}
# `expands in volume by 30%`
_IN_WHAT = re.compile(r" in (volume|thickness|area|length)\b")
_HEAT = re.compile(
    r"\b(?:(?:specific|total|precipitation|exothermic|reaction|released|melting) ){0,3}(?:heats?|enthalp(?:y|ies))\b"
)
_OF_ELEMENT = re.compile(r" (?:of )?([A-Za-z][A-Za-z\d]{0,15})")
_CONTAINS = ("contains", "contained", "contain", "only", "about", "merely", "up to", "~")
_CONTAINED = frozenset({"mass_fraction", "percent", "atomic_fraction"})
_KIND = re.compile(r"[A-Za-z]{4,}")


# `a yield point Re of approximately `, `and a toughness (K) of `
_BESIDE = re.compile(
    r"(?:, |\b(?:and|an?|the|its|with) )(?:(?:and|an?|the|its|with) )?((?:[a-z-]{2,16} ){0,2}[a-z-]{3,16})"
    r"(?: [A-Z]\w{0,3}| \([^() ]{1,8}\))?"
    r" (?:of|is|was)(?: (?:about|approximately|nearly|around|only|over|up to|more than|less than))? ?~?$"
)
_PRAISE = re.compile(
    r"^(?:(?:high|higher|low|lower|large|larger|small|smaller|good|great|big|maximum|minimum|average) )+"
)
_VALUES_LISTED = re.compile(r"(?:,| and|, and|/) ?~?")
_LISTED = re.compile(r"(?: \([^()]{1,12}\))?(?:,| and|, and|/) (?:the |an? )?")
# Words that belong to a name and that the vocabulary leaves out.
_WIDER = re.compile(
    r"(?:\b(?:power|optical|direct|indirect|ultimate|total|volumetric|linear|relative|residual|water|molar|specific"
    r"|electrochemical|interfacial|cohesive|dynamic|static|apparent|effective|lattice|average ionic) ){1,2}$"
)
_SYMBOL = re.compile(r"(?:^|[\s(,;])([A-Za-zσγμηεΔ][\w/]{0,5}) ?[=≈~≥≤:<>] ?$")


class ToldNames:
    """The names of a result's values; ``mentions`` are the properties of its sentence, ``others`` its other values."""

    def __init__(
        self, sentence: Sentence, mentions: Sequence[PropertyMention], others: Sequence[CharSpan] = ()
    ) -> None:
        self._sentence = sentence
        self._mentions = mentions
        self._others = [(span.start - sentence.start, span.end - sentence.start) for span in others]

    def of(self, result: Result, place: int, code: str) -> str | None:
        """What the value at ``place`` of ``result`` is called; None of a listed property, or where nothing tells."""
        if code != OTHER:
            return None
        told = result.told[min(place, len(result.told) - 1)].quantity_name if result.told else None
        if result.told and result.rule == "elliptic":
            return told
        anchor = result.anchor - self._sentence.start
        named = [*self._mentions, *spoken_of(self._sentence.text)]
        mention = next((m for m in named if m.start == anchor and OTHER in m.codes), None)
        quantity = result.quantities[place]
        if mention is not None and len(mention.codes) > 1:
            return _of_kind(mention, place)
        if mention is not None:
            listed = self._listed(result, quantity)
            if listed is not None:
                return listed
            beside = self._beside(self._before(quantity), mention.end)
            if beside is not None:
                return named_in_prose(self._sentence.text[slice(*beside)])
            name = self._widened(mention)
            if name is not None and (quantity.dimension is None or fits_other(name, quantity.dimension)):
                return name
        elif result.rule == "elliptic" and (symbol := _SYMBOL.search(self._before(quantity)[-14:])) is not None:
            return named_in_prose(symbol[1])
        spoken = self._by_verb(quantity)
        if told is not None and (spoken is None or result.rule != "verb"):
            return told
        if spoken is not None:
            return spoken
        before = result.again or result.like
        return self.of(before, min(place, len(before.quantities) - 1), code) if before is not None else None

    def _before(self, quantity: Quantity) -> str:
        return self._sentence.text[: quantity.start - self._sentence.start]

    def _beside(self, before: str, end: int) -> tuple[int, int] | None:
        """Where the name right before a value stands, behind that of another (``a strength of 8 and a yield of 7``)."""
        beside = _BESIDE.search(before[end:][-70:])
        if beside is None or not is_quantity(beside[1]):
            return None
        start = len(before) - len(before[end:][-70:]) + beside.start(1)
        praise = _PRAISE.match(beside[1])
        return start + (praise.end() if praise is not None else 0), start + len(beside[1])

    def _listed(self, result: Result, quantity: Quantity) -> str | None:
        """The name at the place of ``quantity`` in a list of as many names (``a strength and modulus of 8 and 7``)."""
        text, base = self._sentence.text, self._sentence.start
        values = sorted([(q.start - base, q.end - base) for q in result.quantities] + self._others)
        here = first = last = values.index((quantity.start - base, quantity.end - base))
        while first and _VALUES_LISTED.fullmatch(text, values[first - 1][1], values[first][0]):
            first -= 1
        while last + 1 < len(values) and _VALUES_LISTED.fullmatch(text, values[last][1], values[last + 1][0]):
            last += 1
        if first == last:
            return None
        names = [(each.start, each.end) for each in self._mentions if each.end <= values[first][0]]
        beside = self._beside(text[: values[first][0]], names[-1][1] if names else 0)
        names = [*names, *([beside] if beside is not None else [])][first - last - 1 :]
        if len(names) <= last - first or not all(
            _LISTED.fullmatch(text, one[1], other[0]) for one, other in pairwise(names)
        ):
            return None
        return named_in_prose(text[slice(*names[here - first])])

    def _widened(self, mention: PropertyMention) -> str | None:
        """The name of ``mention`` with the words before it that the vocabulary leaves out."""
        wider = _WIDER.search(self._sentence.text[: mention.start][-40:])
        return named_in_prose((wider[0] if wider is not None else "") + mention.text)

    def _by_verb(self, quantity: Quantity) -> str | None:
        text, dimension = self._sentence.text, quantity.dimension or ""
        before = self._before(quantity)[-110:]
        behind = text[quantity.end - self._sentence.start :][:110]
        near = max(
            ((before.rfind(verb), name) for verb, name in _BY_VERB.get(dimension, ())),
            default=(-1, ""),
        )
        if near[0] >= 0:
            part = _IN_WHAT.search(before, near[0])
            return f"{part[1]} {near[1]}" if part is not None else near[1]
        if dimension in _CONTAINED:
            held = next((name for verb, name in _BEHIND if verb in behind), None)
            element = _OF_ELEMENT.match(behind) if before.rstrip().endswith(_CONTAINS) else None
            return held or (f"{element[1]} content" if element is not None else None)
        if dimension in _BY_DIMENSION:
            return _BY_DIMENSION[dimension]
        heat = next(reversed(list(_HEAT.finditer(before))), None) if "J" in quantity.unit else None
        return named_in_prose(heat.group()) if heat is not None else None


def _of_kind(mention: PropertyMention, place: int) -> str | None:
    """The name of one of several that share a noun: *energy efficiency* of *Coulombic and energy efficiencies*."""
    kinds = [kind for kind in _KIND.findall(mention.text) if kind.lower() != "and"]
    *adjectives, noun = kinds
    if place >= len(adjectives):
        return named_in_prose(mention.text)
    return named_in_prose(f"{adjectives[place]} {noun}")
