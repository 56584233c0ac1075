"""Table blocks of pages come in; whole tables go out, with header, groups and rows."""
