"""Benches of our own decisions: the ranking, its parts switched off, and its baselines, over BEIR sets."""
