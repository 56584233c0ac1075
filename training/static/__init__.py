"""The static encoder (a table of terms): `python -m training.static` trains it and writes its folder and card."""
