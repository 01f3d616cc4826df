"""A file comes in, a Document goes out (readers, one per format; sources; limits)."""
