"""Proves the package: sdist -> wheel -> empty environment -> ``voltext`` at work on its own sample paper.

Run from the repository root: ``python bench/wheel.py``. Exits with 1 where a step fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and give its standard output; its failure ends the proof."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build and try the wheel away from the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        run(sys.executable, "-m", "pip", "install", "-q", "--target", work / "build", "build", cwd=ROOT)
        path = f"import sys; sys.path.insert(0, {str(work / 'build')!r})"
        build = f"{path}; from build.__main__ import main; main(sys.argv[1:])"
        run(sys.executable, "-c", build, "--sdist", "--outdir", work / "dist", ".", cwd=ROOT)
        sdist = next((work / "dist").glob("*.tar.gz"))
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "source", filter="data")
        source = next((work / "source").iterdir())
        run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", work / "dist", source, cwd=work)
        wheel = next((work / "dist").glob("*.whl"))
        venv.create(work / "env", with_pip=True)
        python, voltext = work / "env" / "bin" / "python", work / "env" / "bin" / "voltext"
        run(python, "-m", "pip", "install", "-q", wheel, cwd=work)
        run(voltext, "--help", cwd=work)
        where = run(python, "-c", "import voltext; print(voltext.sample_paper())", cwd=work).strip()
        extraction = json.loads(run(voltext, "extract", where, "--format", "json", cwd=work))[0]
        if not extraction["records"]:
            sys.exit("the wheel extracts nothing from its own sample paper")
        files = len(list((work / "env").rglob("voltext/**/*.py")))
        print(f"{wheel.name}: {files} modules, {len(extraction['records'])} records from its own sample paper")


if __name__ == "__main__":
    main()
