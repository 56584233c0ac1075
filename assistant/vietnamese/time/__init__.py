"""Words of administration come in; days and stretches of the calendar go out."""
