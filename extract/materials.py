"""Materials of a Document: what its text names, resolved by the abbreviations and sample labels that it defines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..ingest.document import Block, Document
from .abbreviations import find_definitions
from .analysis import MaterialMention, Sentence
from .composites import composite_of, find_composites, widen
from .definition import Definition, series_of
from .dictionary import dictionary
from .elements import SYMBOLS
from .families import family_of
from .formula import Formula, parse_formula
from .spotting import longest, named, spot
from .variables import values_behind

OWN_USES = 8
_KIND = re.compile(
    r"\b(?:(?P<electrolyte>(?:gel|polymer|composite|fluorinated|concentrated|baseline|carbonate|ether)\s(?:\w+\s)?"
    r"electrolyte)|(?:glass[- ])?ceramic|composite"
    r"|felt|membrane|separator|fib(?:er|re)s?|foam|cloth|paper|hard\scarbon|aerogel|nano\w{4,10}s?|microspheres?|(?<!\w\w\w\w\sthin\s)film)$",
    re.IGNORECASE,
)
_SKIPPED_KINDS = frozenset({"reference"})
_SAME_THING = re.compile(
    r"^(?:(?:nano|micro)?(?:particles?|powders?|crystals?|wires?|rods?|sheets?|tubes?|fib(?:er|re)s?|plates?|"
    r"flakes?|foils?)|"
    r"pure|commercial|bare|pristine|anhydrous|binder|solvent|salt|acid|layered|the|of|an?|and|in|with|such|as|standard|"
    r"conductive|ternary|spinel|olivine|garnet|material|cathode|anode|electrolyte)$",
    re.IGNORECASE,
)
_MADE_OF = re.compile(
    rf"{_SAME_THING.pattern}|^(?:nano)?(?:composites?|hybrids?|films?|foams?|membranes?|aerogels?|frameworks?|spheres?|"
    r"arrays?|networks?|cubes?|microspheres?|matrix|scaffolds?|solid|polymer|ceramics?|compounds?|glass)$",
    re.IGNORECASE,
)


_SERVICE = frozenset(
    ["solvent", "salt", "additive", "precursor", "reagent", "binder", "slurry_solvent", "current_collector", "gas"]
)
_ELECTROLYTE_ROLES = frozenset(["solvent", "salt", "additive"])
_NEAR = 12  # characters between two parts of one mixture
_IN_A_MIXTURE = re.compile(
    r"(?:\d\s?(?:M|m|wt\.? ?%|vol\.? ?%|%)\s(?:of\s)?|[:/+]\s?|\bwith\s|\bin\s(?:a\s\w+\s)?|\band\s|\bof\s|\bby\s)$"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The short names of a paper.

    What each stands for, a pattern that finds them, the stems of series, names that stand for no material, and the keys
    of the materials that the paper names in full.
    """

    known: dict[str, MaterialMention]
    pattern: re.Pattern[str] | None
    stems: tuple[tuple[str, str, MaterialMention], ...]
    barred: frozenset[str]
    spelt: frozenset[str]

    def resolve(self, text: str) -> MaterialMention | None:
        """The material that a label or a name stands for, or None."""
        if text in self.known:
            return self.known[text]
        if text in self.barred:
            return None
        return named(text)


def find_materials(document: Document, sentences: tuple[Sentence, ...]) -> tuple[MaterialMention, ...]:
    """The materials of ``document`` in text order, none overlapping another; lists of references are left out.

    Names are spotted block by block; then what the paper itself defines is gathered and every block is read again with
    it: abbreviations mean what the paper says (one that stands for no material is none), labels become samples.
    """
    blocks = [block for block in document.blocks if block.kind not in _SKIPPED_KINDS and block.section != "references"]
    spotted = [spot(block.text) for block in blocks]
    labels = _labels(blocks, spotted)
    mentions: list[MaterialMention] = []
    for block, found in zip(blocks, spotted, strict=True):
        mentions.extend(_placed(mention, block.start) for mention in _resolved(block.text, found, labels))
    return tuple(mentions)


def materials_in(text: str, *, offset: int = 0) -> list[MaterialMention]:
    """The materials named in ``text`` without the knowledge of a whole paper; ``offset`` is added to the places."""
    return [_placed(mention, offset) for mention in _resolved(text, spot(text), _NO_LABELS)]


_NO_LABELS = Labels({}, None, (), frozenset(), frozenset())


def _placed(mention: MaterialMention, offset: int) -> MaterialMention:
    if not offset:
        return mention
    # A copy made by hand, which takes a third of the time of ``replace``.
    return MaterialMention(
        mention.name, mention.canonical, mention.composition, mention.family, mention.role, mention.is_sample,
        mention.start + offset, mention.end + offset, mention.text,
    )  # fmt: skip


def _resolved(text: str, found: Sequence[MaterialMention], labels: Labels) -> list[MaterialMention]:
    neighbours = _electrolyte_parts(found)
    mentions = [
        mention
        for mention in found
        if mention.text not in labels.barred and _is_sure(text, mention, neighbours, labels)
    ]
    if labels.pattern is not None:
        for match in labels.pattern.finditer(text):
            known = _of_label(match.group(), labels)
            if known is not None:
                mentions.insert(0, replace(known, start=match.start(), end=match.end(), text=match.group()))
    mentions.extend(find_composites(text, mentions, labels.resolve))
    return [_with_values(text, mention) for mention in widen(text, longest(mentions))]


def _electrolyte_parts(found: Sequence[MaterialMention]) -> tuple[list[int], list[int]]:
    """Where the salts, solvents and additives among ``found`` begin and where they end, both in order."""
    parts = [mention for mention in found if mention.role in _ELECTROLYTE_ROLES]
    return sorted(part.start for part in parts), sorted(part.end for part in parts)


def _is_sure(text: str, mention: MaterialMention, neighbours: tuple[list[int], list[int]], labels: Labels) -> bool:
    """Whether a short abbreviation that has other meanings too means the material here.

    It does where the paper defines it or uses the full name, where it stands beside others of its kind (``EC:DMC``),
    or where a quantity or a salt stands before it.
    """
    if mention.text not in dictionary().weak or mention.text in labels.known or mention.canonical in labels.spelt:
        return True
    if _IN_A_MIXTURE.search(text, max(0, mention.start - 30), mention.start):
        return True
    if mention.role not in _ELECTROLYTE_ROLES:
        return False
    starts, ends = neighbours
    behind = bisect_left(starts, mention.end)
    before = bisect_right(ends, mention.start) - 1
    return (behind < len(starts) and starts[behind] - mention.end <= _NEAR) or (
        before >= 0 and mention.start - ends[before] <= _NEAR
    )


def _of_label(text: str, labels: Labels) -> MaterialMention | None:
    known = labels.known.get(text)
    if known is not None:
        return known
    for stem, _, model in labels.stems:
        if text.startswith(stem):
            return replace(model, canonical=text, is_sample=True)
    return None


def _with_values(text: str, mention: MaterialMention) -> MaterialMention:
    """A formula with variables takes the values stated right behind it, where each is a single one."""
    if mention.composition is None or mention.is_sample:
        return mention
    formula = parse_formula(mention.composition)
    if formula is None or not (formula.variables or formula.placeholders):
        return mention
    values = {letter: found[0] for letter, found in values_behind(text, mention.end).items() if len(found) == 1}
    open_letters = formula.variables | formula.placeholders
    if not values or not set(values) <= open_letters:
        return mention
    return _substituted(mention, formula.substitute(values))


def _substituted(mention: MaterialMention, formula: Formula) -> MaterialMention:
    composition = formula.canonical
    return replace(
        mention, canonical=composition, composition=composition, family=family_of(composition) or mention.family
    )


def _labels(blocks: Sequence[Block], spotted: Sequence[Sequence[MaterialMention]]) -> Labels:
    known: dict[str, MaterialMention] = {}
    barred: set[str] = set()
    for block, mentions in zip(blocks, spotted, strict=True):
        if block.kind == "table":
            continue
        for definition in find_definitions(block.text, mentions):
            if definition.label in known:
                continue
            mention = _meaning(definition)
            if mention is not None:
                known[definition.label] = mention
                barred.discard(definition.label)
            elif not definition.is_sample and not _spells_entry(definition):
                barred.add(definition.label)
    _chain(known)
    _mark_own(known, blocks)
    stems = tuple(_stems(known))
    patterns = sorted((re.escape(label) for label in known), key=len, reverse=True)
    patterns = [re.escape(stem) + ends for stem, ends, _ in stems] + patterns
    pattern = re.compile(rf"(?<![\w@])(?:{'|'.join(patterns)})(?![\w@])") if patterns else None
    spelt = frozenset(m.canonical for found in spotted for m in found if m.text not in dictionary().weak)
    return Labels(known, pattern, stems, frozenset(barred), spelt)


def _meaning(definition: Definition) -> MaterialMention | None:
    """What a defined name stands for: the material itself, a material of its own, or None where it is no material."""
    material = definition.material
    if definition.is_sample:
        joint = composite_of(definition.label, named)
        if joint is not None:
            return replace(joint, canonical=definition.label, is_sample=True)
        if material is None:
            return MaterialMention(definition.label, definition.label, is_sample=True)
        return replace(material, canonical=definition.label, is_sample=True)
    if material is None:
        entry = dictionary().lookup(definition.label) if _spells_entry(definition) else None
        if entry is not None:
            return named(definition.label)
        return _kind_of_material(definition) or _built_of(definition)
    behind = definition.long.rpartition(material.text)[2]
    if material.text in definition.long and not all(_MADE_OF.match(word) for word in re.findall(r"\w+", behind)):
        return None  # nickel metal hydride, sulfur utilisation
    extra = definition.long.replace(material.text, " ")
    words = [word for word in re.split(r"[\s\-–,()]+", extra) if word]
    if all(_SAME_THING.match(word) for word in words):
        return material
    listed = named(definition.label)
    # `lithium nickel manganese cobalt oxide (NMC)` is the NMC of every list, `expanded graphite (EG)` no glycol.
    if listed is not None and listed.composition != definition.label:
        listed = listed if listed.role not in _SERVICE or _spells_entry(definition) else None
        if listed is not None:
            return listed
    return replace(material, name=definition.long, canonical=definition.label, composition=None)


def _kind_of_material(definition: Definition) -> MaterialMention | None:
    """A material named by its kind alone (*gel polymer electrolyte (GPE)*): its own key, and no composition."""
    match = _KIND.search(definition.long)
    if match is None or definition.label.endswith("s"):
        return None
    role = "polymer_electrolyte" if match["electrolyte"] else None
    return MaterialMention(definition.long, definition.label, None, "composite", role)


def _built_of(definition: Definition) -> MaterialMention | None:
    """A sample whose label ends in a known material (*polyamide-coated zinc (PA-Zn)*), or None."""
    first, mark, last = definition.label.rpartition("-")
    if not mark or not first or not (last in SYMBOLS or named(last) is not None):
        return None
    part = named(last)
    family, role = (part.family, part.role) if part is not None and part.role not in _SERVICE else (None, None)
    return MaterialMention(definition.label, definition.label, None, family, role, is_sample=True)


def _spells_entry(definition: Definition) -> bool:
    """Whether the long words are a misspelling of what the dictionary has under the short name."""
    entry = dictionary().lookup(definition.label)
    if entry is None:
        return False
    long = definition.long.lower()
    spellings = dictionary().spellings(entry)
    return any(SequenceMatcher(None, long, spelling).ratio() > 0.78 for spelling in spellings)


def _mark_own(known: dict[str, MaterialMention], blocks: Sequence[Block]) -> None:
    """Make a sample of an abbreviation of a material of its own (*hollow silica (HS)*) that the paper makes and uses.

    It stands in the experimental section and at least ``OWN_USES`` times in all; one use will do for what is named by
    its kind alone (*gel polymer electrolyte (GPE)*).
    """
    for label, mention in known.items():
        if mention.is_sample or mention.canonical != label or mention.composition is not None:
            continue
        word = re.compile(rf"(?<![\w@-]){re.escape(label)}(?![\w@])")
        made = any(block.section == "experimental" and word.search(block.text) for block in blocks)
        uses = 1 if _KIND.search(mention.name) else OWN_USES
        if made and sum(len(word.findall(block.text)) for block in blocks) >= uses:
            known[label] = replace(mention, is_sample=True)


def _chain(known: dict[str, MaterialMention]) -> None:
    """A label for a label (*reduced GO (rGO)*) points to what that stands for."""
    for label, mention in list(known.items()):
        target = known.get(mention.text)
        if target is not None and target is not mention and not mention.is_sample and target.canonical != label:
            known[label] = target


def _stems(known: dict[str, MaterialMention]) -> list[tuple[str, str, MaterialMention]]:
    """Stems of series with what they end in: ``HPC-`` of the sample ``HPC-700``, or of an abbreviation ``HPC``."""
    stems: dict[str, tuple[str, MaterialMention]] = {}
    for label, mention in known.items():
        series = series_of(label) if mention.is_sample else None
        if series is not None:
            stems.setdefault(series[0], (series[1], mention))
    return sorted(((stem, *rest) for stem, rest in stems.items()), key=lambda item: -len(item[0]))
