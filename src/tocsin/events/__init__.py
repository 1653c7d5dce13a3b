"""Ontology, lexicon, triggers, arguments: what is done to whom."""
