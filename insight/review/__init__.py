"""Papers on one topic in; an ordered review of quotations, each with its source, out."""
