"""`tracuu docs …`: the documents of the store listed, shown, corrected, and their force and copies told."""
