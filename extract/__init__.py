"""A Document comes in, an Extraction goes out (mentions, quantities, records, recipes, reporting items)."""
