"""A .docx comes in; paragraphs, tables and notes go out as a reader sees them, with automatic numbers."""
