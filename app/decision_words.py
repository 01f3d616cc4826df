"""Decisions in words, as lists and notes show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..kb.decision import Decision


def about(decision: Decision) -> str:
    """A decision in words."""
    return f"{decision.action} {subject(decision)}"


def subject(decision: Decision) -> str:
    """What a decision is about, in words."""
    if decision.undoes is not None:
        return decision.undoes
    if decision.material is not None:
        return decision.material.name + (f" as {decision.into.name}" if decision.into is not None else "")
    anchor = decision.record
    assert anchor is not None
    number = f"{anchor.value:g}" if anchor.value is not None else f"{anchor.min}–{anchor.max}"
    what = f"{anchor.material}: {anchor.property} {number} {anchor.unit}".rstrip()
    changed = [f"{name} {each}" for name, each in decision.changes.items() if name != "conditions"]
    changed += [f"{key} {text}" for key, text in decision.changes.get("conditions", {}).items()]
    return what + (f" → {', '.join(changed)}" if changed else "")


def both(earlier: Decision, later: Decision) -> list[tuple[str, Decision]]:
    """Each of two decisions that contradict one another, by its id, with the other."""
    return [(earlier.id, later), (later.id, earlier)]


def state(
    decision: Decision, live: set[str], lost: Mapping[str, tuple[str, str] | None], against: dict[str, Decision]
) -> str:
    """What became of a decision; ``live`` are ids, ``lost`` what stands in place of each orphan."""
    if decision.action == "undo":
        return "done"
    if decision.id not in live:
        return "undone"
    if decision.id in against:
        return f"contradicts {against[decision.id].author}"
    successor = lost.get(decision.id)
    if successor is not None:
        return f"orphaned; see {'/'.join(successor)}"
    return "orphaned" if decision.id in lost else "in force"
