"""Drawing: the steps of recipes as SVG, PNG or a page, without a browser and without a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from ...ingest.errors import MissingExtra
from ..charts.drawing import legible
from ..charts.theme import COLOURS
from .layout import Place, end_of, layout_of
from .made import Made

FORMATS = ("svg", "png", "html")
# Pixels, at the font's size of 13.
_BOX, _SIDE, _GAP, _LINE, _MARGIN = 230, 225, 34, 17, 16
_BOX_LETTERS, _SIDE_LETTERS, _NAME_LETTERS = 30, 25, 34
_LETTER = 9.0  # pixels of a letter: digits and capitals of formulas have 8.3 to 9
_FONT = "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif"
_INK, _FAINT = "#1a1a1a", "#555555"
# Heating is told by the border, which also differs in width, for those who see no colours.
_HOT = frozenset({
    "heating", "calcining", "sintering", "annealing", "carbonising", "hydrothermal", "microwave", "combusting",
    "melt_infusion", "gas_treating", "activating",
})  # fmt: skip
_MOST_LINES = 6


@dataclass(slots=True)
class _Canvas:
    """Pieces of SVG and how far they reach."""

    parts: list[str]
    width: float = 0.0
    height: float = 0.0


def draw_recipes(made: Sequence[Made], format: str) -> bytes:
    """``made`` one below the other in ``format``, one of ``FORMATS``.

    Raises MissingExtra where png is asked for and the library that draws it is not installed.
    """
    if format == "html":
        return _page(made).encode()
    picture = svg_of(made)
    if format == "svg":
        return picture.encode()
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("a picture in PNG", "charts") from error
    return bytes(vl_convert.svg_to_png(picture, scale=1.5))


def svg_of(made: Sequence[Made]) -> str:
    """The drawing of recipes as one SVG document, in which text stays text."""
    canvas = _Canvas([])
    top = float(_MARGIN)
    for each in made:
        top = _recipe(canvas, each, top) + 2 * _GAP
    width, height = canvas.width + _MARGIN, max(top - 2 * _GAP + _MARGIN, 2 * _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{_FONT}" font-size="13" fill="{_INK}" role="img" '
        f'aria-label="{escape(_name(made))}">\n<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555555"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{"".join(canvas.parts)}</svg>\n'
    )


def _name(made: Sequence[Made]) -> str:
    return "; ".join(dict.fromkeys(legible(each.target) for each in made)) or "no recipe"


def _recipe(canvas: _Canvas, made: Made, top: float) -> float:
    places = layout_of(made.recipe)
    columns = 1 + max((place.column for place in places), default=0)
    wide = columns * (_BOX + _SIDE + _GAP)
    canvas.width = max(canvas.width, _MARGIN + wide)
    top = _heading(canvas, made, top, int(wide / _LETTER))
    lines = {place.operation.id: _box_lines(place) for place in places}
    sides = {place.operation.id: _cut(wrap("; ".join(place.uses), _SIDE_LETTERS)) for place in places}
    heights: dict[int, float] = {}
    for place in places:
        tall = max(1 + len(lines[place.operation.id]), len(sides[place.operation.id])) * _LINE + 16
        heights[place.row] = max(heights.get(place.row, 0.0), tall)
    tops: dict[int, float] = {}
    for row in sorted(heights):
        tops[row] = top
        top += heights[row] + _GAP
    boxes: dict[str, tuple[float, float, float]] = {}
    for place in places:
        left = _MARGIN + place.column * (_BOX + _SIDE + _GAP) + _SIDE
        tall = (1 + len(lines[place.operation.id])) * _LINE + 16
        boxes[place.operation.id] = (left, tops[place.row], tall)
        _box(canvas, place, left, tops[place.row], lines[place.operation.id])
        _inputs(canvas, sides[place.operation.id], left, tops[place.row])
    outputs = {place.operation.id: place.operation.outputs for place in places}
    for earlier, later in made.recipe.edges:
        if earlier in boxes and later in boxes:
            _arrow(canvas, boxes[earlier], boxes[later], ", ".join(outputs[earlier]))
    if (last := end_of(made.recipe, places)) is not None:
        top = _end(canvas, made, boxes[last.operation.id], top)
    return top


def _heading(canvas: _Canvas, made: Made, top: float, letters: int) -> float:
    source = ", ".join(filter(None, (made.doi or made.document[:12], str(made.year or ""), made.recipe.id)))
    kind = (made.recipe.kind or "").replace("_", " ")
    title = wrap(made.target, int(letters * 0.75)) or [""]
    for line in title[:2]:
        _text(canvas, _MARGIN, top + 14, line, size=16, weight="bold")
        top += 20
    top -= 20
    _text(canvas, _MARGIN, top + 32, f"{kind} · {source}" if kind else source, colour=_FAINT)
    top += 40
    if made.recipe.equation:
        for line in _cut(wrap(made.recipe.equation, letters)):
            top += _LINE
            _text(canvas, _MARGIN, top, line)
    return top + 14


def _box_lines(place: Place) -> list[str]:
    return _cut([line for said in (" · ".join(place.said),) if said for line in wrap(said, _BOX_LETTERS)])


def _cut(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]


def _box(canvas: _Canvas, place: Place, left: float, top: float, lines: Sequence[str]) -> None:
    tall = (1 + len(lines)) * _LINE + 16
    hot = place.operation.type in _HOT
    colour, thick = (COLOURS[1], 2.5) if hot else (COLOURS[0], 1.2)
    said = escape(legible(" ".join(each.text for each in place.operation.evidence))[:600])
    canvas.parts.append(
        f'<g><title>{said}</title><rect x="{left:.0f}" y="{top:.0f}" width="{_BOX}" height="{tall}" rx="6" '
        f'fill="{"#fdf1e8" if hot else "#eef5fa"}" stroke="{colour}" stroke-width="{thick}"/></g>\n'
    )
    _text(canvas, left + 10, top + 20, place.operation.type.replace("_", " "), weight="bold")
    for number, line in enumerate(lines, 1):
        _text(canvas, left + 10, top + 20 + number * _LINE, line)


def _inputs(canvas: _Canvas, lines: Sequence[str], left: float, top: float) -> None:
    for number, line in enumerate(lines):
        _text(canvas, left - 26, top + 20 + number * _LINE, line, anchor="end", colour=COLOURS[2])
    if lines:
        _line(canvas, left - 22, top + 16, left - 2, top + 16)


def _arrow(canvas: _Canvas, start: tuple[float, float, float], end: tuple[float, float, float], name: str) -> None:
    x1, y1 = start[0] + _BOX / 2, start[1] + start[2]
    x2, y2 = end[0] + _BOX / 2, end[1]
    if x1 == x2:
        _line(canvas, x1, y1, x2, y2 - 2)
    else:
        turn = y2 - _GAP / 2
        canvas.parts.append(
            f'<path d="M{x1:.0f},{y1:.0f} V{turn:.0f} H{x2 + 24:.0f} V{y2 - 2:.0f}" fill="none" stroke="{_FAINT}" '
            'marker-end="url(#tip)"/>\n'
        )
    if name:
        name = name if len(name) <= _NAME_LETTERS else name[: _NAME_LETTERS - 1].rstrip() + "…"
        _text(canvas, x1 + 8, y1 + 20, name, colour=COLOURS[2], style="italic")
        canvas.width = max(canvas.width, x1 + 8 + len(name) * _LETTER)


def _end(canvas: _Canvas, made: Made, box: tuple[float, float, float], top: float) -> float:
    x, y = box[0] + _BOX / 2, box[1] + box[2]
    _line(canvas, x, y, x, y + _GAP - 4)
    _text(canvas, x, y + _GAP + 12, made.sample or made.target, anchor="middle", weight="bold", colour=COLOURS[2])
    return max(top, y + _GAP + 18)


def _line(canvas: _Canvas, x1: float, y1: float, x2: float, y2: float) -> None:
    canvas.parts.append(
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{_FAINT}" marker-end="url(#tip)"/>\n'
    )


def _text(
    canvas: _Canvas, x: float, y: float, text: str, *, size: int = 13, weight: str = "normal", anchor: str = "start",
    colour: str = _INK, style: str = "normal",
) -> None:  # fmt: skip
    canvas.parts.append(
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" font-weight="{weight}" font-style="{style}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(legible(text)[:160])}</text>\n'
    )


def _page(made: Sequence[Made]) -> str:
    """A page with each drawing, and the sentences that it was read from below."""
    parts = []
    for each in made:
        quotes = "".join(f"<blockquote>{escape(legible(text))}</blockquote>" for text in each.sentences)
        parts.append(f"<section>{svg_of([each])}<details><summary>sentences</summary>{quotes}</details></section>")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(_name(made))}</title><style>body {{ font-family: sans-serif; margin: 1rem; }} "
        "svg { max-width: 100%; height: auto; } blockquote { max-width: 50rem; }</style></head>\n"
        f"<body>{''.join(parts)}</body></html>\n"
    )
