"""What the servers of the tests are made of: artefacts that Maven fetches once into a folder of the checkout."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".server-cache"
FETCH_SECONDS = 600


class NoServerError(Exception):
    """The server cannot be had here; the message says why in one line."""


def need_java() -> None:
    """Raises NoServerError where Java or Maven is missing."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise NoServerError(f"{tool} is not installed")


def maven(server: str, *arguments: str) -> None:
    """Run Maven with ``arguments`` for ``server``. Raises NoServerError where it fails or takes too long."""
    command = ["mvn", "-q", "-B", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NoServerError(f"Maven did not fetch {server} within {FETCH_SECONDS} s") from None
    if done.returncode != 0:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or ["no message"]
        raise NoServerError(f"Maven cannot fetch {server}: {lines[0]}")
