"""Bytes of plain text and Markdown come in; lines in Unicode go out, old font encodings put right."""
