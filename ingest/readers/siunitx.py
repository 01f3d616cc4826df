"""Quantities as the LaTeX package siunitx sets them: ``\\SI{3.2e-4}{\\siemens\\per\\cm}`` is 3.2 × 10^-4 S cm^-1."""

from __future__ import annotations

import re

from ..tex import tex_text

_PREFIXES = {
    "pico": "p", "nano": "n", "micro": "μ", "milli": "m", "centi": "c", "deci": "d", "hecto": "h", "kilo": "k",
    "mega": "M", "giga": "G", "tera": "T", "femto": "f",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "second": "s", "minute": "min", "hour": "h", "ampere": "A", "volt": "V",
    "watt": "W", "joule": "J", "kelvin": "K", "mole": "mol", "siemens": "S", "ohm": "Ω", "hertz": "Hz", "pascal": "Pa",
    "litre": "L", "liter": "L", "celsius": "°C", "degreeCelsius": "°C", "degree": "°", "percent": "%",
    "electronvolt": "eV", "angstrom": "Å", "bar": "bar", "coulomb": "C", "farad": "F", "newton": "N", "molar": "M",
    "day": "d", "tonne": "t", "kilogram": "kg", "um": "μm", "ug": "μg", "us": "μs", "uA": "μA", "uL": "μL", "ul": "μl",
    "umol": "μmol", "uV": "μV", "uF": "μF", "uW": "μW", "kohm": "kΩ", "mohm": "mΩ", "Mohm": "MΩ", "degC": "°C",
}  # fmt: skip
_POWERS = {"squared": "2", "cubed": "3"}
_POWERS_BEFORE = {"square": "2", "cubic": "3"}
_UNIT_PART = re.compile(r"\\([A-Za-z]+)(?:\{([^{}]*)\})?|([^\\\s.~]+)")


def quantity(name: str, arguments: list[str]) -> str:
    """What the command ``name`` prints for its ``arguments``: a number, a unit, both, a range or a list."""
    if not arguments:
        return ""
    if name in ("si", "unit"):
        return unit_text(arguments[-1])
    bare = name.startswith("num") or name == "ang"
    values = arguments if bare else arguments[:-1]
    if name.endswith("list"):
        numbers = ", ".join(map(_number, ";".join(values).split(";")))
    else:
        numbers = "–".join(map(_number, values))
    if name == "ang":
        return f"{numbers}°"
    return numbers if bare else f"{numbers} {unit_text(arguments[-1])}"


def _number(source: str) -> str:
    powered = re.sub(r"(?<=[\d)])\s?[eEdD]\s?([-+]?\d+)", r" × 10^\1", source.strip().replace("+-", r"\pm "))
    return tex_text(re.sub(r"^e(?=[-+]?\d)", "10^", powered).replace(" × 10^+", " × 10^"))


def unit_text(source: str) -> str:
    """A unit written with siunitx's words, with letters, or with both."""
    if "\\" not in source:
        return tex_text(source.replace(".", " "))
    parts: list[str] = []
    prefix = sign = power = ""
    for word, argument, letters in _UNIT_PART.findall(source):
        if word == "per":
            sign = "-"
        elif word in _POWERS or word == "tothe":
            if parts:
                exponent = "-" if "^-" in parts[-1] else ""
                parts[-1] = f"{parts[-1].partition('^')[0]}^{exponent}{_POWERS.get(word, argument)}"
        elif word in _POWERS_BEFORE or word == "raiseto":
            power = _POWERS_BEFORE.get(word, argument)
        elif word in _PREFIXES:
            prefix = _PREFIXES[word]
        elif letters and letters.startswith("^"):
            if parts:
                parts[-1] += letters.replace("{", "").replace("}", "")
        else:
            unit = tex_text(letters) if letters else _UNITS.get(word, "%" if word == "%" else word)
            unit, _, own = unit.partition("^")
            raised = sign + (own or power or "1") if sign or own or power else ""
            parts.append(prefix + unit + (f"^{raised}" if raised else ""))
            prefix = sign = power = ""
    return " ".join(part for part in parts if part)
