"""A question comes in, answers go out (query language, index, ranking)."""
