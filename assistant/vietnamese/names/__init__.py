"""Texts come in; agencies and abbreviations go out, under one key for all their spellings."""
