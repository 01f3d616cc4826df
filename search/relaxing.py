"""Relaxing: what a question gives up, step by step, until some record fits; a note says what.

The order: that all facts are of one sample; words; the conditions that stand beside them (any rate will do); the kind
of material, which becomes a word like others; last the property. What a comparison or a field asks for, the formula of
a material and the kind beside a bound are never given up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .compiler import Compiler
from .entry import FACETS
from .hybrid import kept_materials, without_words
from .index import Index, Order, Page
from .kinds import with_kinds
from .plan import Filter, Plan, Token, all_of
from .query import And, Comparison, Field, Node, Not, Or, Phrase, Word, leaves

Try = tuple[Compiler, Node, str]
_THEORY = ("theor", "ideal")


def matching(index: Index, root: Node, *, limit: int, offset: int, order: Order | None) -> tuple[Plan, Page, str]:
    """The plan of the records that answer ``root``, its page, and what had to be given up for it.

    A theoretical value answers a question for values only where nothing else does, or where it is asked for.
    """
    ways: list[tuple[Plan, str]] = []
    tried: list[tuple[Compiler, Node]] = []
    theory = _asks_theory(root) or not (_compares(root) or (order is not None and order.field == "value"))

    def plans() -> Iterator[Plan]:
        for compiler, asked, note in _tries(index, root, theory):
            plan = compiler.records(asked)
            if not ways or plan != ways[-1][0]:
                ways.append((plan, note))
                tried.append((compiler, asked))
                yield plan

    place, page = index.first(plans(), limit=limit, offset=offset, order=order, facets=FACETS)
    plan, note = ways[place]
    if page.total and not tried[place][0].theory:
        note = "; ".join(filter(None, (note, _left_out(index, *tried[place]))))
    return plan, page, note if page.total else _nothing(index, root)


def _left_out(index: Index, compiler: Compiler, asked: Node) -> str:
    """What is said of the theoretical values that fit as well."""
    plan = all_of([replace(compiler, theory=True).records(asked), Filter(Token("origin", "theoretical"))])
    total = index.search(plan, limit=1).total
    if not total:
        return ""
    many = "value fits" if total == 1 else "values fit"
    return f"{total:,} theoretical {many} as well: origin:theoretical asks for them"


def _compares(root: Node) -> bool:
    return any(isinstance(leaf, Comparison) and leaf.subject == "property" for leaf in leaves(root))


def _asks_theory(root: Node) -> bool:
    """Whether theoretical values are asked for."""
    for leaf in leaves(root):
        if isinstance(leaf, Field) and leaf.name == "origin":
            return True
        if isinstance(leaf, Word | Phrase) and leaf.text.lower().startswith(_THEORY):
            return True
    return False


def _tries(index: Index, root: Node, theory: bool) -> Iterator[Try]:
    asked = with_kinds(root)
    core = without_words(root, materials=True)
    whole = Compiler(index, theory=theory)
    yield whole, asked, ""
    yield replace(whole, scope="paper"), asked, "no sample fits alone: facts of one paper taken together"
    if not theory:
        yield replace(whole, theory=True), asked, "only theoretical values fit"
    kinds = " or ".join(each.replace("_", " ") for each in _kinds(asked) if each not in _kinds(root))
    # Of a value the kind of material is half of what is asked; a question why or how is told in words.
    some = asked if _asks_values(core) else root
    lost = f"; {kinds} counts as a word like others" if kinds and some is root else ""
    yield replace(whole, share=0.5), some, f"no record has all the words: half of them are enough{lost}"
    yield replace(whole, share=0.0), some, f"no record has half of the words: some of them are enough{lost}"
    left = replace(whole, share=-1.0, scope="paper")
    if core != And(()):
        yield left, asked, f"no record has any of the other words: they are left out, {core} is kept"
    free = " ".join(map(str, _conditions(asked, bound=False)))
    lost = f"no record fits under {free}: other conditions will do" if free else ""
    if lost and core != And(()):
        bare = without_conditions(asked, bound=False)
        yield whole, bare, lost
        yield replace(whole, share=0.5), bare, f"{lost}, and half of the words"
        yield replace(whole, share=0.0), bare, f"{lost}, and some of the words"
        yield left, bare, f"{lost}, and the other words are left out"
    besides = f" ({lost})" if lost else ""
    words = without_conditions(root, bound=False)
    if kinds:
        counts = f"no record fits that is of {kinds}: that counts as a word like others"
        yield whole, root, counts
        yield whole, words, counts + besides
        yield replace(whole, share=0.5), words, f"{counts}, and half of the words are enough{besides}"
        if core != And(()):
            yield left, words, f"no record fits that is of {kinds}: any other kind will do{besides}"
    named = " or ".join(_values(core, "property")) or "that property"
    loose = replace(whole, keep=False)
    any_other = f"no record of {named} has any of the words: any property will do{besides}"
    without = f"no record has half of the words: some of them are enough, {named} is not asked for{besides}"
    yield replace(loose, share=0.5), words, any_other
    yield replace(loose, share=0.0), words, without


def _nothing(index: Index, root: Node) -> str:
    """What is said where nothing fits: which material nobody measured so, or how much other conditions would give."""
    materials = " or ".join(kept_materials(root))
    if materials:
        return f"no record fits that is of {materials}"
    asked = with_kinds(root)
    conditions = ", ".join(map(str, _conditions(asked, bound=True)))
    if not conditions:
        return ""
    without = Compiler(index, scope="paper").records(without_conditions(asked, bound=True))
    total = index.search(without, limit=1).total
    return f"no record fits under {conditions}; under other conditions {total:,} would" if total else ""


def _asks_values(core: Node) -> bool:
    """Whether a property is named."""
    compared = (leaf.subject == "property" for leaf in leaves(core) if isinstance(leaf, Comparison))
    return any(compared) or bool(_values(core, "property"))


def _kinds(node: Node) -> list[str]:
    return _values(node, "class", "family", "material")


def _values(node: Node, *names: str) -> list[str]:
    return [value for leaf in leaves(node) if isinstance(leaf, Field) and leaf.name in names for value in leaf.values]


def _conditions(node: Node, *, bound: bool) -> list[Comparison]:
    """The conditions that stand alone in ``node``; where ``bound``, those of its comparisons as well."""
    found = [leaf for leaf in leaves(node) if isinstance(leaf, Comparison)]
    return list(
        dict.fromkeys(
            condition
            for leaf in found
            for condition in ((leaf,) if leaf.subject == "condition" else leaf.conditions if bound else ())
        )
    )


def without_conditions(node: Node, *, bound: bool) -> Node:
    """``node`` without the conditions that stand alone; where ``bound``, without those of its comparisons as well."""
    if isinstance(node, Comparison):
        if node.subject == "condition":
            return And(())
        return replace(node, conditions=()) if bound else node
    if isinstance(node, Not) or not isinstance(node, And | Or):
        return node
    parts = tuple(without_conditions(part, bound=bound) for part in node.parts)
    if isinstance(node, Or):
        return And(()) if And(()) in parts else Or(parts)
    kept = tuple(part for part in parts if part != And(()))
    return kept[0] if len(kept) == 1 else And(kept)
