"""Kinds: words that say what kind of material is asked for, as filters: a class, a family, a carbon with a name.

A class (``solid electrolytes``) filters wherever one alone is named; words that name several tell of a cell. A family
(``garnet``, ``layered oxides``) or a carbon (``hard carbon``) filters beside a property or a class, unless the question
names a material, which says it all. Several of them are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..extract.dictionary import dictionary
from .family_names import family_named
from .fields import is_no_property, names_property
from .meaning import LONGEST_NAME, class_named, names_material
from .query import And, Comparison, Field, Node, Not, Or, Word, words_from


def with_kinds(root: Node) -> Node:
    """``root``, with words that say a kind of material as fields that filter on it."""
    named = frozenset(_named(root))
    return _filtered(root, beside=not named.isdisjoint(("property", "class")) and "material" not in named)


def first_named(run: Sequence[str]) -> tuple[int, Field | None]:
    """What the first words of ``run`` name together, as a field of it, and how many they are; one word may name
    nothing.
    """
    for width in range(len(run), 0, -1):
        text = " ".join(run[:width])
        if is_no_property(text):
            return width, None
        if names_property(text):
            return width, Field("property", (text,))
        if classes := class_named(run[:width]):
            return width, Field("class", classes)
        if names_material(text):
            return width, Field("material", (text,))
        if (kind := _kind_named(text)) is not None:
            return width, kind
    return 1, None


def _kind_named(text: str) -> Field | None:
    family = family_named(text)
    if family is not None:
        return Field("family", (family,))
    entry = dictionary().lookup(text) if text.islower() else None
    # Other carbons (graphene, nanotubes) are parts of what is asked for rather than that itself.
    if entry is not None and entry.family == "carbon" and entry.role == "anode_active":
        return Field("kind", (text,))
    return None


def _named(node: Node) -> Iterator[str]:
    """Whether ``node`` names a property, a class, a material; what it excepts does not tell."""
    if isinstance(node, Comparison):
        yield node.subject
    elif isinstance(node, Field):
        yield "material" if node.name == "formula" else node.name
    elif isinstance(node, And | Or | Word):
        parts = (node,) if isinstance(node, Word) else node.parts
        for words, field in _runs(parts):
            if field is not None:
                yield field.name
            elif not isinstance(words[0], Word):
                yield from _named(words[0])


def _runs(parts: Sequence[Node]) -> Iterator[tuple[tuple[Node, ...], Field | None]]:
    """``parts`` apart, words that name something together, with that as a field."""
    place = 0
    while place < len(parts):
        run = [word.text for word in words_from(parts, place, LONGEST_NAME)]
        width, field = first_named(run)
        yield tuple(parts[place : place + width]), field
        place += width


def _filtered(node: Node, *, beside: bool) -> Node:
    if isinstance(node, Not):
        return Not(_filtered(node.part, beside=True))
    if isinstance(node, Or):
        return Or(tuple(_filtered(part, beside=beside) for part in node.parts))
    if not isinstance(node, And | Word):
        return node
    runs = list(_runs((node,) if isinstance(node, Word) else node.parts))
    classes = {field for _, field in runs if field is not None and field.name == "class"}
    kinds = [field for _, field in runs if beside and field is not None and field.name in ("family", "kind")]
    made: list[Node] = []
    for parts, field in runs:
        if field in classes and len(classes) == 1:
            made.append(field)
        elif field in kinds:
            made += [_any_of(kinds)] if field is kinds[0] else []
        else:
            made += [_filtered(part, beside=beside) if not isinstance(part, Word) else part for part in parts]
    return made[0] if len(made) == 1 else And(tuple(made))


def _any_of(kinds: Sequence[Field]) -> Node:
    by_name: dict[str, dict[str, None]] = {}
    for kind in kinds:
        name = "material" if kind.name == "kind" else kind.name
        by_name.setdefault(name, {}).update(dict.fromkeys(kind.values))
    fields = tuple(Field(name, tuple(values)) for name, values in by_name.items())
    return fields[0] if len(fields) == 1 else Or(fields)
