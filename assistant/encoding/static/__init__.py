"""Term strings come in, unit vectors go out: means of term vectors, numpy alone."""
