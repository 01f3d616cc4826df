"""Citing: how a paper marks its citations, told from its text where no link says so."""

from __future__ import annotations

import re

from ..citations import expand_numbers
from ..normal import Run
from .lines import Line
from .paragraphs import Chunk

_BRACKETED = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
_NUMBERED_ENTRY = re.compile(r"^\s*[\[(]?\d{1,3}")
_RAISED_MARK = re.compile(
    r"^\[\s?\d{1,3}[a-z]?(?:\s?[,;–-]\s?\d{1,3}[a-z]?)*\s?,?\]?$|^\d{1,3}[a-z]?(?:[,–-]\d{1,3}[a-z]?)*\]$"
)
_NUMBERS = re.compile(r"^\d{1,3}(?:[,–-]\d{1,3})*$")


def cited_run(run: Run) -> Run:
    """A bracketed number that is raised is a citation, whatever stands before it."""
    if run.level == "sup" and _RAISED_MARK.match(run.text.strip()):
        return Run(run.text, "sup", expand_numbers(run.text.strip(" []")), citation=True)
    return run


def cites_raised(body: list[Chunk], cited: list[list[Line]]) -> bool:
    """Whether the paper cites by superscript numbers, told from how often it does so and how else it might."""
    if cited and sum(_NUMBERED_ENTRY.match(lines[0].text) is not None for lines in cited) < 0.3 * len(cited):
        return False
    level = raised = 0
    for chunk in body:
        if chunk.kind != "paragraph":
            continue
        for line in chunk.lines:
            before = ""
            for run in line.runs:
                if run.level == "base":
                    level += len(_BRACKETED.findall(run.text))
                elif run.level == "sup" and _NUMBERS.match(run.text) and re.search(r"[a-z]{3}$|[.,;)]$", before):
                    raised += 1
                before = run.text
    return raised > 3 * level or level < 5
