"""Recognised text (OCR) comes in; how sure it is and what it most likely prints goes out."""
