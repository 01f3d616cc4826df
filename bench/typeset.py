"""Typeset: JATS papers printed anew in the look of several publishers, so that their PDFs' text is known.

    python -m bench.typeset ../shared/corpora/papers/jats /tmp/held-out [--only elsevier] [--papers DOI-PART ...]
    python bench/twins.py /tmp/held-out/elsevier --fast

LaTeX (texlive-publishers) prints the classes of publishers, headless Chromium the pages of a browser. A folder a look,
each with ``jats`` and ``pdf`` as bench/twins.py reads them. What is printed is never kept in the repository.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from .typeset_html import SHEETS, html, print_html
from .typeset_paper import Paper
from .typeset_tex import LOOKS, print_tex, tex


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("jats", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=[*LOOKS, *SHEETS], help="looks")
    parser.add_argument("--papers", nargs="*", default=[""], help="parts of file names")
    arguments = parser.parse_args()
    for path in sorted(arguments.jats.glob("*.xml")):
        if not any(part in path.stem for part in arguments.papers):
            continue
        paper = Paper.of(path)
        for look in arguments.only:
            folder = arguments.out / look
            for name in ("jats", "pdf"):
                (folder / name).mkdir(parents=True, exist_ok=True)
            target = folder / "pdf" / f"{path.stem}.pdf"
            if look in LOOKS:
                trouble = print_tex(tex(paper, LOOKS[look]), target)
            else:
                trouble = print_html(html(paper, SHEETS[look]), target)
            if target.is_file():
                shutil.copy(path, folder / "jats" / path.name)
            print(look, path.stem, trouble or "printed", flush=True)


if __name__ == "__main__":
    main()
