"""Fuzz targets in rotation, each in a process of its own at the lowest priority.

    python -m bench.fuzz [TARGET…] [--seconds 600] [--out build/fuzz] [--seed 1]

Seeds are the pages of the tests, the sample papers and, where they are beside the checkout, the shared papers; inputs
are those with the damage of `tests.damage`. Findings lie in DIR/TARGET: `*.bin` the input, `*.txt` what broke.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from .targets import ROOT, targets

SHORTEST_SECONDS = 5  # what is not worth another start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(targets())}; default: all")
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    unknown = set(options.targets) - set(targets())
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    found = 0
    for name in options.targets or targets():
        found += fuzz(name, options.seconds, options.out, options.seed)
    sys.exit(bool(found))


def fuzz(name: str, seconds: int, out: Path, seed: int) -> int:
    """Fuzz one target for ``seconds``, over and over where an input kills the process; the number of findings."""
    began = time.monotonic()
    runs = inputs = 0
    (out / name).mkdir(parents=True, exist_ok=True)
    while (left := int(seconds - (time.monotonic() - began))) >= SHORTEST_SECONDS:
        command = [sys.executable, "-m", "bench.fuzz.one", name, "--seconds", str(left), "--out", str(out)]
        process = subprocess.run(
            [*command, "--seed", str(seed + runs)], cwd=ROOT, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": f"{ROOT / '.dev'}{os.pathsep}{ROOT}"}, preexec_fn=lambda: os.nice(19),
        )  # fmt: skip
        runs += 1
        marks = [line.split()[-1] for line in process.stderr.splitlines() if "number_of_executed_units" in line]
        inputs += int(marks[0]) if marks else 0
        if process.returncode:
            (out / name / f"ended-{seed + runs - 1}.log").write_text(process.stderr[-20_000:])
    findings = [path for path in (out / name).iterdir() if path.is_file() and path.suffix != ".log"]
    findings = [path for path in findings if path.suffix != ".txt"]
    print(
        f"{name}: {inputs} inputs in {time.monotonic() - began:.0f} s, {runs} starts, {len(findings)} findings",
        flush=True,
    )
    return len(findings)


if __name__ == "__main__":
    main()
