"""Scores of tags and relations: precision, recall and F1, in all, by label, and averaged over labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Hits, found and wanted by label; ``add`` counts one document."""

    hits: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Iterable[tuple[Hashable, str]], found: Iterable[tuple[Hashable, str]]) -> None:
        """Count a document: each thing is its identity and its label; doubles count once."""
        gold, got = set(wanted), set(found)
        self.wanted.update(label for _, label in gold)
        self.found.update(label for _, label in got)
        self.hits.update(label for _, label in gold & got)

    def merge(self, other: Tally) -> None:
        """Count the documents of ``other`` too."""
        self.wanted.update(other.wanted)
        self.found.update(other.found)
        self.hits.update(other.hits)

    def as_dict(self) -> dict[str, object]:
        """``{"micro": {p, r, f1}, "macro": …, "per_label": {label: {p, r, f1, n}}}``, macro over the gold's labels."""
        labels = sorted(self.wanted | self.found)
        each = {label: _scores(self.hits[label], self.found[label], self.wanted[label]) for label in labels}
        known = [each[label] for label in labels if self.wanted[label]]
        macro = {key: sum(scores[key] for scores in known) / max(len(known), 1) for key in ("p", "r", "f1")}
        return {
            "micro": _scores(self.hits.total(), self.found.total(), self.wanted.total()),
            "macro": {key: round(value, 4) for key, value in macro.items()},
            "per_label": {label: {**scores, "n": self.wanted[label]} for label, scores in each.items()},
        }


def _scores(hits: int, found: int, wanted: int) -> dict[str, float]:
    precision, recall = hits / found if found else 0.0, hits / wanted if wanted else 0.0
    f1 = 2 * hits / (found + wanted) if found + wanted else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
