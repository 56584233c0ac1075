"""Spreadsheets come in; each visible sheet goes out as lines and tables, numbers as a Vietnamese reader sees them."""
