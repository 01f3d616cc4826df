"""Recipes of a literature: in go the recipes of many papers, out come comparisons, statistics, drawings, proposals."""
