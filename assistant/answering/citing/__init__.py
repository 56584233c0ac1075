"""A span of a document comes in; its citation goes out: the quotation, its official place, its page."""
