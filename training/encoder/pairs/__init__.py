"""Texts and judged questions come in; what is to be near each other goes out, and what only looks so."""
