"""The texts of one store come in; a static encoder refitted to them goes out, if it finds more than before."""
