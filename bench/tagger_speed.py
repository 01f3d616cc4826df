"""How fast learned taggers are: ``python -m bench.tagger_speed MODEL… [--gold FILE] [--processes N]``.

For each model file: the start (a fresh process that loads it and tags one sentence, the fastest of three) and the words
(between white space) a second that so many processes tag together, each all texts of the dev part once, after one round
that is not counted; both also in processor time, which other work on the machine touches less. Clues are what rules
see, so they count with the rules, not here. Two cores are used by two processes of a CNN, each with one thread, or by
one of MiniLM, which reads on all cores; that is the default.
"""

from __future__ import annotations

import argparse
import os
import resource
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
began, used = time.monotonic(), time.process_time()
for _ in tagger.tag(cut):
    pass
print(words / (time.monotonic() - began), words / (time.process_time() - used), words)
"""


def started(model: Path) -> tuple[float, float]:
    """Seconds until a fresh process has tagged one sentence, and its seconds of processor time."""
    taken, used = [], []
    for _ in range(3):
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", START, model], env=environment(), check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(time.monotonic() - began)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken), min(used)


def rate(model: Path, gold: Path, processes: int) -> tuple[float, float, int]:
    """Words a second of ``processes`` that run at once and of one core's time, and how many words each has tagged."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RATE, model, gold],
            env=environment(single=processes > 1),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
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
    of_a_core = sum(float(words) for _, words, _ in told) / len(told)
    return sum(float(words) for words, _, _ in told), of_a_core, int(told[0][2])


def environment(*, single: bool = False) -> dict[str, str]:
    """The environment of the processes; ``single`` keeps each to one thread, as the workers of a build are kept."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1") if single else {}
    return {**os.environ, **threads, "PYTHONPATH": str(ROOT / ".dev"), "PYTHONWARNINGS": "ignore"}


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
        found, of_a_core, words = rate(path, options.gold, processes)
        whole, used = started(path)
        print(
            f"{path.name}: {backbone}, start {whole:.2f} s ({used:.2f} s of processor time), {found:.0f} words/s with "
            f"{processes} process{'es' if processes > 1 else ''}, {of_a_core:.0f} a second of one core's time "
            f"({words} words each)",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
