"""Benches of our own decisions: how files are read, beside other loaders, damaged, and by records read by eye."""
