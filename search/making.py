"""Entries of an Extraction: what of its records, recipes and blocks can be found, and by what."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..extract.extraction import Cell, Extraction, MaterialRef, Mention, Operation, Recipe, Record
from ..extract.manufacture import MANUFACTURE
from ..ingest.document import Block
from ..kb.classes import Classes
from ..kb.criteria import highest
from ..kb.graph.origins import is_hot, key_without_sample, made_by
from .analysis import keyword, material_key, token_text
from .context import Context, context_of
from .entry import APART, IndexEntry, Paper, Stored, join_key, join_keys, whole_paper
from .naming import elements_in, family_text, material_keys, material_text, property_text, shown_material, with_key
from .stated import condition_numbers, intervals_of, value_numbers
from .steps import step_tokens

# How much an entry counts beside others that fit as well; the score grows with the logarithm.
_WEIGHT = 6.0
_LESS = {"other": 0.5, "cited": 0.85, "no battery": 0.5}
# What nobody measured stands behind what was measured.
_UNMEASURED = {"calculated": 0.7, "theoretical": 0.3}
_SECTIONS = {"abstract": 1.0, "results": 1.0, "conclusions": 1.0, "discussion": 1.0, "experimental": 0.8}
# Kinds of blocks that can be found as passages; what a list of references says is no answer.
_PASSAGES = frozenset({"title", "abstract", "paragraph", "caption", "table", "list", "footnote"})


def entries_of(extraction: Extraction) -> Iterator[IndexEntry]:
    """The entries of a paper: its records, the steps of its recipes, its passages."""
    return _Maker(extraction).entries()


def counts_of(extraction: Extraction) -> dict[str, int]:
    """How many entries of each kind ``entries_of`` makes; entries with one id count once."""
    records = {record.id or f"r{place}" for place, record in enumerate(extraction.records)}
    steps = {(recipe.id, operation.id) for recipe in extraction.recipes for operation in recipe.operations}
    passages = {block.id for block in extraction.blocks if block.kind in _PASSAGES}
    return {"record": len(records), "step": len(steps), "passage": len(passages)}


class _Maker:
    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.header = extraction.document
        self.paper = Paper.of(extraction.document)
        self.blocks = {block.id: block for block in extraction.blocks}
        self.samples = {sample.id: sample for sample in extraction.samples}
        self.cells = {cell.id: cell for cell in extraction.cells}
        self.classes = Classes(extraction)
        # What the paper says that a name stands for.
        self.told = {each.text.lower(): each.norm for each in extraction.mentions if each.norm and _is_material(each)}
        # Tokens of the steps about each group.
        self.tokens: dict[str, dict[str, None]] = {}
        # What each recipe made, and what that rests on.
        self.made: dict[str, dict[str, str]] = {}
        for sample, recipe, basis in made_by(extraction):
            self.made.setdefault(recipe, {})[self._made(sample)] = basis
        paper_class = extraction.document.paper_class
        self.weight = _WEIGHT * (1.0 if paper_class is None or paper_class.battery else _LESS["no battery"])
        self.keywords = {
            "document": (self.header.id,),
            "chemistry": paper_class.chemistry if paper_class else (),
            "paper_kind": (paper_class.kind,) if paper_class and paper_class.kind else (),
            "doi": (keyword(self.header.doi),) if self.header.doi else (),
        }
        self.texts = {
            "title_text": token_text(self.header.title),
            "journal_text": token_text(self.header.journal),
            "author_text": token_text(*self.header.authors),
        }
        self.numbers = {"year": float(self.header.year)} if self.header.year else {}
        self.facets = {
            "chemistry": self.keywords["chemistry"],
            "journal": (self.header.journal,) if self.header.journal else (),
            "year": (str(self.header.year),) if self.header.year else (),
        }

    def entries(self) -> Iterator[IndexEntry]:
        """The entries of the paper: records, steps of recipes, passages."""
        # The steps tell what the records were made by.
        steps = [
            self._step(recipe, operation, most)
            for recipe in self.extraction.recipes
            for most in ({key: highest(recipe, key) for key in ("temperature", "time")},)
            for operation in recipe.operations
        ]
        for place, record in enumerate(self.extraction.records):
            yield self._record(record, place)
        yield from steps
        mentioned = self._keys_by_block()
        for block in self.extraction.blocks:
            if block.kind in _PASSAGES:
                yield self._passage(block, mentioned.get(block.id, ()))

    def _record(self, record: Record, place: int) -> IndexEntry:
        evidence = record.evidence[0] if record.evidence else None
        block = self.blocks.get(evidence.block) if evidence else None
        context = context_of(block, evidence)
        keys = material_keys(record.material)
        sample = self.samples.get(record.sample or "")
        if sample is not None:
            keys = tuple(dict.fromkeys((*keys, *material_keys(sample.material))))
        groups = self._groups(record.sample, (record.material.name, sample.label if sample else None), keys)
        groups += (self._made(sample.id if sample is not None else key_without_sample(record.material)),)
        section = block.section if block else None
        unit = record.normalised.unit if record.normalised else record.unit
        texts = self.texts | {
            "material_text": material_text(record.material, sample.material if sample else None),
            "family_text": family_text(record.material, sample.material if sample else None),
            "quantity_text": token_text(record.quantity_name),
            **self._components(record),
        }
        measured = (property_text(record.property), texts["quantity_text"])
        said = (token_text(context.text), texts["material_text"], texts["family_text"], *measured)
        texts["record_words"] = _apart(*said, texts["title_text"], *keys)
        keywords = self.keywords | {
            "kind": ("record",),
            "formula": keys,
            "element": elements_in(record.material, sample.material if sample else None, told=self.told),
            "property": (record.property,),
            "unit": (keyword(unit) or "-",),
            "basis": (record.basis,) if record.basis else (),
            "qualifier": (record.qualifier,),
            "section": (section,) if section else (),
            "block_kind": (block.kind,) if block else (),
            "own": ("true" if record.own else "false",),
            "origin": (record.origin,),
            "class": self.classes.of(record),
            "made_by": self._made_by(groups),
        }
        weight = self.weight * record.confidence
        weight *= _LESS["other"] if record.property == "other" else 1.0
        weight *= 1.0 if record.own else _LESS["cited"]
        weight *= _UNMEASURED.get(record.origin, 1.0)
        numbers = self.numbers | {"confidence": record.confidence, "weight": weight}
        numbers |= value_numbers(record) | condition_numbers(record.conditions)
        facets = self.facets | {
            "property": (record.property,),
            "material": (shown,) if (shown := shown_material(record.material)) else (),
            "own": ("own" if record.own else "cited",),
            "section": (section,) if section else (),
        }
        stored = Stored(self.paper, block.id if block else "", section, context, record, groups)
        return IndexEntry(
            f"{self.header.id}/{record.id or f'r{place}'}", self.header.id, "record", texts, keywords, numbers, facets,
            self._joins(groups) | {"reach": join_keys((*groups, self._whole()))}, msgspec.json.encode(stored),
        )  # fmt: skip

    def _step(self, recipe: Recipe, operation: Operation, most: dict[str, dict[str, float]]) -> IndexEntry:
        target = MaterialRef(recipe.target or "")
        keys = material_keys(target) if recipe.target and recipe.kind not in MANUFACTURE else ()
        evidence = operation.evidence[0] if operation.evidence else None
        block = self.blocks.get(evidence.block) if evidence else None
        context = context_of(block, evidence)
        numbers = dict(self.numbers)
        for name, (low, high) in intervals_of(operation.conditions, ("temperature", "time")).items():
            prefix = "value" if name == "temperature" else "time"
            numbers |= {f"{prefix}_low": low, f"{prefix}_high": high, f"{prefix}_most": most[name][operation.type]}
        keywords = self.keywords | {
            "kind": ("step",),
            "step": (operation.type,),
            "step_token": step_tokens(operation.type, numbers),
            "formula": keys,
        }
        made = self.made.get(recipe.id, {})
        # What only mixes, dries or presses made no sample: it is about what it names, or about the whole paper.
        groups = tuple(made) if is_hot(recipe) else (*self._groups(recipe.sample, (recipe.target,), keys), *made)
        for group in groups:
            self.tokens.setdefault(group, {}).update(dict.fromkeys(keywords["step_token"]))
        section = block.section if block else None
        stored = Stored(self.paper, block.id if block else "", section, context, None, groups, recipe.id, made)
        return IndexEntry(
            f"{self.header.id}/{recipe.id}/{operation.id}", self.header.id, "step",
            self.texts, keywords, numbers, {}, self._joins(groups),
            msgspec.json.encode(stored),
        )  # fmt: skip

    def _passage(self, block: Block, keys: tuple[str, ...]) -> IndexEntry:
        context = Context(block.text, ())
        keywords = self.keywords | {
            "kind": ("passage",),
            "formula": keys,
            "section": (block.section,) if block.section else (),
            "block_kind": (block.kind,),
        }
        texts = self.texts | {"text": token_text(block.text)}
        texts["passage_words"] = _apart(texts["text"], texts["title_text"], *keys)
        facets = self.facets | {"section": (block.section,) if block.section else ()}
        numbers = self.numbers | {"weight": self.weight * _SECTIONS.get(block.section or "", 0.6)}
        stored = Stored(self.paper, block.id, block.section, context)
        return IndexEntry(
            f"{self.header.id}/{block.id}", self.header.id, "passage", texts, keywords, numbers, facets,
            self._joins(), msgspec.json.encode(stored),
        )  # fmt: skip

    def _groups(self, sample: str | None, names: tuple[str | None, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
        """What the entry is about: a sample and its names; without one, what it is called and what that means.

        Two samples of one composition are two things. A step that names nothing counts for the whole paper.
        """
        found = [f"sample:{sample}"] if sample else [f"key:{key}" for key in keys]
        found += [f"name:{keyword(name)}" for name in dict.fromkeys(names) if name]
        return tuple(f"{self.header.id}/{each}" for each in found) or (self._whole(),)

    def _made_by(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """The tokens of the steps that count for a record about ``groups``."""
        found = (token for group in (*groups, self._whole()) for token in self.tokens.get(group, ()))
        return tuple(dict.fromkeys(found))

    def _whole(self) -> str:
        """What an entry is about that counts for the whole paper."""
        return whole_paper(self.header.id)

    def _made(self, sample: str) -> str:
        """What a record shares with the steps of the recipe that made its sample."""
        return f"{self.header.id}/made:{sample}"

    def _joins(self, groups: tuple[str, ...] = ()) -> dict[str, tuple[int, ...]]:
        return {"group": join_keys(groups), "document": (join_key(self.header.id),)}

    def _components(self, record: Record) -> dict[str, str]:
        """Names of the components of the record's cell; of all the paper's cells where it names none."""
        cell = self.cells.get(record.cell or "")
        cells = [cell] if cell is not None else list(self.extraction.cells)
        found: dict[str, list[str]] = {"cathode": [], "anode": [], "electrolyte": [], "separator": [], "cell": []}
        for each in cells:
            _add_components(each, found, self.samples_material)
        if "electrolyte" in record.conditions:
            found["electrolyte"] = [with_key(record.conditions["electrolyte"].text)]
        return {f"{role}_text": " ".join(names) for role, names in found.items() if names}

    def samples_material(self, sample: str | None) -> MaterialRef | None:
        """The material of the sample of this id, None where there is no such sample."""
        found = self.samples.get(sample or "")
        return found.material if found else None

    def _keys_by_block(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        blocks = iter(self.extraction.blocks)
        block = next(blocks, None)
        for mention in sorted(self.extraction.mentions, key=lambda mention: mention.start):
            while block is not None and block.end <= mention.start:
                block = next(blocks, None)
            if block is None:
                break
            if _is_material(mention):
                key = material_key(mention.text) or (material_key(mention.norm) if mention.norm else None)
                if key:
                    found.setdefault(block.id, {})[key] = None
        return {id: tuple(keys) for id, keys in found.items()}


def _is_material(mention: Mention) -> bool:
    return mention.label == "material"


def _apart(*texts: str) -> str:
    """``texts`` as one, in which no phrase reaches from one into the next."""
    return f" {APART} ".join(text for text in texts if text)


def _add_components(cell: Cell, found: dict[str, list[str]], material_of: object) -> None:
    if cell.format:
        found["cell"].append(token_text(cell.format))
    if cell.configuration:
        found["cell"].append(token_text(cell.configuration))
    for component in cell.components:
        if component.role not in found:
            continue
        found[component.role].append(with_key(component.name))
        material = material_of(component.sample) if callable(material_of) else None
        if material is not None:
            found[component.role] += [with_key(material.name), *material_keys(material)]
