"""Documents come in; a new generation goes out in one transaction, or nothing at all."""
