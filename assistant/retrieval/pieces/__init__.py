"""Numbers of pieces in, what the ranking asks of each out: how it is spelt, and which row of the encoder it has."""
