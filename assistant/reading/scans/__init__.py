"""Pictures of pages come in; recognised lines and tables go out, by tesseract."""
