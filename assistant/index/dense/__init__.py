"""Vectors come in by id; the nearest ids go out. The one room that knows FAISS."""
