"""Looks of labels: which words can be the label of a sample, and which are methods, units, bonds or devices."""

from __future__ import annotations

import re
from functools import lru_cache

from .analysis import MaterialMention
from .materials import materials_in

_NO_LABEL = frozenset(
    """MPa GPa kPa TPa MHz GHz kHz THz kWh MWh GWh MeV keV GeV MBq
    XRD SEM TEM HRTEM HR-TEM FESEM FE-SEM STEM HAADF HAADF-STEM EDS EDX EELS XPS XAS XANES EXAFS FTIR FT-IR ATR-FTIR
    NMR DFT AIMD MD TGA DSC DTA TG-DSC BET BJH ICP ICP-OES ICP-MS AFM SAED TOF-SIMS ToF-SIMS SIMS CV EIS GITT PITT LSV
    DRT OCV OCP SEI CEI CE ICE ACE CCD SOC DOD EOL SOH RUL CAM LIB SIB PIB NIB SSB ASSB ASSLB ASSLMB LMB LSB VRFB RFB
    EV HEV ESS RDE RRDE ORR OER HER RHE SHE SCE NHE PDF PXRD SXRD NPD UV UV-Vis IR HOMO LUMO ML SVM RMSE MAE CNN LSTM
    EXP CC CC-CV CCCV CR USA UK PNNL VESTA VASP GPR SHAP LIME AI RF XRF WAXS SAXS PVT TPB TPBs OCP ASR ESR CPE
    SOFC SOFCs IT-SOFC SOEC PEMFC MEA DC AC TEC CTE RT BMS PC SI S/N N/P E/S O/C Ni/Co R-3m C2/m P63/mmc Fd-3m
    RedOx REDOX CH4 CO2 H2S NH3 H2O C2H4 C2H6 C3H8 SO2 NO2
    LISICON NASICON FTO ITO DNA RNA III VII XII
    MIEC GPE SPE CPE CSE SSE SSEs ISE PCE LED QY WOS FWHM TCSPC LUMO LED ToF X-PEEM PEEM""".split()  # noqa: SIM905 - a word a line is a page
)
# `HT-XRD`, `TG-MS`
_METHOD = re.compile(
    r"[-–/](?:XRD|SEM|TEM|XPS|EIS|NMR|DSC|MS|OES|TGA|EDS|EDX|AFM|FTIR|DFT|GITT|XAS|SAXS|IR|UV|HPLC|XRF|CT)$"
)
_WORD_PART = re.compile(r"(?:^|[@/–\-+])[a-z]{3,}")
_PLURAL = re.compile(r"[A-Z]{2,}s$")
_SETTING = re.compile(
    r"^(?:\d[\d.]*|[\d.]*C/[\d.]+|[A-Z]\d{0,2}|\d+[A-Z][a-z]?)$"
    r"|^[\d.]+ ?(?:m?Ah?(?:g|cm)?|m?Wh?(?:kg|cm)?|k?V|[kM]?Hz|wt|M|m[Lgm])\b"
)
_COUPLE = re.compile(
    r"^(?:Li|Na|K|Zn|Mg)[/|‖]|^(?:Li|Na|K|Zn|Mg|Al|Ca)[-–/](?:ion|S|O2|air|Se|CO2|Li|Na|Cu|In|metal|X)\b"
    r"|/(?:Li|Na|K|Zn|Mg|Cu|Gr|LTO)$"
)
_DEVICES = re.compile(r"(?:SOFC|SOEC|PEMFC|AEMFC|PEM|MEA|LIB|SIB|KIB|ASSB|LMB|LMR?B|VRFB|RFB|EDLC|DSSC|PSC)s?$")
_LINE = re.compile(
    r"(?:K[αβa]|-?Kα|[-–]?edge)$|^[A-Z]\d{1,2}[-–][A-Z]\d{1,2}$"
    # bonds, figures of the supplement
    r"|^(?:C|O|N|H|P|S|F|Si|B|M)\d{0,2}[-–](?:C|O|N|H|P|S|F|Si|B|M)\d{0,2}$|^[SF]\d{1,2}[a-z]?$"
)


@lru_cache(maxsize=4096)
def is_label(label: str) -> bool:
    """Whether a word looks like the label of a sample, and like no method, unit, bond or device."""
    if not 2 < len(label) <= 28 or label in _NO_LABEL or _PLURAL.search(label) or _DEVICES.search(label):
        return False
    if _SETTING.match(label) or _COUPLE.search(label) or _LINE.search(label) or _METHOD.search(label):
        return False
    capitals = sum(c.isupper() for c in label)
    digits = any(c.isdigit() for c in label)
    if capitals < 2 and not (capitals and (digits or "@" in label)):
        return False
    if label.isalpha() and 2 * capitals <= len(label):
        return False  # RedOx, MatLab
    if _WORD_PART.search(label) and "@" not in label:
        return False  # Li-ion, Co-doped, graphite-based
    # Nyquist, Mott-Schottky, Table1
    return not re.fullmatch(r"[A-Z][a-z]+(?:[-–][A-Z][a-z]+)*\d*", label) or has_material(label)


@lru_cache(maxsize=4096)
def may_be_name(label: str) -> bool:
    """Whether a word of few capitals (``PhosV``) may be the name of the thing beside it."""
    return (
        re.fullmatch(r"[A-Z][a-z]{1,5}[A-Z][A-Za-z]{0,4}|(?![IVX]{2})[A-Z]{2}", label) is not None
        and label not in _NO_LABEL
    )


@lru_cache(maxsize=4096)
def has_material(label: str) -> bool:
    """Whether a known material is a part of the label (``LTO`` of ``Nb-LTO``)."""
    return bool(parts_of(label))


def parts_of(label: str) -> list[MaterialMention]:
    """The known materials that the label joins, in their order."""
    found: list[MaterialMention] = []
    for part in re.split(r"[@⊂/–\-+]", label):
        if len(part) > 1:
            found += [m for m in materials_in(f"{part} powder") if m.text == part]
    return found
