"""Tasks come in; their results go out in order, from processes that are ended when they take too much."""
