"""No input can make the extraction run away: each regular expression that it holds meets text built against it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from typing import Any

from voltext.extract.hints import Hinted
from voltext.extract.materials import materials_in
from voltext.extract.properties import find_properties
from voltext.extract.properties import properties as all_properties
from voltext.extract.records import bases

HOSTILE = [
    "a " * 1000, "of the " * 600, "1" * 2500, "1 " * 1000, "- " * 1000, "and " * 600, "(" * 2500, "initial " * 400,
    "high " * 600, "A-" * 1000, "than that of " * 800, "increase of ", "x = " * 600, "AB-1 " * 600, "C/" * 1000,
    "sintered at " * 1000, "bare sample " * 400, "With the coating of the " * 200, "cell-" * 800, "to 1 " * 500,
    "discharge " * 1000, "of its initial " * 800, "10^-4 " * 400, "\t " * 1000,
    "the doped porous " * 150, "the 40 h " * 300, "Unlike a, " * 250, "electrode of " * 200,
    "capacity per the total mass " * 90,
    "1/" * 1200, "1 (2) " * 500, "a Values from Ref " * 200, "values with an asterisk " * 150, "mAh g^-1/" * 300,
]  # fmt: skip
# What a repetition in a repetition stumbles over: words, numbers, signs, blanks and brackets, each many times.
TRIED = [
    "a ", "aa", "11", "1 ", "- ", "and ", "(", "A-", "of the ", "x = ", "C/", "to 1 ", "\t ", "a, ", "aA1 ", "Li1.5O2-",
    "0.", "(a ", "mAh g^-1/", "e.g. ",
]  # fmt: skip
# In characters: few of them show what grows exponentially before it takes for ever.
LENGTHS = {20: 0.01, 72: 0.03, 300: 0.2}  # with the seconds that a search may take
# What begins with `.*` is tried from one place only.
FROM_ONE_PLACE = re.compile(r"(?:\(\?\w+\))?\.[*+]")


def every_pattern() -> dict[str, re.Pattern[str]]:
    """The compiled patterns that the modules of the extraction hold, by where they stand; alike ones once."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for info in pkgutil.walk_packages(importlib.import_module("voltext.extract").__path__, "voltext.extract."):
        for name, value in list(vars(importlib.import_module(info.name)).items()):
            for pattern in _within(value):
                found.setdefault((pattern.pattern, pattern.flags), (f"{info.name[16:]}.{name}", pattern))
    return {f"{place} {number}": pattern for number, (place, pattern) in enumerate(found.values())}


def _within(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in ``value``: itself, in its items, in its attributes, in what it makes once when it is called."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Hinted):
        yield value.pattern
    elif isinstance(value, dict | tuple | list | set | frozenset):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each, depth)
    elif hasattr(value, "cache_info"):
        if value.__annotations__.get("return") == "re.Pattern[str]" and not inspect.signature(value).parameters:
            yield value()
    elif type(value).__module__.startswith("voltext.") and depth < 3:
        names = [*getattr(value, "__dict__", ()), *getattr(type(value), "__slots__", ())]
        for name in names:
            yield from _within(getattr(value, name, None), depth + 1)


def seconds(pattern: re.Pattern[str], text: str, *, best_of: int = 1) -> float:
    """Computing time of a search through ``text``; of several, the shortest."""
    taken = []
    for _ in range(best_of):
        started = time.process_time()
        (pattern.search if FROM_ONE_PLACE.match(pattern.pattern) is None else pattern.match)(text)
        taken.append(time.process_time() - started)
    return min(taken)


def run_away(pattern: re.Pattern[str]) -> str | None:
    """The text that ``pattern`` takes too long for, or time that grows faster than its length squared; None if none."""
    for unit in TRIED:
        for length, most in LENGTHS.items():
            text = (unit * length)[:length] + "~"
            taken = seconds(pattern, text)
            if taken > most and seconds(pattern, text, best_of=3) > most:
                return text
        if taken > 0.005:  # twice the length takes four times as long where it grows with the square
            twice = (unit * 600)[:600] + "~"
            if seconds(pattern, twice, best_of=3) > 6 * seconds(pattern, text, best_of=3):
                return text
    return None


def test_every_pattern_is_safe_against_backtracking() -> None:
    patterns = every_pattern()
    assert len(patterns) > 800
    assert {place: text for place, pattern in patterns.items() if (text := run_away(pattern))} == {}


def test_patterns_are_found_wherever_they_stand() -> None:
    places = {place.partition(" ")[0] for place in every_pattern()}
    alone, hinted, listed, made = (
        "sentences._OPENING",
        "records.untested._",
        "records.referring._PATTERNS",
        "basis._phrase",
    )
    for place in (alone, hinted, listed, made):
        assert any(each.startswith(place) for each in places), place


def test_a_pattern_that_runs_away_is_told() -> None:
    assert run_away(re.compile(r"(?:a+ ?)+b"))
    # Eight times the time for twice the length: a busy machine may blur one look at that.
    assert any(run_away(re.compile(r"\s*[\s,]\s*9")) for _ in range(4))
    assert run_away(re.compile(r"(?:a++ ?+)++b")) is None


def test_the_statement_of_a_basis_is_safe_against_backtracking() -> None:
    for text in HOSTILE:
        started = time.process_time()
        bases._statement().search(f"capacities {text} mass of sulfur")
        assert time.process_time() - started < 2.0, text[:20]


def test_property_names_are_safe_against_backtracking() -> None:
    hints = " ".join({hint for prop in all_properties().values() for hint in prop.hints})
    for text in HOSTILE:
        started = time.process_time()
        find_properties(f"{text} {hints}")
        assert time.process_time() - started < 2.0, text[:20]


def test_a_long_run_of_solvents_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "EC/DEC " * count
        started = time.process_time()
        materials_in(text)
        return time.process_time() - started

    materials_in("EC/DEC")
    assert seconds(6000) < 2.0
