"""Pages of characters come in, blocks in reading order go out."""
