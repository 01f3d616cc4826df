"""A question or a list of DOIs comes in, open papers with a manifest go out, and what services know of a paper."""
