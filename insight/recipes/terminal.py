"""Terminal: the steps of a recipe as lines of text, 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from .layout import Place, end_of, layout_of
from .made import Made

WIDTH = 78
_NAME = 16


def lines_of(made: Made) -> Iterator[str]:
    """The drawing of one recipe, line by line: what goes in, each step with its conditions, what comes out."""
    source = ", ".join(filter(None, (made.doi or made.document[:12], str(made.year or ""), made.recipe.id)))
    kind = (made.recipe.kind or "").replace("_", " ")
    yield from wrap(f"{made.target}  [{kind}]  {source}" if kind else f"{made.target}  {source}", WIDTH)
    if made.recipe.equation:
        yield from (f"  {line}" for line in wrap(made.recipe.equation, WIDTH - 2))
    places = layout_of(made.recipe)
    follows: dict[str, list[str]] = {}
    for earlier, later in made.recipe.edges:
        follows.setdefault(later, []).append(earlier)
    outputs = {place.operation.id: place.operation.outputs for place in places}
    end = end_of(made.recipe, places)
    for number, place in enumerate(places):
        indent = "    " * place.column
        before = [each for each in follows.get(place.operation.id, ()) if each in outputs]
        if before:
            named = ", ".join(name for each in before for name in outputs[each])
            yield f"  {indent}{'├─┘' if len(before) > 1 else '│'}" + (f"  {named}" if named else "")
        elif number:
            yield f"  {indent}╎ beside it:"
        yield from _step(place, indent)
        if place is end:
            yield f"  {indent}└► {made.sample or made.target}"


def _step(place: Place, indent: str) -> Iterator[str]:
    name = place.operation.type.replace("_", " ")
    said = " · ".join(place.said)
    head = f"  {indent}■ {name:<{_NAME}}"
    rows = wrap(said, max(WIDTH - len(head), 20)) or [""]
    yield (head + rows[0]).rstrip()
    follow = " " * len(head)
    yield from (follow + row for row in rows[1:])
    if place.uses:
        lead = f"  {indent}│   ◄ "
        for number, row in enumerate(wrap("; ".join(place.uses), WIDTH - len(lead))):
            yield (lead if not number else f"  {indent}│     ") + row
