"""How fast learned taggers are: ``python -m bench.tagger_speed MODEL… [--gold FILE] [--processes N]``.

For each model file: the start (a fresh process that loads it and tags one sentence, the fastest of three) and the words
(between white space) a second that so many processes tag together, each all texts of the dev part once, after one round
that is not counted. Clues are what rules see, so they count with the rules, not here. Two cores are used by two
processes of a CNN or one of MiniLM, whose library takes all cores; that is the default.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = """
import sys
from pathlib import Path
from voltext.extract.learned.gold import GoldDocument
from voltext.extract.learned.model import LearnedModel
print(len(LearnedModel.load(Path(sys.argv[1])).tag(GoldDocument("a", "LiFePO4 was calcined at 700 °C."))))
"""
RATE = """
import sys, time
from pathlib import Path
from voltext.extract.learned.gold import read_gold
from voltext.extract.learned.model import LearnedModel
from voltext.extract.learned.tokens import windows
tagger = LearnedModel.load(Path(sys.argv[1])).tagger
documents = read_gold([Path(sys.argv[2])], part="dev")
cut = [
    window for each in documents
    for window in windows(each.text, each.regions(), longest=tagger.longest, joined=tagger.joined)
]
words = sum(len(each.text[start:end].split()) for each in documents for start, end in each.regions())
for _ in tagger.tag(cut):
    pass
print("ready", flush=True)
sys.stdin.readline()
began = time.monotonic()
for _ in tagger.tag(cut):
    pass
print(words / (time.monotonic() - began), words)
"""


def started(model: Path) -> float:
    """Seconds until a fresh process has tagged one sentence."""
    taken = []
    for _ in range(3):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", START, model], env=environment(), check=True, capture_output=True)
        taken.append(time.monotonic() - began)
    return min(taken)


def rate(model: Path, gold: Path, processes: int) -> tuple[float, int]:
    """Words a second of ``processes`` that run at once, and how many each has tagged."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RATE, model, gold],
            env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for _ in range(processes)
    ]  # fmt: skip
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.communicate()[0].split() for each in running]
    return sum(float(words) for words, _ in told), int(told[0][1])


def environment() -> dict[str, str]:
    """The environment of the processes."""
    return {**os.environ, "PYTHONPATH": str(ROOT / ".dev"), "PYTHONWARNINGS": "ignore"}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL")
    parser.add_argument(
        "--gold", type=Path, default=ROOT.parent / "shared" / "corpora" / "gold" / "olivetti-msp.jsonl.gz"
    )
    parser.add_argument("--processes", type=int, metavar="N", help="default: 2 of a CNN, 1 of others")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / ".dev"))
    from voltext.extract.learned.container import read_model

    for path in options.models:
        backbone = read_model(path)[0].backbone
        processes = options.processes or (2 if backbone == "cnn" else 1)
        found, words = rate(path, options.gold, processes)
        print(
            f"{path.name}: {backbone}, start {started(path):.2f} s, {found:.0f} words/s with {processes} "
            f"process{'es' if processes > 1 else ''} ({words} words each)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
