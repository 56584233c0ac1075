"""The bench: measures the product through its public surface. `python -m eval` lists the commands."""
