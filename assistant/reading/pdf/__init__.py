"""A PDF comes in; pages go out: glyphs, lines, tables, pictures, signatures."""
