"""A document comes in; what others in the store do to it goes out: later documents, its state on a day, its copies."""
