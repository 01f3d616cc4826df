"""Subjects of table rows: the sample, material or part of a cell that a row or a column names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from ..analysis import Analysis, MaterialMention
from ..composition import composition_at
from ..extraction import MaterialRef, Sample
from ..header_units import split_unit
from ..headers import Meaning
from ..quantities import find_quantities
from ..tables import cell_text
from .belief import Belief
from .draft import Subject, subject_of
from .identities import UNKNOWN
from .subjects import Subjects

_NO_NAME = re.compile(
    r"(?:values?|parameters?|results?|data|units?|symbols?|yes|no|this (?:work|study|paper)|average|mean|total)"
    r"(?: .{0,12})?|(?:\w+ )?(?:temperatures?|times?|pressures?)|(?:notes?|remarks?|comments?|descriptions?|sources?)"
    r"|(?:experimental|numerical|measured|calculated|simulat(?:ed|ion)|fitted|predicted|observed|modell?(?:ed)?)"
    r"(?: (?:data|values?|results?))?(?: [(\[][^()\[\]]{1,12}[)\]])?"
    r"|.{1,40}\b(?:order|models?|equations?|isotherms?|methods?|fits?)",
    re.IGNORECASE,
)
_THIS_WORK = re.compile(r"\b(?:this|our|present)\s+(?:work|study|paper)\b|^ours$", re.IGNORECASE)
_OWN_NOTE = re.compile(r"(?<=\w)\s?[(\[](?:this|our|present) (?:work|study|paper)[)\]]$", re.IGNORECASE)
_MATERIAL_COLUMN = re.compile(
    r"\b(?:samples?|materials?|compositions?|names?|labels?|compounds?|electrodes?|cathodes?|anodes?"
    r"|electrolytes?|membranes?|separators?|fillers?|polymers?|catalysts?|biomass(?:es)?|specimens?|powders?"
    r"|metals?|alloys?|systems?|hosts?|precursors?|cells?)\b",
    re.IGNORECASE,
)
# What a composite or a mixture is made of, a column each.
_COMPONENT = re.compile(
    r"\b(?:matri(?:x|ces)|hosts?|polymers?|fillers?|ceramics?|additives?|salts?|solvents?|plastici[sz]ers?)\b",
    re.IGNORECASE,
)
_NAMES_ROW = re.compile(f"{_MATERIAL_COLUMN.pattern}|{_COMPONENT.pattern}", re.IGNORECASE)
NOTHING = re.compile(r"none|no|without|w/o|[-–—/]*", re.IGNORECASE)
_MOST_MIXED = 3
_PREPARATION = re.compile(
    r"^(?:before|after|as[- ](?:received|prepared|milled)|without|with|un\w+|pristine|bare|coated|doped|modified|fresh"
    r"|aged|cycled|pure|raw|blank|control|reference)\b|\b(?:mill|sinter|calcin|anneal"
    r"|heat|dried|treat|wash|press|ground|hydrotherm|quench)\w*|\d ?°C|\d ?(?:h|min|rpm)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\(?\d{1,3}\*?\)?\.?$|^(?:no|nr|#)\.? ?\d{1,3}$", re.IGNORECASE)
# A label that is no word: a capital, and a number or another capital.
_LABEL = re.compile(r"(?=[^\s]*[A-Z])(?=[^\s]*\d|[^A-Z\s]*[A-Z][^A-Z\s]*[A-Z])[A-Za-z0-9@./-]{3,20}")
# Columns that tell what was analysed or how, and no sample.
_OF_ANALYSIS = re.compile(
    r"(?:\w+ )?(?:models?|equations?|isotherms?|analys[ie]s|parameters?|propert(?:y|ies)|quantit(?:y|ies))",
    re.IGNORECASE,
)
_OF_MAKING = re.compile(
    r"(?:\w+ )?(?:methods?|process(?:es)?|routes?|treatments?|procedures?|techniques?|atmospheres?)", re.IGNORECASE
)
_OF_VARIABLE = re.compile(r"(?:[\w ]{0,20} )?(?P<letter>[xyzδ])(?: (?:value|content))?(?: in [^\s]{3,40})?")
_CRYSTAL = re.compile(
    r"(?:[αβγδ]-?|alpha |beta |gamma )?(?:monoclinic|rhombohedral|tetragonal|cubic|hexagonal|orthorhombic|trigonal"
    r"|triclinic|amorphous|glassy|crystalline)(?: phase)?",
    re.IGNORECASE,
)
_OF_BONDS = re.compile(r"(?:chemical )?bonds?(?: types?)?", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\d.,;±–\-/ ]*\d[\d.,;±–\-/ ]*")
_COUNTER = re.compile(r"\s*(?:s\. ?)?(?:no|nr|#|number|entry|\W*$)", re.IGNORECASE)
# `# of H2O molecules`, `Number of layers`: how many, not which.
_COUNTED = re.compile(r"\s*(?:#|no\.?|number)\s*of\s+(?P<things>\w[\w\s-]{2,30}?)\s*$", re.IGNORECASE)
# `Sample #8` in the corner of a table: all of it is that sample's.
_NUMBERED_SAMPLE = re.compile(
    r"(?P<kind>sample|specimen|cell|electrode|alloy|joint)\s?(?:no\.?|#)?\s?(?P<number>\d{1,3})", re.IGNORECASE
)
_RATIO = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:\s?[:/]\s?\d{1,3}(?:\.\d{1,3})?){1,5}")
_MARK = re.compile(r"(?<=[\w)])(?:\^[a-h]|\s?[*†‡§⁎]+|\s?\[\d{1,3}(?:[,–-] ?\d{1,3})*\])$")
# `Thickness of the negative electrode`, `Separator porosity`: the part that a property of a parameter table is of.
_PART = re.compile(
    r"\b(?:negative electrode|positive electrode|anode|cathode|separator|electrolyte|membrane|current collector)\b",
    re.IGNORECASE,
)

# `Cathode` before the rows of a list of a cell's parts.
_STUB = re.compile(r"(?:negative electrode|positive electrode|anode|cathode|separator)\b", re.IGNORECASE)


class RowSubjects:
    """Names what the rows and columns of the tables of one document are of."""

    def __init__(self, analysis: Analysis, subjects: Subjects, samples: Sequence[Sample], belief: Belief) -> None:
        self._analysis = analysis
        self._paper = subjects.paper if belief.knows_material else UNKNOWN
        self._subjects = subjects
        self._samples = {sample.label.casefold(): sample for sample in samples}
        self._by_name: dict[str, MaterialMention] = {}
        for mention in analysis.materials:
            self._by_name.setdefault(mention.text, mention)
            self._by_name.setdefault(mention.name, mention)

    @cached_property
    def _row_names(self) -> frozenset[str]:
        """The labels, such as ``B-1300``, that name rows of the paper's tables."""
        document = self._analysis.tabular
        found: set[str] = set()
        for block in document.blocks:
            grid = self._analysis.grid(block) if block.kind == "table" else None
            for index, column in enumerate(grid.columns if grid is not None else ()):
                if grid is not None and column.role == "label":
                    found.update(cell_text(document, row[index]) for row in grid.rows)
        return frozenset(label for label in found if _LABEL.fullmatch(label))

    @property
    def own_names(self) -> tuple[str, ...]:
        """The labels of the paper's samples in lower case, and the name of its main material."""
        return (*self._samples, self._subjects.paper.material.name)

    def of_row(self, names: dict[int, str], columns: Sequence[Meaning], caption: str, *, turned: bool) -> Subject:
        """The subject of a row with the texts ``names`` in its label columns.

        In a ``turned`` table these are headings, and what stands in the corner is said of the properties.
        """
        headers = ["" if turned else column.header for column in columns]
        for index, text in names.items():
            letter = _OF_VARIABLE.fullmatch(headers[index].strip())
            if letter is not None and re.fullmatch(r"\d+(?:\.\d+)?", text):
                return self._of_series(text, replace(columns[index], header=letter["letter"]), caption)
            if columns[index].code == "variable" and re.match(r"[~≈<>]?\s?\d+(?:\.\d+)?(?: ?%)?$", text):
                return self._of_series(text, columns[index], caption)
        told = [
            (index, _MARK.sub("", text))
            for index, text in ((index, _OWN_NOTE.sub("", text)) for index, text in sorted(names.items()))
            if not _NUMBERED.match(text) and not _THIS_WORK.search(text) and not _NO_NAME.fullmatch(text)
        ]
        told = [(index, text) for index, text in told if not _RATIO.fullmatch(text)] or told
        told = [(index, text) for index, text in told if not _OF_ANALYSIS.fullmatch(headers[index].strip())]
        if len(told) == 1:
            ((index, text),) = told
            made = self._by_making(text, columns[index], headers[index].strip(), caption)
            if made is not None:
                return made
        naming = [(i, text) for i, text in told if _NAMES_ROW.search(headers[i]) and not NOTHING.fullmatch(text)]
        mixed = [text for index, text in naming if _COMPONENT.search(headers[index])]
        if len(mixed) > 1 and len(mixed) == len(naming):
            return Subject.called("/".join(mixed[:_MOST_MIXED]), "row")
        named = [text for index, text in told if _MATERIAL_COLUMN.search(headers[index])]
        own = named and self.is_own(named[0])
        parts = [" / ".join(dict.fromkeys(named[:2]))] if len(named) > 1 and not own else named
        parts = parts or [text for _, text in told]
        if not parts:
            numbered = [index for index, text in sorted(names.items()) if _NUMBERED.match(text)]
            if numbered:
                return self._numbered(names[numbered[0]], headers[numbered[0]], caption)
            corner = _NUMBERED_SAMPLE.fullmatch(columns[0].header.strip())
            if corner is not None:
                return self._numbered(corner["number"], corner["kind"], caption)
            return self.of_caption(caption)
        for part in parts:
            sample = self._samples.get(part.casefold())
            if sample is not None:
                return Subject(sample.label, sample.material, sample.id, "label")
        return self._named(parts[0], caption)

    def _by_making(self, text: str, column: Meaning, header: str, caption: str) -> Subject | None:
        """The subject of a row that goes by a bond, a phase, numbers or how its sample was made; None of any other."""
        if _OF_BONDS.fullmatch(header):
            return Subject.called(f"{text} bond", "row")
        if _NO_LETTERS.fullmatch(text) and re.search(r"[^\W\d]", header) and not _RATIO.fullmatch(text):
            return self._of_series(text, column, caption)
        by_making = _OF_MAKING.fullmatch(header) or _CRYSTAL.fullmatch(text)
        if by_making and text not in self._by_name and text.casefold() not in self._samples:
            held = self.of_caption(caption)
            return in_state(held, text) if held.material.name else None
        return None

    def first_name(self, labels: Sequence[int], columns: Sequence[Meaning]) -> list[int]:
        """``labels`` with the column that names materials in front."""
        return sorted(labels, key=lambda index: not _MATERIAL_COLUMN.search(columns[index].header))

    def are_names(self, names: dict[int, str]) -> bool:
        """Whether the texts of a row's label columns name anything (``Value`` and the like do not)."""
        return any(not _NO_NAME.fullmatch(text) for text in names.values())

    def is_own(self, label: str) -> bool:
        """Whether ``label`` is a sample of this paper or holds the name of its main material."""
        key = self._subjects.paper.material.name
        return label.casefold() in self._samples or (len(key) > 2 and key in label)

    def of_caption(self, caption: str) -> Subject:
        """What the caption names (a row of another table, if nothing else), or the paper's main material."""
        named = self._subjects.named_in(caption)
        if named is not None and named.key != self._subjects.paper.key:
            return named
        labels = {label for label in self._row_names if re.search(rf"(?<![\w/-]){re.escape(label)}(?![\w/-])", caption)}
        if len(labels) == 1:
            label = labels.pop()
            return Subject.called(label, "row")
        return named or self._paper

    def of_electrolyte(self, name: str, caption: str) -> Subject:
        """The electrolyte that a cell names."""
        return self._named(name, caption)

    def of_column(self, row: Subject, column: Meaning, caption: str, *, named: bool, groups: int) -> Subject:
        """The subject of a cell: its row's, or its column's where the rows name none.

        ``groups`` is how many different headings of that kind the table has: one over all columns names no sample.
        """
        part = _PART.search(column.header) if not named and column.own is not None else None
        part = part or (None if named else _STUB.match(column.header))
        if part is not None and column.role == "property":
            return Subject(part.group().casefold(), MaterialRef(part.group().lower()), None, "label")
        group = column.group.strip()
        if groups < 2 and group != column.header:
            return row
        sample = self._samples.get(group.casefold())
        if sample is not None and not named:
            return Subject(sample.label, sample.material, sample.id, "label")
        if not group or named or find_quantities(group) or _NO_NAME.fullmatch(group):
            return row
        words, unit, _ = split_unit(group)
        if group == column.header and unit is not None and not (words in self._by_name or re.search(r"\d", words)):
            return row  # the symbol of a property
        return self._named(group, caption)

    def _of_series(self, text: str, column: Meaning, caption: str) -> Subject:
        """A sample that goes by a number: how much of something the caption's material holds."""
        held = self.of_caption(caption)
        words, unit, _ = split_unit(column.header)
        told = f"{text} {unit.text}" if unit is not None else f"{words} = {text}"
        label = f"{told} {words}" if unit is not None else told
        return resolved(in_state(held, label))

    def _numbered(self, text: str, header: str, caption: str) -> Subject:
        """A sample that goes by its number alone (``Sample 3``, ``No. 3``) of what the caption names."""
        held = self.of_caption(caption)
        counted = _COUNTED.match(header)
        if counted is not None:
            label = f"{text} {counted['things']}"
            name = f"{held.material.name} ({label})" if held.material.name else label
            return Subject(f"{held.key} {label.casefold()}", replace(held.material, name=name), None, "made")
        kind = "No." if _COUNTER.match(header) else header.strip(" .:#") or "No."
        label = f"{kind} {text.strip('(). ')}"
        name = f"{held.material.name} ({label})" if held.material.name else label
        return Subject(f"{held.key} {label.casefold()}", replace(held.material, name=name), None, "made")

    def _named(self, label: str, caption: str) -> Subject:
        mention = self._by_name.get(label)
        if mention is not None:
            return subject_of(mention, "label", mention.name if mention.is_sample else label)
        if _names_itself(label):
            return Subject.called(label, "row")
        if _PREPARATION.search(label) or re.match(r"[\d.]+\s?\S{1,5}$", label):
            # A row may be named by how its sample was made: the material is the caption's, or the paper's.
            held = self.of_caption(caption)
            name = f"{held.material.name} ({label})" if held.material.name else label
            return Subject(f"{held.key} {label.casefold()}", replace(held.material, name=name), None, "made")
        return Subject.called(label, "row")


def resolved(subject: Subject) -> Subject:
    """``subject`` with the composition that its name has once its variables are given (``… (x = 0.1)``)."""
    name = subject.material.name
    values = {letter: Fraction(value) for letter, value in _GIVEN.findall(name)} if "=" in name else {}
    composition = composition_at(name.partition(" (")[0], values) if values else None
    if composition is None:
        return subject
    return replace(subject, material=replace(subject.material, composition=composition))


_GIVEN = re.compile(r"(?<!\w)([xyzδ]) = (\d{1,3}(?:\.\d{1,4})?)(?!\w)")


def in_state(subject: Subject, words: str) -> Subject:
    """The sample of ``subject`` that ``words`` tell from its others."""
    name = f"{subject.material.name} ({words})" if subject.material.name else words
    if "=" in words and _GIVEN.search(subject.material.name) and subject.material.name.endswith(")"):
        name = f"{subject.material.name[:-1]}, {words})"  # `(x = 0.1, y = 0.2)`
    how = subject.how if subject.how in ("label", "row") else "made"
    return Subject(f"{subject.key} {words.casefold()}", replace(subject.material, name=name), None, how)


def _names_itself(label: str) -> bool:
    """Whether a row named by how its sample was made says of what as well (``Pristine MWCNTs``, ``bare LCO``)."""
    return any(_IS_NAME.match(word) and not _NO_MATERIAL.match(word) for word in label.split()[:4])


_IS_NAME = re.compile(r"(?:[A-Z][a-z]?\d*){2,}|[A-Z]{2,}|[A-Z][a-z]*[_-]?\d")
_NO_MATERIAL = re.compile(r"(?:RT|H?MW|UV|IR|XRD|SEM|[A-Z][a-z]{3,}|DI|RH|SPS|CVD|ALD|N2|Ar|O2|H2|CO2|HF?)(?![a-z])\b")
