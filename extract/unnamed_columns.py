"""Columns whose heading names no property of the vocabulary: what their unit and a bare word or symbol tell."""

from __future__ import annotations

import re

from .elements import SYMBOLS
from .hints import Hinted
from .properties import OTHER

# Of these nothing is set by the experimenter: a column in such a unit is measured.
_RESULTS = frozenset(
    {
        "specific_volume", "specific_capacitance", "areal_capacitance", "volumetric_capacitance", "viscosity",
        "thermal_conductivity", "resistivity", "areal_energy", "conductance", "mobility", "surface_energy", "energy",
        "molar_energy", "fade_per_cycle", "voltage_fade", "molar_heat_capacity", "specific_heat_capacity",
        "per_temperature", "number_density", "areal_number_density", "magnetisation", "magnetic_moment",
        "molar_volume", "specific_resistance_mass", "tafel_slope", "capacitance", "inductance", "air_resistance",
    }
)  # fmt: skip
_BY_WORD = (
    ("overpotential", {"voltage"}, r"^[Δ△]\s?[φϕEVU]|\b(?:gap|hysteresis|polari[sz]ation)\b"),
    (OTHER, {"velocity"}, r"^k\s?[_^]?(?:0|s|app)\b|\brate constants?\b"),
    (OTHER, {"scan_rate"}, r"\b(?:degrad|decay|fad|drift|los[st]|ag(?:e?ing)|drop|stabilit)"),  # mV/1000 h
    (OTHER, {"time"}, r"\b(?:relaxation|response|gelation|wetting|charg(?:e|ing)) times?\b|\btime constants?\b|^τ"),
    (
        "voltage",
        {"voltage"},
        r"\b(?:voltages?|potentials?|window|ESW|stability|anodic limit)\b"
        r"|^E_?corr|\b(?:anodic|cathodic|oxidati(?:on|ve)|reducti(?:on|ve)) (?:limits?|peaks?)\b"
        r"|^[φϕ]_?[apcox]\w{0,3}"
        r"|^E_?(?:1/2|½)"
        r"|^[EVU]_?(?:avg|ave|av|mean|nom|ox|red|onset|op|cell|ocv?|plat\w*|mid|p[ac]|1/2|½|dis|cha?)?(?:,\w{1,4})?$",
    ),
    (
        "cycle_life",
        {"time", "cycles"},
        r"\b(?:life|lives|knee|EFC|EOL|short[- ]?circuit\w*)\b|^(?:stable )?cycl\w+ (?:time|hours|duration|span)\b",
    ),
    ("particle_size", {"length"}, r"\b(?:sizes?|diameters?|radius|radii)\b|^L_?[ac](?:_?\(?\d{2,3}\)?)?$"),
    ("coulombic_efficiency", {"percent"}, r"\befficienc\w+ of (?:the )?(?:first|1st)|\bCE\b"),
    ("capacity_retention", {"percent"}, r"\bretain|\bretention|^C?R_?\d{2,4}$|^CR$"),
    ("density", {"density", "mass_concentration", "percent"}, r"^ρ|^(?:mass )?densit(?:y|ies)$"),
    ("thickness", {"length"}, r"^(?:d|t|thick\.?)$"),
)
_WORDS = tuple((code, dimensions, re.compile(pattern, re.IGNORECASE)) for code, dimensions, pattern in _BY_WORD)
_NO_PARTICLE = re.compile(
    r"\b(?:pores?|crack|grain boundar|spot|beam|mesh|sample|electrode|disc|disk|pellet)\b", re.IGNORECASE
)
# Shares, lengths, pressures and temperatures may be settings: of them a name must say that they are results.
_MEASURED = Hinted(
    r"\b(?:strength|stress|modulus|hardness|toughness|yield|elongation|strain|contents?|fractions?|ferrite|martensite"
    r"|crystallinity|conversion|recover(?:y|ed)|removal|leaching|dissolution|extraction|swelling|loss|residue|transmittance"
    r"|absorption|absorbed|adsorbed|degree|efficienc\w+|utili[sz]ation|purity|impurit\w+|residual|components?|depths?"
    r"|widths?|heights?|rough\w+|gel|uptake|enthalp\w+|entrop\w+|pressure at|equilibrium|plateau|peq|corrosion|leakage"
    r"|expansions?|permeabilit\w+|transmission|crossover|growth|increase|gas volume|gas evolution"
    r"|contributions?|(?:IR|pressure|voltage) drops?|fad(?:e|ing)|decay|retained|uptake|share of|wettability|adhesion"
    r"|max\w*\.? (?:\w+ )?(?:heating|temperature|concentration)|gas(?:es)? released|vent\w*)\b"
    r"|^(?:U?TS|YS|R[mpe]L?|R_?[mpe]|A|Z|EL|PCE|FF|[VE]E|J_?SC|V_?OC|HV\d*|E|CCD|q_?(?:max|e)|C_?max|P_?eq)\b"
    r"|^(?:WU|WUR|SR|IEC|EU|LU|WCA|WVTR|TGA|[ijJI]_?(?:corr|0|o|lim|L|ss|leak))\b|^χ_?c"
    r"|^D_?(?:ap|p|pore|BJH|avg|ave)\b"
    r"|^[TD]_?\d+ ?%|^X_?c\b|^T_?d,? ?\d+ ?%|^T_?(?:[dgmpct]|tr|trans|onset|peak|max|end)\w{0,6}(?: ?%)?$|^DBTT\b|^[△Δ]"
    r"|\b(?:flash|boiling|freezing|self[- ]?heating|thermal runaway|runaway|venting|trigger|transition"
    r"|transformation|melting|decomposition|onset|peak|degradation|softening|crystalli[sz]ation|liquidus|solidus|curie)\b",
    flags=re.IGNORECASE,
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
        "temperature_rate",
        "liquid_per_charge",
        "molality",
        "concentration",
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
    words = _CHARGE.sub("", words.strip())
    return words in SYMBOLS or _OXIDE.fullmatch(words) is not None


_CHARGE = re.compile(r"\^?\d?[+-]$")
_SHARES = frozenset(
    {"percent", "mass_fraction", "volume_fraction", "mole_fraction", "trace_fraction", "concentration"}
    | {"mass_concentration"}
)
# Where shares of species are results: `Leaching efficiencies of the metals`, `Residual lithium compounds`.
_OF_SPECIES = re.compile(
    r"\b(?:leach\w*|recover\w*|extract\w*|dissol\w*|residual|residues|removal|precipitat\w*|selectiv\w*|stripping"
    r"|impurit\w*|separation|phase (?:fractions?|compositions?|contents?)|solubilit\w*|water contents?|moisture)\b",
    re.IGNORECASE,
)


def speaks_of_shares(caption: str, dimension: str | None) -> bool:
    """Whether a caption says that shares of species are results rather than what something is made of."""
    return dimension in _SHARES and _OF_SPECIES.search(caption) is not None


# Numbers without a unit that are results by their names.
_UNITLESS = re.compile(
    r"\b(?:macmullin|bruggeman|tortuosit\w*|transfer coefficients?|donor numbers?|acceptor numbers?|roughness factors?"
    r"|polydispersity|refractive ind\w+|permittivit\w*|dielectric|selectivit\w*|degrees? of \w+|exponents?"
    r"|coordination numbers?|capacity ratio|safety factor|bond orders?|ratio of intensit\w+|intensity ratios?)\b"
    r"|^b(?:[- ]?values?)?(?: ?\(.{1,20}\))?$|^(?:CPE|Q|W)\w{0,6}[-_, ]?(?:P|n|α)$|^N_?M$|^τ$|^pH$|^[ÐĐ]$|^PDI$"
    r"|^I_?D ?/ ?I_?G$"
    r"|^I_?\(?00\d\)? ?/ ?I_?\(?\d{3}\)?$|^ε_?r?$|^DN$",
    re.IGNORECASE,
)


def is_plain_number(words: str) -> bool:
    """Whether a heading names a result that has no unit."""
    return _UNITLESS.search(words) is not None


# What an experimenter sets, or what a sample is: columns of these are no results without another word.
_SET = re.compile(
    r"\b(?:soc|dod|state of charge|depth of|concentrations?|contents?|amounts?|fractions?|ratios?|dos(?:e|age)"
    r"|loadings?|temp(?:erature)?s?|times?|duration|period|pressures?|rates?|speeds?|power|windows?|cut-?offs?|flow|frequenc\w+"
    r"|mass|weights?|volumes?|excess|humidity|RH|diameters?|area|lengths?|widths?|radius|steps?|molecular|molar mass"
    r"|n/p|e/s|current|additives?|binders?|solvents?|salts?|compositions?|doping|dopants?|energy of|formula|nominal|set"
    r"|target|limits?|scan|distance|positions?|input|focal|focus|dimensions?|size of|number of|year|share"
    r"|proportion|parts?|charge|water|solid)\b|^[xyznTt]\b",
    re.IGNORECASE,
)
_SETTABLE = frozenset(
    {
        "temperature",
        "time",
        "mass",
        "concentration",
        "molality",
        "rotation",
        "flow_rate",
        "scan_rate",
        "temperature_rate",
    }
    | {
        "c_rate",
        "current",
        "cycles",
        "amount",
        "volume",
        "ratio",
        "area",
        "power",
        "wavenumber",
        "molar_mass",
        "mass_rate",
    }
    | {"specific_current", "liquid_per_mass", "liquid_per_charge", "mass_per_charge", "force", "velocity", "fold"}
    | {"electrons", "sieve", "loading", "field_strength", "orders", "mass_fraction", "volume_fraction", "mole_fraction"}
    | {"atomic_fraction", "trace_fraction"}
)


def may_be_result(words: str, dimension: str | None, caption: str) -> bool:
    """Whether a column beside other results is one as well, though nothing names it: nobody sets it by hand."""
    if not words or is_species(words) or _CHEMICAL.search(words) or _SET.search(words) or _LEVEL.search(words):
        return False
    if dimension == "temperature":
        return _T_SUBSCRIPT.fullmatch(words) is not None and _MADE.search(caption) is None
    if dimension is None:
        return len(words) <= _SYMBOL and " " not in words
    return dimension not in _SETTABLE


_SYMBOL = 6
_T_SUBSCRIPT = re.compile(r"T_?\w{1,5}")
_MADE = re.compile(
    r"\b(?:synthe\w*|sinter\w*|calcin\w*|anneal\w*|prepar\w*|conditions?|parameters? of)\b", re.IGNORECASE
)


# `Ni 2p_3/2 (eV)`: the energies of spectra.
_LEVEL = re.compile(r"\b\d[spdf](?:_?\d/2)?\b|\b[A-Z][a-z]? ?\d[spdf]\d?")


def is_level(words: str) -> bool:
    """Whether a heading names a line of a spectrum (``Ni 2p3/2``)."""
    return _LEVEL.search(words) is not None
