"""Benches of our own decisions: whole answers of the product, judged by spans, facts and sections."""
