"""Glyphs and rules of a page come in, whoever read them; lines and tables go out, page furniture apart."""
