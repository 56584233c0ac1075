"""Quotations and a model's sentences come in; what stands in the source, character for character, goes out."""
