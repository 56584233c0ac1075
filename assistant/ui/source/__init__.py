"""A document beside what was said of it: its pages as they look and its text, a quotation boxed or marked in both.

`panel` is the source beside the answers, `view` the document alone.
"""
