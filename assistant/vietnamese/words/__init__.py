"""A text comes in; syllables, words, index terms, sentences and sketches go out, each with its place in the text."""
