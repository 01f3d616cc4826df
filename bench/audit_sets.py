"""The annotated sets of the audit: shared papers, sample papers, written sections, held-out papers."""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / ".dev"), str(ROOT)]

from bench import standoff  # noqa: E402
from voltext.extract.data import extract_vocabulary  # noqa: E402

SHARED = ROOT.parent / "shared" / "corpora"
SECTIONS = ROOT / "corpora" / "sections"
FORMATS = ("jats", "elsevier_xml", "html", "pdf", "txt", "sample", "written")
Files = dict[str, dict[str, Path]]
Gold = dict[str, Any]
_NUMBER = re.compile(
    r"(?P<sign>[~<>]?)(?P<low>-?\d+(?:\.\d+)?(?:e-?\d+)?)(?:\.\.(?P<high>-?\d+(?:\.\d+)?))?(?:\s+(?P<unit>\S.*))?$"
)
_PARTS = re.compile(r"(?P<parts>\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+)\s+(?P<unit>(?:volume |weight |molar )?ratio)$")


@dataclass(frozen=True)
class AuditSet:
    """A set of annotated papers: its golds, and the files of each paper by format.

    ``blind``: errors are not shown. ``published``: papers of others, not texts written for the project.
    """

    name: str
    golds: tuple[Gold, ...]
    files: Files
    blind: bool = False
    published: bool = False


def audit_sets(gold: Path, papers: Path) -> Iterator[AuditSet]:
    """All sets; one without golds or files is empty. ``gold`` and ``papers`` are the folders of the shared corpora."""
    yield AuditSet("annotated papers", tuple(standoff.golds(gold, papers)), shared_files(papers), published=True)
    own = ROOT / "corpora" / "gold" / "battery_audit"
    yield AuditSet("sample papers of the project", tuple(standoff.golds(own, papers)), sample_files())
    sections = sorted(SECTIONS.glob("*.yaml"))
    written = {section_gold(path)["paper"]: {"written": path} for path in sections}
    yield AuditSet("written sections", tuple(section_gold(path) for path in sections), written)
    held = standoff.STANDOFF
    yield AuditSet(
        "held out", tuple(standoff.golds(held, papers)), standoff.formats(held, papers), blind=True, published=True
    )


def shared_files(folder: Path) -> Files:
    """The files of each paper by DOI and format, from the manifest of ``folder``."""
    files: Files = defaultdict(dict)
    manifest = folder / "MANIFEST.tsv"
    if manifest.is_file():
        with manifest.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["format"] in FORMATS:
                    files[row["doi"]].setdefault(row["format"], folder / row["file"])
    return files


def sample_files() -> Files:
    """The sample papers by the DOI that their masters give."""
    files: Files = defaultdict(dict)
    for source in sorted((ROOT / "corpora" / "sources").glob("*.md")):
        doi = re.search(r"(?m)^doi: (\S+)$", source.read_text(encoding="utf-8"))
        if doi is not None:
            for path in sorted((ROOT / "corpora" / "sample").glob(f"{source.stem}.*")):
                files[doi[1]]["sample"] = path
    return files


def section_text(path: Path) -> str:
    """The Markdown of a written section."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return f"# {told['title']}\n\n{told['text']}"


def section_gold(path: Path) -> Gold:
    """The annotation of a written section, in the shape of the other golds.

    A value stands as ``80 wt%``, ``2.5..4.2 V``, ``~2 mg cm-2`` or a name (``=`` before one that begins with a digit).
    The status is that of the first value; keys that are not named are missing. ``not_applicable: others`` is every key
    that neither ``items`` nor ``missing`` names.
    """
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    keys = {*extract_vocabulary("items")}
    if told.get("not_applicable") == "others":
        told["not_applicable"] = sorted(keys - {*told["items"], *told.get("missing", ())})
    unknown = {*told["items"], *told.get("not_applicable", ()), *told.get("elsewhere", ())} - keys
    if unknown:
        raise ValueError(f"{path.name}: no such items: {', '.join(sorted(unknown))}")
    apart = {*told.get("not_applicable", ())} - {*told["items"]}
    items = []
    for key in extract_vocabulary("items"):
        listed = [_value(str(value)) for value in told["items"].get(key, ())]
        values = [value for value, _ in listed]
        status = listed[0][1] if listed else "not_applicable" if key in apart else "missing"
        items.append({"key": key, "status": status, "values": values, "elsewhere": key in told.get("elsewhere", ())})
    return {"paper": path.stem, "batch": told.get("batch"), "items": items}


def _value(written: str) -> tuple[dict[str, Any], str]:
    parts = _PARTS.fullmatch(written)
    if parts is not None:
        return {"value": parts["parts"], "unit": parts["unit"]}, "exact"
    number = None if written.startswith("=") else _NUMBER.fullmatch(written)
    if number is None:
        return {"value": written.removeprefix("="), "unit": ""}, "exact"
    unit = number["unit"] or ""
    status = "approximate" if number["sign"] else "exact"
    if number["high"] is None:
        return {"value": float(number["low"]), "unit": unit}, status
    return {"min": float(number["low"]), "max": float(number["high"]), "unit": unit}, "range"
