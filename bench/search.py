"""Speed of the search index at 100,000 synthetic records: additions a second, p50 and p95 of typical questions.

    python -m bench.search [--records 100000] [--rounds 20] [--server elastic] [--heap 2g]

The server is that of the tests (docs/servers.md), with the optimising compiler.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil

from voltext.extract.extraction import SCHEMA, Condition, Evidence, Extraction, MaterialRef, Operation, Recipe, Record
from voltext.extract.quantities import parse_quantity
from voltext.ingest.document import DocumentBuilder, Header, PaperClass
from voltext.search.answer import answer
from voltext.search.index import Index, open_index

FACTS = (
    ("discharge_capacity", "mAh g^-1", 80, 280, "delivers a discharge capacity of"),
    ("capacity_retention", "%", 60, 99, "keeps a capacity retention of"),
    ("ionic_conductivity", "mS cm^-1", 0.001, 12, "reaches an ionic conductivity of"),
    ("coulombic_efficiency", "%", 70, 99.9, "shows a coulombic efficiency of"),
    ("particle_size", "nm", 20, 9000, "has a particle size of"),
    ("surface_area", "m^2 g^-1", 1, 1800, "has a specific surface area of"),
    ("areal_capacity", "mAh cm^-2", 0.5, 6, "gives an areal capacity of"),
)
MATERIALS = (
    MaterialRef("LiFePO4", "LiFePO4", "cathode_active", "olivine"),
    MaterialRef("NMC811", "LiMn0.1Co0.1Ni0.8O2", "cathode_active", "layered_oxide"),
    MaterialRef("LLZO", "Li7La3Zr2O12", "solid_electrolyte", "garnet"),
    MaterialRef("hard carbon", None, "anode_active", "carbon"),
    MaterialRef("silicon", "Si", "anode_active", "alloy_anode"),
    MaterialRef("LATP", "Li1.3Ti1.7Al0.3P3O12", "solid_electrolyte", "nasicon"),
)
WORDS = (  # noqa: SIM905 - words read better as prose
    "electrode cell sample film coating slurry pellet powder cycling rate temperature annealing porous composite "
    "stable interface layer binder separator impedance diffusion phase structure morphology carbon oxide lithium "
    "sodium sulfur polymer electrolyte dendrite capacity voltage plateau doping surface particle growth synthesis "
).split()
QUESTIONS = (
    "LLZO conductivity>0.1mS/cm temperature:25C year>=2015",
    "capacity>=150 mAh/g at rate>=1C",
    "NMC811 discharge capacity",
    "cathodes above 200 mAh/g since 2020",
    "material:LFP own:true year>=2018",
    "which solid electrolytes reach 1 mS/cm at 25 °C, sintered below 1000 °C?",
    '"porous composite" surface area over 1000 m2/g',
    "highest ionic conductivity at room temperature",
    "hard carbon coulombic efficiency above 80 %",
    "garnet pellet impedance",
)

# Papers between two commits, as `voltext build` and `load` have them at most.
COMMIT = 500


class Memory:
    """The most memory that a process and its children held, looked at once a second."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = psutil.Process(process)
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> float:
        self._ended.set()
        return self.peak / 1e6

    def _watch(self) -> None:
        while not self._ended.wait(1.0):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                self.peak = max(self.peak, sum(each.memory_info().rss for each in family))
            except psutil.NoSuchProcess:
                continue


def papers(records: int, seed: int = 7) -> Iterator[Extraction]:
    """Papers of twenty facts each, made by chance but always the same."""
    chance = random.Random(seed)
    for number in range(records // 20):
        yield paper(f"{number:016x}", chance)


def paper(id: str, chance: random.Random) -> Extraction:
    builder = DocumentBuilder()
    title = " ".join(chance.choices(WORDS, k=8)).capitalize()
    builder.add("title", title)
    made: list[Record] = []
    for place in range(20):
        property, unit, low, high, says = chance.choice(FACTS)
        material = chance.choice(MATERIALS)
        value = f"{chance.uniform(low, high):.3g} {unit}"
        rate, warm = f"{chance.choice((0.1, 0.5, 1, 2, 5))}C", f"{chance.choice((25, 30, 60))} °C"
        noise = " ".join(chance.choices(WORDS, k=12))
        block = builder.add(
            "paragraph", f"{material.name} {says} {value} at {rate} and {warm}. {noise}.", section="results"
        )
        assert block is not None
        start = block.start + block.text.index(value)
        quantities = {text: parse_quantity(text) for text in (value, rate, warm)}
        quantity = quantities[value]
        assert quantity is not None
        conditions = {key: quantities[text] for key, text in (("rate", rate), ("temperature", warm))}
        made.append(
            Record(
                property, material, quantity.value, None, None, None, quantity.unit, "exact", quantity.normalised,
                conditions={key: Condition.of(each) for key, each in conditions.items() if each is not None},
                own=chance.random() < 0.7, id=f"r{place}", confidence=round(chance.uniform(0.4, 0.98), 2),
                evidence=(Evidence(block.id, None, start, start + len(value), value, "sentence"),),
            )
        )  # fmt: skip
    heat = f"{chance.randrange(700, 1300, 50)} °C"
    hot = parse_quantity(heat)
    step = Operation("o1", "sintering", (), {"temperature": Condition.of(hot)} if hot is not None else {})
    header = Header(
        id=id, source=f"{id}.xml", sha256=id * 4, format="jats", reader="jats", doi=f"10.1000/{id}", title=title,
        authors=("A. Author",), journal=chance.choice(("Cells", "Ions", "Power")), year=chance.randrange(2005, 2026),
        paper_class=PaperClass(True, (chance.choice(("li_ion", "na_ion", "solid_state")),), "experimental", 0.9),
    )  # fmt: skip
    document = builder.build(header)
    recipe = Recipe("recipe1", None, chance.choice(MATERIALS).name, (), (step,))
    return Extraction(SCHEMA, document.header, document.blocks, records=tuple(made), recipes=(recipe,))


def commits(index: Index, records: int) -> tuple[float, float]:
    """Fill ``index``; the seconds that takes by the clock and of the core, without those in which papers are made."""
    wall = core = 0.0
    done = 0
    for number, each in enumerate(papers(records), 1):
        began, cpu = time.perf_counter(), time.process_time()
        index.add(each)
        if number % COMMIT == 0:
            index.commit()
        wall, core = wall + time.perf_counter() - began, core + time.process_time() - cpu
        done += len(each.records)
        if done % 100_000 == 0:
            print(f"  {done:,} records, {wall:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    began, cpu = time.perf_counter(), time.process_time()
    index.commit()
    return wall + time.perf_counter() - began, core + time.process_time() - cpu


def measure(index: Index, records: int, rounds: int) -> None:
    wall, core = commits(index, records)
    print(f"{records:,} records added in {wall:.0f} s, {core:.0f} s of a core: {records / wall:,.0f} records/s by the "
          f"clock, {records / core:,.0f} by the core; {records // 20 / wall:,.0f} papers/s", flush=True)  # fmt: skip
    walls: list[float] = []
    works: list[float] = []
    for question in QUESTIONS:
        answer(index, question)
        taken: list[float] = []
        work: list[float] = []
        for _ in range(rounds):
            start, cpu = time.perf_counter(), time.process_time()
            found = answer(index, question)
            taken.append((time.perf_counter() - start) * 1000)
            work.append((time.process_time() - cpu) * 1000)
        walls += taken
        works += work
        shown = f"{statistics.median(taken):7.1f} ms {statistics.median(work):7.1f} ms of a core"
        print(f"{shown}  {found.total['records']:>7,} records  {question}", flush=True)
    for name, times in (("wall", walls), ("core", works)):
        cut = statistics.quantiles(times, n=20)[18]
        print(f"{name}: p50 {statistics.median(times):.1f} ms, p95 {cut:.1f} ms over {len(times)} answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--server", choices=("elastic",))
    parser.add_argument("--heap", default="2g")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    if asked.server:
        from tests.servers.elastic_server import ElasticServer
        from voltext.search.elastic_index import ElasticIndex

        server = ElasticServer(heap=asked.heap, quick=False).start()
        try:
            memory = Memory(server.process)
            with closing(ElasticIndex.connect(server.address, make=True)) as served:
                measure(served, asked.records, asked.rounds)
            print(f"Elasticsearch {server.version}, peak memory {memory.stop():,.0f} MB")
        finally:
            server.stop()
    else:
        with tempfile.TemporaryDirectory() as folder:
            with closing(open_index(Path(folder))) as index:
                measure(index, asked.records, asked.rounds)
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            print(f"index {size / 1e6:.0f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"own peak memory {peak:.0f} MB, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
