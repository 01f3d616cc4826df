"""Checks within one sentence: figures that the authors put beside each other and that must agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..extract.extraction import Evidence, Extraction, Item, ItemValue
from ..extract.quantities import find_quantities
from ..extract.quantity import Quantity
from ..extract.sentences import sentences_of
from ..ingest.document import Block, Document

Found = tuple[str, str, tuple[Evidence, ...]]
Items = dict[str, Item]
# Figures in prose are rounded: a ratio of two of them is good to about two points of a hundred.
POINTS = 2.5
_CHECKED = (
    "capacity_retention",
    "initial_coulombic_efficiency",
    "areal_capacity",
    "rate_or_current_density",
    "specific_capacity",
    "one_c_definition",
    "np_ratio",
)


@dataclass(frozen=True)
class Said:
    """A sentence that holds evidence, with its quantities (offsets count from its start)."""

    text: str
    quantities: tuple[Quantity, ...]
    evidence: Evidence

    def of(self, *dimensions: str) -> list[Quantity]:
        """Its quantities of these dimensions."""
        return [quantity for quantity in self.quantities if quantity.dimension in dimensions]

    def mentions(self, *words: str) -> bool:
        """Whether one of ``words`` (lower case) stands in it."""
        lower = self.text.lower()
        return any(word in lower for word in words)


def said(extraction: Extraction, items: Items) -> Iterator[Said]:
    """The sentences that hold evidence of the checked items, each once."""
    document = extraction.source_document
    blocks = {block.id: block for block in document.blocks}
    starts: set[tuple[str, int]] = set()
    for key in _CHECKED:
        for value in items[key].values if key in items else ():
            if value.evidence is not None and value.evidence.cell is None:
                starts.add((value.evidence.block, value.evidence.start))
    for id in sorted({id for id, _ in starts}):
        block = blocks[id]
        wanted = [start for each, start in starts if each == id]
        for sentence in sentences_of(_alone(document, block)):
            start, end = block.start + sentence.start, block.start + sentence.end
            if any(start <= each < end for each in wanted):
                kind = {"caption": "caption", "abstract": "abstract", "title": "title"}.get(block.kind, "sentence")
                evidence = Evidence(id, None, start, end, sentence.text, kind)
                yield Said(sentence.text, tuple(find_quantities(sentence.text)), evidence)


def _alone(document: Document, block: Block) -> Document:
    """A Document of this one block, so that only its sentences are cut."""
    moved = Block(
        block.id, block.kind, block.section, 0, len(block.text), block.page, block.box, block.text, block.table
    )
    return Document(document.header, (moved,))


def _exact(quantities: list[Quantity]) -> list[Quantity]:
    return [one for one in quantities if one.value is not None and one.qualifier in ("exact", "approximate")]


_ORDER = re.compile(
    r"(?i)\b(?:discharge (?:and|/) charge|discharge[-–/ ]charge|lithiation (?:and|/) delithiation|sodiation (?:and|"
    r"/) desodiation)\b"
)
_REVERSED = re.compile(
    r"(?i)\b(?:charge (?:and|/) discharge|charge[-–/ ]discharge|delithiation (?:and|/) lithiation)\b"
)
_FIRST = re.compile(r"(?i)\b(?:first|initial|1st)\b")


def first_efficiency(statement: Said, items: Items) -> Iterator[Found]:
    """First efficiency against the first charge and discharge capacities of the sentence."""
    capacities = _exact(statement.of("specific_capacity"))
    shares = [one for one in _exact(statement.of("percent")) if one.value and 20 <= one.value <= 101]
    if (
        len(capacities) != 2
        or len(shares) != 1
        or not re.search(r"(?i)\b(?:coulombic|columbic|coulomb|ce|ice)\b", statement.text)
    ):
        return
    if not _FIRST.search(statement.text) or not (_ORDER.search(statement.text) or _REVERSED.search(statement.text)):
        return
    low, high = sorted(one.value for one in capacities if one.value is not None)
    share = shares[0].value or 0.0
    if abs(100 * low / high - share) > POINTS:
        yield (
            "efficiency_arithmetic",
            f"The capacities give {low:g} / {high:g} = {100 * low / high:.1f} %, the text says {share:g} %.",
            (statement.evidence,),
        )


_KEPT = re.compile(r"(?i)\b(?:retention|retain\w*|keeps?|kept|remain\w*|maintain\w*)\b")


def retention(statement: Said, items: Items) -> Iterator[Found]:
    """Retention against the first and the last capacity of the sentence (`from a to b`)."""
    shares = [one for one in _exact(statement.of("percent")) if one.value and 5 <= one.value <= 110]
    if len(shares) != 1 or not _KEPT.search(statement.text) or statement.mentions("coulombic", "efficiency"):
        return
    match = re.search(r"(?i)\bfrom\b(?P<a>[^.;]{1,45})\bto\b(?P<b>[^.;]{1,45})", statement.text)
    if match is None:
        return
    ends: list[float] = []
    for quantity in statement.of("specific_capacity"):
        if match.start() <= quantity.start < match.end():
            ends += [end for end in (quantity.value, quantity.max, quantity.min) if end is not None]
    if len(ends) != 2 or statement.of("specific_capacity")[0].qualifier not in ("exact", "range"):
        return
    share = shares[0].value or 0.0
    before, after = max(ends), min(ends)
    if abs(100 * after / before - share) > POINTS:
        yield (
            "retention_arithmetic",
            f"The capacities give {after:g} / {before:g} = {100 * after / before:.1f} %, the text says {share:g} %.",
            (statement.evidence,),
        )


def areal_capacity(statement: Said, items: Items) -> Iterator[Found]:
    """Areal capacity against loading times specific capacity, all in one sentence or the loading alone in the paper."""
    areal = _exact(statement.of("areal_capacity"))
    specific = _exact(statement.of("specific_capacity"))
    loadings = _exact(statement.of("loading"))
    if (
        len(areal) != 1
        or len(specific) != 1
        or len(loadings) > 1
        or statement.mentions("limit", "cut-off", "theoretical")
    ):
        return
    quotes = [statement.evidence]
    if loadings:
        loading = loadings[0].value
    else:
        item = items.get("mass_loading")
        alone = item.values if item else ()
        if (
            len(alone) != 1
            or not isinstance(alone[0].value, float)
            or alone[0].unit == "mg"
            or alone[0].evidence is None
            or _of_other_cell(alone[0], items.get("areal_capacity"), statement)
        ):
            return
        loading = alone[0].value
        quotes.append(alone[0].evidence)
    stated, capacity = areal[0].value, specific[0].value
    if not loading or not stated or not capacity:
        return
    product = loading * capacity / 1000
    if abs(product - stated) > 0.25 * max(product, stated):
        yield (
            "areal_capacity",
            f"{loading:g} mg cm−2 × {capacity:g} mAh g−1 / 1000 = {product:.3g} mAh cm−2, the text says {stated:g}.",
            tuple(quotes),
        )


def _of_other_cell(loading: ItemValue, areal: Item | None, statement: Said) -> bool:
    """Whether the areal capacity of ``statement`` is known to belong to another cell than ``loading``."""
    at = statement.evidence
    for value in areal.values if areal else ():
        inside = value.evidence is not None and at.start <= value.evidence.start < at.end
        if inside and value.cell is not None and loading.cell is not None and value.cell != loading.cell:
            return True
    return False


def areal_rate(statement: Said, items: Items) -> Iterator[Found]:
    """A C-rate and the current per area in brackets behind it, against the one areal capacity of the paper."""
    item = items.get("areal_capacity")
    known = [value for value in (item.values if item else ()) if isinstance(value.value, float) and value.normalised]
    if len(known) != 1 or known[0].normalised is None or known[0].normalised.unit != "mAh/cm^2":
        return
    base, quote = known[0].normalised.value, known[0].evidence
    for rate, current in _pairs(statement, "current_density"):
        stated = current.normalised.value if current.normalised else None
        if not base or not stated or not rate.value or quote is None:
            continue
        wanted = rate.value * base
        if abs(wanted - stated) > 0.25 * max(wanted, stated):
            yield (
                "rate_and_current",
                f"{rate.value:g} C × {base:g} mAh cm−2 = {wanted:.3g} mA cm−2, the text says {stated:g}.",
                (statement.evidence,) if quote.start == statement.evidence.start else (statement.evidence, quote),
            )


def capacity_ratio(statement: Said, items: Items) -> Iterator[Found]:
    """N/P against the areal capacities of anode and cathode in its sentence."""
    match = _NP.search(statement.text)
    areal = _exact(statement.of("areal_capacity"))
    if match is None or len(areal) != 2:
        return
    parts = list(_PART.finditer(statement.text))
    if len(parts) != 2:
        return
    # `the anode had 2 and the cathode 3 mAh cm−2`, or `2 mAh cm−2 on the anode and 3 on the cathode`: one order.
    by_part = {
        "anode" if part[0].lower() in ("anode", "negative") else "cathode": quantity.value or 0.0
        for part, quantity in zip(parts, areal, strict=True)
    }
    if len(by_part) != 2 or not all(by_part.values()):
        return
    ratio, stated = by_part["anode"] / by_part["cathode"], float(match["value"])
    if abs(ratio - stated) > 0.05 * max(ratio, stated):
        yield (
            "np_arithmetic",
            f"The areal capacities give N/P = {by_part['anode']:g} / {by_part['cathode']:g} = {ratio:.2f}, the text "
            f"says {stated:g}.",
            (statement.evidence,),
        )


_NP = re.compile(
    r"(?i)\bN\s?/\s?P(?: capacity)?(?: ratio)?(?: of| was| is|,| =|"
    r":)?\s{0,2}(?:about )?(?P<value>\d\.\d{1,2}|\d)\b"
)
_PART = re.compile(r"(?i)\b(?:anode|negative|cathode|positive)\b")


def rate_and_current(statement: Said, items: Items) -> Iterator[Found]:
    """A C-rate and the current in brackets behind it, against what 1C is."""
    item = items.get("one_c_definition")
    definitions = [
        float(value.value)
        for value in (item.values if item else ())
        if isinstance(value.value, int | float) and value.normalised and value.normalised.unit in ("mAh/g", "mA/g")
    ]
    pairs = list(_pairs(statement))
    for rate, current in pairs:
        assert rate.value is not None
        assert current.normalised is not None
        per_gram = current.normalised.value or 0.0
        base = definitions[0] if len(definitions) == 1 else None
        first = pairs[0][1].normalised
        if base is None and len(pairs) > 1 and first is not None and pairs[0][0].value:
            base = (first.value or 0.0) / pairs[0][0].value
        if not base or not rate.value:
            continue
        wanted = rate.value * base
        if abs(wanted - per_gram) > 0.15 * max(wanted, per_gram):
            quotes = [statement.evidence]
            if item is not None and item.evidence and definitions:
                quotes.append(item.evidence[0])
            yield (
                "rate_and_current",
                f"{rate.value:g} C × {base:g} mA g−1 = {wanted:.4g} mA g−1, the text says {per_gram:g}.",
                tuple(quotes),
            )


def _pairs(statement: Said, current: str = "specific_current") -> Iterator[tuple[Quantity, Quantity]]:
    """C-rates with the current (of dimension ``current``) that stands in brackets right behind, or before them."""
    ordered = statement.of("c_rate", current)
    for one, other in pairwise(ordered):
        gap = statement.text[one.end : other.start]
        if one.dimension == other.dimension or not re.fullmatch(
            r"\s?(?:rate\s?)?\(\s?(?:i\.e\.,?\s|=\s?|about\s)?", gap
        ):
            continue
        rate, flow = (one, other) if one.dimension == "c_rate" else (other, one)
        if rate.value is not None and flow.normalised is not None and flow.normalised.value is not None:
            yield rate, flow


SENTENCE_CHECKS: tuple[Callable[[Said, Items], Iterator[Found]], ...] = (
    first_efficiency,
    retention,
    areal_capacity,
    rate_and_current,
    areal_rate,
    capacity_ratio,
)
