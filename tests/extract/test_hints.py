"""Hints: they cost nothing that a pattern would find, and no sentence is read twice."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from voltext.extract.hints import Hinted, in_small_letters
from voltext.extract.pipeline import extract_document
from voltext.extract.properties import hints_in, properties
from voltext.extract.sentences import sentences_of
from voltext.ingest.readers import read
from voltext.ingest.source import Source

from .necessary import is_necessary

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"


def all_hinted() -> dict[str, Hinted]:
    """Every Hinted that a module of the extraction holds, by its name."""
    found: dict[str, Hinted] = {}
    for info in pkgutil.walk_packages(importlib.import_module("voltext.extract").__path__, "voltext.extract."):
        if ".learned" in info.name:
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for index, one in enumerate(_within(value)):
                found[f"{info.name[16:]}.{name}.{index}"] = one
    return found


def _within(value: Any) -> Iterator[Hinted]:
    if isinstance(value, Hinted):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each)


HINTED = all_hinted()


@pytest.mark.parametrize("name", [name for name, hinted in HINTED.items() if hinted.words])
def test_one_of_its_hints_stands_in_whatever_a_pattern_matches(name: str) -> None:
    hinted = HINTED[name]
    assert is_necessary(hinted.pattern.pattern, hinted.pattern.flags & ~re.UNICODE, hinted.words)


def test_a_property_name_is_left_out_only_where_it_cannot_stand() -> None:
    for prop in (prop for prop in properties().values() if len(prop.names) > 8):
        for name in prop.names:
            hints = tuple(hints_in(name, prop.hints))
            assert not hints or is_necessary(name, re.IGNORECASE, hints), name


def test_a_pattern_without_its_hint_is_told() -> None:
    assert is_necessary("(?:dried|cured) at", 0, ("dried", "cured"))
    assert not is_necessary("(?:dried|cured|baked) at", 0, ("dried", "cured"))
    assert not is_necessary("(?:dried )?electrodes", 0, ("dried",))


def test_a_hinted_pattern_finds_what_the_pattern_finds() -> None:
    texts = [sentence.text for sentence in sentences_of(_paper("lis-cathode.html"))]
    texts += [text.upper() for text in texts[:40]]
    for hinted in HINTED.values():
        for text in texts:
            plain = hinted.pattern.search(text)
            found = hinted.search(text, text.lower())
            assert (found and found.span()) == (plain and plain.span())


def test_small_letters_leave_escapes_and_names_alone() -> None:
    assert in_small_letters(
        r"(?i)\bA(?P<Name>\S+)(?P=Name)(?-i:[A-Z])\W"
    ) == r"\ba(?P<Name>\s+)(?P=Name)(?:[a-z])\w".replace(r"\s", r"\S").replace(r"\w", r"\W")


def test_no_sentence_is_read_twice_by_the_same_rule() -> None:
    """The finders that cost most are asked once for a text; who needs their answer again has it kept."""
    rules = {"_found", "find_devices", "find_operations", "find_results", "remember", "sentence_kind", "spot"}
    calls: Counter[tuple[str, str]] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_name in rules and frame.f_lasti <= 8 and "extract" in code.co_filename:
            text = frame.f_locals.get("text") or frame.f_locals["sentence"].span
            calls[code.co_name, str(text)] += 1

    document = _paper("lis-cathode.html")
    sys.setprofile(count)
    try:
        extract_document(document)
    finally:
        sys.setprofile(None)
    assert {name for name, _ in calls} == rules
    assert {name: count for name, count in calls.items() if count > 1} == {}


def _paper(name: str) -> Any:
    return read(Source(name, (SAMPLE / name).read_bytes()))
