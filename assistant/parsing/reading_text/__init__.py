"""Lines of pages come in; the one reading text goes out, each character with the page it came from."""
