"""Annotated documents in, a tagger and relations learned from them out: training, model files, tagging, scores."""
