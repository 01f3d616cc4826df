"""What the tests of builds share: a stand-in for reading and extracting that is instant and exact."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from voltext.app.engine import InlineEngine

# Words of the form `capacity=150` become records, so that a test can say what a document must hold. A module of its
# own, because worker processes and killed builds import it by name.
STAND_IN = """
import os
from pathlib import Path

from voltext.app.outcome import failed
from voltext.app.task import Outcome, extractor_version, reader_version
from voltext.extract.extraction import SCHEMA, Evidence, Extraction, MaterialRef, Record
from voltext.ingest.document import Block, Failure, Header, ReadWarning
from voltext.kb.entry import pack, unpack
from voltext.kb.likeness import signature

if "STAND_IN_VERSION" in os.environ:  # somebody may edit a rule while workers come and go
    extractor_version = lambda: os.environ["STAND_IN_VERSION"]


def process(task, stage):
    if task.payload is not None:
        text = unpack(task.payload).blocks[0].text
    else:
        text = Path(os.fsdecode(task.path)).read_text("utf-8")
    if not text.strip():
        return Outcome(pack(failed(task, Failure("empty", "The file holds no text."))), reader_version())
    if "LOCKED" in text and "sesame" not in task.passwords:
        return Outcome(pack(failed(task, Failure("encrypted", "The file is locked."))), reader_version())
    if "SLOW" in text and task.limits.seconds < 100:
        return Outcome(pack(failed(task, Failure("limit_time", "It took too long."))), reader_version())
    warnings = (ReadWarning("truncated", "The file ends early."),) if "CUT" in text else ()
    doi = next((word[4:] for word in text.split() if word.startswith("doi:")), None)
    title = text.splitlines()[0] if text.startswith("# ") else None
    header = Header(task.sha256[:16], task.name, task.sha256, "text", "stand-in", doi, title, warnings=warnings)
    records = tuple(
        Record("capacity", MaterialRef("C"), float(word.split("=")[1]), None, None, None, "mAh g^-1", "exact", None,
               id=f"r{place}", evidence=(Evidence("b0", None, 0, len(text), text, "sentence"),))
        for place, word in enumerate(word for word in text.split() if word.startswith("capacity="))
    )
    block = Block("b0", "paragraph", None, 0, len(text), None, None, text)
    return Outcome(pack(Extraction(SCHEMA, header, (block,), records=records)), extractor_version(), signature(text))
"""


@pytest.fixture
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the module ``stand_in``, whose ``process`` does a Task."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "stand_in.py").write_text(STAND_IN)
    return folder


@pytest.fixture
def engine(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> InlineEngine:
    """An engine that does Tasks with ``stand_in`` in this process."""
    monkeypatch.syspath_prepend(str(stand_in))
    monkeypatch.delitem(sys.modules, "stand_in", raising=False)
    return InlineEngine(import_module("stand_in").process)
