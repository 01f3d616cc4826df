"""One target under atheris, for a time: python -m bench.fuzz.one TARGET --seconds 600 --out DIR (see bench.fuzz).

What breaks a law is written to DIR beside its traceback, once for each place that it breaks at, and fuzzing goes on;
only what kills the process (a crash in a library, memory, a hang) ends it.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import sys
import time
import traceback
from hashlib import sha256
from pathlib import Path
from random import Random

import atheris

from tests.damage import mutated

with atheris.instrument_imports(include=["voltext"]):
    import voltext.app.archive
    import voltext.app.contract
    import voltext.extract.pipeline
    import voltext.ingest.bibliography
    import voltext.ingest.readers
    import voltext.search.parser

    for _format, _, _ in voltext.ingest.readers.READERS:
        voltext.ingest.readers.reader_of(_format)

from .targets import Target, targets

SLOW_SECONDS = 6.0  # computing time under instrumentation, for inputs of at most LARGEST_SEED bytes
GROWTH_MB = 400.0
_BYTES_KINDS = 0.15  # the share of inputs that libFuzzer mutates by itself


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=targets())
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    out = options.out / options.target
    corpus = out / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    target = targets()[options.target]
    for seed in target.seeds():
        (corpus / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    runner = Runner(target, out)
    arguments = [
        f"-max_total_time={options.seconds}", "-timeout=120", "-rss_limit_mb=3000", f"-max_len={target.largest}",
        f"-artifact_prefix={out}/", f"-seed={options.seed}", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup(
        [sys.argv[0], *arguments, str(corpus)], runner.run, custom_mutator=_mutator(target), internal_libfuzzer=True
    )
    atheris.Fuzz()


def _mutator(target: Target):  # type: ignore[no-untyped-def]
    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        chance = Random(seed)
        if chance.random() < _BYTES_KINDS:
            return bytes(atheris.Mutate(data, largest))
        return mutated(data, target.kind, chance, largest=largest)

    return mutate


class Runner:
    """Runs inputs, keeps those that break something."""

    def __init__(self, target: Target, out: Path) -> None:
        self._target = target
        self._out = out

    def run(self, data: bytes) -> None:
        """One input."""
        began, memory = time.process_time(), _peak_mb()
        try:
            self._target.check(data)
        except Exception as error:  # noqa: BLE001 - every kind is a finding
            self._keep(data, _place(error), traceback.format_exc())
        seconds, grown = time.process_time() - began, _peak_mb() - memory
        if seconds > SLOW_SECONDS:
            self._keep(data, f"slow{seconds:.0f}", f"{seconds:.1f} s of computing for {len(data)} bytes\n")
        if grown > GROWTH_MB:
            self._keep(data, "memory", f"peak grew by {grown:.0f} MB for {len(data)} bytes\n")

    def _keep(self, data: bytes, name: str, text: str) -> None:
        with contextlib.suppress(FileExistsError), (self._out / f"{name}.txt").open("x") as file:
            file.write(text)
            (self._out / f"{name}.bin").write_bytes(data)
            print(f"found: {self._out / name}", file=sys.stderr, flush=True)


def _place(error: BaseException) -> str:
    """Where an error came from: its kind and the last line of ours that it passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    last = frames[-1]
    return f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
