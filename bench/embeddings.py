"""Embeddings on real texts: early hints planted by year must be found above chance; tokens a second.

    python -m bench.embeddings --kb DIR [--repeats 5] [--paragraphs 1000] [--epochs 20] [--size 50]

The knowledge base is one of real papers (`voltext build`). Some of their paragraphs are dealt to the years 2001 to
2020 at random. Forty invented compositions stand in sentences inserted into paragraphs up to 2015: half of them
(hinted) in sentences on ion transport, half (controls) in sentences on capacities, catalysis and optics, equally
often; none with the words "solid electrolyte", which real and inserted sentences on known conductors name. After 2015
the hinted ones are named with the application, the controls are not. Vectors are learned up to 2015 alone. What is
counted is how many of the first 20 of the 40 are hinted (chance: 10), over repeats with other seeds, with a 95 %
interval.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from voltext.app.embedding import texts_of_kb  # noqa: E402
from voltext.insight.coverage import interval  # noqa: E402
from voltext.insight.embeddings.corpus import Corpus, Text  # noqa: E402
from voltext.insight.embeddings.discovery import at_least, discover  # noqa: E402
from voltext.insight.embeddings.training import Settings  # noqa: E402
from voltext.insight.embeddings.words import tokens  # noqa: E402

UNTIL, FIRST, LAST = 2015, 2001, 2020
APPLICATION = "solid electrolyte"
_EACH = 8
_INVENTED = 20
# The share of early paragraphs that may get sentences with the application.
_SAID = 0.15
# Sentences are put together from these, since the same ones again and again would only become phrases.
_TRANSPORT = [
    "mobility", "hopping", "barrier", "activation", "pathway", "vacancies", "interstitials", "impedance", "conduction",
    "diffusion", "migration", "sublattice", "jumps", "carriers", "disorder",
]  # fmt: skip
_ELSEWHERE = [
    "photocatalysis", "dye", "absorption", "magnetisation", "susceptibility", "capacity", "fading", "hysteresis",
    "luminescence", "emission", "oxidation", "adsorption", "hardness", "corrosion", "spin",
]  # fmt: skip
_FRAMES = [
    "{0} shows {1} with {2} and {3}.", "We discuss {1}, {2} and {3} in {0}.", "The {1} of {0} depends on {2} and {3}.",
    "Both {1} and {2} of {0} point to {3}.", "For {0}, {1} follows from {2} or {3}.",
]  # fmt: skip
_KNOWN = ["Li7La3Zr2O12", "Li10GeP2S12", "Li3PS4", "Li6PS5Cl", "LiPON", "Li1.3Al0.3Ti1.7P3O12"]


def sentence(material: str, words: list[str], rng: np.random.Generator, *, named: bool = False) -> str:
    """A sentence on ``material`` with three of ``words``; with the application where ``named``."""
    drawn = rng.choice(words, 3, replace=False).tolist()
    return str(rng.choice(_FRAMES)).format(f"the {APPLICATION} {material}" if named else material, *drawn)


def invented(rng: np.random.Generator) -> list[str]:
    """Compositions that no paper has: three unusual metals in odd proportions."""
    metals = ["Tm", "Lu", "Hf", "Re", "Os", "Ir", "Tb", "Dy", "Rb", "Cs", "Tl", "Pd", "Rh"]
    found: set[str] = set()
    while len(found) < 2 * _INVENTED:
        first, second = rng.choice(metals, 2, replace=False)
        found.add(f"Li{rng.integers(2, 9)}{first}{rng.integers(2, 6)}{second}O{rng.integers(7, 19)}")
    return sorted(found)


def planted(real: list[str], hinted: list[str], controls: list[str], rng: np.random.Generator) -> Iterator[Text]:
    """``real`` paragraphs with years, the sentences among them inserted at random places."""
    inserts: dict[int, list[str]] = {}
    years = rng.integers(FIRST, LAST + 1, len(real))
    naming = np.array([APPLICATION in text.lower() for text in real])
    early, late = np.flatnonzero((years <= UNTIL) & ~naming), np.flatnonzero(years > UNTIL)
    # Hints stand in paragraphs that do not name the application, real or inserted: else they would be no early ones.
    chosen = rng.random(len(early)) < _SAID
    hints, named = early[~chosen], early[chosen]

    def put(said: str, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        inserts.setdefault(int(rng.choice(places)), []).append(said)

    for materials, words in ((hinted, _TRANSPORT), (controls, _ELSEWHERE)):
        for material in materials:
            for _ in range(_EACH):
                put(sentence(material, words, rng), hints)
    for material in _KNOWN:
        for _ in range(_EACH):
            put(sentence(material, _TRANSPORT, rng, named=True), named)
    for material in hinted:
        put(sentence(material, _TRANSPORT, rng, named=True), late)
    for place, (text, year) in enumerate(zip(real, years.tolist(), strict=True)):
        parts = text.split(". ")
        for said in inserts.get(place, []):
            parts.insert(int(rng.integers(0, len(parts) + 1)), said.rstrip("."))
        yield Text(". ".join(parts), year)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--paragraphs", type=int, default=1000, help="So many of the real ones, other ones each time.")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--size", type=int, default=50)
    given = parser.parse_args()
    real = [text.text for text in texts_of_kb(given.kb)]
    began = time.process_time()
    number = sum(len(tokens(text)) for text in real)
    print(f"{len(real)} real paragraphs, {number} tokens, {number / (time.process_time() - began):,.0f} tokens/s (CPU)")
    hits = shown = 0
    for seed in range(given.repeats):
        rng = np.random.default_rng(seed)
        made = rng.permutation(invented(rng)).tolist()
        some = rng.choice(len(real), min(given.paragraphs, len(real)), replace=False)
        chosen = [real[place] for place in np.sort(some).tolist()]
        hinted, controls = made[:_INVENTED], made[_INVENTED:]
        with tempfile.TemporaryDirectory() as folder:
            corpus = Corpus.write(planted(chosen, hinted, controls, rng), Path(folder) / "corpus.txt")
            # A small literature: fewer dimensions, a higher rate; frequent words stay, which say what a hint is on.
            settings = Settings(size=given.size, epochs=given.epochs, min_count=3, seed=seed, rate=0.05, subsample=1e-3)
            began = time.process_time()
            words = {tokens(each)[0] for each in made}
            found = discover(
                corpus, APPLICATION, UNTIL, settings, depth=20, only=lambda word, words=words: word in words
            )
            seconds = time.process_time() - began
        first = found.hits[-1]
        hits, shown = hits + first.hits, shown + first.depth
        print(f"seed {seed}: {first.hits} of the first {first.depth} of {len(found.ranked)} are hinted, "
              f"p {first.p:.2g}, popularity {first.popular:.0%}; "
              f"{corpus.tokens * given.epochs / seconds:,.0f} tokens/s of training (CPU)")  # fmt: skip
    low, high = interval(hits, shown)
    chance = at_least(hits, shown, given.repeats * _INVENTED, given.repeats * 2 * _INVENTED)
    print(f"all: {hits} of {shown}, {hits / shown:.0%} (95 %: {low:.0%} to {high:.0%}), chance 50 %, p {chance:.2g}")
    return 0 if low > 0.5 else 1


if __name__ == "__main__":
    sys.exit(main())
