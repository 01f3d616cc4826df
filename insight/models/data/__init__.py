"""Data of the property models: the table of elements."""
