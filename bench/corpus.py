"""A corpus of thousands of files, made out of the shared papers, and a build of it: is every file accounted for?

    python -m bench.corpus [--files 5000] [--distinct 1500] [--workers 2] [--keep DIR]

Distinct papers take the frame of a real one, with paragraphs of others and other numbers, a DOI and a title of their
own. Beside them lie all real files under other names, PDFs with other bytes, exact copies, damaged papers, the hostile
files of the tests, files that are no papers, and archives with all of this, links and bombs in them.
Memory is sampled all through the build: the parent, and all its workers together.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
from collections import Counter
from importlib import util
from pathlib import Path
from random import Random
from statistics import median
from types import ModuleType

import psutil

from tests.damage import mutated

ROOT = Path(__file__).resolve().parents[1]
_PARAGRAPH = re.compile(rb"(<(?:ce:para|p)(?=[\s>])[^<>]*>)(.*?)(</(?:ce:para|p)>)", re.DOTALL)
_NUMBER = re.compile(rb"(?<=[ (>])[1-9]\d{1,3}(?=[ .,;)<%])")
_TITLE = re.compile(rb"(<(?:article-title|ce:title|title|h1)[^>]*>)", re.DOTALL)
_SHAPES = {".xml": "xml", ".html": "xml", ".txt": "lines", ".pdf": "pdf"}
_MOST_REPLACED = 0.7
_LARGEST_DAMAGED = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=Path, default=ROOT.parent / "shared" / "corpora" / "papers")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--distinct", type=int, default=1500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the corpus and its knowledge base")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        corpus = folder / "corpus"
        corpus.mkdir(parents=True)
        expected = make(corpus, options.papers, options.files, options.distinct, Random(options.seed))
        size = sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file())
        print(f"{len(expected)} files and members, {size / 1e6:.0f} MB")
        measure(corpus, folder / "corpus.kb", options.workers, expected)


def make(folder: Path, shared: Path, files: int, distinct: int, chance: Random) -> set[str]:
    """Fill ``folder``; the paths of all files, and ``archive!member`` of those in archives."""
    real = sorted(path for path in shared.rglob("*") if path.is_file() and path.stat().st_size < 20_000_000)
    papers = [path for path in real if path.parent.name in ("jats", "elsevier_xml", "html")]
    pool = {path.suffix: _paragraphs(papers, path.suffix) for path in papers}
    made: list[tuple[str, bytes]] = []
    made += [(f"{number} {path.name}", path.read_bytes()) for number, path in enumerate(real)]
    for number in range(distinct):
        path = papers[number % len(papers)]
        made.append(
            (f"paper {number}{path.suffix}", _other_paper(path.read_bytes(), pool[path.suffix], number, chance))
        )
    for number in range(distinct // 12):
        path = chance.choice([path for path in real if path.suffix == ".pdf"])
        made.append((f"bytes {number}.pdf", path.read_bytes() + b"\n%% %d\n" % number))
        path = chance.choice(
            [path for path in real if path.suffix in _SHAPES and path.stat().st_size < _LARGEST_DAMAGED]
        )
        damaged = mutated(path.read_bytes(), _SHAPES[path.suffix], chance, largest=_LARGEST_DAMAGED)
        made.append((f"damaged {number}{path.suffix}", damaged))
        made.append((f"beside {number}.{chance.choice(('bib', 'png', 'csv', 'json', 'log'))}", b"x %d" % number))
    secret = folder.parent / "secret"
    secret.write_text("not to be read")
    made += [(f"hostile {name}", make()) for name, make in _hostile().files(str(secret)).items()]
    archives = _archives(made, chance)
    keys = {name for name, _ in archives}
    keys |= {f"{name}!{member}" for name, members in archives for member in members[1]}
    while len(made) + len(keys) < files:
        name, data = chance.choice(made)
        made.append((f"copy {len(made)} {name}", data))
    for name, (data, _) in archives:
        (folder / name).write_bytes(data)
    for number, (name, data) in enumerate(made):
        place = folder / f"from {number % 37}" / f"{number % 5}"
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    keys |= {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {str(folder / key) for key in keys}


def _paragraphs(papers: list[Path], suffix: str) -> list[bytes]:
    found = [match[2] for path in papers if path.suffix == suffix for match in _PARAGRAPH.finditer(path.read_bytes())]
    # Prefixes of namespaces may mean nothing in another file.
    return [text for text in found if not re.search(rb"<p\b|<table|<ce:|<mml:|xlink:|\bxmlns", text)]


def _other_paper(data: bytes, pool: list[bytes], number: int, chance: Random) -> bytes:
    data = data.replace(b"10.1", b"10.%d1" % (number + 2))
    data = _TITLE.sub(
        lambda match: match[1] + b"Report number %d of the series %d: " % (number, number * 7919), data, count=3
    )

    def other(match: re.Match[bytes]) -> bytes:
        if b"<table" in match[2] or chance.random() > _MOST_REPLACED:
            return match[0]
        return match[1] + chance.choice(pool) + match[3]

    return _NUMBER.sub(lambda match: b"%d" % chance.randint(1, 10 ** len(match[0])), _PARAGRAPH.sub(other, data))


def _hostile() -> ModuleType:
    spec = util.spec_from_file_location("hostile", ROOT / "tests" / "app" / "hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _archives(made: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, tuple[bytes, list[str]]]]:
    """Name, bytes and members of each archive."""
    archives = []
    for number in range(12):
        chosen = chance.sample([each for each in made if len(each[1]) < 2_000_000], 20)
        names = [f"papers/{place} {name}" for place, (name, _) in enumerate(chosen)]
        out = io.BytesIO()
        if number % 2:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, (_, data) in zip(names, chosen, strict=True):
                    archive.writestr(name, data)
                archive.writestr("../out.xml", b"<article/>")
                archive.writestr("inner.zip", _zip({"a.xml": chosen[0][1]}))
                archive.writestr("bomb.txt", b" " * (300 << 20))
            archives.append(
                (f"archive {number}.zip", (out.getvalue(), [*names, "../out.xml", "inner.zip", "bomb.txt"]))
            )
        else:
            with tarfile.open(fileobj=out, mode="w:gz") as packed:
                for name, (_, data) in zip(names, chosen, strict=True):
                    info = tarfile.TarInfo(name)
                    info.size = len(data)
                    packed.addfile(info, io.BytesIO(data))
                for name, kind in (("link.xml", tarfile.SYMTYPE), ("/abs.xml", tarfile.LNKTYPE)):
                    info = tarfile.TarInfo(name)
                    info.type, info.linkname = kind, "/etc/hostname"
                    packed.addfile(info)
            archives.append((f"archive {number}.tar.gz", (out.getvalue(), [*names, "link.xml", "/abs.xml"])))
    return archives


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def measure(corpus: Path, kb: Path, workers: int, expected: set[str]) -> None:
    """Build, print what it cost, and hold what is known of every file against what was made."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / ".dev")}
    command = [sys.executable, "-m", "voltext.app.cli"]
    print(f"load {os.getloadavg()[0]:.1f}, {workers} workers", flush=True)
    began, before = time.monotonic(), os.times()
    with (kb.parent / "build.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "build", str(corpus), "--kb", str(kb), "--workers", str(workers), "--format", "json"],
            stdout=log, stderr=log, env=environment,
        )  # fmt: skip
        samples = _Samples(process.pid)
        code = process.wait()
    seconds, after = time.monotonic() - began, os.times()
    samples.stopped.set()
    computed = after.children_user + after.children_system - before.children_user - before.children_system
    status = subprocess.run(
        [*command, "status", "--kb", str(kb), "--format", "json"], capture_output=True, check=True, env=environment
    )
    rows = json.loads(status.stdout)
    rate = len(rows) / seconds
    print(f"{len(rows)} files in {seconds:.0f} s, {rate:.1f} files/s, {computed:.0f} s of computing, exit code {code}")
    documents = {row["document"] for row in rows if row["document"]}
    works = {row["work"] for row in rows if row["work"]}
    print(f"{len(documents)} documents, {len(works)} works")
    for (outcome, reason), number in sorted(Counter((row["status"], row["reason"] or "") for row in rows).items()):
        print(f"  {outcome:8} {reason:20} {number:6}")
    listed = {row["file"] for row in rows}
    print(f"not accounted for: {len(expected - listed)}; unknown: {len(listed - expected)}")
    for row in sorted(expected - listed)[:10]:
        print("  missing:", row)
    silent = [row for row in rows if row["status"] == "failed" and not (row["reason"] and row["message"])]
    print("failed without a reason or message:", len(silent))
    print("bugs:", [row["file"] for row in rows if row["reason"] in ("internal", "extraction_failed")])
    print("memory, MB, median and highest in each tenth of the build: parent; workers together")
    for tenth in samples.tenths():
        parents, children = zip(*tenth, strict=True)
        print(f"  {median(parents):5.0f} {max(parents):5.0f}   {median(children):5.0f} {max(children):5.0f}")


class _Samples:
    """Memory of a process and of its children, in MB, twice a second."""

    def __init__(self, pid: int) -> None:
        self.stopped = threading.Event()
        self._process = psutil.Process(pid)
        self._taken: list[tuple[float, float]] = []
        threading.Thread(target=self._watch, daemon=True).start()

    def tenths(self) -> list[list[tuple[float, float]]]:
        """The samples in ten parts of equal time."""
        size = max(1, -(-len(self._taken) // 10))
        return [self._taken[at : at + size] for at in range(0, len(self._taken), size)]

    def _watch(self) -> None:
        while not self.stopped.wait(0.5):
            try:
                own = self._process.memory_info().rss
                children = sum(child.memory_info().rss for child in self._process.children(recursive=True))
            except psutil.Error:
                continue
            self._taken.append((own / 2**20, children / 2**20))


if __name__ == "__main__":
    main()
