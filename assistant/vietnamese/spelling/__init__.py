"""What was typed or recognised comes in; what was meant goes out: accents, typing keys, misspellings, OCR."""
