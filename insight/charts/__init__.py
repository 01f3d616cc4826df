"""Trends in; charts as Vega-Lite specifications out, drawn to SVG, PDF, PNG or a page that needs no network."""
