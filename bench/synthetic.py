"""A literature that nobody wrote: papers with known rates of reporting and a planted shift of electrolytes.

    python -m bench.synthetic OUT [--papers 2000] [--seed 0]      writes the papers, and what is true of them
    python -m bench.synthetic --check [--papers 2000]             audits them; the rates must lie in their intervals

`literature` gives the papers one by one, each with the truth: what it reports (by item), its year, chemistry, journal,
solvents and capacity. Each item is reported with the rate of `RATES`, that of the chemistry in `BY_CHEMISTRY`, or, for
`RISING`, a rate that grows with the year; where reported, those of `SPLIT` are exact, approximate or ranges by known
shares.
The solvents of lithium-oxygen papers are carbonates before `SHIFT` and ethers from it on, save one in ten.
All phrases are the project's own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

YEARS = range(2004, 2024)
SHIFT = 2013
CARBONATES = ("propylene carbonate", "ethylene carbonate and diethyl carbonate (1:1 by volume)")
ETHERS = ("tetraglyme", "1,2-dimethoxyethane")
JOURNALS = ("Journal of Sample Cells", "Sample Energy Letters", "Archive of Invented Electrodes")
RATES = {
    "binder": 0.9, "slurry_solvent": 0.6, "current_collector": 0.75, "mass_loading": 0.55, "electrode_thickness": 0.3,
    "porosity": 0.08, "electrode_area": 0.4, "drying_conditions": 0.65, "separator": 0.85, "cell_format": 0.8,
    "electrolyte_volume": 0.2, "voltage_window": 0.9, "cycle_number": 0.7, "data_availability": 0.35,
    "replicates_or_error": 0.15,
}  # fmt: skip
BY_CHEMISTRY = {"particle_size": {"li_ion": 0.7, "na_ion": 0.3, "li_air": 0.5}}
RISING = {"test_temperature": (0.2, 0.8)}
SPLIT = {
    "mass_loading": (0.5, 0.2, 0.3),
    "electrode_thickness": (0.4, 0.4, 0.2),
    "porosity": (0.7, 0.2, 0.1),
    "voltage_window": (0, 0, 1),
}
STATUSES = ("exact", "approximate", "range")
# chemistry: active material, counter electrode, salt, ordinary solvents, highest capacity
_KINDS = {
    "li_ion": ("LiFePO4", "lithium foil", "LiPF6", "ethylene carbonate and dimethyl carbonate (1:1 by volume)", 165),
    "na_ion": ("Na3V2(PO4)3", "sodium foil", "NaClO4", "propylene carbonate", 115),
    "li_air": ("MnO2", "lithium foil", "LiTFSI", "", 3000),
}
_NAMES = {"li_ion": "lithium-ion", "na_ion": "sodium-ion", "li_air": "lithium-oxygen"}


@dataclass(frozen=True)
class Paper:
    """One paper: its Markdown, and the truth. ``reported`` has the status of every item that it states."""

    name: str
    text: str
    year: int
    journal: str
    chemistry: str
    solvent: str
    capacity: float
    reported: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def rate(key: str, chemistry: str, year: int) -> float:
    """The probability that a paper of ``chemistry`` and ``year`` reports ``key``."""
    if key in RISING:
        first, last = RISING[key]
        return first + (last - first) * (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    return BY_CHEMISTRY[key][chemistry] if key in BY_CHEMISTRY else RATES[key]


KEYS = (*RATES, *BY_CHEMISTRY, *RISING)


def literature(papers: int, *, seed: int = 0) -> Iterator[Paper]:
    """``papers`` papers, the same for the same ``seed``, spread evenly over years and chemistries."""
    chance = random.Random(seed)
    for number in range(papers):
        year = YEARS[number % len(YEARS)]
        chemistry = list(_KINDS)[number // len(YEARS) % len(_KINDS)]
        yield _paper(f"synthetic-{number:05d}", year, chemistry, chance)


def solvent_of(chemistry: str, year: int, chance: random.Random) -> str:
    """The solvent of a paper: carbonates give way to ethers in lithium-oxygen cells."""
    if chemistry != "li_air":
        return _KINDS[chemistry][3]
    new = (year >= SHIFT) != (chance.random() < 0.1)
    return chance.choice(ETHERS if new else CARBONATES)


def _paper(name: str, year: int, chemistry: str, chance: random.Random) -> Paper:
    active, counter, salt, _, highest = _KINDS[chemistry]
    solvent = solvent_of(chemistry, year, chance)
    reported = {
        key: chance.choices(STATUSES, SPLIT[key])[0] if key in SPLIT else "exact"
        for key in KEYS
        if chance.random() < rate(key, chemistry, year)
    }
    said = {key: _phrase(key, status, chance) for key, status in reported.items()}
    capacity = round(highest * chance.uniform(0.6, 0.98))
    journal = chance.choice(JOURNALS)
    made = f"{active} was calcined at {chance.randint(5, 8)}00 °C for {chance.randint(4, 20)} h."
    binder = " and poly(vinylidene fluoride) (8:1:1 by weight)" if "binder" in reported else ""
    start = chance.choice(("Slurries of", "Pastes of"))
    liquid, foil = said.get("slurry_solvent", ""), said.get("current_collector", "")
    slurry = f"{start} {active}, Super P{binder}{liquid} were coated{foil}."
    cells = f"Cells had {counter} as the counter electrode and 1 M {salt} in {solvent} as the electrolyte."
    settings = [said[key] for key in KEYS if key in said and key not in _INLINE and key not in _RESULTS]
    chance.shuffle(settings)
    results = [f"At 50 mA g^-1 the {active} cathode delivers {capacity} mAh g^-1."]
    results += [said[key] for key in ("particle_size", "cycle_number", "replicates_or_error") if key in said]
    title = f"{active} cathodes for {_NAMES[chemistry]} batteries, number {name.rsplit('-', 1)[1]}"
    head = f"---\ntitle: {title}\njournal: {journal}\nyear: {year}\n---\n"
    text = f"{head}# {title}\n\n## Experimental\n\n{made} {slurry} {cells} {' '.join(settings)}\n\n## Results\n\n"
    text += " ".join(results) + "\n"
    if "data_availability" in said:
        text += f"\n## Data availability\n\n{said['data_availability']}\n"
    return Paper(
        name, text, year, journal, chemistry, solvent, capacity, reported,
        tuple(key for key in KEYS if key not in reported),
    )  # fmt: skip


_INLINE = frozenset({"binder", "slurry_solvent", "current_collector"})
_RESULTS = frozenset({"particle_size", "cycle_number", "replicates_or_error", "data_availability"})


def _phrase(key: str, status: str, chance: random.Random) -> str:
    """One of the project's phrases for ``key``, with a figure of the kind that ``status`` asks for."""
    if key in SPLIT and key != "voltage_window":
        low, unit = {"mass_loading": (2.0, "mg cm^-2"), "electrode_thickness": (50, "µm"), "porosity": (35, "%")}[key]
        figure = round(low * chance.uniform(0.6, 1.6), 1)
        number = {"exact": f"{figure:g}", "approximate": f"about {figure:g}", "range": f"{figure:g}–{1.5 * figure:g}"}
        value = f"{number[status]} {unit}"
        return {
            "mass_loading": chance.choice(("The mass loading was {}.", "Electrodes had an active mass loading of {}.")),
            "electrode_thickness": chance.choice(("The electrodes were {} thick.", "The electrode thickness was {}.")),
            "porosity": chance.choice(
                ("The electrodes had a porosity of {}.", "The porosity of the electrode was {}.")
            ),
        }[key].format(value)
    phrases = {
        "binder": ("",),
        "slurry_solvent": (" in N-methyl-2-pyrrolidone", " dispersed in NMP"),
        "current_collector": (" on aluminium foil", " onto Al foil"),
        "electrode_area": ("Discs of 12 mm diameter were punched.", "Electrodes of 1.13 cm^2 were cut."),
        "drying_conditions": ("The electrodes were dried at 80 °C for 12 h in vacuum.",),
        "separator": ("The separator was Celgard 2400.", "Glass fibre (Whatman GF/D) served as the separator."),
        "cell_format": ("CR2032 coin cells were assembled in argon.", "Swagelok cells were used."),
        "electrolyte_volume": (
            "Each cell held 80 µL of electrolyte.",
            "60 µL of the electrolyte were added to each cell.",
        ),
        "voltage_window": ("They were cycled between 2.0 and 4.0 V.", "The voltage window was 2.0–4.2 V."),
        "cycle_number": ("It was cycled for 200 cycles.", "The cells ran for 150 cycles."),
        "data_availability": ("The data are available from the authors on request.",),
        "replicates_or_error": ("Error bars show the standard deviation of three cells.",),
        "particle_size": ("The particle size was 300 nm.", "Particles have an average diameter of 1.2 µm."),
        "test_temperature": ("Cells were cycled at 25 °C.", "All electrochemical tests ran at 30 °C."),
    }
    return chance.choice(phrases[key])


def check(papers: int, seed: int) -> int:
    """Audit the papers; print every rate beside what came back. 0 where all true rates lie in their intervals."""
    from voltext.extract.extraction import Item
    from voltext.extract.pipeline import extract_document
    from voltext.ingest.document import Header
    from voltext.ingest.readers import read
    from voltext.ingest.source import Source
    from voltext.insight.checklist import full_checklist
    from voltext.insight.coverage import Paper as Covered
    from voltext.insight.coverage import coverage, interval

    covered: list[tuple[Header, tuple[Item, ...]]] = []
    truth: dict[str, int] = dict.fromkeys(KEYS, 0)
    wrong = 0
    for paper in literature(papers, seed=seed):
        extraction = extract_document(read(Source(f"{paper.name}.md", paper.text.encode())))
        covered.append((extraction.document, extraction.items))
        statuses = {item.key: item.status for item in extraction.items}
        for key in KEYS:
            truth[key] += key in paper.reported
            got = statuses[key] if statuses[key] in STATUSES else None
            wrong += got != paper.reported.get(key)
    shares = {share.key: share for share in coverage([Covered(*one) for one in covered], full_checklist())}
    outside = 0
    print(f"{'item':24} {'planted':>8} {'stated':>8} {'found':>8}   95 %")
    for key in KEYS:
        share = shares[key]
        stated = truth[key] / papers
        low, high = interval(round(share.share * share.papers), share.papers)
        planted = sum(rate(key, kind, year) for kind in _KINDS for year in YEARS) / len(_KINDS) / len(YEARS)
        inside = low <= planted <= high
        outside += not inside
        print(
            f"{key:24} {planted:8.3f} {stated:8.3f} {share.share:8.3f}   {low:.3f}-{high:.3f}",
            "" if inside else "outside",
        )
    print(
        f"{papers} papers, {wrong} of {papers * len(KEYS)} statuses read otherwise than written;",
        f"{outside} rates outside",
    )
    # Of sixteen 95 % intervals one or two miss by chance.
    return int(outside > 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        return check(options.papers, options.seed)
    if options.out is None:
        parser.error("give a folder for the papers, or --check")
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for paper in literature(options.papers, seed=options.seed):
            (options.out / f"{paper.name}.md").write_text(paper.text, encoding="utf-8")
            truth.write(json.dumps({key: value for key, value in asdict(paper).items() if key != "text"}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
