"""The choice of the sentence that answers, and the chance that any does: `python -m training.answers COMMAND`."""
