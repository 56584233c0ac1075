"""Benches of our own decisions: an index grown to a million passages."""
