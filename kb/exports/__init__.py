"""Exports: a knowledge base as it counts goes in, files that other programs open come out."""
