"""`voltext load` and `voltext cypher` on the graph of a knowledge base: no server, no address."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from voltext.app.cli import main
from voltext.kb.graph.arcade import EmbeddedServer, _writable, embedded_graph

PAPER = """\
# A zirconium silicate phosphate that densifies early

## Abstract

We report Na3.4Zr2Si2.4P0.6O12 pellets. The ionic conductivity of Na3.4Zr2Si2.4P0.6O12 is 1.9 mS cm^-1 at 25 °C.

## Experimental

Na3.4Zr2Si2.4P0.6O12 was prepared from Na2CO3, ZrO2, SiO2 and NH4H2PO4. The powders were mixed and calcined at 800 °C
for 6 h. The pellets were sintered at 940 °C for 10 h in air.

## Results

At 25 °C the conductivity of Na3.4Zr2Si2.4P0.6O12 reaches 1.9 mS cm^-1, well above the 0.3 mS cm^-1 of the reference.
"""
ROOT = Path(__file__).parent.parent.parent.parent
pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "papers").mkdir()
    (folder / "papers" / "nasicon.md").write_text(PAPER, encoding="utf-8")
    assert main(["build", str(folder / "papers"), "--kb", str(folder / "kb")]) == 0
    assert main(["load", "--kb", str(folder / "kb")]) == 0
    return folder / "kb"


def test_the_question_this_is_for_as_one_cypher_query(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cypher", "--query", "solid_electrolytes", "--kb", str(kb), "--format", "json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["value"] == pytest.approx(0.0019)
    assert answer["sample"] == "Na3.4Zr2Si2.4P0.6O12"
    assert (answer["step"], answer["step_temperature"]) == ("sintering", 940)
    assert "1.9 mS cm^-1 at 25 °C" in answer["text"]
    assert answer["step_text"] == "The pellets were sintered at 940 °C for 10 h in air."


def test_the_question_this_is_for_as_one_search(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "solid electrolytes above 1 mS/cm at 25 °C, sintered below 1000 °C"
    assert main(["search", question, "--kb", str(kb)]) == 0
    shown = " ".join(capsys.readouterr().out.replace("[[", "").replace("]]", "").split())
    assert "1.9 mS cm^-1" in shown
    assert "sintered at 940 °C for 10 h" in shown


def test_loading_again_changes_nothing(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--kb", str(kb), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert "0 papers loaded, 1 unchanged, 0 removed" in shown.err
    assert all(row["in the papers"] == row["there"] for row in json.loads(shown.out))


def test_writing_is_refused_before_a_server_starts(
    kb: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedServer, "start", lambda self: pytest.fail("it starts"))
    assert main(["cypher", "MATCH (n) DETACH DELETE n", "--kb", str(kb)]) == 2
    assert "DETACH is not for a query that only reads" in capsys.readouterr().err


def test_the_reader_of_the_graph_may_not_write(kb: Path) -> None:
    from voltext.ingest.errors import StoreError
    from voltext.kb.graph.schema import PAPER as LABEL

    with embedded_graph(kb, prepare=False) as graph, pytest.raises(StoreError, match="does not allow that"):
        graph._remove_some(LABEL)


def test_wrong_calls_say_what_is_wrong(kb: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, message in (
        (["cypher", "--kb", str(kb)], "say what to ask"),
        (["cypher", "--query", "nonsense", "--kb", str(kb)], "no query 'nonsense': there are solid_electrolytes"),
        (["cypher", "--query", "measurements", "--kb", str(kb)], "needs --parameter property=VALUE"),
        (["cypher", "--query", "materials", "-p", "elment=Li", "--kb", str(kb)], "no parameter 'elment'"),
        (["cypher", "RETURN $x", "-p", f"x={2**70}", "--kb", str(kb)], "parameter cannot be sent"),
        (["cypher", "RETURN 1", "--kb", str(tmp_path)], "has no graph yet"),
        (["cypher", "RETURN 1", "--neo4j", "http://127.0.0.1:1"], "no address of a graph server"),
        (["load", "--kb", str(tmp_path)], "no knowledge base"),
    ):
        assert main(arguments) == 2
        assert message in capsys.readouterr().err


def test_a_query_beyond_its_time(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a * b)"
    assert main(["cypher", slow, "--max-seconds", "1", "--kb", str(kb)]) == 2
    assert "time limit" in capsys.readouterr().err


def test_the_copy_of_a_graph_that_cannot_be_written_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "graph" / "databases" / "voltext"
    inner.mkdir(parents=True)
    folders = (inner, inner.parent)
    for folder in folders:
        folder.chmod(0o555)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    try:
        with _writable(tmp_path / "graph", "the graph") as copy:
            assert all((copy / name).stat().st_mode & 0o200 for name in ("databases", "databases/voltext"))
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_client_takes_its_server_along(kb: Path) -> None:
    """And leaves no lock: the next query answers."""
    code = (
        "import sys, time; from pathlib import Path; from voltext.kb.graph.arcade import EmbeddedServer; "
        "server = EmbeddedServer(Path(sys.argv[1])).start(); print(server._process.pid, flush=True); time.sleep(100)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(kb / "graph")], stdout=subprocess.PIPE, text=True, env=environment
    ) as client:
        assert client.stdout is not None
        server = int(client.stdout.readline())
        client.send_signal(signal.SIGKILL)
    limit = time.monotonic() + 30
    while _runs(server) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not _runs(server)
    with embedded_graph(kb, prepare=False) as graph:
        assert graph.counts().nodes["Loaded"] == 1


def _runs(process: int) -> bool:
    import psutil

    return psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE


SAMPLE = ROOT / "corpora" / "sample"
STRICT = "solid electrolytes above 1 mS/cm at 25 °C, sintered below 1000 °C"


def _answers(kb: str, question: str, parameters: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The answers of the graph, after a check that the search has the same records, steps and recipes."""
    capsys.readouterr()
    assert main(["cypher", "--query", "solid_electrolytes", "--kb", kb, *parameters, "--format", "json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert main(["search", question, "--kb", kb, "--passages", "0", "--limit", "100", "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)["records"]
    assert {f"{record['paper']['id']}/{record['id']}" for record in records} == {row["measurement"] for row in rows}
    for record in records:
        (step,) = record["steps"]
        of_record = [row for row in rows if row["measurement"] == f"{record['paper']['id']}/{record['id']}"]
        assert f"{record['paper']['id']}/{step['recipe']}" in {row["recipe"] for row in of_record}
        assert step["basis"] in {row["basis"] for row in of_record}
    return rows


def test_the_question_on_the_sample_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two pellets above 1 mS/cm one was sintered below 1000 °C; both commands show sample, recipe and sentences."""
    kb = str(tmp_path / "kb")
    papers = [str(SAMPLE / name) for name in ("nasicon-pellets.xml", "llzo-garnet.pdf", "argyrodite.xml")]
    assert main(["build", *papers, "--kb", kb]) == 0
    assert main(["load", "--kb", kb]) == 0
    (answer,) = _answers(kb, STRICT, [], capsys)
    assert (answer["sample"], answer["basis"], answer["value"]) == ("NZSP-B", "sample", pytest.approx(0.0019))
    assert "1.9 mS cm^-1 at 25 °C" in answer["text"]
    assert answer["step_text"] == "The NZSP-B pellets were sintered at 940 °C for 8 h in air."
    wider = "solid electrolytes above 0.5 mS/cm at 25 °C, sintered below 1300 °C"
    found = _answers(kb, wider, ["-p", "low=0.0005", "-p", "below=1300"], capsys)
    assert {each["sample"] for each in found} == {"NZSP-B", "NZSP-0", "LLZTO-50"}


@pytest.mark.corpora
def test_the_question_on_a_real_paper(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its samples have labels of their own, its recipe names their common formula alone; the bounds are wider."""
    kb = str(tmp_path / "kb")
    assert main(["build", str(shared / "papers" / "jats" / "10.3390_ma13030560.xml"), "--kb", kb]) == 0
    assert main(["load", "--kb", kb]) == 0
    assert _answers(kb, STRICT, [], capsys) == []
    wider = "solid electrolytes above 0.3 mS/cm at 25 °C, sintered below 1300 °C"
    answers = {each["sample"]: each for each in _answers(kb, wider, ["-p", "low=0.0003", "-p", "below=1300"], capsys)}
    assert {"SL-2", "SL-3"} <= set(answers)
    assert answers["SL-2"]["basis"] == "material"
    assert "5.09" in answers["SL-2"]["text"]
    assert "were sintered" in answers["SL-2"]["step_text"]
