"""The graph's schema: labels with their keys, edges with their ends, and the Cypher texts that write and count them.

Every value travels as a parameter; no name from a paper ever becomes part of a text. The texts use nothing that the
supported servers disagree about.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA_VERSION = 7


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of node and the property that identifies it. ``owned`` nodes belong to one document and go with it."""

    name: str
    key: str
    owned: bool

    @property
    def constraint(self) -> str:
        """Cypher: the key is unique."""
        name = f"voltext_{self.name.lower()}_key"
        return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{self.name}) REQUIRE n.{self.key} IS UNIQUE"

    @property
    def index(self) -> str:
        """Cypher: owned nodes are found by their document."""
        name = f"voltext_{self.name.lower()}_document"
        return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{self.name}) ON (n.document)"

    @property
    def write(self) -> str:
        """Cypher: nodes of ``$rows`` (key, properties), made or brought up to date.

        What documents own was taken out within the same transaction, so that it is made without looking; where another
        load got in between, the constraint refuses and the transaction is tried again.
        """
        verb = "CREATE" if self.owned else "MERGE"
        return f"UNWIND $rows AS row {verb} (n:{self.name} {{{self.key}: row.key}}) SET n += row.properties"

    @property
    def remove(self) -> str:
        """Cypher: take out the owned nodes of ``$documents`` with their edges."""
        return f"MATCH (n:{self.name}) WHERE n.document IN $documents DETACH DELETE n"

    @property
    def count(self) -> str:
        """Cypher: how many of the nodes ``$keys`` are there."""
        return f"UNWIND $keys AS key MATCH (n:{self.name}) WHERE n.{self.key} = key RETURN count(n) AS n"


@dataclass(frozen=True, slots=True)
class Edge:
    """A kind of edge: its ends, and the properties that tell two edges between the same nodes apart.

    Only edges from nodes that a document owns have such properties: those are made anew with their nodes. Edges
    ``across`` documents are not made with either of their ends.
    """

    start: Label
    type: str
    end: Label
    identity: tuple[str, ...] = ()
    across: bool = False

    @property
    def _ends(self) -> str:
        # As WHERE, not as {key: row.start}: there ArcadeDB 26.10 takes a value that is spelt like a parameter, such as
        # a material that a paper calls "$rows", for that parameter.
        return (
            f"MATCH (a:{self.start.name}) WHERE a.{self.start.key} = row.start "
            f"MATCH (b:{self.end.name}) WHERE b.{self.end.key} = row.end"
        )

    @property
    def write(self) -> str:
        """Cypher: edges of ``$rows`` (start, end, properties), made or brought up to date; from a new node, made."""
        verb = "CREATE" if self.start.owned and not self.across else "MERGE"
        return f"UNWIND $rows AS row {self._ends} {verb} (a)-[r:{self.type}]->(b) SET r += row.properties"

    @property
    def count(self) -> str:
        """Cypher: how many of the edges ``$rows`` are there."""
        apart = " AND ".join(f"r.{name} = row.properties.{name}" for name in self.identity)
        where = f" WHERE {apart}" if apart else ""
        return f"UNWIND $rows AS row {self._ends} MATCH (a)-[r:{self.type}]->(b){where} RETURN count(r) AS n"


PAPER = Label("Paper", "id", owned=False)
MATERIAL = Label("Material", "key", owned=False)
ELEMENT = Label("Element", "symbol", owned=False)
SAMPLE = Label("Sample", "id", owned=True)
MEASUREMENT = Label("Measurement", "id", owned=True)
CELL = Label("Cell", "id", owned=True)
COMPONENT = Label("Component", "id", owned=True)
RECIPE = Label("Recipe", "id", owned=True)
OPERATION = Label("Operation", "id", owned=True)
# What was loaded, in which state: a load that was cut off goes on behind the last of these.
LOADED = Label("Loaded", "document", owned=True)

LABELS = (PAPER, MATERIAL, ELEMENT, SAMPLE, MEASUREMENT, CELL, COMPONENT, RECIPE, OPERATION, LOADED)

EDGES = (
    Edge(MATERIAL, "CONTAINS", ELEMENT),
    Edge(SAMPLE, "OF", MATERIAL),
    Edge(SAMPLE, "MADE_BY", RECIPE),
    Edge(CELL, "MADE_BY", RECIPE),
    Edge(MEASUREMENT, "OF", SAMPLE),
    Edge(MEASUREMENT, "FROM", PAPER, ("block", "start", "end")),
    Edge(MEASUREMENT, "MEASURED_ON", CELL),
    Edge(CELL, "HAS_COMPONENT", COMPONENT, ("role",)),
    Edge(COMPONENT, "MADE_OF", SAMPLE),
    Edge(CELL, "REPORTED_IN", PAPER),
    Edge(RECIPE, "USES", MATERIAL),
    Edge(RECIPE, "STEP", OPERATION, ("order",)),
    Edge(OPERATION, "NEXT", OPERATION),
    Edge(PAPER, "CITES", PAPER),
    # Across papers: (ratio, reason). See kb/agreement.py.
    Edge(MEASUREMENT, "AGREES_WITH", MEASUREMENT, across=True),
    Edge(MEASUREMENT, "CONFLICTS_WITH", MEASUREMENT, across=True),
)

# Most questions are for a property above or below a value.
INDEXES = ("CREATE INDEX voltext_measurement_value IF NOT EXISTS FOR (n:Measurement) ON (n.property, n.norm_top)",)
# Papers and materials that no fact holds on to any more.
ORPHANS = (
    "MATCH (m:Material) WHERE NOT (m)<-[:OF]-() AND NOT (m)<-[:USES]-() DETACH DELETE m",
    "MATCH (p:Paper) WHERE NOT (p)--() AND NOT EXISTS { MATCH (l:Loaded) WHERE l.paper = p.id } DELETE p",
    "MATCH (e:Element) WHERE NOT (e)--() DELETE e",
)
UNLINK = tuple(
    f"MATCH (:Measurement)-[r:{type}]->(:Measurement) WITH r LIMIT $limit DELETE r RETURN count(*) AS n"
    for type in ("AGREES_WITH", "CONFLICTS_WITH")
)
CITATIONS = "MATCH (p:Paper)-[c:CITES]->() WHERE p.id IN $papers DELETE c"
STATES = "MATCH (l:Loaded) RETURN l.document AS document, l.state AS state"
