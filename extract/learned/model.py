"""A learned model: a tagger and, where the annotation has relations, a classifier of them; one file on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...ingest.errors import InputError, UsageError
from .both import BothTagger
from .clues import clues_of
from .cnn import CnnTagger
from .container import Manifest, read_model, write_model
from .gold import GoldDocument, GoldEntity, relabelled
from .layers import Layers, layers_of
from .minilm import MiniLmTagger
from .relations import RelationClassifier
from .scores import Tally
from .tagger import Lesson, Tagger, lessons
from .tokens import longest_first, windows
from .tuning import tune

# Each backbone: how it is trained, how it is read from a model file, and how it cuts texts into windows.
_TRAIN: dict[str, Callable[..., Tagger]] = {"cnn": CnnTagger.train, "minilm": tune, "both": BothTagger.train}
_CLASSES: dict[str, type[CnnTagger | MiniLmTagger | BothTagger]] = {
    "cnn": CnnTagger,
    "minilm": MiniLmTagger,
    "both": BothTagger,
}
BACKBONES = tuple(_TRAIN)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """``renamed`` maps the gold's labels to those learned (empty: all as they are); ``card`` says how it was made."""

    tagger: Tagger
    relations: RelationClassifier | None
    renamed: Mapping[str, str]
    card: Mapping[str, Any]

    @classmethod
    def train(
        cls,
        documents: Sequence[GoldDocument],
        *,
        backbone: str = "cnn",
        seed: int = 0,
        minutes: float | None = None,
        renamed: Mapping[str, str] | None = None,
        progress: Callable[[float], None] = lambda share: None,
    ) -> LearnedModel:
        """Learn the entities and relations of ``documents``; ``minutes`` bounds the tagger's share of the time.

        Raises UsageError for an unknown backbone, InputError where nothing is annotated, MissingExtra without the
        backbone's libraries.
        """
        if backbone not in _TRAIN:
            raise UsageError(f"no backbone {backbone!r}; there are {', '.join(BACKBONES)}")
        known = [relabelled(document, dict(renamed or {})) for document in documents]
        layers = layers_of(known)
        if not layers:
            raise InputError("no entities to learn from (after --labels); see corpora/GOLD_FORMAT.md")
        given = _lessons(known, backbone, seed)
        seconds = None if minutes is None else 60.0 * minutes
        relations = RelationClassifier.train(known, seed=seed)
        tagger = _TRAIN[backbone](given, layers, seed=seed, seconds=seconds, progress=progress)
        card = {
            "documents": len(known),
            "lessons": len(given),
            "seed": seed,
            "minutes": minutes,
            "sources": list(dict.fromkeys(document.source for document in known)),
        }
        return cls(tagger, relations, dict(renamed or {}), card)

    @classmethod
    def load(cls, path: Path) -> LearnedModel:
        """The model of the file ``path``. Raises InputError where it is none, damaged or of another version."""
        manifest, parts = read_model(path)
        if manifest.backbone not in _CLASSES:
            raise InputError(f"{path}: a model of the backbone {manifest.backbone!r}, which is not known here")
        try:
            tagger = _CLASSES[manifest.backbone].from_members(manifest.layers, parts)
            relations = RelationClassifier.from_members(manifest.relations, parts)
        except (KeyError, ValueError, TypeError) as error:
            raise InputError(f"{path}: the parts of the model do not fit together ({error}); train it again") from error
        return cls(tagger, relations, manifest.renamed, manifest.card)

    def save(self, path: Path) -> None:
        """Write the model file ``path``, whole or not at all. Raises InputError where it cannot be written."""
        parts = dict(self.tagger.members()) | dict(self.relations.members() if self.relations else {})
        told = self.relations.told() if self.relations else {}
        manifest = Manifest("", self.tagger.backbone, self.tagger.layers, dict(self.renamed), told, {}, dict(self.card))
        write_model(path, manifest, parts)

    @property
    def layers(self) -> Layers:
        """The labels that the tagger gives, layer by layer."""
        return self.tagger.layers

    def manner(self, source: str = "") -> str:
        """The corpus by whose manner texts of ``source`` are tagged: its own where known, else the last one."""
        sources = self.card.get("sources") or [source]
        return source if source in sources else str(sources[-1])

    def tag(self, document: GoldDocument) -> tuple[GoldEntity, ...]:
        """The entities that the tagger finds in the annotated regions of ``document``."""
        cut = windows(
            document.text,
            document.regions(),
            longest=self.tagger.longest,
            joined=self.tagger.joined,
            clues=clues_of(document.text),
            source=self.manner(document.source),
        )
        spans = sorted({span for found in self.tagger.tag(cut) for span in found})
        return tuple(GoldEntity(f"T{number}", *span) for number, span in enumerate(spans, 1))

    def scored(
        self, documents: Iterable[GoldDocument], *, gold_entities: bool = False, flat: bool = False
    ) -> dict[str, Any]:
        """Scores of exact span and label, and of relations between spans, on ``documents``.

        ``gold_entities`` relates the gold's own entities instead of the found ones; ``flat`` counts only spans that lie
        in no longer one. Only the annotated regions count.
        """
        entities, relations = Tally(), Tally()
        for document in documents:
            of_entities, of_relations = self.tallies(document, gold_entities=gold_entities, flat=flat)
            entities.merge(of_entities)
            relations.merge(of_relations)
        return {"entities": entities.as_dict(), "relations": relations.as_dict()}

    def tallies(
        self, document: GoldDocument, *, gold_entities: bool = False, flat: bool = False
    ) -> tuple[Tally, Tally]:
        """What counts of ``document`` for ``scored``: its entities and its relations."""
        entities, relations = Tally(), Tally()
        known = relabelled(document, dict(self.renamed))
        found = known.entities if gold_entities else self.tag(known)
        if not gold_entities:
            found = _flat(found) if flat else found
            entities.add(_marks(_within(known, flat=flat)), _marks(found))
        if self.relations is not None or known.relations:
            bare = replace(known, entities=found, relations=())
            links = self.relations.relate(bare) if self.relations is not None else ()
            relations.add(_links(known, known.entities), _links(replace(bare, relations=links), found))
        return entities, relations


def _lessons(documents: Sequence[GoldDocument], backbone: str, seed: int) -> list[Lesson]:
    kind = _CLASSES[backbone]
    return lessons(documents, longest=kind.longest, joined=kind.joined, seed=seed)


def _within(document: GoldDocument, *, flat: bool) -> tuple[GoldEntity, ...]:
    """The entities that begin in an annotated region; with ``flat`` those in no longer one."""
    regions = document.regions()
    inside = tuple(entity for entity in document.entities if any(start <= entity.start < end for start, end in regions))
    return _flat(inside) if flat else inside


def _flat(entities: Iterable[GoldEntity]) -> tuple[GoldEntity, ...]:
    kept = longest_first((entity.start, entity.end, entity.label) for entity in entities)
    return tuple(GoldEntity(f"F{number}", *span) for number, span in enumerate(kept))


def _marks(entities: Iterable[GoldEntity]) -> list[tuple[tuple[int, int], str]]:
    return [((entity.start, entity.end), entity.label) for entity in entities]


def _links(document: GoldDocument, entities: Iterable[GoldEntity]) -> list[tuple[tuple[object, object], str]]:
    spans = {entity.id: (entity.start, entity.end, entity.label) for entity in entities}
    return [((spans[link.head], spans[link.tail]), link.label) for link in document.relations]
