"""Is what is learned the same each time? ``python -m bench.same_model GOLD [--backbone B] [--documents N]``

Learns from the first documents of the train part in processes of their own: again, with other hashes of strings, with
another number of threads, with the code that numpy, BLAS and BLIS keep for another processor. It prints the checksum of
each model file, the F1 on as many documents of the dev part and a checksum of all spans and relations found there.

    python -m bench.same_model GOLD --model FILE [--python PATH …] [--documents N]

learns nothing: the file is scored in all these ways, and by other interpreters, which may have other versions of the
libraries. Exit code 1 where anything differs.
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
SAME = {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Code for processors of 2013, without the wide registers of later ones.
OLDER = {
    "OPENBLAS_CORETYPE": "Haswell",
    "BLIS_ARCH_TYPE": "haswell",
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL",
}
WAYS = {
    "first": SAME,
    "again": SAME,
    "other hashes": {**SAME, "PYTHONHASHSEED": "2"},
    "two threads": {**SAME, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"},
    "four threads": {**SAME, "OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4"},
    "older processor": {**SAME, **OLDER},
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
import hashlib, json, sys, warnings
from dataclasses import replace
from pathlib import Path
warnings.simplefilter("ignore")
import numpy
from voltext.extract.learned.gold import read_gold, relabelled
from voltext.extract.learned.model import LearnedModel
gold, number, path = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
model, documents = LearnedModel.load(path), read_gold([gold], part="dev")[:number]
told = model.scored(documents)
found = []
for document in documents:
    known = relabelled(document, dict(model.renamed))
    bare = replace(known, entities=model.tag(known), relations=())
    found.append([repr(bare.entities), repr(model.relations.relate(bare) if model.relations else ())])
print(json.dumps({
    **{kind: told[kind]["micro"]["f1"] for kind in told},
    "found": hashlib.sha256(json.dumps(found).encode()).hexdigest()[:12], "numpy": numpy.__version__,
}))
"""


def run(code: str, settings: dict[str, str], *arguments: object, python: str = sys.executable) -> str:
    """What ``code`` prints in a process of its own with these settings."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".dev"), "PYTHONWARNINGS": "ignore", **settings}
    command = [python, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    if done.returncode:
        sys.exit(f"{python}: {done.stderr.decode(errors='replace').strip().splitlines()[-1]}")
    return done.stdout.decode().strip().splitlines()[-1] if done.stdout else ""


def scored(gold: Path, number: int, path: Path, pythons: list[str]) -> bool:
    """Score one file in all ways and with all interpreters; whether all find the same."""
    seen = set()
    for name, settings in WAYS.items():
        seen.add(shown(name, json.loads(run(SCORE, settings, gold, number, path))))
    for python in pythons:
        seen.add(shown("other python", json.loads(run(SCORE, SAME, gold, number, path, python=python))))
    print(f"one file scored in all ways: {'the same' if len(seen) == 1 else 'not the same'}")
    return len(seen) == 1


def shown(name: str, told: dict[str, str]) -> str:
    """Print the scores that one way gives; return the checksum of what it found."""
    print(
        f"  {name:16} entities {told['entities']:.4f}  relations {told['relations']:.4f}  found {told['found']}  "
        f"numpy {told['numpy']}",
        flush=True,
    )
    return told["found"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl.gz")
    parser.add_argument("--backbone", default="cnn")
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--model", type=Path, metavar="FILE", help="learn nothing, score this file in all ways")
    parser.add_argument(
        "--python", action="append", default=[], metavar="PATH", help="score with this interpreter, too"
    )
    options = parser.parse_args()
    if options.model is not None:
        return 0 if scored(options.gold, options.documents, options.model, options.python) else 1
    sums = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, settings in WAYS.items():
            path = Path(folder) / f"{name}.model"
            run(TRAIN, settings, options.gold, options.backbone, options.documents, path)
            sums[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            print(f"{name:16} file {sums[name]}", flush=True)
            shown("", json.loads(run(SCORE, settings, options.gold, options.documents, path)))
        same = scored(options.gold, options.documents, path, options.python)
    return 0 if same and len(set(sums.values())) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
