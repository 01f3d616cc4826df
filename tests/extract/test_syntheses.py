"""Syntheses of textbooks balance: every element conserved, every starting material used, gases of the usual kinds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from voltext.extract.equation import Equation, balance
from voltext.extract.formula import parse_formula

# target: starting materials; an asterisk marks a synthesis without oxygen.
SYNTHESES = """
LiCoO2: Li2CO3 CoO
LiCoO2: LiOH·H2O Co3O4
LiCoO2: Li2CO3 Co(OH)2
LiNiO2: LiOH·H2O Ni(OH)2
LiNiO2: LiOH NiO
LiMn2O4: Li2CO3 MnO2
LiMn2O4: Li2CO3 Mn2O3
LiMn2O4: LiOH·H2O Mn3O4
LiMn2O4: LiNO3 Mn(NO3)2·4H2O
LiNi0.5Mn1.5O4: Li2CO3 NiO MnO2
LiNi0.5Mn1.5O4: LiOH·H2O Ni0.25Mn0.75(OH)2
LiNi1/3Co1/3Mn1/3O2: Li2CO3 Ni1/3Co1/3Mn1/3(OH)2
LiNi0.6Co0.2Mn0.2O2: LiOH·H2O Ni0.6Co0.2Mn0.2(OH)2
LiNi0.8Co0.15Al0.05O2: LiOH·H2O Ni0.8Co0.15Al0.05(OH)2
LiNi0.5Mn0.5O2: Li2CO3 NiO MnO2
Li1.2Ni0.13Co0.13Mn0.54O2: Li2CO3 NiO Co3O4 MnO2
Li2MnO3: Li2CO3 MnO2
Li2MnO3: LiOH·H2O MnCO3
Li2RuO3: Li2CO3 RuO2
Li4Ti5O12: LiOH·H2O TiO2
Li4Ti5O12: Li2CO3 TiO2
Li2TiO3: Li2CO3 TiO2
LiV3O8: Li2CO3 V2O5
LiV3O8: LiOH·H2O NH4VO3
LiFePO4: Li2CO3 FeC2O4·2H2O (NH4)2HPO4 *
LiFePO4: LiH2PO4 FeC2O4·2H2O *
LiFePO4: LiOH·H2O FePO4·2H2O
LiFePO4: Li3PO4 Fe3(PO4)2
LiMnPO4: Li2CO3 MnCO3 NH4H2PO4
LiCoPO4: Li2CO3 Co3O4 NH4H2PO4
Li3V2(PO4)3: Li2CO3 V2O5 NH4H2PO4
Li2FeSiO4: Li2SiO3 FeC2O4·2H2O *
Li2FeSiO4: Li2CO3 FeC2O4·2H2O SiO2 *
NaFeO2: Na2O2 Fe2O3
NaFeO2: Na2CO3 Fe2O3
NaCoO2: Na2CO3 Co3O4
NaCrO2: Na2CO3 Cr2O3
NaMnO2: Na2CO3 Mn2O3
Na0.44MnO2: Na2CO3 Mn2O3
Na2/3Fe1/2Mn1/2O2: Na2CO3 Fe2O3 Mn2O3
Na2/3Ni1/3Mn2/3O2: Na2CO3 NiO MnO2
NaNi1/3Fe1/3Mn1/3O2: Na2CO3 NiO Fe2O3 MnO2
Na3V2(PO4)3: Na2CO3 NH4VO3 NH4H2PO4
Na3V2(PO4)2F3: VPO4 NaF
Na2FePO4F: NaF Na2CO3 FeC2O4·2H2O NH4H2PO4 *
Na2Ti3O7: Na2CO3 TiO2
NaTi2(PO4)3: Na2CO3 TiO2 NH4H2PO4
Na3Zr2Si2PO12: Na2CO3 ZrO2 SiO2 NH4H2PO4
Na3Zr2Si2PO12: Na3PO4·12H2O ZrO2 SiO2
K2Ti4O9: K2CO3 TiO2
Li7La3Zr2O12: Li2CO3 La2O3 ZrO2
Li7La3Zr2O12: LiOH La(OH)3 ZrO2
Li6.4La3Zr1.4Ta0.6O12: LiOH·H2O La2O3 ZrO2 Ta2O5
Li6.25Al0.25La3Zr2O12: LiOH·H2O Al2O3 La2O3 ZrO2
Li6.4Ga0.2La3Zr2O12: LiNO3 Ga(NO3)3 La(NO3)3 ZrO(NO3)2
Li5La3Ta2O12: LiOH·H2O La2O3 Ta2O5
Li1.3Al0.3Ti1.7(PO4)3: LiNO3 Al(NO3)3·9H2O TiO2 NH4H2PO4
Li1.5Al0.5Ge1.5(PO4)3: Li2CO3 Al2O3 GeO2 NH4H2PO4
LiTi2(PO4)3: Li2CO3 TiO2 (NH4)2HPO4
Li0.33La0.557TiO3: Li2CO3 La2O3 TiO2
La2Zr2O7: La2O3 ZrO2
Li3PS4: Li2S P2S5 *
Li7P3S11: Li2S P2S5 *
Li10GeP2S12: Li2S GeS2 P2S5 *
Li10SnP2S12: Li2S SnS2 P2S5 *
Li6PS5Cl: Li2S P2S5 LiCl *
Li6PS5Br: Li2S P2S5 LiBr *
Li5.5PS4.5Cl1.5: Li2S P2S5 LiCl *
Na3PS4: Na2S P2S5 *
Na3SbS4: Na2S Sb2S3 S *
Li3YCl6: LiCl YCl3 *
Li3InCl6: LiCl InCl3 *
Li3InCl6: LiCl InCl3·4H2O *
Li2ZrCl6: LiCl ZrCl4 *
Li3YBr6: LiBr YBr3 *
LiNbO3: Li2CO3 Nb2O5
LiTaO3: Li2CO3 Ta2O5
Li2ZrO3: Li2CO3 ZrO2
LiAlO2: Li2CO3 Al2O3
Li4SiO4: Li2CO3 SiO2
Li2SiO3: Li2CO3 SiO2
TiNb2O7: TiO2 Nb2O5
BaTiO3: BaCO3 TiO2
SrTiO3: SrCO3 TiO2
CaMnO3: CaCO3 MnO2
LaCoO3: La2O3 Co3O4
LaMnO3: La2O3 Mn2O3
LaMnO3: La(NO3)3·6H2O Mn(NO3)2·4H2O
La0.6Sr0.4CoO3: La2O3 SrCO3 Co3O4
La0.8Sr0.2MnO3: La2O3 SrCO3 MnO2
La0.6Sr0.4Co0.2Fe0.8O3: La(NO3)3·6H2O Sr(NO3)2 Co(NO3)2·6H2O Fe(NO3)3·9H2O
Ba0.5Sr0.5Co0.8Fe0.2O3: BaCO3 SrCO3 Co3O4 Fe2O3
Ce0.9Gd0.1O1.95: Ce(NO3)3·6H2O Gd(NO3)3·6H2O
Zr0.92Y0.08O1.96: ZrO2 Y2O3
La0.9Sr0.1Ga0.8Mg0.2O2.85: La2O3 SrCO3 Ga2O3 MgO
Bi2Te3: Bi Te *
BiFeO3: Bi2O3 Fe2O3
YBa2Cu3O7: Y2O3 BaCO3 CuO
CoFe2O4: Co(NO3)2·6H2O Fe(NO3)3·9H2O
NiCo2O4: Ni(NO3)2·6H2O Co(NO3)2·6H2O
ZnCo2O4: Zn(NO3)2·6H2O Co(NO3)2·6H2O
NiFe2O4: NiO Fe2O3
ZnFe2O4: ZnO Fe2O3
MgAl2O4: MgO Al2O3
ZnO: Zn(CH3COO)2·2H2O
NiO: Ni(OH)2
Co3O4: CoCO3
Co3O4: Co(NO3)2·6H2O
Fe2O3: FeC2O4·2H2O
Mn2O3: MnCO3
V2O5: NH4VO3
MoO3: (NH4)6Mo7O24·4H2O
WO3: H2WO4
CeO2: Ce(NO3)3·6H2O
CuO: Cu(NO3)2·3H2O
MgO: Mg(OH)2
CaO: CaCO3
Al2O3: Al(OH)3
TiO2: TiOSO4
SnO2: SnC2O4
LiFe0.5Mn0.5PO4: Li2CO3 FeC2O4·2H2O MnC2O4·2H2O NH4H2PO4 *
LiMn0.8Fe0.2PO4: LiOH·H2O MnCO3 FeC2O4·2H2O H3PO4 *
LiVPO4F: VPO4 LiF
VPO4: NH4VO3 NH4H2PO4 H2C2O4 *
FePO4: Fe(NO3)3·9H2O NH4H2PO4
Li3VO4: Li2CO3 V2O5
LiNi0.9Co0.05Mn0.05O2: LiOH·H2O Ni0.9Co0.05Mn0.05(OH)2
LiNi0.4Mn1.6O4: Li2CO3 NiO MnO2
LiAl0.1Mn1.9O4: Li2CO3 Al2O3 MnO2
LiCr0.1Mn1.9O4: Li2CO3 Cr2O3 MnO2
Li2CuO2: Li2O CuO *
Li5FeO4: Li2O Fe2O3 *
Li6CoO4: Li2O CoO *
Li3N: Li N2 *
Li2S: Li S *
FeS2: FeS S *
SiC: Si C *
Mg2Si: Mg Si *
Na2Fe2(SO4)3: Na2SO4 FeSO4 *
NaMgF3: NaF MgF2 *
Li2NiO2: Li2O NiO *
Li3BO3: Li2CO3 B2O3
Li2B4O7: Li2CO3 H3BO3
LiBO2: LiOH·H2O H3BO3
Li2MoO4: Li2CO3 MoO3
Li2WO4: Li2CO3 WO3
LiGaO2: Li2CO3 Ga2O3
Li3SbO4: Li2CO3 Sb2O3
Li2SnO3: Li2CO3 SnO2
Li3NbO4: Li2CO3 Nb2O5
Li1.3Nb0.3Mn0.4O2: Li2CO3 Nb2O5 Mn2O3 *
Li1.2Ti0.4Mn0.4O2: Li2CO3 TiO2 Mn2O3 *
NaNi0.5Mn0.5O2: Na2CO3 NiO MnO2
Na2Mn3O7: Na2CO3 MnCO3
Na4Fe3(PO4)2P2O7: Na4P2O7 FeC2O4·2H2O NH4H2PO4 *
NaFePO4: Na2CO3 FeC2O4·2H2O NH4H2PO4 *
KVPO4F: VPO4 KF
K2Fe2O4: K2CO3 Fe2O3
Na2ZrCl6: NaCl ZrCl4 *
Na3YCl6: NaCl YCl3 *
Li3ErCl6: LiCl ErCl3 *
Li3ScCl6: LiCl ScCl3 *
LiAlCl4: LiCl AlCl3 *
Li4SnS4: Li2S SnS2 *
Li3AsS4: Li2S As2S5 *
Na3PSe4: Na2Se P2Se5 *
Li7PS6: Li2S P2S5 *
Li6PS5I: Li2S P2S5 LiI *
CuFe2O4: CuO Fe2O3
MnCo2O4: Mn(CH3COO)2·4H2O Co(CH3COO)2·4H2O
PbTiO3: PbO TiO2
CaTiO3: CaCO3 TiO2
LaFeO3: La(NO3)3·6H2O Fe(NO3)3·9H2O
LaAlO3: La2O3 Al2O3
La2NiO4: La2O3 NiO
Pr0.6Sr0.4FeO3: Pr6O11 SrCO3 Fe2O3
BaZr0.8Y0.2O2.9: BaCO3 ZrO2 Y2O3
Y3Al5O12: Y2O3 Al2O3
KNbO3: K2CO3 Nb2O5
"""
CASES = SYNTHESES.strip().splitlines()


def read(line: str) -> tuple[str, list[str], bool]:
    target, _, rest = line.partition(": ")
    names = rest.split()
    return target, [name for name in names if name != "*"], "*" in names


@pytest.mark.parametrize("line", CASES)
def test_a_known_synthesis_balances(line: str) -> None:
    target, precursors, inert = read(line)
    equation = balance(target, precursors, inert=inert)
    assert isinstance(equation, Equation), equation
    total: dict[str, Fraction] = {}
    left = (*equation.precursors, *equation.taken)
    for sign, terms in ((1, left), (-1, ((target, Fraction(1)), *equation.released))):
        for name, amount in terms:
            assert amount > 0
            formula = parse_formula(name)
            assert formula is not None
            for symbol, count in formula.elements.items():
                total[symbol] = total.get(symbol, Fraction(0)) + sign * amount * (count.value or 0)
    assert not any(total.values())
    assert [name for name, _ in equation.precursors] == precursors
    assert not (inert and equation.taken)
