"""Speed and memory of curation, links and exports on a knowledge base of invented records.

    python -m bench.knowledge [RECORDS, default 100000]

A paper has 50 records: ionic conductivities of one of 500 materials, so that every material has hundreds of papers.
Prints seconds and the highest memory of each step, every export in a process of its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from voltext.extract.extraction import SCHEMA, Condition, Evidence, Extraction, MaterialRef, Record
from voltext.extract.quantity import Normalised
from voltext.ingest.document import Block, Header
from voltext.kb.decision import Anchor, Decision, now
from voltext.kb.entry import Entry
from voltext.kb.sqlite import SqliteStore
from voltext.kb.store import RecordFilter

RECORDS_A_PAPER = 50
MATERIALS = 500
FORMATS = ("csv", "parquet", "jsonl", "sqlite", "bibtex", "graphml", "jsonld")


def paper(number: int, chance: random.Random) -> Entry:
    """One invented paper."""
    digest = sha256(str(number).encode()).hexdigest()
    header = Header(
        digest[:16], f"{number}.txt", digest, "text", "text", doi=f"10.5555/{number}", year=2000 + number % 25
    )
    records = []
    for place in range(RECORDS_A_PAPER):
        value = 10 ** chance.uniform(-6, -2)
        material = MaterialRef(f"Garnet {chance.randrange(MATERIALS)}")
        temperature = chance.choice((25.0, 60.0))
        sentence = f"The conductivity of {material.name} was {value:.3g} S/cm at {temperature:g} °C in run {place}."
        records.append(
            Record(
                "ionic_conductivity", material, value, None, None, None, "S/cm", "exact",
                Normalised(value, None, None, "S/cm"), id=f"r{place}", confidence=chance.random(),
                conditions={
                    "temperature": Condition(
                        f"{temperature:g} °C", temperature, "°C", normalised=Normalised(temperature, None, None, "°C")
                    )
                },
                evidence=(Evidence("b0", None, place * 100, place * 100 + len(sentence), sentence, "sentence"),),
            )
        )  # fmt: skip
    block = Block("b0", "paragraph", None, 0, 4, None, None, "text")
    return Entry.of(Extraction(SCHEMA, header, (block,), records=tuple(records)), version="v", limits="")


def timed(name: str, began: float) -> None:
    """Print what a step took."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:28} {time.monotonic() - began:8.2f} s   {memory:6.0f} MB", flush=True)


def main(records: int) -> None:
    """Fill a knowledge base, curate it, link it, export it."""
    chance = random.Random(0)
    with TemporaryDirectory(prefix="voltext-bench-") as folder:
        kb = Path(folder) / "my.kb"
        store = SqliteStore.create(kb)
        began = time.monotonic()
        for number in range(records // RECORDS_A_PAPER):
            store.add(paper(number, chance))
        timed(f"add {records} records", began)
        began = time.monotonic()
        store.learn()
        timed("learn names", began)
        began = time.monotonic()
        links = sum(1 for _ in store.links())
        timed(f"{links} links", began)
        chosen = [stored for place, stored in enumerate(store.query()) if place % (records // 1000) == 0]
        began = time.monotonic()
        for stored in chosen:
            anchor = Anchor.of(stored.header, stored.record)
            store.write([Decision("reject", "bench", now(), record=anchor).signed()])
        timed(f"{len(chosen)} decisions, each alone", began)
        began = time.monotonic()
        left = store.count(RecordFilter())
        timed(f"{left} records counted", began)
        store.close()
        for format in FORMATS:
            script = (
                "import resource, sys, time\nfrom voltext.app import cli\nbegan = time.monotonic()\n"
                f"cli.main(['export', '--kb', {str(kb)!r}, '--to', {format!r}, '--out', {str(kb / 'out')!r}])\n"
                "memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
                f"print(f'export {format:21} {{time.monotonic() - began:8.2f}} s   {{memory:6.0f}} MB')\n"
            )
            subprocess.run([sys.executable, "-c", script], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
