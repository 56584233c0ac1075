"""An agency and a time come in; the assignments that the store holds for them go out, as lists, answers and tables."""
