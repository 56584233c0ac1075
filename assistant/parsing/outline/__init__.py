"""Lines come in; the tree of sections goes out, each with its marker, label and heading."""
