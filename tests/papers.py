"""Papers made by hand, for the tests of search and graph."""

from __future__ import annotations

from voltext.extract.extraction import (
    SCHEMA,
    Cell,
    Component,
    Condition,
    Evidence,
    Extraction,
    MaterialRef,
    Operation,
    Precursor,
    Recipe,
    Record,
    Sample,
)
from voltext.extract.quantities import parse_quantity
from voltext.ingest.document import Block, DocumentBuilder, Header, PaperClass


def condition(text: str) -> Condition:
    """A condition as extraction makes it: a quantity where the text is one."""
    quantity = parse_quantity(text)
    return Condition(text) if quantity is None else Condition.of(quantity)


class PaperMaker:
    """Collects sentences and the facts in them."""

    def __init__(self, id: str, title: str, *, year: int = 2020, chemistry: str = "li_ion", journal: str = "Cells"):
        self.id = id
        self.builder = DocumentBuilder()
        self.builder.add("title", title)
        self.header = Header(
            id=id, source=f"{id}.txt", sha256=id * 8, format="text", reader="text", doi=f"10.1000/{id}", title=title,
            authors=("Ada Volt",), journal=journal, year=year,
            paper_class=PaperClass(True, (chemistry,), "experimental", 0.9),
        )  # fmt: skip
        self.records: list[Record] = []
        self.recipes: list[Recipe] = []
        self.samples: list[Sample] = []
        self.cells: list[Cell] = []

    def say(self, text: str, *, section: str = "results") -> Block:
        """Add a paragraph."""
        block = self.builder.add("paragraph", text, section=section)
        assert block is not None
        return block

    def fact(
        self, text: str, property: str, value: str, material: MaterialRef, *, section: str = "results",
        own: bool = True, confidence: float = 0.8, sample: str | None = None, cell: str | None = None,
        conditions: dict[str, str] | None = None,
    ) -> Record:  # fmt: skip
        """Add a sentence and the record that it states; ``value`` must stand in it."""
        block = self.say(text, section=section)
        start = block.start + text.index(value)
        quantity = parse_quantity(value)
        assert quantity is not None
        evidence = Evidence(block.id, None, start, start + len(value), value, "sentence")
        record = Record(
            property, material, quantity.value, quantity.min, quantity.max, quantity.error, quantity.unit,
            quantity.qualifier, quantity.normalised, sample=sample, cell=cell,
            conditions={key: condition(each) for key, each in (conditions or {}).items()}, own=own,
            id=f"r{len(self.records)}", confidence=confidence, evidence=(evidence,),
        )  # fmt: skip
        self.records.append(record)
        return record

    def recipe(self, text: str, target: str, operation: str, *, sample: str | None = None, **conditions: str) -> Recipe:
        """Add a sentence of a synthesis, and its one step."""
        block = self.say(text, section="experimental")
        evidence = Evidence(block.id, None, block.start, block.end, text, "sentence")
        made = {key: condition(each) for key, each in conditions.items()}
        step = Operation("o1", operation, (target,), made, (evidence,))
        found = Recipe(f"recipe{len(self.recipes)}", sample, target, (Precursor("Li2CO3", "2 g"),), (step,))
        self.recipes.append(found)
        return found

    def cell(self, **components: str) -> Cell:
        """Add a cell with a component for each role."""
        parts = tuple(Component(role, name) for role, name in components.items())
        made = Cell(f"c{len(self.cells)}", "CR2032 coin cell", "full", parts)
        self.cells.append(made)
        return made

    def extraction(self) -> Extraction:
        """The paper as extraction leaves it."""
        document = self.builder.build(self.header)
        return Extraction(
            SCHEMA, document.header, document.blocks, samples=tuple(self.samples), cells=tuple(self.cells),
            records=tuple(self.records), recipes=tuple(self.recipes),
        )  # fmt: skip


LLZO = MaterialRef("LLZO", "Li7La3Zr2O12", "solid_electrolyte", "garnet")
NMC811 = MaterialRef("NCM811", "LiMn0.1Co0.1Ni0.8O2", "cathode_active", "layered_oxide")
LFP = MaterialRef("LiFePO4", "LiFePO4", "cathode_active", "olivine")


def garnet() -> Extraction:
    """A solid electrolyte of two samples, one sintered hot, one less so."""
    paper = PaperMaker("garnet00", "Garnet pellets of high density", year=2019, chemistry="solid_state", journal="Ions")
    paper.samples += [Sample("s1", "LLZO-950", LLZO, "recipe0"), Sample("s2", "LLZO-1200", LLZO, "recipe1")]
    cold, hot = "Pellets of LLZO-950 were sintered at 950 °C for 6 h.", "Pellets of LLZO-1200 were sintered at 1200 °C."
    paper.recipe(cold, "LLZO-950", "sintering", sample="s1", temperature="950 °C", time="6 h")
    paper.recipe(hot, "LLZO-1200", "sintering", sample="s2", temperature="1200 °C")
    paper.fact(
        "The pellet sintered at the lower temperature conducts 1.2 mS cm^-1 at 25 °C.", "ionic_conductivity",
        "1.2 mS cm^-1", MaterialRef("LLZO-950", "Li7La3Zr2O12"), sample="s1", conditions={"temperature": "25 °C"},
    )  # fmt: skip
    paper.fact(
        "The other reaches an ionic conductivity of 0.4 mS cm^-1 at room temperature.", "ionic_conductivity",
        "0.4 mS cm^-1", MaterialRef("LLZO-1200", "Li7La3Zr2O12"), sample="s2",
        conditions={"temperature": "room temperature"},
    )  # fmt: skip
    paper.fact(
        "Earlier pellets gave 0.2 mS cm^-1 at 60 °C.", "ionic_conductivity", "0.2 mS cm^-1", LLZO, own=False,
        section="introduction", conditions={"temperature": "60 °C"},
    )  # fmt: skip
    return paper.extraction()


def nickel() -> Extraction:
    """A cathode in a cell with a silicon anode."""
    paper = PaperMaker("nickel00", "Nickel-rich cathodes against silicon", year=2021, journal="Power Letters")
    cell = paper.cell(cathode="NCM811", anode="silicon", electrolyte="1 M LiPF6 in EC/DMC", separator="Celgard 2400")
    paper.fact(
        "NCM811 delivers 205 mAh g^-1 at 1C in the first cycle.", "discharge_capacity", "205 mAh g^-1", NMC811,
        cell=cell.id, conditions={"rate": "1C", "cycle_index": "first"}, confidence=0.95,
    )  # fmt: skip
    paper.fact(
        "It keeps 190 mAh g^-1 at C/10 between 2.8 and 4.3 V.", "discharge_capacity", "190 mAh g^-1", NMC811,
        cell=cell.id, conditions={"rate": "C/10", "voltage_window": "2.8-4.3 V"},
    )  # fmt: skip
    after = {"cycles": "500 cycles"}
    paper.fact(
        "Its capacity retention is 85 % after 500 cycles.", "capacity_retention", "85 %", NMC811, conditions=after
    )
    return paper.extraction()


def olivine() -> Extraction:
    """A cathode with a range and a value per area."""
    paper = PaperMaker("olivine0", "Lithium iron phosphate on graphite", year=2014)
    paper.cell(cathode="LiFePO4", anode="graphite")
    slow = {"rate": "C/5"}
    paper.fact("LiFePO4 gave 140-155 mAh g^-1 at C/5.", "discharge_capacity", "140-155 mAh g^-1", LFP, conditions=slow)
    paper.fact("The areal capacity was 2.1 mAh cm^-2.", "areal_capacity", "2.1 mAh cm^-2", LFP)
    paper.fact("Plates of LiFePO4 are 300 nm wide.", "particle_size", "300 nm", LFP, confidence=0.4)
    paper.say("α-Fe2O3 was seen as an impurity of the Li-ion cathodes.", section="discussion")
    return paper.extraction()


def all_papers() -> tuple[Extraction, ...]:
    """The three papers."""
    return garnet(), nickel(), olivine()
