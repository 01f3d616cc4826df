"""Terminal: the steps of a recipe as lines of text, 80 columns wide or as narrow as the terminal is."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from .layout import Place, end_of, layout_of
from .made import Made

WIDTH = 78
_NAME = 16
# Below this width the conditions of a step stand under its name, and branches are set in by less.
_ROOMY = 64
_LEAST = 24


def lines_of(made: Made, width: int = WIDTH) -> Iterator[str]:
    """The drawing of one recipe, line by line: what goes in, each step with its conditions, what comes out.

    No line is longer than ``width`` (at least 24 columns), however deep the branches.
    """
    width = max(width, _LEAST)
    shift = "    " if width >= _ROOMY else " "
    source = ", ".join(filter(None, (made.doi or made.document[:12], str(made.year or ""), made.recipe.id)))
    kind = (made.recipe.kind or "").replace("_", " ")
    yield from wrap(f"{made.target}  [{kind}]  {source}" if kind else f"{made.target}  {source}", width)
    if made.recipe.equation:
        yield from (f"  {line}" for line in wrap(made.recipe.equation, width - 2))
    places = layout_of(made.recipe)
    follows: dict[str, list[str]] = {}
    for earlier, later in made.recipe.edges:
        follows.setdefault(later, []).append(earlier)
    outputs = {place.operation.id: place.operation.outputs for place in places}
    end = end_of(made.recipe, places)
    for number, place in enumerate(places):
        indent = shift * min(place.column, width // (4 * len(shift)))
        before = [each for each in follows.get(place.operation.id, ()) if each in outputs]
        if before:
            named = ", ".join(name for each in before for name in outputs[each])
            lead = f"  {indent}{'├─┘' if len(before) > 1 else '│'}"
            rows = wrap(named, width - len(lead) - 2)
            yield (f"{lead}  {rows[0]}" if rows else lead)
            yield from (f"{' ' * len(lead)}  {row}" for row in rows[1:])
        elif number:
            yield f"  {indent}╎ beside it:"
        yield from _step(place, indent, width)
        if place is end:
            lead = f"  {indent}└► "
            rows = wrap(made.sample or made.target, width - len(lead))
            yield from ((lead if not count else " " * len(lead)) + row for count, row in enumerate(rows))


def _step(place: Place, indent: str, width: int) -> Iterator[str]:
    name = place.operation.type.replace("_", " ")
    said = " · ".join(place.said)
    head = f"  {indent}■ {name:<{_NAME}}"
    if width >= _ROOMY:
        rows = wrap(said, width - len(head)) or [""]
        yield (head + rows[0]).rstrip()
        yield from (" " * len(head) + row for row in rows[1:])
    else:
        yield head.rstrip()
        follow = f"  {indent}    "
        yield from (follow + row for row in wrap(said, width - len(follow)))
    if place.uses:
        lead = f"  {indent}│   ◄ "
        for number, row in enumerate(wrap("; ".join(place.uses), width - len(lead))):
            yield (lead if not number else f"  {indent}│     ") + row
