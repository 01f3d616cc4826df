"""A real Elasticsearch, in a Java process of its own, from the archive that Maven fetches (see docs/servers.md)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from .maven import CACHE, NoServerError, maven, need_java

# The newest that can be had, and the one for machines whose Java is older than it needs, or that cannot fetch it.
VERSION, OLDER = "9.2.0", "8.19.21"
NEEDS_JAVA = 21
ARTEFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{}:zip"
START_SECONDS = 240
NOBODY = 65534
# Security is off: the tests' server is on the loopback only, and has no secrets.
_SETTINGS = """\
discovery.type: single-node
network.host: 127.0.0.1
http.port: 0
transport.port: 0
node.portsfile: true
path.data: {home}/data
path.logs: {home}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


def newest_java() -> tuple[Path, int]:
    """The home of the newest Java beside the one on the path, and its version. Raises NoServerError without any."""
    need_java()
    first = Path(shutil.which("java") or "").resolve().parent.parent
    found: list[tuple[int, Path]] = []
    for home in (first, *sorted(first.parent.iterdir())):
        release = home / "release"
        if (home / "bin" / "java").is_file() and release.is_file():
            match = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"), re.MULTILINE)
            if match is not None:
                found.append((int(match[1]), home))
    version, home = max(found, key=lambda pair: pair[0], default=(0, first))
    return home, version


def fetch_archive(version: str) -> Path:
    """Elasticsearch's archive, fetched once. Raises NoServerError where Java, Maven or the archive is missing."""
    need_java()
    archive = CACHE / f"elasticsearch-{version}.zip"
    if archive.is_file():
        return archive
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        copied = ("dependency:copy", f"-Dartifact={ARTEFACT.format(version)}", f"-DoutputDirectory={folder}")
        maven("Elasticsearch", *copied)
        next(Path(folder).glob("*.zip")).rename(archive)
    return archive


@dataclass
class ElasticServer:
    """A running server in a folder of its own, which ``stop`` deletes; ``kill`` ends it and keeps its data."""

    version: str = VERSION
    address: str = ""
    heap: str = "512m"
    # Without the optimising compiler it starts sooner and works slower.
    quick: bool = True
    _home: Path | None = None
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> ElasticServer:
        """Start and wait until it answers. Raises NoServerError."""
        java, release = newest_java()
        if self._home is None:
            archive = self._archive(release)
            # Elasticsearch refuses to run as root, and who else cannot reach root's folders.
            self._home = Path(tempfile.mkdtemp(prefix="voltext-elastic-"))
            shutil.unpack_archive(archive, self._home)
            program = self._home / f"elasticsearch-{self.version}"
            (program / "config" / "elasticsearch.yml").write_text(_SETTINGS.format(home=self._home), encoding="utf-8")
            for script in (program / "bin").iterdir():
                script.chmod(0o755)
            if os.geteuid() == 0:
                for path in (self._home, *self._home.rglob("*")):
                    os.chown(path, NOBODY, NOBODY)
        ports = self._home / "logs" / "http.ports"
        ports.unlink(missing_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}" + (" -XX:TieredStopAtLevel=1" if self.quick else ""),
        }
        command = [str(self._home / f"elasticsearch-{self.version}" / "bin" / "elasticsearch")]
        if shutil.which("setpriv"):
            command = ["setpriv", "--pdeathsig", "TERM", *command]  # it must not outlive the tests
        user = NOBODY if os.geteuid() == 0 else None
        self._process = subprocess.Popen(
            command, env=environment, cwd=self._home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, user=user, group=user, extra_groups=[] if user else None,
        )  # fmt: skip
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self._process.poll() is None:
            if ports.is_file() and (lines := ports.read_text(encoding="utf-8").split()):
                self.address = f"http://{lines[-1]}"
                if self._answers():
                    return self
            time.sleep(0.2)
        self.stop()
        raise NoServerError("Elasticsearch did not start")

    def _archive(self, java: int) -> Path:
        """The archive of the newest version that this machine can run and fetch; ``version`` then names it."""
        if java >= NEEDS_JAVA:
            try:
                return fetch_archive(self.version)
            except NoServerError:
                if self.version == OLDER:
                    raise
        self.version = OLDER
        return fetch_archive(OLDER)

    @property
    def process(self) -> int:
        """The id of its process. Raises ValueError where it does not run."""
        if self._process is None:
            raise ValueError("the server does not run")
        return self._process.pid

    def stop(self) -> None:
        """End it, and delete its folder."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def kill(self) -> None:
        """End it at once; its data stays for the next start."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_cluster/health", timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
