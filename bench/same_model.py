"""Is what is learned the same each time? ``python -m bench.same_model GOLD [--backbone B] [--documents N]``

Learns from the first documents of the train part in processes of their own: again, with other hashes of strings, with
another number of threads. It prints the checksum of each model file, the F1 on as many documents of the dev part of
each and, where files differ, how far the scores lie apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAYS = {
    "first": {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"},
    "again": {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"},
    "other hashes": {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "1"},
    "two threads": {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "2"},
}
TRAIN = """
import sys
from pathlib import Path
from voltext.extract.learned.gold import read_gold
from voltext.extract.learned.model import LearnedModel
gold, backbone, number, out = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
LearnedModel.train(read_gold([gold], part="train")[:number], backbone=backbone, seed=1).save(out)
"""
SCORE = """
import json, sys
from pathlib import Path
from voltext.extract.learned.gold import read_gold
from voltext.extract.learned.model import LearnedModel
gold, number, path = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
told = LearnedModel.load(path).scored(read_gold([gold], part="dev")[:number])
print(json.dumps({kind: told[kind]["micro"]["f1"] for kind in told}))
"""


def run(code: str, settings: dict[str, str], *arguments: object) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".dev"), **settings}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl.gz")
    parser.add_argument("--backbone", default="cnn")
    parser.add_argument("--documents", type=int, default=10)
    options = parser.parse_args()
    sums, scores = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for name, settings in WAYS.items():
            path = Path(folder) / f"{name}.model"
            run(TRAIN, settings, options.gold, options.backbone, options.documents, path)
            sums[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            scores[name] = json.loads(run(SCORE, settings, options.gold, options.documents, path))
            print(f"{name:13} {sums[name]}  entities {scores[name]['entities']:.4f}  "
                  f"relations {scores[name]['relations']:.4f}", flush=True)  # fmt: skip
        # One file, scored with other hashes and threads than it was made with.
        crossed = {name: run(SCORE, settings, options.gold, options.documents, path) for name, settings in WAYS.items()}
    print(f"one file scored in all ways: {'the same' if len(set(crossed.values())) == 1 else crossed}")
    return 0 if len(set(sums.values())) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
