"""One module for each layout that others use: in, a path and `Problems`; out, a `Dataset`; and back where it can be."""
