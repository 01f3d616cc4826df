"""A literature that nobody wrote, in which oxides of more elements are fired hotter by a known amount.

    python -m bench.recipes_law [--papers 400] [--seed 0]     reads the papers; the law must lie in its interval

Each paper makes one oxide of 2 to 6 elements from oxides and carbonates by the project's own phrases; it is fired at
``BASE + STEP · elements`` °C, give or take ``SPREAD``. A lower heat treatment, a drying and a rate are told besides.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from voltext.extract.pipeline import extract_document  # noqa: E402
from voltext.ingest.readers import read  # noqa: E402
from voltext.ingest.source import Source  # noqa: E402
from voltext.insight.recipes.made import Made, made_of  # noqa: E402
from voltext.insight.recipes.statistics import RecipeStatistics, recipe_statistics  # noqa: E402

BASE, STEP, SPREAD = 350.0, 120.0, 60.0
_SOURCES = {
    "Li": "Li2CO3", "Na": "Na2CO3", "La": "La2O3", "Sr": "SrCO3", "Mn": "MnCO3", "Fe": "Fe2O3", "Ni": "NiO",
    "Co": "Co3O4", "Ti": "TiO2", "Zr": "ZrO2", "Nb": "Nb2O5", "Al": "Al2O3", "Zn": "ZnO",
}  # fmt: skip
_MADE = (
    "{target} was prepared by a solid-state reaction. {sources} were ball milled in ethanol at 300 rpm for {hours} h "
    "and dried at 80 °C. The powder was heated at {low} °C for 4 h and then at {high} °C for {time} h in air.",
    "{sources} were ground and pressed. The pellets were sintered at {high} °C for {time} h in air with a heating rate "
    "of 5 °C min^-1 to obtain {target}.",
    "For the synthesis of {target}, {sources} were mixed for {hours} h. The mixture was calcined at {low} °C for 6 h, "
    "reground and annealed at {high} °C for {time} h.",
)


@dataclass(frozen=True)
class Paper:
    """One paper: its Markdown, and the truth: the elements of its target and the temperature of its firing, °C."""

    name: str
    text: str
    target: str
    elements: int
    temperature: int


def literature(papers: int, *, seed: int = 0) -> Iterator[Paper]:
    """``papers`` papers, the same for the same ``seed``."""
    chance = random.Random(seed)
    for number in range(papers):
        elements = 2 + number % 5
        metals = chance.sample(sorted(_SOURCES), elements - 1)
        target = "".join(f"{metal}{chance.choice(('', '2', '3'))}" for metal in metals) + f"O{elements + 2}"
        high = round(BASE + STEP * elements + chance.gauss(0, SPREAD))
        sources = [_SOURCES[metal] for metal in metals]
        listed = sources[0] if len(sources) == 1 else f"{', '.join(sources[:-1])} and {sources[-1]}"
        made = chance.choice(_MADE).format(
            target=target, sources=listed, high=high, low=high - chance.randint(100, 200),
            hours=chance.randint(2, 12), time=chance.randint(4, 20),
        )  # fmt: skip
        title = f"Fired oxide number {number}: {target}"
        head = f"---\ntitle: {title}\nyear: {2000 + number % 20}\ndoi: 10.5555/fired.{number}\n---\n"
        text = f"{head}# {title}\n\n## Experimental\n\n{made}\n\n## Results\n\nThe powder is {target}.\n"
        yield Paper(f"fired-{number:05d}.md", text, target, elements, high)


def read_back(papers: Iterator[Paper]) -> tuple[RecipeStatistics, int, int]:
    """The statistics of what voltext reads, how many papers there were and in how many the firing was read right."""
    found: list[Made] = []
    count = right = 0
    for paper in papers:
        made = list(made_of(extract_document(read(Source(paper.name, paper.text.encode())))))
        count += 1
        right += any(each.temperature == paper.temperature and len(each.elements) == paper.elements for each in made)
        found += made
    return recipe_statistics(found), count, right


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    found, count, right = read_back(literature(options.papers, seed=options.seed))
    trend = found.trend
    print(f"{count} papers, firing and target read right in {right}")
    if trend is None:
        print("no relation found")
        return 1
    held = trend.low <= STEP <= trend.high
    print(
        f"planted {STEP:g} °C an element; found {trend.slope:.1f} (95 %: {trend.low:.1f} to {trend.high:.1f}): {held}"
    )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
