"""Passages as the ranking reads them: rows of numbers over one vocabulary of words and breaks, beside text and JSON."""
