"""Texts with their years in; word vectors out: what is similar, what is analogous, what may come next."""
