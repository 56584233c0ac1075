"""Runs as people read them: tables, plots, one HTML file, Markdown, LaTeX, CSV; the gate for CI."""
