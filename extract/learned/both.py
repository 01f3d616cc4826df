"""The careful tagger: the small and the large one read the same text, and what both find stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .bio import Span
from .cnn import CnnTagger
from .layers import Layers
from .minilm import MiniLmTagger
from .tagger import Lesson, Tagger
from .tokens import Window
from .tuning import tune

# Of the time that learning takes the large one needs most.
_SHARE_OF_SMALL = 0.2


class BothTagger:
    """A CNN and a MiniLM that learned from the same lessons: fewer spans than either finds, more of them right."""

    backbone = "both"
    longest = MiniLmTagger.longest
    joined = MiniLmTagger.joined

    def __init__(self, small: CnnTagger, large: MiniLmTagger) -> None:
        """Raises ValueError where the two have not learned the same labels."""
        if small.layers != large.layers:
            raise ValueError("its two taggers have other labels")
        self.layers = large.layers
        self._taggers: dict[str, Tagger] = {small.backbone: small, large.backbone: large}

    @classmethod
    def train(
        cls,
        given: Sequence[Lesson],
        layers: Layers,
        *,
        seed: int,
        seconds: float | None,
        progress: Callable[[float], None],
    ) -> BothTagger:
        """Learn ``layers`` from the lessons with both; ``seconds`` bounds the time of the two together."""
        first, rest = _SHARE_OF_SMALL, 1.0 - _SHARE_OF_SMALL
        small = CnnTagger.train(
            given,
            layers,
            seed=seed,
            seconds=None if seconds is None else first * seconds,
            progress=lambda share: progress(first * share),
        )
        large = tune(
            given,
            layers,
            seed=seed,
            seconds=None if seconds is None else rest * seconds,
            progress=lambda share: progress(first + rest * share),
        )
        return cls(small, large)

    @classmethod
    def from_members(cls, layers: Layers, members: Mapping[str, bytes]) -> BothTagger:
        """The tagger of a model file's parts. Raises KeyError or ValueError where they do not fit."""
        own = {
            name: {part.removeprefix(f"{name}/"): data for part, data in members.items() if part.startswith(f"{name}/")}
            for name in (CnnTagger.backbone, MiniLmTagger.backbone)
        }
        return cls(
            CnnTagger.from_members(layers, own[CnnTagger.backbone]),
            MiniLmTagger.from_members(layers, own[MiniLmTagger.backbone]),
        )

    def members(self) -> Mapping[str, bytes]:
        """The parts of both, each in a folder of its own."""
        return {
            f"{name}/{part}": data for name, tagger in self._taggers.items() for part, data in tagger.members().items()
        }

    def tag(self, windows: Sequence[Window]) -> Iterator[list[Span]]:
        """The spans of each window that both find, with the same label."""
        for found in zip(*(tagger.tag(windows) for tagger in self._taggers.values()), strict=True):
            first, *others = found
            yield [span for span in first if all(span in other for other in others)]
