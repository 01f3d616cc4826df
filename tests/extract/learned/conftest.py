"""A small annotated corpus in the project's own words: enough to learn from within seconds."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

MATERIALS = ("LiFePO4", "hard carbon", "Na3V2(PO4)3", "graphite", "LLZO", "MnO2", "TiNb2O7", "sulfur")
OPERATIONS = ("calcined", "milled", "dried", "sintered", "heated", "pressed")


def line(number: int, choice: random.Random, split: str) -> dict[str, Any]:
    """One sentence: material, operation and temperature marked, the temperature linked to the operation."""
    parts: list[tuple[str, str | None]] = [
        (choice.choice(("The ", "Then the ", "Next, ")), None),
        (choice.choice(MATERIALS), "material"),
        (choice.choice((" powder was ", " was slowly ", " pellets were ")), None),
        (choice.choice(OPERATIONS), "operation"),
        (" at ", None),
        (f"{choice.randint(2, 12)}{choice.choice(('0', '50'))} °C", "temperature"),
        (choice.choice((" in air.", ".", " under argon overnight.")), None),
    ]
    text = ""
    entities: list[dict[str, Any]] = []
    for words, label in parts:
        if label:
            entity = {"id": f"T{len(entities)}", "start": len(text), "end": len(text) + len(words), "label": label}
            entities.append(entity)
        text += words
    links = [{"head": "T2", "tail": "T1", "label": "condition_of"}]
    return {
        "doc_id": f"d{number}", "source": "test", "split": split, "doi": None, "licence": "CC0-1.0", "text": text,
        "entities": entities, "relations": links, "meta": {},
    }  # fmt: skip


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold file of 120 sentences to learn from and 40 to score on."""
    choice = random.Random(7)
    path = tmp_path_factory.mktemp("gold") / "small.jsonl.gz"
    lines = [json.dumps(line(number, choice, "train" if number < 120 else "dev")) for number in range(160)]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path
