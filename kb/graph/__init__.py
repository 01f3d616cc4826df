"""Extractions come in, a property graph goes out: one schema, one set of Cypher texts, any Bolt server or none."""
