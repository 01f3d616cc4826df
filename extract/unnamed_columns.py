"""Columns whose heading names no property of the vocabulary: what their unit and a bare word or symbol tell."""

from __future__ import annotations

import re

from .elements import SYMBOLS
from .properties import OTHER

# Of these nothing is set by the experimenter: a column in such a unit is measured.
_RESULTS = frozenset(
    {
        "specific_volume", "specific_capacitance", "areal_capacitance", "volumetric_capacitance", "viscosity",
        "thermal_conductivity", "resistivity", "areal_energy", "conductance", "mobility", "surface_energy", "energy",
        "molar_energy", "fade_per_cycle", "voltage_fade", "molar_heat_capacity", "specific_heat_capacity",
        "per_temperature", "number_density", "areal_number_density", "magnetisation", "magnetic_moment",
        "molar_volume", "specific_resistance_mass", "tafel_slope", "capacitance", "inductance",
    }
)  # fmt: skip
_BY_WORD = (
    (
        "voltage",
        {"voltage"},
        r"\b(?:voltages?|potentials?|window|ESW|stability|anodic limit)\b"
        r"|^[EVU]_?(?:avg|ave|av|mean|nom|ox|red|onset|op|cell|ocv?|plat\w*|mid|p[ac]|1/2|½|dis|cha?)?(?:,\w{1,4})?$",
    ),
    ("cycle_life", {"time", "cycles"}, r"\b(?:life|lives)\b|^(?:stable )?cycl\w+ (?:time|hours|duration)\b"),
    ("particle_size", {"length"}, r"\b(?:sizes?|diameters?|radius|radii)\b"),
    ("coulombic_efficiency", {"percent"}, r"\befficienc\w+ of (?:the )?(?:first|1st)|\bCE\b"),
    ("capacity_retention", {"percent"}, r"\bretain|\bretention|^C?R_?\d{2,4}$|^CR$"),
    ("density", {"density", "percent"}, r"^ρ"),
    ("thickness", {"length"}, r"^(?:d|t|thick\.?)$"),
)
_WORDS = tuple((code, dimensions, re.compile(pattern, re.IGNORECASE)) for code, dimensions, pattern in _BY_WORD)
_NO_PARTICLE = re.compile(
    r"\b(?:pores?|crack|grain boundar|spot|beam|mesh|sample|electrode|disc|disk|pellet)\b", re.IGNORECASE
)
# Shares, lengths, pressures and temperatures may be settings: of them a name must say that they are results.
_MEASURED = re.compile(
    r"\b(?:strength|stress|modulus|hardness|toughness|yield|elongation|strain|contents?|fractions?|ferrite|martensite"
    r"|crystallinity|conversion|recover(?:y|ed)|removal|leaching|extraction|swelling|loss|residue|transmittance"
    r"|absorption|absorbed|adsorbed|degree|efficienc\w+|utili[sz]ation|purity|impurit\w+|residual|components?|depths?"
    r"|widths?|heights?|rough\w+|gel|uptake|enthalp\w+|entrop\w+|pressure at|equilibrium|plateau|peq|corrosion|leakage"
    r"|expansions?|permeabilit\w+|transmission|crossover|growth|increase|gas volume|gas evolution)\b"
    r"|^(?:U?TS|YS|R[mpe]L?|R_?[mpe]|A|Z|EL|PCE|FF|[VE]E|J_?SC|V_?OC|HV\d*|E|CCD|q_?(?:max|e)|C_?max|P_?eq)\b"
    r"|^[TD]_?\d+ ?%|^X_?c\b|^T_?d,? ?\d+ ?%|^T_?(?:[dgmpct]|tr|trans|onset|peak|max|end)\w{0,6}(?: ?%)?$|^DBTT\b|^[△Δ]"
    r"|\b(?:transition|transformation|melting|decomposition|onset|peak|degradation|softening|crystalli[sz]ation|liquidus"
    r"|solidus|curie)\b",
    re.IGNORECASE,
)
# Shares of elements say what a sample is, not how it does.
_CHEMICAL = re.compile(r"\b(?:chemical|elemental|element|EDS|EDX|ICP|XPS)\b")
_SOMETIMES = frozenset(
    {"percent", "mass_fraction", "volume_fraction", "atomic_fraction", "mole_fraction", "trace_fraction", "pressure"}
    | {
        "temperature",
        "length",
        "liquid_volume",
        "current_density",
        "acidity",
        "angle",
        "mass_concentration",
        "frequency",
        None,
    }
)


def property_by_dimension(words: str, dimension: str) -> str | None:
    """The property that a bare word of a heading names in ``dimension`` (``Voltage / V``, ``Size (nm)``), or None."""
    for code, dimensions, pattern in _WORDS:
        if dimension in dimensions and pattern.search(words):
            return None if code == "particle_size" and _NO_PARTICLE.search(words) else code
    return OTHER if dimension in _RESULTS else None


def is_measured(words: str, dimension: str | None) -> bool:
    """Whether a heading that names no property speaks of a result in ``dimension`` rather than of a setting."""
    if dimension not in _SOMETIMES or _CHEMICAL.search(words):
        return False
    return _MEASURED.search(words) is not None


_OXIDE = re.compile(r"(?:[A-Z][a-z]?\d?){1,2}O\d?")


def is_species(words: str) -> bool:
    """Whether a heading is a lone element or oxide: its share says what a sample is made of."""
    return words.strip() in SYMBOLS or _OXIDE.fullmatch(words.strip()) is not None
