"""Hits come in; sentences, rows and lists that may answer go out, scored, and whether they suffice."""
