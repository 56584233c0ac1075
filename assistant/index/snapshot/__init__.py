"""A generation is pinned; every read of one question goes out of it, within a scope."""
