"""The Vietnamese language and nothing else: Unicode, syllables, terms, words, accents, abbreviations, numbers, dates.

Import from the modules; nothing heavy is loaded here (the segmenter and the accent model load at their first use).
"""
