"""Extractions come in, knowledge goes out (record store, graph, merging, curation, export)."""
