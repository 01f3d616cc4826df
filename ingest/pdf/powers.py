"""Powers of units in recognised lines: what stands behind ``mAh g`` is the power of minus one, however it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .indices import Part

# Only units that no other power is written with; behind cm and m it could be any.
_UNIT = re.compile(r"(g|kg|s)$")
_SMUDGED = re.compile(r"(g|kg|s)([\"™~!'’}|]{1,3})([.,;)]*)$")
_BEFORE = re.compile(r"^(?:m?Ah|mA|A|m?Wh?|kW|mV|F|k?J|cm|m|[23])$")
_POWER = re.compile(r"-\d$")


def with_powers(parts: Sequence[Part]) -> list[Part]:
    """``parts`` with smudged powers mended: ``mAh g™!`` and ``mAh g^4`` become ``mAh g^-1``, marked as supplied."""
    mended: list[Part] = []
    for part in parts:
        before = mended[-1] if mended else None
        if before is not None and part.level == "base" and part.space and _BEFORE.match(before.text):
            match = _SMUDGED.match(part.text)
            if match:
                # The smudge has the width of its characters.
                width = (part.x1 - part.x0) / len(part.text)
                cut, end = part.x0 + width * match.end(1), part.x0 + width * match.end(2)
                mended.append(replace(part, text=match[1], x1=cut))
                mended.append(replace(part, text="-1", level="sup", x0=cut, x1=end, space=False, supplied=True))
                if match[3]:
                    mended.append(replace(part, text=match[3], x0=end, space=False))
                continue
        if part.level == "sup" and not part.space and len(mended) > 1 and not _POWER.match(part.text):
            unit, earlier = mended[-1], mended[-2]
            if unit.level == "base" and unit.space and _UNIT.match(unit.text) and _BEFORE.match(earlier.text):
                part = replace(part, text="-1", supplied=True)
        mended.append(part)
    return mended
