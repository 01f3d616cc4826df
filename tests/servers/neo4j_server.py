"""A real Neo4j, in a Java process of its own, from the artefacts that Maven fetches (see docs/servers.md)."""

from __future__ import annotations

import secrets
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from .maven import CACHE, HERE, NoServerError, maven, need_java

VERSION = "5.26.0"
JARS = CACHE / f"neo4j-{VERSION}"
START_SECONDS = 240
# What lives for a minute starts sooner without the optimising compiler.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_OPENS = ("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")


def fetch_jars() -> Path:
    """The folder with Neo4j's jars, fetched once. Raises NoServerError where Java, Maven or the jars are missing."""
    need_java()
    if JARS.is_dir():
        return JARS
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        half = Path(folder) / "jars"
        pom = str(HERE / "neo4j" / "pom.xml")
        maven("Neo4j", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={half}")
        half.rename(JARS)
    return JARS


@dataclass
class Neo4jServer:
    """A running server; ``stop`` closes it, ``kill`` ends it as a power cut would; the data folder outlives both.

    ``settings`` are lines of neo4j.conf. ``quick`` starts sooner and runs slower: for tests, not for measuring.
    """

    data: Path
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    settings: tuple[str, ...] = ()
    heap: str = "1g"
    quick: bool = True
    version: str = ""
    address: str = ""
    _process: subprocess.Popen[str] | None = None

    def start(self) -> Neo4jServer:
        """Start and wait until Bolt answers. Raises NoServerError."""
        jars = fetch_jars()
        main = str(HERE / "neo4j" / "Server.java")
        options = [*(_QUICK if self.quick else _QUICK[1:]), "-Xms256m", f"-Xmx{self.heap}", *_OPENS]
        self.data.mkdir(parents=True, exist_ok=True)
        settings = self.data / "tests.conf"
        lines = ("dbms.usage_report.enabled=false", *self.settings)
        settings.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        command = ["java", *options, "-cp", f"{jars}/*", main, str(self.data), str(self.port), str(settings)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdin is not None
        # Not an argument: those can be seen by everybody on the machine.
        self._process.stdin.write(self.password + "\n")
        self._process.stdin.flush()
        timer = threading.Timer(START_SECONDS, self._process.kill)
        timer.start()
        assert self._process.stdout is not None
        line = ""
        for line in self._process.stdout:
            if line.startswith("READY "):
                break
        timer.cancel()
        if not line.startswith("READY "):
            self.kill()
            raise NoServerError("Neo4j did not start")
        _, self.version, self.address = line.split()
        self.port = int(self.address.rsplit(":", 1)[1])
        return self

    def stop(self) -> None:
        """Close standard input, which the server takes for its end."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._close()

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._close()

    def _close(self) -> None:
        assert self._process is not None
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None
