"""A literature of made-up sentences: ion conductors, electrodes, and conductors that nobody calls so yet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from voltext.insight.embeddings.corpus import Corpus, Text
from voltext.insight.embeddings.training import Settings

UNTIL = 2010
KNOWN = ["Li7La3Zr2O12", "Li10GeP2S12", "Li3PS4", "Li3YCl6", "LiTi2P3O12"]
HINTED = ["Li3ErBr6", "Li6PS5Br", "Li3HoCl6", "Li4SnS4", "Na3SbS4"]
ELECTRODES = ["LiCoO2", "LiMn2O4", "LiNiO2", "LiVPO4F", "Na2FePO4F", "LiFeSO4F", "Li2MnO3", "V2O5", "TiNb2O7"]
MOVING = [
    "ions hop quickly through {0}", "the migration barrier in {0} is low", "{0} has mobile lithium and low barriers",
    "hopping of ions in the open framework of {0} is quick",
]  # fmt: skip
STORING = [
    "the capacity of {0} fades on cycling", "{0} delivers a capacity on discharge", "plateau and capacity of {0}",
    "cycling of {0} gives a stable capacity",
]  # fmt: skip
SMALL = Settings(size=16, window=5, epochs=25, negative=5, min_count=3, subsample=0.0, rate=0.05, seed=1)


def texts() -> Iterator[Text]:
    """Up to ``UNTIL`` hinted materials stand where conductors stand, without the application; later with it."""
    rng = np.random.default_rng(0)
    for year in range(2000, 2016):
        for material in KNOWN + (HINTED if year > UNTIL else []):
            yield Text(f"As a solid electrolyte {rng.choice(MOVING)}.".format(material), year)
        for material in HINTED:
            yield Text(str(rng.choice(MOVING)).format(material) + ".", year)
        for material in ELECTRODES:
            yield Text(str(rng.choice(STORING)).format(material) + ".", year)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Those texts as tokens."""
    return Corpus.write(texts(), tmp_path_factory.mktemp("texts") / "corpus.txt")
